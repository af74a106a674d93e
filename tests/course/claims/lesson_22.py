import numpy as np
import pytest


def claims(run):
    assert sum(run["sums"]) + 1 == -25 == run["by_keras"]
    assert run["our_loss"] == pytest.approx(run["keras_loss"], rel=0.01)
    # nearly all parameters sit in the dense layer
    assert run["parameters"][2] > 0.9 * sum(run["parameters"])
    # slow, and up and down by several pictures; Adam is past both
    ours, adam = np.array(run["gradient_descent"]), run["adam"].history["val_accuracy"]
    assert np.diff(ours).min() < -1.5 / 120
    assert ours[-1] < adam[-1] > run["S1_VALIDATION"][-1]
    # most mistakes lie beside the diagonal
    assert run["beside"] > 0.6
    # some filters blacken the wall (the upper rows of the picture); the tiles hardly moved from their random start
    wall = np.median(run["maps"][0, :8], axis=(0, 1))
    assert np.count_nonzero(wall == 0) >= 3
    assert run["moved"] < 0.5
    assert run["before"] < 0.4 < run["after"]
