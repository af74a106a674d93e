import numpy as np
import pytest


def claims(run):
    batch, mini, stochastic = (run["val_losses"][name] for name in ("batch", "mini-batch", "stochastic"))
    # batch hardly moves; stochastic arrives within the first epoch
    assert batch[0] - batch[-1] < 0.1
    assert stochastic[0] < 0.2
    assert run["reached"] == 1
    # each curve begins about where the one before it ends; 30 exact steps get no further than 32 rougher ones
    assert mini[0] == pytest.approx(batch[-1], abs=0.01)
    assert mini[0] < batch[-1]
    assert stochastic[0] == pytest.approx(mini[-1], abs=0.06)
    # the one trembles, the other is calm
    assert np.count_nonzero(np.diff(stochastic) > 0) >= 8
    assert np.count_nonzero(np.diff(mini) > 0) <= 3
    assert mini[-1] < 0.15

    # the square root of the batch size
    spreads = run["spreads"]
    for size in (8, 32, 128):
        assert spreads[1] / spreads[size] == pytest.approx(np.sqrt(size), rel=0.2)
    assert 5 < spreads[1] / spreads[32] < 7
    assert 1.7 < spreads[8] / spreads[32] < 2.3
    assert 1.7 < spreads[32] / spreads[128] < 2.5
    assert spreads[1000] < 1e-6

    accuracy, seconds = run["timed"]["accuracy"], run["timed"]["seconds"]
    for size in (100, 200, 300):
        assert seconds[10, size] < seconds[1000, size]
        assert 2 < seconds[1000, size] / seconds[100, size] < 10
        assert accuracy[10, size] < accuracy[100, size] - 0.02
        assert abs(accuracy[1000, size] - accuracy[100, size]) <= 0.0101
    assert seconds[1000, 100] > seconds[1000, 300]
    assert accuracy[10, 100] > accuracy[10, 200] > accuracy[10, 300]
