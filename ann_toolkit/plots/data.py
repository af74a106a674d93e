"""A first look at datasets: one, whatever it holds (points, curves, pictures, sequences), or two side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ann_toolkit.base.arrays import check_finite
from ann_toolkit.base.errors import DataError
from ann_toolkit.base.files import check_ending, replacing
from ann_toolkit.base.kinds import check_dataset
from ann_toolkit.base.protocols import CLASSES, NamedDataset, PathLike
from ann_toolkit.datasets import Dataset
from ann_toolkit.plots.style import MARKERS, as_label, axes_for, colour, points, styled

_MOST_POINTS = 3000
_COLUMNS, _ROWS = 8, 4  # of a sheet of pictures
_LARGEST = 1e100  # beyond, squares and distances overflow
_SHARES = (5, 25, 50, 75, 95)  # of the values: where they lie


@styled
def dataset(data: NamedDataset, ax: Axes | None = None) -> Axes:
    """Draw what a dataset holds.

    Classes with one input stand on a line, with two in the plane, with more in the plane of their first two
    principal components. A regression shows y over the input that it goes with most. Pictures are shown as
    a sheet, sequences as lines.

    Args:
        data: any Dataset.
        ax: the Axes to draw on; a new one when left out.

    Returns:
        The Axes.

    Raises:
        DataError: no Dataset, values that are not finite or too large, or rows of a shape without a picture.
    """
    _check(data)
    ax = axes_for(ax)
    ax.set_title(f"{as_label(data.name)}: {len(data)} rows")
    if data.X.ndim == 3 and data.X.shape[2] <= 4:
        _sequences(data, ax)
    elif data.X.ndim >= 3:
        _pictures(data, ax)
    elif data.task in CLASSES:
        _classes(data, ax)
    else:
        _regression(data, ax)
    return ax


@styled
def marginals(first: NamedDataset, second: NamedDataset, unit: str = "", ax: Axes | None = None) -> Axes:
    """Draw where the values of each input lie in two datasets: median, middle half, and middle nine tenths.

    Args:
        first: a Dataset with X of shape (n, inputs), such as the real one.
        second: another with the same inputs, such as the simulated one.
        unit: the unit of the inputs, for the label of the axis.
        ax: the Axes to draw on; a new one when left out.

    Returns:
        The Axes.
    """
    for data in (first, second):
        check_dataset(data)
    if first.X.ndim != 2 or first.X.shape[1:] != second.X.shape[1:]:
        raise DataError(
            f"rows of shape {first.X.shape[1:]} and {second.X.shape[1:]}: expected two datasets with the same columns"
        )
    ax = axes_for(ax, max(6.0, 0.45 * first.X.shape[1] + 1), 4)
    places = np.arange(first.X.shape[1])
    for data, number, side in ((first, 0, -0.18), (second, 3, 0.18)):
        _draw_marginals(ax, data, places + side, colour(number))
    ax.set_xticks(
        places, [as_label(name) for name in first.feature_names], rotation=90 if len(places) > 8 else 0
    )
    ax.set_ylabel(f"value [{unit}]" if unit else "value")
    ax.set_ylim(bottom=min(0.0, ax.get_ylim()[0]))
    ax.legend(
        title="dot: median; thick: middle half; thin: middle nine tenths",
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=2,
        frameon=False,
        alignment="left",
    )
    return ax


def draw_file(
    path: PathLike, picture: PathLike | None = None, target: Sequence[str] = (), task: str = ""
) -> Path:
    """Draw what a dataset file holds into a picture.

    Args:
        path: the dataset file; ``target`` and ``task`` as in :meth:`Dataset.read`.
        picture: the file to write, .png, .pdf or .svg; beside the dataset unless given.
        target: the column(s) of y in a foreign table.
        task: the task of a foreign table.

    Returns:
        The path of the picture.

    Raises:
        FileError, DataError: as :meth:`Dataset.read`; another ending; a failed write.
    """
    if picture is not None:
        check_ending(Path(picture), "a picture", (".png", ".pdf", ".svg"))
    data = Dataset.read(path, list(target), task)
    drawn = Path(picture) if picture is not None else Path(path).with_suffix(".png")
    figure = Figure(figsize=(6.4, 4.8), layout="constrained")
    dataset(data, ax=figure.subplots())
    with replacing(drawn) as part:
        figure.savefig(part, dpi=120)
    return drawn


def _check(data: NamedDataset) -> None:
    """Raise a :class:`DataError` for what cannot be drawn."""
    check_dataset(data)
    for what, values in (("X", data.X), ("y", data.y)):
        check_finite(values, f"{what} of {data.name}", "only finite numbers can be drawn")
        largest = float(np.abs(values).max())
        if largest > _LARGEST:
            raise DataError(f"{what} of {data.name} holds {largest:.3g}, which is too large for a picture")
    channels = data.X.shape[3:]
    if channels and channels not in ((1,), (3,), (4,)):
        shape = " x ".join(map(str, data.X.shape[1:]))
        raise DataError(
            f"{data.name} has rows of shape {shape}: pictures have 1, 3 or 4 channels in their last axis"
        )


def _some(data: NamedDataset) -> np.ndarray:
    """Rows spread over the whole, no more than can be seen."""
    return np.unique(np.linspace(0, len(data) - 1, min(len(data), _MOST_POINTS)).astype(int))


def _classes(data: NamedDataset, ax: Axes) -> None:
    rows = _some(data)
    X, names = data.X[rows], list(data.feature_names)
    if X.shape[1] > 2:
        scaled = (X - X.mean(axis=0)) / np.where(X.std(axis=0) > 0, X.std(axis=0), 1)
        plane = np.zeros((2, X.shape[1]))  # a single row spans no plane
        axes = np.linalg.svd(scaled, full_matrices=False)[2][:2]
        plane[: len(axes)] = axes
        X = scaled @ plane.T
        names = ["first principal component", "second principal component"]
    elif X.shape[1] == 1:
        X, names = np.column_stack([X[:, 0], data.y[rows]]), [names[0], "class"]
    for label, name in enumerate(data.target_names):
        of_class = data.y[rows] == label
        points(ax, X[of_class, 0], X[of_class, 1], label, s=14, alpha=0.7, linewidths=0, label=as_label(name))
    ax.set_xlabel(as_label(names[0]))
    ax.set_ylabel(as_label(names[1]))
    ax.legend(
        title="class", loc="center left", bbox_to_anchor=(1, 0.5), ncols=1 + len(data.target_names) // 16
    )


def _regression(data: NamedDataset, ax: Axes) -> None:
    rows = _some(data)
    X, y = data.X[rows], data.y[rows].reshape(len(rows), -1)
    chosen = int(np.argmax([_together(column, y[:, -1]) for column in X.T]))
    for column, name in enumerate(data.target_names):
        points(ax, X[:, chosen], y[:, column], column, s=12, alpha=0.6, linewidths=0, label=as_label(name))
    ax.set_xlabel(as_label(data.feature_names[chosen]))
    ax.set_ylabel("y" if len(data.target_names) > 1 else as_label(data.target_names[0]))
    if len(data.target_names) > 1:
        ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=2)


def _together(x: np.ndarray, y: np.ndarray) -> float:
    """How well y goes with x, 0 to 1: the ranks see bent relations too, and equal values share their rank."""
    from scipy.stats import spearmanr

    constant = np.ptp(x) == 0 or np.ptp(y) == 0  # goes with nothing; scipy would warn
    return 0.0 if constant else abs(float(spearmanr(x, y).statistic))


def _pictures(data: NamedDataset, ax: Axes) -> None:
    height, width = data.X.shape[1:3]
    count = min(len(data), _COLUMNS * _ROWS)
    columns, lines = min(_COLUMNS, count), -(-count // _COLUMNS)
    sheet = np.ones((lines * height, columns * width, *data.X.shape[3:]))
    for place, image in enumerate(data.X[:count]):
        row, column = divmod(place, columns)
        sheet[row * height : (row + 1) * height, column * width : (column + 1) * width] = image
        if data.task in CLASSES:
            name = as_label(data.target_names[data.y[place]])
            at = (column * width + 0.05 * width, row * height + 0.05 * height)
            ax.text(
                *at, name, color="white", va="top", fontsize=8, bbox={"facecolor": "black", "pad": 1, "lw": 0}
            )
    ax.imshow(np.clip(sheet, 0, 1).squeeze(), cmap="gray", vmin=0, vmax=1)
    ax.set_axis_off()


def _sequences(data: NamedDataset, ax: Axes) -> None:
    for number in range(min(4, len(data))):
        values = data.X[number, :, 0]
        answer = as_label(data.target_names[data.y[number]]) if data.task in CLASSES else ""
        answer = answer or ", ".join(f"{value:.2f}" for value in np.atleast_1d(data.y[number])[:3])
        ax.plot(values + 0, color=colour(number), marker=MARKERS[number], markersize=3, label=f"y = {answer}")
    ax.set_xlabel("step")
    ax.set_ylabel("value")
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))


def _draw_marginals(ax: Axes, data: NamedDataset, places: np.ndarray, colour: str) -> None:
    lowest, low, middle, high, highest = np.percentile(data.X, _SHARES, axis=0)
    ax.vlines(places, lowest, highest, colors=colour, linewidth=1.2)
    ax.vlines(places, low, high, colors=colour, linewidth=5)
    ax.plot(
        places, middle, "o", color="white", markeredgecolor=colour, markersize=4.5, label=as_label(data.name)
    )
