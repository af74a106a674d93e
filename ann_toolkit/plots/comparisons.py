"""Side by side: several networks on the same rows, and what each remedy for rare classes did."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ann_toolkit.base.errors import DataError
from ann_toolkit.base.kinds import check_columns, check_kind
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
    check_kind(report, Comparison, "what ann.evaluation.compare returned")
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


@styled
def remedies(table: pd.DataFrame, what: str = "recall", ax: Axes | None = None) -> Axes:
    """What each remedy for rare classes did, class by class.

    Args:
        table: what ``ann.evaluation.compare_remedies`` returned.
        what: "recall", "alpha" or "beta".
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.

    Raises:
        DataError: another ``what``.
    """
    check_columns(table, (), "what ann.evaluation.compare_remedies returned")
    columns = [name for name in table if name.startswith(f"{what} ")]
    if not columns:
        raise DataError(f"what={what!r} is unknown; choose 'recall', 'alpha' or 'beta'")
    ax = axes_for(ax, 9, 4.5)
    width = 0.8 / len(columns)
    for number, name in enumerate(columns):
        places = np.arange(len(table)) + (number - (len(columns) - 1) / 2) * width
        bars = ax.bar(
            places, table[name], width * 0.92, color=colour(number), label=name.removeprefix(f"{what} ")
        )
        ax.bar_label(bars, fmt="%.2f", padding=2, fontsize=10)
    ax.set_xticks(range(len(table)), [str(remedy).replace(" ", "\n") for remedy in table.index])
    title = what.capitalize() if what == "recall" else f"{what.capitalize()} risk"
    ax.set(ylim=(0, 1.12), ylabel=title.lower(), title=f"{title} of each class, by remedy")
    ax.grid(axis="x", visible=False)
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1), title="class")
    return ax
