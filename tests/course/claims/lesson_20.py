import numpy as np
import pytest


def claims(run):
    # the orange feature; ten became four, and the largest is still there
    assert run["z"][0] == pytest.approx(1.15)
    assert len(run["pooled"]) == 4
    assert run["pooled"].max() == run["features"].max()
    # each bar stands under the middle of what it came from
    assert run["centres"][1][0] == np.mean([0, 1, 2])
    assert run["centres"][2][0] == run["centres"][1][:2].mean()
    # the same gradients and the same padded convolution as Keras
    assert run["difference"] < 1e-5
    assert run["off"] < 1e-5
    # the filter with the strongest say has taken the shape of the wave
    assert run["likeness"].max() > 0.8
    # seven times as many parameters, training signals by heart, worse on fresh ones
    assert run["dense"].count() == pytest.approx(7 * run["cnn"].count(), rel=0.01)
    assert run["known"]["dense"] > 0.99
    assert run["score"]["dense"] < run["score"]["CNN"] - 0.05
