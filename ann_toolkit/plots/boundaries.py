"""Classes in the plane, the boundaries that a network draws between them, and its errors as a matrix."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, ListedColormap

from ann_toolkit.base.errors import DataError
from ann_toolkit.evaluation import Confusion, predict
from ann_toolkit.plots.style import COLOURS, MARKERS, axes_for, colour, lighter, styled

GRID = 200  # points along each side of the picture where the network is asked


@styled
def classification_case(data: Any, ax: Axes | None = None) -> Axes:
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
        points = data.X[data.y == label]
        ax.scatter(
            points[:, 0],
            points[:, 1],
            s=22,
            color=colour(label),
            marker=MARKERS[label % len(MARKERS)],
            edgecolors="white",
            linewidths=0.4,
            label=f"class {name}" if name.isdigit() else name,
        )
    ax.set(xlabel=data.feature_names[0], ylabel=data.feature_names[1], title=data.name.capitalize())
    ax.set_aspect("equal", adjustable="datalim")
    columns = min(4, len(data.target_names))  # below the picture, where it hides no point
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.15), ncols=columns, columnspacing=1)
    return ax


@styled
def decision_boundary(model: keras.Model, data: Any, ax: Axes | None = None) -> Axes:
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


def draw_boundary(model: keras.Model, data: Any, ax: Axes, points: int = GRID) -> None:
    """Draw a decision boundary and the points of ``data``, with ``points`` questions along each side."""
    low, high = data.X.min(axis=0), data.X.max(axis=0)
    margin = 0.08 * (high - low)
    x1, x2 = (np.linspace(low[i] - margin[i], high[i] + margin[i], points) for i in (0, 1))
    outputs = predict(model, np.column_stack([grid.ravel() for grid in np.meshgrid(x1, x2)]))
    if outputs.shape[1] == 1:
        _shade_two(ax, x1, x2, outputs.reshape(points, points))
    else:
        _shade_many(ax, x1, x2, outputs.argmax(axis=1).reshape(points, points), outputs.shape[1])
    classification_case(data, ax)
    ax.set(xlim=x1[[0, -1]], ylim=x2[[0, -1]])
    ax.set_aspect("auto")


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
def confusion(report: Confusion, ax: Axes | None = None) -> Axes:
    """A confusion matrix: how many rows of each class (row) were predicted as each class (column).

    The shade is the share of the row's class, so that a rare class is seen as well as a frequent one.

    Args:
        report: what ``ann.evaluation.confusion`` returned.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.
    """
    matrix, names = report.matrix, report.class_names
    size = max(4.5, 1.1 * len(names) + 2)
    ax = axes_for(ax, size + 0.5, size)
    share = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    ax.imshow(share, cmap="Blues", vmin=0, vmax=1)
    for row, column in np.ndindex(matrix.shape):
        ink = "white" if share[row, column] > 0.55 else "black"
        text = f"{matrix[row, column]}\n{100 * share[row, column]:.1f} %"
        ax.text(column, row, text, ha="center", va="center", color=ink)
    ticks = range(len(names))
    slanted = max(len(name) for name in names) > 8
    ax.set_xticks(ticks, names, rotation=30 if slanted else 0, ha="right" if slanted else "center")
    ax.set_yticks(ticks, names)
    ax.grid(False)
    ax.set(
        xlabel="predicted class", ylabel="expected class", title=f"Confusion: accuracy {report.accuracy:.3f}"
    )
    return ax


def _check_plane(data: Any) -> None:
    if data.X.ndim != 2 or data.X.shape[1] != 2:
        raise DataError(
            f"{data.name!r} has inputs of shape {data.X.shape[1:]}; this picture needs two inputs"
        )
    if data.task not in ("binary", "multiclass"):
        raise DataError(f"{data.name!r} is a {data.task} task; this picture needs classes")
