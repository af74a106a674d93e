import numpy as np
import pytest


def claims(run):
    assert np.array_equal(run["rotate"](run["lying"]), run["lying"].T)
    # the squared error of a network that knows nothing is about 0.02, by far the smallest of the three
    untrained = run["untrained"]
    assert untrained["squared"] == pytest.approx(0.02, abs=0.002)
    assert untrained["squared"] < untrained["binary"] < untrained["categorical"]
    # the validation curve is the better one, and so are the training characters without dropout
    history = run["history"].history
    assert np.all(np.array(history["val_accuracy"]) > history["accuracy"])
    assert run["with_all"] > history["val_accuracy"][-1] > history["accuracy"][-1]
    # 0 and O above all; a fifth of the mistakes or more are between characters that look alike
    assert set(run["worst"]) == {"0", "O"}
    assert run["excused"] >= 0.2 * len(run["wrong"])
