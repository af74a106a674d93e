"""Several networks on the same rows, with the width of luck around each score."""

from __future__ import annotations

from matplotlib.axes import Axes

from ann_toolkit.evaluation import Comparison
from ann_toolkit.evaluation.parameters import grouped
from ann_toolkit.plots.style import axes_for, colour, styled


@styled
def comparison(report: Comparison, ax: Axes | None = None) -> Axes:
    """The score of each network with its 95 % interval: intervals that lie far apart are no luck.

    Args:
        report: what ``ann.evaluation.compare`` returned.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.
    """
    table = report.table
    ax = axes_for(ax, 7.5, 0.7 * len(table) + 1.8)
    for place, (_, row) in enumerate(table.iterrows()):
        ax.hlines(place, row["low"], row["high"], color=colour(0), linewidth=3)
        ax.plot(row["score"], place, "o", color=colour(0), markersize=9, markeredgecolor="white")
        text = f"{row['score']:.3f}, {grouped(int(row['parameters']))} parameters"
        ax.annotate(
            text, (row["score"], place), (0, 11), textcoords="offset points", ha="center", fontsize=10
        )
    ax.set_yticks(range(len(table)), [str(name) for name in table.index])
    ax.set_ylim(len(table) - 0.5, -0.7)
    ax.margins(x=0.25)
    ax.grid(axis="y", visible=False)
    score = "r²" if report.score == "r2" else report.score
    ax.set(xlabel=f"{score} on {report.rows} rows, with 95 % interval", title="Which network is better?")
    return ax
