"""Pictures of the learning rate: the search for a good one, and the four regimes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from ann_toolkit.base.errors import DataError
from ann_toolkit.plots.style import axes_for, colour, lighter, styled

LINES = ("-", "--", "-.", ":")  # a regime is told by colour and by line


@styled
def learning_rate(found: Any, ax: Axes | None = None) -> Axes:
    """The loss over a growing learning rate, with the rate to start from.

    Args:
        found: what ``ann.training.find_learning_rate`` returned.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.
    """
    ax = axes_for(ax)
    ax.plot(found.rates, found.losses, color=lighter(colour(0)), linewidth=1, label="loss of each batch")
    ax.plot(found.rates, found.smoothed, color=colour(0), label="smoothed")
    ax.axvline(found.suggestion, color=colour(3), linestyle="--", label=f"suggestion: {found.suggestion:.2g}")
    ax.set(xscale="log", xlabel="learning rate", ylabel="loss", title="Learning rate")
    falling = found.losses[: found.smoothed.argmin() + 1]
    low, high = float(found.losses.min()), float(falling.max())
    margin = 0.05 * (high - low) or 0.1
    ax.set_ylim(low - margin, high + 4 * margin)  # where it explodes it leaves the picture
    ax.legend()
    return ax


@styled
def learning_rate_regimes(runs: Mapping[str, Any], ax: Axes | None = None) -> Axes:
    """The loss of the same start under several learning rates.

    Args:
        runs: what ``ann.training.learning_rate_regimes`` returned.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes. A run whose loss grew without bound leaves the picture at its top.

    Raises:
        DataError: there is no run.
    """
    if not runs:
        raise DataError("there is no run to draw; give what ann.training.learning_rate_regimes returned")
    ax = axes_for(ax)
    for number, (name, run) in enumerate(runs.items()):
        end = ", diverges" if run.diverged else ""
        epochs = np.arange(len(run.losses))
        ax.plot(
            epochs,
            run.losses,
            color=colour(number),
            linestyle=LINES[number % len(LINES)],
            label=f"{name} ({run.rate:.2g}{end})",
        )
    ax.set(xlabel="epoch", ylabel="loss", title="Loss under several learning rates")
    ax.set_ylim(0, 1.5 * max(run.losses[0] for run in runs.values()))
    ax.legend()
    return ax
