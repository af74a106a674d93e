"""Curves and surfaces that a network fits, and how near its predictions come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import keras
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from ann_toolkit.base.errors import DataError
from ann_toolkit.base.kinds import check_dataset, check_kind
from ann_toolkit.base.protocols import DatasetLike, NamedDataset
from ann_toolkit.evaluation import predict, r_squared, regression_report
from ann_toolkit.evaluation.scores.regression import paired
from ann_toolkit.plots.boundaries import over_plane
from ann_toolkit.plots.style import axes_for, colour, figure, points, styled


@styled
def regression_case(data: NamedDataset, model: keras.Model | None = None, ax: Axes | None = None) -> Axes:
    """The points of a regression with one or two inputs, and the curve that a network drew through them.

    Args:
        data: a ``Dataset`` with one input (points and curve) or two (seen from above, y as colour).
        model: a trained network to draw as well; with two inputs its surface fills the background.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.

    Raises:
        DataError: the data has more than two inputs or more than one output.
    """
    check_dataset(data)
    if data.X.ndim != 2 or data.X.shape[1] not in (1, 2) or data.y.ndim != 1:
        raise DataError(
            f"{data.name!r} has X {data.X.shape} and y {data.y.shape}; this picture needs 1 or 2 inputs, 1 output"
        )
    ax = axes_for(ax)
    (_draw_curve if data.X.shape[1] == 1 else _draw_surface)(data, model, ax)
    ax.set_title(data.name.capitalize())
    return ax


def _draw_curve(data: NamedDataset, model: keras.Model | None, ax: Axes) -> None:
    x = data.X[:, 0]
    ax.scatter(x, data.y, s=14, color=colour(5), label="data")
    if model is not None:
        along = np.linspace(x.min(), x.max(), 400)
        ax.plot(along, predict(model, along[:, None])[:, 0], color=colour(3), linewidth=2.5, label=model.name)
    ax.set(xlabel=data.feature_names[0], ylabel=data.target_names[0])
    ax.legend()


def _draw_surface(data: NamedDataset, model: keras.Model | None, ax: Axes) -> None:
    low, high = data.y.min(), data.y.max()
    if model is not None:
        x1, x2 = (np.linspace(column.min(), column.max(), 100) for column in data.X.T)
        surface = over_plane(model, x1, x2)[:, :, 0]
        ax.pcolormesh(x1, x2, surface, vmin=low, vmax=high, shading="nearest", rasterized=True)
    shaded = ax.scatter(
        data.X[:, 0], data.X[:, 1], c=data.y, vmin=low, vmax=high, s=24, edgecolors="white", linewidths=0.5
    )
    ax.set(xlabel=data.feature_names[0], ylabel=data.feature_names[1])
    ax.grid(False)
    ax.figure.colorbar(shaded, ax=ax, label=data.target_names[0])


@styled
def regression(
    y_true: ArrayLike, y_pred: ArrayLike, names: Sequence[str] = (), ax: Axes | None = None
) -> Axes:
    """Predicted against expected values, with r2 and the diagonal on which a perfect network would lie.

    Args:
        y_true: expected values, shape (n,) or (n, outputs).
        y_pred: predicted values of the same shape ((n, 1) will do for (n,)).
        names: a name for each output, for the legend.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.

    Raises:
        DataError: shapes that don't match, or as many names as there are not outputs.
    """
    expected, predicted = paired(y_true, y_pred)
    scores = np.atleast_1d(r_squared(expected, predicted))
    if names and len(names) != len(scores):
        raise DataError(f"{len(names)} names for {len(scores)} output(s)")
    ax = axes_for(ax, 5.8, 5.5)
    for number, score in enumerate(scores):
        name = f"{names[number]}: " if names else ""
        words = f"{name}r² = {score:.3f}"
        points(ax, expected[:, number], predicted[:, number], number, s=16, alpha=0.6, label=words)
    ends = [min(expected.min(), predicted.min()), max(expected.max(), predicted.max())]
    ax.plot(ends, ends, color="black", linewidth=1.2, linestyle="--", label="perfect")
    ax.set(xlabel="expected value", ylabel="predicted value", title="Predicted against expected")
    ax.legend(loc="upper left")
    return ax


@styled
def regression_parts(
    model: keras.Model, parts: Mapping[str, DatasetLike], names: Sequence[str] = ()
) -> np.ndarray:
    """Predicted against expected for training, validation and test data side by side (S0).

    Args:
        model: a trained network.
        parts: ``Dataset``s by name: ``{"train": train, "validation": validation, "test": test}``.
        names: a name for each output.

    Returns:
        The Axes, one for each part, shape (parts,); all with the same limits.

    Raises:
        DataError: no parts, or data that does not fit the network.
    """
    check_kind(parts, Mapping, "Datasets by name, such as {'train': train, 'test': test}")
    for data in parts.values():
        check_dataset(data, ("X", "y"))
    if not parts:
        raise DataError("no parts to draw: give a dictionary such as {'train': train, 'test': test}")
    _, axes = figure(1, len(parts), width=4.8, height=4.8)
    axes = np.atleast_1d(axes)
    for ax, (name, data) in zip(axes, parts.items(), strict=True):
        regression(data.y, predict(model, data.X), names, ax)
        ax.set_title(f"{name.capitalize()}: {len(data.X)} rows")
    low = min(ax.get_xlim()[0] for ax in axes), min(ax.get_ylim()[0] for ax in axes)
    high = max(ax.get_xlim()[1] for ax in axes), max(ax.get_ylim()[1] for ax in axes)
    for number, ax in enumerate(axes):
        ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), ylabel="" if number else "predicted value")
    return axes


@styled
def residuals(
    y_true: ArrayLike, y_pred: ArrayLike, names: Sequence[str] = (), ax: Axes | None = None
) -> Axes:
    """The error of each row over what was predicted: a good network leaves a level band around 0.

    Arguments and errors as :func:`regression`.
    """
    expected, predicted = paired(y_true, y_pred)
    report = regression_report(y_true, y_pred, names)
    ax = axes_for(ax)
    for number in range(expected.shape[1]):
        error = predicted[:, number] - expected[:, number]
        name = f"{report.names[number]}: " if names else ""
        words = f"{name}bias {report.mbe[number]:+.3g}, RMSE {report.rmse[number]:.3g}"
        points(ax, predicted[:, number], error, number, s=16, alpha=0.6, label=words)
    ax.axhline(0, color="black", linewidth=1.2, linestyle="--")
    ax.set(xlabel="predicted value", ylabel="predicted - expected", title="Residuals")
    ax.legend()
    return ax
