"""Pictures of the activations: each with its derivative, and what softmax does to three scores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from mpl_toolkits.mplot3d import Axes3D

from ann_toolkit.base.errors import DataError
from ann_toolkit.base.kinds import check_kind
from ann_toolkit.plots.style import COLOURS, axes_for, styled
from ann_toolkit.scratch.activations import softmax
from ann_toolkit.scratch.catalogue import ACTIVATIONS, ActivationFunction, get_activation
from ann_toolkit.scratch.errors import ScratchError

BLUE, VERMILION = COLOURS[0], COLOURS[3]
# Their slope jumps at 0, or they do so themselves: no line is drawn across.
BENT = ("relu", "leaky_relu", "selu", "elu", "heaviside", "sign")


@styled
def activation(name: str | ActivationFunction, ax: Axes | None = None, span: float = 5.0) -> Axes:
    """Draw an activation and its derivative.

    Args:
        name: a name of the catalogue ("relu"), any but "softmax", or an ``ActivationFunction``.
        ax: where to draw; a new picture unless given.
        span: z goes from -span to +span.

    Returns:
        The Axes that were drawn on.

    Raises:
        DataError: no such activation.
    """
    function = _function(name)
    alone = ax is None
    ax = axes_for(ax)
    z = np.linspace(-span, span, 1000)  # an even number: no point lies on the corner at 0
    a, slope = function(z), function.derivative(z)
    if function.name in BENT:
        z, a, slope = (np.insert(line, 500, np.nan) for line in (z, a, slope))
    ax.plot(z, a, color=BLUE, linewidth=2, label="activation a(z)")
    ax.plot(z, slope, color=VERMILION, linewidth=2, linestyle="--", label="derivative a'(z)")
    ax.axhline(0, color="0.6", linewidth=0.8, zorder=0)
    ax.axvline(0, color="0.6", linewidth=0.8, zorder=0)
    ax.set(xlabel="z", title=function.name)
    if alone:  # of several panels, their figure has one legend for all
        ax.legend()
    return ax


@styled
def activations(names: Sequence[str] | None = None) -> np.ndarray:
    """Draw each activation with its derivative, one panel each (S3, A1.3).

    Args:
        names: which ones; all of the catalogue but softmax, which is no curve, unless said.

    Returns:
        The Axes, an array of as many as there are names.
    """
    if names is not None:
        check_kind(names, Iterable, "a list of activations such as ['relu', 'tanh']")
    names = list(names) if names is not None else [name for name in ACTIVATIONS if name != "softmax"]
    if not names:
        raise DataError(f"no activation to draw; choose from {', '.join(ACTIVATIONS)}")
    functions = [_function(name) for name in names]  # before a figure is made
    columns = min(4, len(names))
    rows = -(-len(names) // columns)
    figure, grid = plt.subplots(
        rows, columns, figsize=(3 * columns, 2.6 * rows), layout="constrained", squeeze=False
    )
    panels = grid.ravel()
    for function, ax in zip(functions, panels, strict=False):
        activation(function, ax)
    for ax in panels[len(names) :]:
        ax.remove()
    handles, labels = panels[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside upper center", ncols=2)
    return panels[: len(names)]


@styled
def softmax_surface(ax: Axes3D | None = None, span: float = 5.0) -> Axes3D:
    """Draw the probability of class 1 of 3 over the scores z1 and z2, with z3 = 0 (S3, A1.3 VI).

    Args:
        ax: three-dimensional Axes; a new picture unless given.
        span: z1 and z2 go from -span to +span.

    Returns:
        The Axes that were drawn on.
    """
    if ax is None:
        ax = cast(Axes3D, plt.figure(figsize=(7, 5.5)).add_subplot(projection="3d"))
    z = np.linspace(-span, span, 100)
    z1, z2 = np.meshgrid(z, z)
    probability = softmax(np.stack([z1, z2, np.zeros_like(z1)], axis=-1))[..., 0]
    ax.plot_surface(z1, z2, probability, cmap="viridis", edgecolor="none")
    ax.set(xlabel="score z1", ylabel="score z2", title="softmax: probability of class 1 of 3 (z3 = 0)")
    ax.set_zlabel("probability", labelpad=4)
    ax.set_box_aspect(None, zoom=0.95)  # or the label of the height is cut off
    return ax


def _function(name: str | ActivationFunction) -> ActivationFunction:
    """The activation of this name; the engine's own error becomes the toolkit's."""
    check_kind(name, (str, ActivationFunction), "the name of an activation such as 'relu'")
    try:
        return get_activation(name)
    except ScratchError as error:
        raise DataError(str(error)) from None
