"""What the inputs do to the answers: SHAP values, and importance beside the raw data."""

from __future__ import annotations

import contextlib
import types
import warnings
from collections.abc import Iterator

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import SubFigure

from ann_toolkit.base.errors import DataError
from ann_toolkit.base.kinds import check_columns, check_kind
from ann_toolkit.evaluation import ShapValues
from ann_toolkit.plots.style import MARKERS, NEGATIVE, POSITIVE, axes_for, colour, styled

# Of shap's own pictures the beeswarm alone draws where it is told, in colours that everybody can tell apart.
# The others are drawn here, in a few lines each:
# - bar has a fixed red and tells several outputs apart by their hatching;
# - scatter makes the figure of ``ax`` pyplot's current one (``plt.sca``), and keeps figures that pyplot never made;
# - waterfall takes no ``ax``, resizes the current figure and turns pyplot's interactive mode off.

_SHAP = "what ann.evaluation.shap_values returned"
DISAGREE = 0.3  # gap between network and raw data, as shares of their largest, that is marked


@styled
def shap_beeswarm(found: ShapValues, output: int | str = 0, most: int = 15, ax: Axes | None = None) -> Axes:
    """Every explained row as a point: how far each input pushed it, and whether its value was low or high.

    Args:
        found: what ``ann.evaluation.shap_values`` returned.
        output: which output, by number or by name.
        most: how many inputs are drawn, the most important first.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.

    Raises:
        DataError: no such output, or an ``ax`` of a subfigure.
    """
    check_kind(found, ShapValues, _SHAP)
    number = found.output(output)
    order = np.argsort(-np.abs(found.values[:, :, number]).mean(axis=0), kind="stable")
    shown = order[:most]
    ax = axes_for(ax, 8, 0.45 * len(shown) + 1.8)
    if isinstance(ax.figure, SubFigure):  # shap only asserts that it is none
        raise DataError("shap draws into no subfigure; give an ax of plt.subplots or ann.plots.figure")
    with _shap_plots() as shap:
        explained = shap.Explanation(
            found.values[:, :, number], data=found.X, feature_names=list(found.feature_names)
        )
        shap.plots.beeswarm(
            explained,
            max_display=len(shown),
            group_remaining_features=False,
            order=order,
            color="cividis",
            color_bar_label="value of the input",
            ax=ax,
            plot_size=None,
            show=False,
        )
    ax.grid(axis="y", visible=False)
    ax.set(xlabel=_unit(found, number), title="What pushed each prediction", ylim=(-0.7, len(shown) - 0.3))
    return ax


