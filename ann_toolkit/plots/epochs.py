"""How training went, epoch by epoch."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes

from ann_toolkit.base.errors import DataError
from ann_toolkit.plots.style import axes_for, colour, styled


@styled
def history(history: Any, metric: str = "loss", ax: Axes | None = None) -> Axes:
    """One measure over the epochs: the training rows as a line, the validation rows as a dashed one.

    Args:
        history: what ``fit`` returned, or its ``.history`` dictionary; for several runs in one picture a
            dictionary of them by name: ``{"rate 0.1": history1, "rate 1": history2}``.
        metric: "loss", or any measure in the history ("binary_accuracy", ...).
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.

    Raises:
        DataError: the history is empty or has no such measure.
    """
    runs = history if _is_several(history) else {"": history}
    ax = axes_for(ax)
    for number, (name, run) in enumerate(runs.items()):
        training, validation = _curves(run, metric)
        only = len(runs) == 1
        ax.plot(*training, color=colour(number), label=f"{name} training".strip() if only else name)
        if validation:
            # one run: another colour; several: the same colour, dashed, named once for all below
            label = f"{name} validation".strip() if only else None
            ax.plot(*validation, color=colour(3 if only else number), linestyle="--", label=label)
    if len(runs) > 1 and any(_curves(run, metric)[1] for run in runs.values()):
        ax.plot([], [], color="#666666", label="training")
        ax.plot([], [], color="#666666", linestyle="--", label="validation")
    ax.set(xlabel="epoch", ylabel=metric.replace("_", " "), title=metric.replace("_", " ").capitalize())
    ax.legend()
    return ax


def _is_several(history: Any) -> bool:
    """Tell a dictionary of runs from the one dictionary of measures of a single run."""
    values = list(history.values()) if isinstance(history, dict) else []
    return bool(values) and all(isinstance(run, dict) or hasattr(run, "history") for run in values)


def _curves(run: Any, metric: str) -> tuple[tuple[Any, Any], tuple[Any, Any] | None]:
    """The epochs and values of the training rows and, where there are any, of the validation rows."""
    measures = run if isinstance(run, dict) else run.history
    if metric not in measures or not measures[metric]:
        raise DataError(f"the history has no {metric!r}; it has {', '.join(measures) or 'no epochs at all'}")
    epochs = [epoch + 1 for epoch in getattr(run, "epoch", None) or range(len(measures[metric]))]
    validation = measures.get(f"val_{metric}")
    if not validation:
        return (epochs, measures[metric]), None
    step = len(measures[metric]) / len(validation)  # with validation_freq there are fewer
    where = [epochs[round((number + 1) * step) - 1] for number in range(len(validation))]
    return (epochs, measures[metric]), (where, validation)
