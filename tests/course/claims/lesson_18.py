import numpy as np


def claims(run):
    # a neuron whose ReLU gives 0 has a dZ of 0; the two numbers of dZ3 add up to 0
    assert np.all(run["slopes"][run["gives"] == 0] == 0)
    assert abs(run["dZ3"].sum()) < 1e-12
    assert np.all(run["dW"][1][run["a1"][0] == 0] == 0)
    # the one with ten times the steps has the lower loss
    assert run["steps"] == {700: 30, 7000: 3}
    assert run["losses"][700] < 0.9 * run["losses"][7000]
    # each rule has stopped a run
    assert [f"criterion {number}" in line for number, line in enumerate(run["stopped"], 1)] == [True] * 3
    # four classifications around 95 %, and diabetes well below 1
    scores = {name: result.validation for name, result in run["results"].items()}
    shares = [score["accuracy"] for score in scores.values() if "accuracy" in score]
    assert len(shares) == 4
    assert min(shares) >= 0.88
    assert np.mean(shares) > 0.92
    assert scores["diabetes"]["r2"] < 0.65
    # the curves come down at different speeds, and yet the accuracies differ by a few rows, if at all
    for runs in run["compared"].values():
        after_ten = [result.history["val_loss"][9] for result in runs.values()]
        assert max(after_ten) > 1.3 * min(after_ten)
    assert max(run["spread"].values()) < 0.06
