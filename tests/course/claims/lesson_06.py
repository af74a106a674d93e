import numpy as np
import pytest


def claims(run):
    # the best line answers one half everywhere
    assert run["columns"] @ [run["w1"], run["w2"], run["b"]] == pytest.approx(0.5)
    # only one of S1's hidden neurons is awake at a time, and the last output is 0.374
    assert ((run["hidden"] > 0).sum(axis=1) <= 1).all()
    assert run["outputs"][3] == pytest.approx(0.374, abs=0.001)
    assert run["hidden"][3] == pytest.approx([0, 0.29], abs=0.005)
    # eight neurons nearly always, two in some of their starts
    assert sum(run["solved"]["8 tanh"]) >= 9
    assert 1 <= sum(run["solved"]["2 relu"]) <= 8
    # equal neurons stay equal, and cannot answer XOR
    for name in ("all 0", "all 0.5"):
        assert run["apart"][name] < 1e-4
        assert run["right"][name] < 4
        assert run["losses"][name][-1] > 10 * run["losses"]["random"][-1]
    assert run["apart"]["random"] > 0.1
    assert run["right"]["random"] == 4
    # in each view but the first the output neuron's line parts the answers
    for title, (points, weights, bias) in run["views"].items():
        if title != "as they are":
            sums = points @ weights + bias
            assert np.array_equal(sums > 0, run["y"] == 1), title
