"""A first look at any dataset, whatever it holds: points, curves, pictures or sequences."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ann_toolkit.base.files import check_ending, replacing
from ann_toolkit.plots.style import MARKERS, axes_for, colour, styled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ann_toolkit.datasets import Dataset

_MOST_POINTS = 3000
_COLUMNS, _ROWS = 8, 4  # of a sheet of pictures


@styled
def dataset(data: Dataset, ax: Axes | None = None) -> Axes:
    """Draw what a dataset holds.

    Classes with one input stand on a line, with two in the plane, with more in the plane of their first two
    principal components. A regression shows y over the input that it goes with most. Pictures are shown as
    a sheet, sequences as lines.

    Args:
        data: any Dataset.
        ax: the Axes to draw on; a new one when left out.

    Returns:
        The Axes.
    """
    ax = axes_for(ax)
    ax.set_title(f"{data.name}: {len(data)} rows")
    if data.X.ndim == 3 and data.X.shape[2] <= 4:
        _sequences(data, ax)
    elif data.X.ndim >= 3:
        _pictures(data, ax)
    elif data.task in ("binary", "multiclass"):
        _classes(data, ax)
    else:
        _regression(data, ax)
    return ax


def draw_file(
    path: str | os.PathLike[str], picture: str | os.PathLike[str], target: Sequence[str] = (), task: str = ""
) -> Path:
    """Draw what a dataset file holds into a picture.

    Args:
        path: the dataset file; ``target`` and ``task`` as in :meth:`Dataset.read`.
        picture: the file to write, .png, .pdf or .svg.
        target: the column(s) of y in a foreign table.
        task: the task of a foreign table.

    Returns:
        The path of the picture.

    Raises:
        FileError, DataError: as :meth:`Dataset.read`; another ending; a failed write.
    """
    from matplotlib.figure import Figure

    from ann_toolkit.datasets import Dataset

    drawn = Path(picture)
    check_ending(drawn, "a picture", (".png", ".pdf", ".svg"))
    data = Dataset.read(path, list(target), task)
    figure = Figure(figsize=(6.4, 4.8), layout="constrained")
    dataset(data, ax=figure.subplots())
    with replacing(drawn) as part:
        figure.savefig(part, dpi=120)
    return drawn


def _some(data: Dataset) -> np.ndarray:
    """Rows spread over the whole, no more than can be seen."""
    return np.unique(np.linspace(0, len(data) - 1, min(len(data), _MOST_POINTS)).astype(int))


def _classes(data: Dataset, ax: Any) -> None:
    rows = _some(data)
    X, names = data.X[rows], list(data.feature_names)
    if X.shape[1] > 2:
        scaled = (X - X.mean(axis=0)) / np.where(X.std(axis=0) > 0, X.std(axis=0), 1)
        X = scaled @ np.linalg.svd(scaled, full_matrices=False)[2][:2].T
        names = ["first principal component", "second principal component"]
    elif X.shape[1] == 1:
        X, names = np.column_stack([X[:, 0], data.y[rows]]), [names[0], "class"]
    for label, name in enumerate(data.target_names):
        of_class = data.y[rows] == label
        sign = MARKERS[label % len(MARKERS)]
        ax.scatter(
            X[of_class, 0],
            X[of_class, 1],
            s=14,
            color=colour(label),
            marker=sign,
            alpha=0.7,
            linewidths=0,
            label=name,
        )
    ax.set_xlabel(names[0])
    ax.set_ylabel(names[1])
    ax.legend(
        title="class", loc="center left", bbox_to_anchor=(1, 0.5), ncols=1 + len(data.target_names) // 16
    )


def _regression(data: Dataset, ax: Any) -> None:
    rows = _some(data)
    X, y = data.X[rows], data.y[rows].reshape(len(rows), -1)
    ranks = np.argsort(np.argsort(X, axis=0), axis=0)  # ranks see bent relations too
    target = np.argsort(np.argsort(y[:, -1]))
    spread = ranks.std(axis=0) * target.std()
    together = np.abs(((ranks - ranks.mean(0)) * (target - target.mean())[:, None]).mean(0)) / np.maximum(
        spread, 1e-12
    )
    chosen = int(together.argmax())
    for column, name in enumerate(data.target_names):
        sign = MARKERS[column % len(MARKERS)]
        ax.scatter(
            X[:, chosen],
            y[:, column],
            s=12,
            color=colour(column),
            marker=sign,
            alpha=0.6,
            linewidths=0,
            label=name,
        )
    ax.set_xlabel(data.feature_names[chosen])
    ax.set_ylabel("y" if len(data.target_names) > 1 else data.target_names[0])
    if len(data.target_names) > 1:
        ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=2)


def _pictures(data: Dataset, ax: Any) -> None:
    height, width = data.X.shape[1:3]
    count = min(len(data), _COLUMNS * _ROWS)
    columns, lines = min(_COLUMNS, count), -(-count // _COLUMNS)
    sheet = np.ones((lines * height, columns * width, *data.X.shape[3:]))
    for place, image in enumerate(data.X[:count]):
        row, column = divmod(place, columns)
        sheet[row * height : (row + 1) * height, column * width : (column + 1) * width] = image
        if data.task in ("binary", "multiclass"):
            name = data.target_names[data.y[place]]
            at = (column * width + 0.05 * width, row * height + 0.05 * height)
            ax.text(
                *at, name, color="white", va="top", fontsize=8, bbox={"facecolor": "black", "pad": 1, "lw": 0}
            )
    ax.imshow(np.clip(sheet, 0, 1).squeeze(), cmap="gray", vmin=0, vmax=1)
    ax.set_axis_off()


def _sequences(data: Dataset, ax: Any) -> None:
    for number in range(min(4, len(data))):
        values = data.X[number, :, 0]
        answer = data.target_names[data.y[number]] if data.task in ("binary", "multiclass") else ""
        answer = answer or ", ".join(f"{value:.2f}" for value in np.atleast_1d(data.y[number])[:3])
        ax.plot(values + 0, color=colour(number), marker=MARKERS[number], markersize=3, label=f"y = {answer}")
    ax.set_xlabel("step")
    ax.set_ylabel("value")
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
