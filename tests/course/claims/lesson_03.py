import numpy as np
import pytest

import ann_toolkit as ann


def claims(run):
    activations = ann.scratch.activations
    z = np.linspace(-8, 8, 1601)
    # the dashed lines
    assert (activations.relu_derivative(z[z < 0]) == 0).all()
    assert activations.sigmoid_derivative(z).max() <= 0.25
    assert activations.sigmoid_derivative(z[np.abs(z) >= 5]).max() < 0.01
    assert (ann.scratch.get_activation("heaviside").derivative(z) == 0).all()
    # three linear layers are one
    assert run["deep"] == pytest.approx(run["x"] @ run["folded"])
    assert run["folded"].size == 2
    # vanishing: every sigmoid layer takes away about three quarters; after ten less than a millionth
    sizes, left = run["sizes"], run["left_over"]
    assert sizes["sigmoid"][1:] / sizes["sigmoid"][:-1] == pytest.approx(0.25, abs=0.06)
    assert left["sigmoid"] < 1e-6
    assert left["tanh"] > 0.1
    for name in ("relu", "gelu"):
        assert 0.001 < left[name] < 0.1
    assert left["relu, He"] > 0.5
    # dead neurons
    assert run["dead"] > 0.5
    assert run["dead_leaky"] == 0
    # a cliff, and one half in the corner
    first = run["first"]
    assert first[60, -1] > 0.99
    assert first[60, 0] < 0.01
    assert first[-1, -1] == pytest.approx(0.5, abs=0.01)
