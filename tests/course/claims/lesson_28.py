import numpy as np
import pytest


def claims(run):
    # 760 times the parameters, by far not 760 times as long; few operations a second for small networks
    assert run["sizes"][-1] / run["sizes"][0] == pytest.approx(760, abs=1)
    assert 1 < run["times"] < 400
    assert run["rates"][0] < run["rates"][-1] / 2
    # at 1 not even twice, at a tenth next to nothing, far to the right what the device can do
    for faster in (5, 20, 100):
        assert run["speed_up"](1, 1, faster) < 2
        assert run["speed_up"](1, 0.1, faster) < 1.1
        assert run["speed_up"](1, 1000, faster) > 0.9 * faster
    # fewer, larger steps make an epoch shorter
    assert run["epochs"][1024] < run["epochs"][16] / 2
    # a small update is lost in 16 bits; the network learns as well
    assert np.float16(1) + np.float16(0.0001) == 1
    full, mixed = run["accuracy_of"].values()
    assert mixed == pytest.approx(full, abs=0.02)
    # one curve
    assert run["difference"] < 1e-4
