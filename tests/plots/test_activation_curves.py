"""The pictures of the activations show the functions themselves."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

import ann_toolkit as ann
from ann_toolkit.scratch.activations import sigmoid
from ann_toolkit.scratch.catalogue import ACTIVATIONS


def test_an_activation_is_drawn_with_its_derivative_where_one_says():
    _, ax = plt.subplots()
    assert ann.plots.activation("sigmoid", ax) is ax
    curve, slope = ax.get_lines()[:2]
    np.testing.assert_allclose(curve.get_ydata(), sigmoid(curve.get_xdata()))
    assert slope.get_ydata().max() == pytest.approx(0.25, abs=1e-5)
    assert ax.get_xlabel() == "z"


@pytest.mark.slow
def test_every_activation_has_a_panel():
    panels = ann.plots.activations()
    assert [ax.get_title() for ax in panels] == [name for name in ACTIVATIONS if name != "softmax"]
    assert len(panels[0].figure.legends) == 1
    panels[0].figure.canvas.draw()


def test_the_surface_goes_from_0_to_1():
    ax = ann.plots.softmax_surface()
    low, high = ax.get_zlim()
    assert low <= 0.01
    assert high >= 0.98
    ax.figure.canvas.draw()
