import numpy as np
import pytest


def claims(run):
    measured, true_score = np.array(run["measured"]), np.array(run["true_score"])
    ceiling = run["ceiling"](np.array(run["NOISES"]))
    # the measured r² sinks along the ceiling, while the curve stays close to the truth
    assert np.all(np.diff(measured) < 0)
    assert np.all(np.abs(measured - ceiling) < 0.12)
    assert true_score.min() > 0.7
    # at noise 2 about 0.3, and more than twice as much against the true curve
    assert measured[-1] == pytest.approx(0.3, abs=0.08)
    assert true_score[-1] > 2 * measured[-1]
    # on its own points the network passes the ceiling; the validation loss turned upwards long before
    assert run["by_heart"] > run["ceiling"](1.0) > run["in_life"]
    validation = run["history"].history["val_loss"]
    assert np.argmin(validation) < 1000
    assert validation[-1] > 1.2 * min(validation)
    # MSE lies a tenth of 10 too high; a tenth of liars hardly moves MAE; Huber lies near it
    assert run["mean_bias"]["MSE"] == pytest.approx(1, abs=0.15)
    assert abs(run["mean_bias"]["MAE"]) < 0.25
    assert abs(run["mean_bias"]["Huber"] - run["mean_bias"]["MAE"]) < 0.2
