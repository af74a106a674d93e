import numpy as np
import pytest


def claims(run):
    assert run["our_loss"] == pytest.approx(run["keras_loss"], rel=0.01)
    # the curve goes through points that it was never trained on
    assert np.abs(run["predicted"][:, 0] - run["test"].y).max() < 0.3
    # the loss falls in jumps, up and down from epoch to epoch
    losses = np.array(run["history"].history["loss"])
    assert losses[-20:].mean() < losses[0] / 50
    assert np.count_nonzero(np.diff(losses[50:]) > 0) > 20
    assert run["score"] == pytest.approx(run["ours"], abs=1e-6)
    # training has moved the bends apart, and keeps nearly all of them where there are points
    assert np.ptp(run["place"]) > 0.1
    assert run["inside_range"] >= 0.9
    # inside, the two curves lie on each other; outside, the network flattens
    assert run["error_outside"] > 5 * run["error_inside"]
    slopes = np.abs(np.diff(run["answer"]))
    inside, rim = slopes[80:220].max(), max(slopes[:5].max(), slopes[-5:].max())
    assert rim < inside / 2
    # one and the same landscape
    assert run["score2"] > 0.99
