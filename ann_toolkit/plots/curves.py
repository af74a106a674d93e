"""How training went, epoch by epoch."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes

from ann_toolkit.errors import DataError
from ann_toolkit.plots.style import axes_for, colour, styled


@styled
def history(history: Any, metric: str = "loss", ax: Axes | None = None) -> Axes:
    """One measure over the epochs: the training rows as a line, the validation rows as a dashed one.

    Args:
        history: what ``fit`` returned, or its ``.history`` dictionary.
        metric: "loss", or any measure in the history ("binary_accuracy", ...).
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.

    Raises:
        DataError: the history is empty or has no such measure.
    """
    measures = history if isinstance(history, dict) else history.history
    if metric not in measures or not measures[metric]:
        raise DataError(f"the history has no {metric!r}; it has {', '.join(measures) or 'no epochs at all'}")
    epochs = getattr(history, "epoch", None) or range(len(measures[metric]))
    ax = axes_for(ax)
    ax.plot([epoch + 1 for epoch in epochs], measures[metric], color=colour(0), label="training")
    validation = measures.get(f"val_{metric}")
    if validation:
        step = len(measures[metric]) / len(validation)  # with validation_freq there are fewer
        where = [epochs[round((number + 1) * step) - 1] + 1 for number in range(len(validation))]
        ax.plot(where, validation, color=colour(3), linestyle="--", label="validation")
    ax.set(xlabel="epoch", ylabel=metric.replace("_", " "), title=metric.replace("_", " ").capitalize())
    ax.legend()
    return ax
