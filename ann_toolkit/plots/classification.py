"""Classifiers at every threshold: ROC, precision-recall, both risks, and calibration."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ann_toolkit.base.errors import DataError
from ann_toolkit.evaluation import Calibration, Curve, Threshold
from ann_toolkit.plots.style import axes_for, colour, styled


@styled
def roc(curves: Sequence[Curve], ax: Axes | None = None) -> Axes:
    """Recall over false alarms; the further a curve bends away from the diagonal, the better.

    Args:
        curves: what ``ann.evaluation.roc`` returned.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.

    Raises:
        DataError: no curves.
    """
    ax = _curves(curves, "ROC", axes_for(ax, 5.8, 5.5))
    ax.plot([0, 1], [0, 1], color="#666666", linestyle="--", linewidth=1.2, label="guessing (0.5)")
    ax.set(xlabel="beta risk (false predicted true)", ylabel="recall (1 - alpha risk)")
    ax.legend(loc="lower right", title="area under the curve")
    return ax


@styled
def precision_recall(curves: Sequence[Curve], ax: Axes | None = None) -> Axes:
    """Precision over recall: of those called true, how many are, when so many are found.

    Args:
        curves: what ``ann.evaluation.precision_recall`` returned.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.

    Raises:
        DataError: no curves.
    """
    ax = _curves(curves, "Precision and recall", axes_for(ax, 5.8, 5.5))
    if len(curves) == 1:
        chance = curves[0].chance
        ax.axhline(chance, color="#666666", linestyle="--", linewidth=1.2, label=f"guessing ({chance:.3f})")
    ax.set(xlabel="recall (1 - alpha risk)", ylabel="precision")
    ax.legend(title="average precision")
    return ax


def _curves(curves: Sequence[Curve], title: str, ax: Axes) -> Axes:
    if not curves:
        raise DataError("no curves to draw; give what ann.evaluation.roc or precision_recall returned")
    for number, curve in enumerate(curves):
        label = f"class {curve.class_name} ({curve.area:.3f})"
        step = "steps-post" if title.startswith("Precision") else "default"
        ax.plot(curve.x, curve.y, color=colour(number), label=label, drawstyle=step)
    ax.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), title=title)
    return ax


@styled
def thresholds(table: pd.DataFrame, chosen: Threshold | None = None, ax: Axes | None = None) -> Axes:
    """Both risks over the threshold, and where it was put.

    Args:
        table: what ``ann.evaluation.thresholds`` returned.
        chosen: what ``ann.evaluation.choose_threshold`` returned.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.
    """
    ax = axes_for(ax)
    ax.plot(table["threshold"], table["alpha"], color=colour(0), label="alpha risk (missed)")
    ax.plot(
        table["threshold"], table["beta"], color=colour(3), linestyle="--", label="beta risk (false alarms)"
    )
    if chosen is not None:
        ax.axvline(chosen.value, color="black", linewidth=1.2, label=f"chosen: {chosen.value:.3f}")
        ax.plot([chosen.value] * 2, [chosen.alpha, chosen.beta], "o", color="black")
    ax.set(xlabel="threshold on the output", ylabel="risk", title="Where to cut", ylim=(-0.02, 1.02))
    ax.legend()
    return ax


@styled
def calibration(report: Calibration, ax: Axes | None = None) -> Axes:
    """How often the network is right over how sure it is; the diagonal is an honest network.

    Args:
        report: what ``ann.evaluation.calibration`` returned.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.
    """
    table = report.table
    ax = axes_for(ax, 5.8, 5.5)
    ax.plot([0, 1], [0, 1], color="#666666", linestyle="--", linewidth=1.2, label="honest")
    sizes = 60 + 240 * table["rows"] / table["rows"].max()
    ax.plot(table["mean output"], table["share true"], color=colour(0), linewidth=1)
    ax.scatter(
        table["mean output"],
        table["share true"],
        s=sizes,
        color=colour(0),
        alpha=0.8,
        label="bins (size: rows)",
    )
    ax.set(
        xlabel="mean output of the network",
        ylabel="share of rows that are true",
        title=f"Calibration: error {report.error:.3f}",
        xlim=(-0.04, 1.04),
        ylim=(-0.04, 1.04),
    )
    ax.legend(loc="upper left", markerscale=0.6)
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
