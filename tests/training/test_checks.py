"""What ``fit`` says to bad input: one clear line, and the model is as it was."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from keras import layers

from ann_toolkit.base.errors import AnnError, DataError, ModelError
from ann_toolkit.training import fit
from tests.training.small_models import X, Y, regression

BAD = {
    "lengths": (dict(x=X, y=Y[:-1]), "different length"),
    "nan in x": (dict(x=np.where(X > 1, np.nan, X), y=Y), "NaN"),
    "nan in y": (dict(x=X, y=np.where(Y > 1, np.nan, Y)), "NaN"),
    "empty": (dict(x=X[:0], y=Y[:0]), "empty"),
    "epochs": (dict(x=X, y=Y, epochs=0), "epochs=0"),
    "batch size": (dict(x=X, y=Y, batch_size=0), "batch_size=0"),
    "split": (dict(x=X, y=Y, validation_split=0.999), "validation_split=0.999"),
    "split of all": (dict(x=X, y=Y, validation_split=1.0), "validation_split=1.0"),
    "validation": (dict(x=X, y=Y, validation_data=(X,)), "1 part"),
    "weights": (dict(x=X, y=Y, sample_weight=np.ones(3)), "sample_weight has 3"),
    "both weights": (dict(x=X, y=Y, sample_weight=Y, class_weight={0: 1.0}), "both given"),
    "engine": (dict(x=X, y=Y, engine="fast"), "engine='fast'"),
    "columns": (dict(x=X[:, :2], y=Y), "rows of shape .2,. but .* expects .3,.; build it with n_inputs=2"),
    "nothing": (dict(x=None), "x is None"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_clear_line(name):
    given, said = BAD[name]
    model = regression()
    before = model.get_weights()
    with pytest.raises(DataError, match=said) as caught:
        fit(model, **{"verbose": 0, **given})
    assert "\n" not in str(caught.value)
    assert all(np.array_equal(a, b) for a, b in zip(before, model.get_weights(), strict=True))


def test_an_uncompiled_model_is_told():
    with pytest.raises(ModelError, match="not compiled"):
        fit(keras.Sequential([keras.Input((3,)), layers.Dense(1)]), X, Y)


def test_labels_outside_the_classes_are_told():
    model = keras.Sequential([keras.Input((3,)), layers.Dense(3, "softmax")])
    model.compile("sgd", "sparse_categorical_crossentropy")
    with pytest.raises(DataError, match="3 classes"):
        fit(model, X, np.arange(40))


def test_an_unknown_argument_is_told_with_the_one_that_was_meant():
    for given, said in (("epoch", "epochs"), ("batchsize", "batch_size"), ("engin", "engine")):
        with pytest.raises(AnnError, match=f"fit has no argument '{given}'; did you mean '{said}'"):
            fit(regression(), X, Y, **{given: 2})
    with pytest.raises(
        AnnError, match="fit has no argument 'colour'; choose one of x, y, batch_size, epochs"
    ):
        fit(regression(), X, Y, colour=2)
