import numpy as np
import pytest


def claims(run):
    # pictures as they are raise an error; flat labels would not
    assert "mismatch" in run["shape_error"]
    assert run.printed(r"shape \((\d+), (\d+)\)") == [1000, 1000]
    # overflow, log of 0, and nan
    assert np.isnan(run["naive"][2]).all()
    for words in ("overflow encountered in exp", "divide by zero encountered in log"):
        assert words in run.log
    with np.errstate(over="ignore"):
        assert np.isinf(np.exp(np.float32(89)))
    # the cost stands near 11.5, half of 23
    costs = run["with_epsilon"][2]
    assert np.median(costs) == pytest.approx(11.5, abs=0.1)
    assert costs.max() < 13
    assert run["half_wrong"] == pytest.approx(11.5, abs=0.05)
    # no warning is left, and after 300 steps with 0.1 the cost is more than ten times the first
    bouncing, with_s4, mended, bounces = (run[name] for name in ("bouncing", "with_s4", "mended", "bounces"))
    assert bouncing[2][-1] > 10 * bouncing[2][0]
    # about every second step makes it worse, and it never gets below where it began; the smallest step glides
    for result in (bouncing, with_s4):
        assert 40 < bounces(result[2]) < 60
        assert result[2].argmin() == 0
    assert bounces(mended[2]) == 0
    assert 0.9 * mended[2][0] < mended[2][-1] < mended[2][0]
    # without the mean picture no step of 0.03 makes it worse
    assert bounces(run["centred"][2]) == 0
    # the blue curve climbs to its last point, the red one stays far below
    in_training, in_test = run["in_training"], run["in_test"]
    assert in_training[-1] == max(in_training) > 0.8
    assert in_training[-1] > in_training[-2]
    assert 0.5 < in_test[-1] < 0.68
    assert in_training[-1] - in_test[-1] > 0.15
