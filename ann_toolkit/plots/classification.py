"""How a classifier does: its errors as a matrix, and at every threshold; whether its outputs can be believed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ann_toolkit.base.errors import DataError
from ann_toolkit.base.kinds import check_columns, check_kind
from ann_toolkit.evaluation import Calibration, Confusion, Curve, Threshold
from ann_toolkit.plots.style import as_label, axes_for, colour, styled


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
    check_kind(report, Confusion, "what ann.evaluation.confusion returned")
    matrix, names = report.matrix, [as_label(name) for name in report.class_names]
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
    ax = _draw_curves(curves, "ROC", ax)
    ax.plot([0, 1], [0, 1], color="#666666", linestyle="--", linewidth=1.2, label="guessing (0.5)")
    ax.set(xlabel="beta risk (false predicted true)", ylabel="recall (1 - alpha risk)")
    ax.legend(loc="lower right", title="area under the curve")
    return ax


@styled
def precision_recall(curves: Sequence[Curve], ax: Axes | None = None) -> Axes:
    """Precision over recall: of those called true, how many are, when so many are found.

    Arguments and errors as :func:`roc`; ``curves`` is what ``ann.evaluation.precision_recall`` returned.
    """
    ax = _draw_curves(curves, "Precision and recall", ax, drawstyle="steps-post")
    if len(curves) == 1:
        chance = curves[0].chance
        ax.axhline(chance, color="#666666", linestyle="--", linewidth=1.2, label=f"guessing ({chance:.3f})")
    ax.set(xlabel="recall (1 - alpha risk)", ylabel="precision")
    ax.legend(title="average precision")
    return ax


def _draw_curves(curves: Sequence[Curve], title: str, ax: Axes | None, drawstyle: str = "default") -> Axes:
    check_kind(curves, Sequence, "what ann.evaluation.roc or precision_recall returned")
    for curve in curves:
        check_kind(curve, Curve, "what ann.evaluation.roc or precision_recall returned")
    ax = axes_for(ax, 5.8, 5.5)
    if not curves:
        raise DataError("no curves to draw; give what ann.evaluation.roc or precision_recall returned")
    for number, curve in enumerate(curves):
        label = f"class {curve.class_name} ({curve.area:.3f})"
        ax.plot(curve.x, curve.y, color=colour(number), label=label, drawstyle=drawstyle)
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
    check_columns(table, ("threshold", "alpha", "beta"), "what ann.evaluation.thresholds returned")
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
    check_kind(report, Calibration, "what ann.evaluation.calibration returned")
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