@contextlib.contextmanager
def _shap_plots() -> Iterator[types.ModuleType]:
    """shap's own pictures, which spread points by NumPy's one random state: it stays as the user left it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # shap makes its colours in a way that matplotlib will give up
        import shap

    state = np.random.get_state()  # noqa: NPY002  # shap draws from this one
    np.random.seed(0)  # noqa: NPY002
    try:
        yield shap
    finally:
        np.random.set_state(state)  # noqa: NPY002


@styled
def shap_bar(found: ShapValues, most: int = 15, ax: Axes | None = None) -> Axes:
    """The mean absolute SHAP value of each input, with a bar for each output.

    Args:
        found: what ``ann.evaluation.shap_values`` returned.
        most: how many inputs are drawn, the most important first.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.
    """
    check_kind(found, ShapValues, _SHAP)
    table = found.importance()
    table = table.loc[table.mean(axis=1).sort_values(ascending=False).index[:most]]
    outputs = len(table.columns)
    ax = axes_for(ax, 7.5, 0.3 * len(table) * max(1, 0.6 * outputs) + 2)
    height = 0.8 / outputs
    for number, name in enumerate(table.columns):
        places = np.arange(len(table)) + (number - (outputs - 1) / 2) * height
        ax.barh(places, table[name], height * 0.92, color=colour(number), label=name)
    ax.set_yticks(range(len(table)), list(table.index))
    ax.invert_yaxis()
    ax.grid(axis="y", visible=False)
    ax.set(xlabel="mean |SHAP value|, in units of the output", title="Weight of each input in the answers")
    if outputs > 1:
        ax.legend(loc="lower right")
    return ax


@styled
def shap_dependence(
    found: ShapValues, feature: int | str, output: int | str = 0, ax: Axes | None = None
) -> Axes:
    """The push of one input over its own value: the shape of what the network learned about it.

    Args:
        found: what ``ann.evaluation.shap_values`` returned.
        feature: which input, by number or by name.
        output: which output, by number or by name.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.

    Raises:
        DataError: no such input or output.
    """
    check_kind(found, ShapValues, _SHAP)
    number, column = found.output(output), _feature(found, feature)
    ax = axes_for(ax)
    ax.axhline(0, color="#444444", linewidth=1)
    ax.scatter(found.X[:, column], found.values[:, column, number], s=20, color=colour(0), alpha=0.8)
    name = found.feature_names[column]
    ax.set(xlabel=name, ylabel=_unit(found, number), title=f"What {name} does")
    return ax


@styled
def shap_waterfall(
    found: ShapValues, row: int = 0, output: int | str = 0, most: int = 10, ax: Axes | None = None
) -> Axes:
    """One prediction, step by step from the mean prediction to its own.

    Args:
        found: what ``ann.evaluation.shap_values`` returned.
        row: which of the explained rows.
        output: which output, by number or by name.
        most: how many inputs get a step of their own; the others share the first one.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.

    Raises:
        DataError: no such row or output.
    """
    check_kind(found, ShapValues, _SHAP)
    if not -len(found.X) <= row < len(found.X):
        raise DataError(f"row={row}: {len(found.X)} rows were explained, numbered from 0")
    number = found.output(output)
    values = found.values[row, :, number]
    order = np.argsort(-np.abs(values))[:most]
    steps = [(f"{found.feature_names[f]} = {found.X[row, f]:.3g}", values[f]) for f in order]
    if len(order) < len(values):
        rest = np.delete(values, order).sum()
        steps.append((f"{len(values) - len(order)} others", rest))
    ax = axes_for(ax, 7.5, 0.42 * len(steps) + 2)
    reached = float(found.base[number])
    ax.axvline(reached, color="#888888", linestyle="--", linewidth=1)
    for place, (_, step) in enumerate(reversed(steps)):
        ax.barh(place, step, left=reached, color=POSITIVE if step >= 0 else NEGATIVE, height=0.7)
        end = max(reached, reached + step)
        ax.annotate(
            f"{step:+.3g}", (end, place), (4, 0), textcoords="offset points", va="center", fontsize=10
        )
        reached += step
    ax.axvline(reached, color="black", linewidth=1)
    ax.set_yticks(range(len(steps)), [name for name, _ in reversed(steps)])
    ax.use_sticky_edges = False  # room for the numbers, also beside a bar that ends the picture
    ax.margins(x=0.12)
    ax.grid(axis="y", visible=False)
    unit = found.output_names[number]
    ax.set(
        xlabel=f"from the mean prediction {found.base[number]:.3g} to {reached:.3g} ({unit})",
        title=f"Row {row}: how the prediction came about",
    )
    return ax


@styled
def importance(table: pd.DataFrame, most: int = 15, ax: Axes | None = None) -> Axes:
    """What matters to the network beside what matters in the raw data: gaps show where they disagree.

    Args:
        table: what ``ann.evaluation.compare_importance`` returned.
        most: how many inputs are drawn: those that the network or the data lean on most.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.
    """
    wanted = ("disagreement",)
    check_columns(table, wanted, "what ann.evaluation.compare_importance returned")
    measures = [name for name in table if name != "disagreement"]
    table = table.loc[table[measures].max(axis=1).sort_values(ascending=False, kind="stable").index[:most]]
    ax = axes_for(ax, 8.5, 0.42 * len(table) + 2)
    data_side = ("correlation", "mutual information")
    for place, (_, row) in enumerate(table.iterrows()):
        strong = abs(row["disagreement"]) > DISAGREE
        ax.hlines(
            place, 0, 1, color=NEGATIVE if strong else "#dddddd", linewidth=2 if strong else 0.8, zorder=0
        )
    for number, name in enumerate(measures):
        face = "white" if name in data_side else colour(number)
        ax.scatter(
            table[name],
            range(len(table)),
            s=70,
            marker=MARKERS[number],
            color=face,
            edgecolors=colour(number),
            linewidths=2,
            label=f"{name} ({'data' if name in data_side else 'network'})",
        )
    ax.plot([], [], color=NEGATIVE, linewidth=2, label="they disagree")
    ax.set_yticks(range(len(table)), list(table.index))
    ax.invert_yaxis()
    ax.grid(axis="y", visible=False)
    ax.set(xlim=(-0.04, 1.04), xlabel="share of the largest", title="Network and raw data: what matters?")
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
    return ax


def _feature(found: ShapValues, which: int | str) -> int:
    number = found.feature_names.index(which) if which in found.feature_names else which
    if not isinstance(number, int) or not 0 <= number < len(found.feature_names):
        raise DataError(f"feature {which!r} is unknown; there are {', '.join(found.feature_names)}")
    return number


def _unit(found: ShapValues, output: int) -> str:
    several = len(found.output_names) > 1
    return f"SHAP value, in units of {found.output_names[output] if several else 'the output'}"
