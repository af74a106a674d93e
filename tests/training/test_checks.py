"""What ``fit`` says to bad input: one clear line, and the model is as it was."""

from __future__ import annotations

import keras
import numpy as np
import pandas as pd
import pytest
from keras import layers

from ann_toolkit.base.errors import AnnError, DataError, ModelError
from ann_toolkit.training import fit
from tests.training.small_models import X, Y, regression

TABLE = pd.DataFrame({"a": X[:, 0], "b": X[:, 1], "town": "Ghent"})
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
    "no targets": (dict(x=X), r"training data has no y, but the loss \(mean_squared_error\) compares"),
    "no targets to validate on": (dict(x=X, y=Y, validation_data=X), "validation_data has 1 part"),
    "words for epochs": (dict(x=X, y=Y, epochs="2"), "epochs='2' is not a whole number; give 2"),
    "a fraction of epochs": (dict(x=X, y=Y, epochs=2.0), "epochs=2.0 is not a whole number; give 2"),
    "words for the batch size": (dict(x=X, y=Y, batch_size="8"), "batch_size='8' is not a whole"),
    "a fraction of a row": (dict(x=X, y=Y, batch_size=8.5), "batch_size=8.5 is not a whole number; give 8"),
    "half a first epoch": (dict(x=X, y=Y, initial_epoch=0.5), "initial_epoch=0.5 is not a whole"),
    "steps": (dict(x=X, y=Y, steps_per_epoch="all"), "steps_per_epoch='all' is not a whole"),
    "list of class weights": (dict(x=X, y=Y, class_weight=[1, 2]), r"class_weight=\[1, 2\] names no classes"),
    "names of class weights": (dict(x=X, y=Y, class_weight={"a": 1}), "class_weight has the label 'a'"),
    "words for class weights": (dict(x=X, y=Y, class_weight={0: "a"}), "class_weight has 'a' for label 0"),
    "one weight": (dict(x=X, y=Y, sample_weight=2.0), "one number 2.0; give one for each row"),
    "never": (dict(x=X, y=Y, validation_split=0.2, validation_freq=0), "validation_freq=0 never validates"),
    "words for callbacks": (
        dict(x=X, y=Y, callbacks="early"),
        r"callbacks has 'early', .*; did you mean keras.callbacks.EarlyStopping\(\)",
    ),
    "a class for a callback": (
        dict(x=X, y=Y, callbacks=[keras.callbacks.EarlyStopping]),
        r"the class EarlyStopping; make one of it: EarlyStopping\(\)",
    ),
    "negative split": (
        dict(x=X, y=Y, validation_split=-0.1),
        "validation_split=-0.1 is no share of the rows",
    ),
    "words for the split": (dict(x=X, y=Y, validation_split="a"), "validation_split='a' is no share"),
    "nearly an engine": (dict(x=X, y=Y, engine="grap"), "engine='grap' is not known; did you mean 'graph'"),
    "text": (dict(x=TABLE, y=Y), "X of the training data holds text in column 'town', such as 'Ghent'"),
    "text for a network of numbers": (dict(x=np.full((40, 3), "a"), y=Y), "must be numbers, but holds str"),
    "two columns for one output": (dict(x=X, y=X[:, :2]), r"shape \(40, 2\) but the model has 1 output"),
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


def test_arguments_in_another_order_are_told():
    for given in ((X, Y, regression()), (None, X, Y), ("model", X, Y), (keras.Model, X, Y)):
        with pytest.raises(
            ModelError, match=r"the first argument of fit is the model.* write fit\(model, X, y"
        ):
            fit(*given)
    with pytest.raises(DataError, match=r"a model was given where data belongs; write fit\(model, X, y"):
        fit(regression(), regression(), X)


def test_names_that_keras_does_not_know_are_told_with_the_one_that_was_meant():
    for compiled, said in (
        (
            dict(loss="binary_crossentropi"),
            "loss 'binary_crossentropi', .* did you mean 'binary_crossentropy'",
        ),
        (dict(loss="quatsch"), "loss 'quatsch', which Keras does not know; give one of its names"),
        (dict(loss="mse", metrics=["acuracy"]), "metric 'acuracy', .* did you mean 'accuracy'"),
    ):
        model = regression()
        model.compile("sgd", **compiled)
        with pytest.raises(ModelError, match=said) as caught:
            fit(model, X, Y)
        assert "\n" not in str(caught.value)


def test_an_unknown_argument_is_told_with_the_one_that_was_meant():
    for given, said in (("epoch", "epochs"), ("batchsize", "batch_size"), ("engin", "engine")):
        with pytest.raises(AnnError, match=f"fit has no argument '{given}'; did you mean '{said}'"):
            fit(regression(), X, Y, **{given: 2})
    with pytest.raises(
        AnnError, match="fit has no argument 'colour'; choose one of x, y, batch_size, epochs"
    ):
        fit(regression(), X, Y, colour=2)
