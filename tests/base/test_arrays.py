"""One rule for the shape of inputs, in ``fit`` as in ``predict``."""

import keras
import numpy as np
import pytest

import ann_toolkit as ann
from ann_toolkit.base.arrays import check_input_shape, numbers
from ann_toolkit.base.errors import DataError


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ((5, 28, 28), (28, 28, 1)),
        ((5, 28, 28, 1), (28, 28)),
        ((5,), (1,)),
        ((5, 7, 2), (None, 2)),
        ((5, 3), (3,)),
    ],
)
def test_what_keras_takes_is_taken(given, wanted):
    check_input_shape(given, wanted, "mine")


@pytest.mark.parametrize(
    ("given", "wanted", "said"),
    [
        ((5, 4), (3,), r"rows of shape \(4,\) .* expects \(3,\); build it with n_inputs=4"),
        ((3,), (3,), r"a single row: give X\[:1\], not X\[0\]"),
        ((5, 28, 28), (28, 28, 3), r"expects \(28, 28, 3\)$"),
        ((5, 27, 28), (28, 28, 1), r"rows of shape \(27, 28\)"),
    ],
)
def test_what_does_not_fit_is_told(given, wanted, said):
    with pytest.raises(DataError, match=said):
        check_input_shape(given, wanted, "mine")


@pytest.mark.parametrize("values", [["a", "b"], [[1, 2], [3]], [None, 1]])
def test_what_is_no_array_of_numbers_is_told_in_one_line(values):
    with pytest.raises(DataError, match=r"^X must be") as caught:
        numbers(values, "X")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("shape", [(12, 6, 6), (12, 6, 6, 1)])
def test_fit_predict_and_confusion_take_the_same_pictures(shape):
    model = keras.Sequential(
        [keras.Input((6, 6, 1)), keras.layers.Flatten(), keras.layers.Dense(3, activation="softmax")]
    )
    model.compile("sgd", "sparse_categorical_crossentropy")
    X, y = np.random.default_rng(0).random(shape).astype("float32"), np.arange(12) % 3
    assert len(ann.training.fit(model, X, y, verbose=0).history["loss"]) == 1
    assert ann.evaluation.predict(model, X).shape == (12, 3)
    classes = ann.evaluation.predict_classes(model, X)
    assert ann.evaluation.confusion(y, classes).matrix.sum() == 12
    for use in (
        lambda X: ann.training.fit(model, X, y, verbose=0),
        lambda X: ann.evaluation.predict(model, X),
    ):
        with pytest.raises(DataError, match=r"rows of shape \(5, 6\)"):
            use(X.reshape(12, 6, 6)[:, :5])
