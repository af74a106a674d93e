"""The same network trained again and again: over the training rows, its size, and the noise."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from ann_toolkit.base.kinds import check_columns
from ann_toolkit.plots.style import axes_for, colour, styled

_LOSSES = ("training", "validation")


@styled
def learning_curve(table: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Loss over the number of training rows: curves that still come closer ask for more data.

    Args:
        table: what ``ann.evaluation.learning_curve`` returned.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.
    """
    check_columns(table, _LOSSES, "what ann.evaluation.learning_curve returned")
    ax = _two_losses(table, axes_for(ax))
    ax.set(xlabel="training rows", ylabel="loss", title="Would more data help?")
    ax.legend()
    return ax


@styled
def capacity(table: pd.DataFrame, what: str = "size of the network", ax: Axes | None = None) -> Axes:
    """Loss over the size of the network: too small on the left, too large on the right.

    Args:
        table: what ``ann.evaluation.capacity_study`` returned.
        what: what the settings are, for the axis.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.
    """
    check_columns(table, _LOSSES, "what ann.evaluation.capacity_study returned")
    plain = table.set_axis(range(len(table)))
    ax = _two_losses(plain, axes_for(ax))
    best = int(plain["validation"].to_numpy().argmin())
    ax.axvline(best, color="black", linewidth=1.2, linestyle=":", label="best on validation")
    top = ax.get_ylim()[1]
    for place, word, side in ((best - 0.08, "underfitting", "right"), (best + 0.08, "overfitting", "left")):
        if (side == "right" and best > 0) or (side == "left" and best < len(plain) - 1):
            ax.text(place, top, word, ha=side, va="top", color="#444444", fontsize=11)
    ax.set_xticks(range(len(table)), [str(setting) for setting in table.index])
    ax.set(xlabel=what, ylabel="loss", title="Underfitting and overfitting")
    ax.legend(loc="center right")
    return ax


@styled
def bias_variance(table: pd.DataFrame, what: str = "size of the network", ax: Axes | None = None) -> Axes:
    """The expected error as the sum of its two parts: being wrong on average, and being unsteady.

    Args:
        table: what ``ann.evaluation.bias_variance`` returned.
        what: what the settings are, for the axis.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.
    """
    check_columns(table, ("bias2", "variance"), "what ann.evaluation.bias_variance returned")
    ax = axes_for(ax)
    places = range(len(table))
    ax.bar(places, table["bias2"], 0.6, color=colour(0), label="bias² (underfitting)")
    ax.bar(
        places, table["variance"], 0.6, bottom=table["bias2"], color=colour(1), label="variance (overfitting)"
    )
    ax.set_xticks(places, [str(setting) for setting in table.index])
    ax.grid(axis="x", visible=False)
    ax.set(xlabel=what, ylabel="expected squared error", title="Bias and variance")
    ax.legend()
    return ax


@styled
def noise_study(table: pd.DataFrame, unit: str = "y", ax: Axes | None = None) -> Axes:
    """The score over the noise in the data, with the ceiling that the noise itself sets.

    Args:
        table: what ``ann.evaluation.noise_study`` returned.
        unit: the unit of the noise.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.
    """
    columns = ("r2", "ceiling", "r2 against the truth")
    check_columns(table, columns, "what ann.evaluation.noise_study returned")
    ax = axes_for(ax)
    lines = (("r2", "-", "o"), ("ceiling", "--", ""), ("r2 against the truth", ":", "^"))
    words = {"r2": "r² on noisy test data", "ceiling": "ceiling set by the noise"}
    for number, (name, line, marker) in enumerate(lines):
        label = words.get(name, "r² against the noiseless truth")
        ax.plot(table.index, table[name], line, marker=marker, color=colour((0, 6, 2)[number]), label=label)
    ax.set(xlabel=f"noise (standard deviation, in units of {unit})", ylabel="r²", title="Noise and score")
    ax.set_ylim(top=1.03)
    ax.legend()
    return ax


def _two_losses(table: pd.DataFrame, ax: Axes) -> Axes:
    ax.plot(table.index, table["training"], "o-", color=colour(0), label="training")
    ax.plot(table.index, table["validation"], "s--", color=colour(3), label="validation")
    ax.set_ylim(bottom=0)
    return ax
