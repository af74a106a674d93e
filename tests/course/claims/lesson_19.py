import numpy as np
import pytest


def claims(run):
    # the printed slope is wrong, the derived one right
    assert run["off"] < 1e-5
    assert run["printed_off"] > 0.1
    # the way back is right to many digits
    assert run["worst"] < 1e-8
    # the first layer gets the smallest gradients
    assert run["gradient_sizes"][0] == min(run["gradient_sizes"])
    # no hidden layer: ln 2; with hidden layers it falls, the deep one after a pause
    curves = {name: np.array(pair[0]) for name, pair in run["curves"].items()}
    assert curves[run["single"]][-1] == pytest.approx(np.log(2), abs=0.02)
    shallow, deep = curves[run["shallow"]], curves[run["deep"]]
    assert shallow[-1] < 0.2
    assert deep[-1] < 0.2
    assert np.argmax(deep < 0.5) > np.argmax(shallow < 0.5)
    # with S4's step the deep network has hardly moved from a coin's level
    slow = curves[run["slow"]]
    assert slow[-1] > 0.65
    # each row of J adds up to 0, dZ = a - y
    assert run["J"].sum(axis=1) == pytest.approx(np.zeros(3), abs=1e-12)
    assert run["dZ"] == pytest.approx(run["a"] - [1, 0, 0])
    # plain descent is still at a coin's level, Adam has learned
    assert run["by_engine"]["gradient descent, rate 0.1"] < 0.7
    assert run["by_engine"]["Adam, rate 0.01"] > 0.95
    assert run["dW"][0].shape == (2, 16)
