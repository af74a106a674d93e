"""The pictures of the activations show the functions themselves."""

from __future__ import annotations

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from PIL import Image

from ann_toolkit.base.errors import FileError
from ann_toolkit.plots.activation_curves import activation, activations, softmax_animation, softmax_surface
from ann_toolkit.scratch.activations import sigmoid
from ann_toolkit.scratch.catalogue import ACTIVATIONS


@pytest.fixture(autouse=True)
def close_pictures():
    yield
    plt.close("all")


def test_an_activation_is_drawn_with_its_derivative_where_one_says():
    _, ax = plt.subplots()
    assert activation("sigmoid", ax) is ax
    curve, slope = ax.get_lines()[:2]
    np.testing.assert_allclose(curve.get_ydata(), sigmoid(curve.get_xdata()))
    assert slope.get_ydata().max() == pytest.approx(0.25, abs=1e-5)
    assert ax.get_xlabel() == "z"


def test_every_activation_has_a_panel():
    panels = activations()
    assert [ax.get_title() for ax in panels] == [name for name in ACTIVATIONS if name != "softmax"]
    assert len(panels[0].figure.legends) == 1
    panels[0].figure.canvas.draw()


def test_the_surface_goes_from_0_to_1():
    ax = softmax_surface()
    low, high = ax.get_zlim()
    assert low <= 0.01
    assert high >= 0.98
    ax.figure.canvas.draw()


def test_the_animation_moves_and_is_whole_or_not_there(tmp_path):
    softmax_animation(tmp_path / "softmax.gif", frames=5)
    with Image.open(tmp_path / "softmax.gif") as gif:
        assert gif.n_frames == 5
    assert [path.name for path in tmp_path.iterdir()] == ["softmax.gif"]
    with pytest.raises(FileError, match="does not exist"):
        softmax_animation(tmp_path / "nowhere" / "softmax.gif", frames=2)
