"""Every mistake that the engine explains, each in one line."""

from __future__ import annotations

import numpy as np
import pytest

from ann_toolkit.scratch import layers
from ann_toolkit.scratch.catalogue import get_activation, register
from ann_toolkit.scratch.convolution import Conv1D, Conv2D
from ann_toolkit.scratch.errors import ScratchError
from ann_toolkit.scratch.network import Network
from ann_toolkit.scratch.optimizers import Adam, GradientDescent, Momentum
from ann_toolkit.scratch.pooling import MaxPooling2D
from ann_toolkit.scratch.recurrent import SimpleRNN
from tests.scratch.small_networks import classifier

X4 = np.zeros((6, 4))
MISTAKES = {
    "unknown activation": (lambda: layers.Dense(3, "rellu"), "did you mean 'relu'"),
    "unknown setting": (lambda: get_activation("relu", alpha=1), "has no setting 'alpha'"),
    "unknown loss": (lambda: classifier(loss="crossentropy"), "there is no loss"),
    "unknown optimizer": (lambda: classifier(optimizer="adamm"), "there is no optimizer"),
    "no layers": (lambda: Network([]), "has no layers"),
    "no neurons": (lambda: layers.Dense(0), "expected 1 or more"),
    "everything dropped": (lambda: layers.Dropout(1.0), "0 <= rate < 1"),
    "a learning rate of 0": (lambda: GradientDescent(0), "above 0"),
    "a momentum of 1": (lambda: Momentum(0.1, 1.0), "0 <= momentum < 1"),
    "a negative l2": (lambda: Adam(l2=-1), "0 or more"),
    "a registered name that is taken": (lambda: register("relu", np.sin), "one of the course's own"),
    "a function that changes the shape": (lambda: register("flat", np.ravel), "must keep the shape"),
    "labels out of range": (lambda: classifier().fit(X4, [0, 1, 2, 3, 0, 1]), "whole numbers 0 to 2"),
    "labels that are not whole": (lambda: classifier().fit(X4, [0, 1, 1.5, 0, 0, 1]), "whole numbers"),
    "labels for a sigmoid": (
        lambda: Network([layers.Dense(1, "sigmoid")]).fit(X4, [1, 2, 1, 2, 1, 2]),
        "a sigmoid output wants 0 to 1",
    ),
    "too few labels": (lambda: classifier().fit(X4, [0, 1]), "each row needs its own y"),
    "names as labels": (lambda: classifier().fit(X4, list("abcabc")), "number the classes"),
    "outputs that do not meet y": (
        lambda: Network([layers.Dense(3)]).fit(X4, np.zeros((6, 2))),
        r"the last layer gives \(3,\)",
    ),
    "no rows": (lambda: classifier().fit(np.zeros((0, 4)), []), "one row for each case"),
    "a flat X": (lambda: classifier().predict(np.zeros(4)), r"X.reshape\(1, -1\)"),
    "NaN": (lambda: classifier().predict(np.full((2, 4), np.nan)), "NaN or infinite"),
    "text": (lambda: classifier().predict(np.array([["a"], ["b"]])), "must be numbers"),
    "other columns than built for": (
        lambda: classifier(input_shape=(5,)).predict(X4),
        r"was built for \(5,\)",
    ),
    "images to a Dense layer": (lambda: classifier(input_shape=(8, 8)), "put a Flatten"),
    "flat rows to a Conv2D": (lambda: Network([Conv2D(2, 3)], input_shape=(64,)), "put a Reshape"),
    "a filter larger than the image": (
        lambda: Network([Conv1D(2, 5)], input_shape=(3, 1)),
        "at least the filter's size",
    ),
    "a window larger than the image": (
        lambda: Network([MaxPooling2D(4)], input_shape=(3, 3, 1)),
        "not smaller than the window",
    ),
    "unknown padding": (lambda: Conv1D(1, 2, padding="full"), "expected 'valid' or 'same'"),
    "flat rows to an RNN": (lambda: Network([SimpleRNN(2)], input_shape=(5,)), r"\(steps, features\)"),
    "a shape of another size": (lambda: Network([layers.Reshape((3, 3))], input_shape=(8,)), "holds"),
    "unknown init": (lambda: Network([layers.Dense(1, init="zeros")], input_shape=(2,)), "there is no init"),
    "weights of another network": (
        lambda: classifier(input_shape=(4,)).set_weights([np.zeros((2, 2))]),
        "this network has",
    ),
    "no epochs": (lambda: classifier().fit(X4, [0] * 6, epochs=0), "expected 1 or more of each"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_is_one_clear_line(mistake):
    make, message = MISTAKES[mistake]
    with pytest.raises(ScratchError, match=message) as raised:
        make()
    assert "\n" not in str(raised.value)
