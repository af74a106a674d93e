import numpy as np
import pytest


def claims(run):
    # Hebb says setosa to everything
    assert run["says_setosa"].sum() == 150
    assert run["hebb_right"] == pytest.approx(1 / 3)
    # the setosa neuron ends at 0 within a few epochs; the other two never, versicolor least of all
    mistakes = run["mistakes"]
    assert len(run["mistakes_setosa"]) <= 10
    assert (mistakes[10:, 0] == 0).all()
    assert (mistakes[:, 1:] > 0).all()
    assert mistakes[-20:, 1].min() > mistakes[-20:, 2].max()
    assert run["at_rest"] == ["setosa"]
    # two lines, both without a mistake, and not the same
    X, setosa = run["X"], run["setosa"][:, 0]
    mine, theirs = (X @ run["W1"] + run["b1"])[:, 0] >= 0, run["perceptron"].predict(X)
    assert np.array_equal(mine, setosa)
    assert np.array_equal(theirs, setosa)
    ratio = run["W1"][:, 0] / run["perceptron"].coef_[0]
    assert ratio[0] != pytest.approx(ratio[1], rel=1e-3)
    # a flower may wake two neurons or none; XOR never rests
    assert (run["fires"].sum(axis=1) != 1).any()
    assert (run["mistakes_xor"] > 0).all()
    # whatever the labels are, all 100 points are right; of fresh points about half
    assert run["seen"] == {"true labels": 1.0, "shuffled labels": 1.0}
    assert run["fresh"]["true labels"] > 0.85
    assert 0.4 < run["fresh"]["shuffled labels"] < 0.6
    # the cost goes down in any case
    for costs in (run["costs"], run["costs_shuffled"]):
        assert costs[-1] < costs[0] / 500
