"""Classes in the plane, and the boundaries that a network, or each of its neurons, draws between them."""

from __future__ import annotations

import keras
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, ListedColormap

from ann_toolkit.base.errors import DataError, ModelError
from ann_toolkit.base.kinds import check_dataset
from ann_toolkit.base.protocols import CLASSES, NamedDataset
from ann_toolkit.evaluation import predict
from ann_toolkit.evaluation.parameters import dense_layers
from ann_toolkit.plots.style import (
    COLOURS,
    NEGATIVE,
    POSITIVE,
    as_label,
    axes_for,
    colour,
    lighter,
    points,
    styled,
)

GRID = 200  # points along each side of the picture where the network is asked


@styled
def classification_case(data: NamedDataset, ax: Axes | None = None) -> Axes:
    """The points of a two-input dataset, each class with a colour and a marker of its own.

    Args:
        data: a ``Dataset`` with two inputs and classes.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.

    Raises:
        DataError: the data has no classes, or other than two inputs.
    """
    _check_plane(data)
    ax = axes_for(ax, 6, 5.5)
    for label, name in enumerate(data.target_names):
        x1, x2 = data.X[data.y == label].T
        words = f"class {name}" if name.isdigit() else as_label(name)
        points(ax, x1, x2, label, s=22, edgecolors="white", linewidths=0.4, label=words)
    x1_name, x2_name = map(as_label, data.feature_names)
    ax.set(xlabel=x1_name, ylabel=x2_name, title=as_label(data.name.capitalize()))
    ax.set_aspect("equal", adjustable="datalim")
    columns = min(4, len(data.target_names))  # below the picture, where it hides no point
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.15), ncols=columns, columnspacing=1)
    return ax


@styled
def decision_boundary(model: keras.Model, data: NamedDataset, ax: Axes | None = None) -> Axes:
    """Where in the plane the network says which class, with the points of ``data`` on top.

    For two classes the shade tells how sure it is, and the black line is where it hesitates (0.5).

    Args:
        model: a classifier with two inputs.
        data: a ``Dataset`` with two inputs and classes.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.

    Raises:
        DataError: data or model have other than two inputs, or no classes.
    """
    _check_plane(data)
    ax = axes_for(ax, 6.8, 5.5)
    draw_boundary(model, data, ax)
    ax.set_title("Decision boundary: " + model.name.replace("_", " "))
    return ax


def draw_boundary(model: keras.Model, data: NamedDataset, ax: Axes, steps: int = GRID) -> None:
    """Draw a decision boundary and the points of ``data``, with ``steps`` questions along each side."""
    x1, x2 = (along(column, steps) for column in data.X.T)
    outputs = over_plane(model, x1, x2)
    if outputs.shape[2] == 1:
        _shade_two(ax, x1, x2, outputs[:, :, 0])
    else:
        _shade_many(ax, x1, x2, outputs.argmax(axis=2), outputs.shape[2])
    classification_case(data, ax)
    ax.set(xlim=x1[[0, -1]], ylim=x2[[0, -1]])
    ax.set_aspect("auto")


def along(column: np.ndarray, steps: int) -> np.ndarray:
    """Places from one end of an input to the other, and a margin beyond."""
    low, high = column.min(), column.max()
    margin = 0.08 * (high - low)
    return np.linspace(low - margin, high + margin, steps)


def over_plane(model: keras.Model, x1: np.ndarray, x2: np.ndarray) -> np.ndarray:
    """What a network with two inputs answers at each place of a grid, shape (len(x2), len(x1), outputs)."""
    outputs = predict(model, np.column_stack([grid.ravel() for grid in np.meshgrid(x1, x2)]))
    return outputs.reshape(len(x2), len(x1), -1)


def _shade_two(ax: Axes, x1: np.ndarray, x2: np.ndarray, output: np.ndarray) -> None:
    between = LinearSegmentedColormap.from_list(
        "classes", [lighter(COLOURS[0], 0.45), "white", lighter(COLOURS[1], 0.45)]
    )
    shade = ax.contourf(x1, x2, output, levels=np.linspace(0, 1, 21), cmap=between)
    if output.min() < 0.5 < output.max():
        ax.contour(x1, x2, output, levels=[0.5], colors="black", linewidths=2)
    ax.figure.colorbar(shade, ax=ax, ticks=[0, 0.25, 0.5, 0.75, 1], label="output of the network")


def _shade_many(ax: Axes, x1: np.ndarray, x2: np.ndarray, winner: np.ndarray, n_classes: int) -> None:
    shades = ListedColormap([lighter(colour(label)) for label in range(n_classes)])
    ax.pcolormesh(
        x1, x2, winner, cmap=shades, vmin=-0.5, vmax=n_classes - 0.5, shading="nearest", rasterized=True
    )


@styled
def hidden_boundaries(model: keras.Model, data: NamedDataset, ax: Axes | None = None) -> Axes:
    """The line that each neuron of the first hidden layer draws in the plane, over the points.

    A line is where the weighted sum of its neuron is 0. Blue neurons speak for the last class, vermilion
    ones against it; the thicker, the louder (the weight towards the output).

    Args:
        model: a network with two inputs and a dense hidden layer.
        data: a ``Dataset`` with two inputs and classes.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.

    Raises:
        ModelError: no hidden layer, or other than two inputs.
        DataError: the data has no classes, or other than two inputs.
    """
    layers = dense_layers(model)
    if len(layers) < 2 or layers[0].kernel.shape[0] != 2:
        raise ModelError(f"{model.name!r} needs two inputs and a hidden layer for this picture")
    ax = classification_case(data, ax)
    x1, x2 = (along(column, 60) for column in data.X.T)
    kernel, bias = np.asarray(layers[0].kernel), np.asarray(layers[0].bias)
    onward = np.asarray(layers[1].kernel)[:, -1]
    loudest = max(float(np.abs(onward).max()), 1e-12)
    for neuron in range(kernel.shape[1]):
        sums = kernel[0, neuron] * x1[None, :] + kernel[1, neuron] * x2[:, None] + bias[neuron]
        if sums.min() < 0 < sums.max():
            strength = abs(onward[neuron]) / loudest
            shade = POSITIVE if onward[neuron] >= 0 else NEGATIVE
            ax.contour(
                x1, x2, sums, levels=[0], colors=[shade], linewidths=0.6 + 2.4 * strength, linestyles="solid"
            )
    ax.set(xlim=x1[[0, -1]], ylim=x2[[0, -1]], title=f"The {kernel.shape[1]} lines of {layers[0].name}")
    ax.set_aspect("auto")
    last = as_label(data.target_names[-1])
    for shade, word in ((POSITIVE, "for"), (NEGATIVE, "against")):
        ax.plot([], [], color=shade, linewidth=2, label=f"neurons that speak {word} {last}")
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.15), ncols=2, columnspacing=1)
    return ax


def _check_plane(data: NamedDataset) -> None:
    check_dataset(data)
    if data.X.ndim != 2 or data.X.shape[1] != 2:
        raise DataError(
            f"{data.name!r} has inputs of shape {data.X.shape[1:]}; this picture needs two inputs"
        )
    if data.task not in CLASSES:
        raise DataError(f"{data.name!r} is a {data.task} task; this picture needs classes")
