"""Two datasets side by side: does the simulated one look like the real one, input by input?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ann_toolkit.plots.style import axes_for, colour, styled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ann_toolkit.datasets import Dataset

_SHARES = (5, 25, 50, 75, 95)


@styled
def marginals(first: Dataset, second: Dataset, unit: str = "", ax: Axes | None = None) -> Axes:
    """Draw where the values of each input lie in two datasets: median, middle half, and middle nine tenths.

    Args:
        first: a Dataset with X of shape (n, inputs), such as the real one.
        second: another with the same inputs, such as the simulated one.
        unit: the unit of the inputs, for the label of the axis.
        ax: the Axes to draw on; a new one when left out.

    Returns:
        The Axes.
    """
    ax = axes_for(ax, max(4.0, 0.45 * first.X.shape[1] + 1), 4)
    places = np.arange(first.X.shape[1])
    for data, number, side in ((first, 0, -0.18), (second, 3, 0.18)):
        _draw(ax, data, places + side, colour(number))
    ax.set_xticks(places, first.feature_names, rotation=90 if len(places) > 8 else 0)
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


def _draw(ax: Any, data: Dataset, places: np.ndarray, colour: str) -> None:
    lowest, low, middle, high, highest = np.percentile(data.X, _SHARES, axis=0)
    ax.vlines(places, lowest, highest, colors=colour, linewidth=1.2)
    ax.vlines(places, low, high, colors=colour, linewidth=5)
    ax.plot(places, middle, "o", color="white", markeredgecolor=colour, markersize=4.5, label=data.name)
