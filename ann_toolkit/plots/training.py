"""How training went: the loss over the epochs, over the learning rate, and over two of the weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import keras
import numpy as np
from matplotlib.axes import Axes

from ann_toolkit.base.errors import DataError
from ann_toolkit.base.kinds import check_kind, check_model
from ann_toolkit.base.protocols import DatasetLike
from ann_toolkit.evaluation import LossSurface, WeightRecorder, loss_surface
from ann_toolkit.plots.style import NEGATIVE, axes_for, colour, lighter, styled
from ann_toolkit.training import LearningRateRun, LearningRates

Run: TypeAlias = "keras.callbacks.History | Mapping[str, Sequence[float]]"  # one training, or its measures
Points: TypeAlias = "tuple[Sequence[int], Sequence[float]]"

LINES = ("-", "--", "-.", ":")  # a regime is told by colour and by line


@styled
def history(history: Run | Mapping[str, Run], metric: str = "loss", ax: Axes | None = None) -> Axes:
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


def _is_several(history: Run | Mapping[str, Run]) -> bool:
    """Tell a dictionary of runs from the one dictionary of measures of a single run."""
    values = list(history.values()) if isinstance(history, Mapping) else []
    return bool(values) and all(isinstance(run, Mapping) or hasattr(run, "history") for run in values)


def _curves(run: Run, metric: str) -> tuple[Points, Points | None]:
    """The epochs and values of the training rows and, where there are any, of the validation rows."""
    measures: Any = run if isinstance(run, Mapping) else getattr(run, "history", None)
    check_kind(measures, Mapping, "what fit returned, or several of them by name")
    check_kind(metric, str, "the name of a measure such as 'loss'")
    if metric not in measures or not measures[metric]:
        raise DataError(f"the history has no {metric!r}; it has {', '.join(measures) or 'no epochs at all'}")
    epochs = [epoch + 1 for epoch in getattr(run, "epoch", None) or range(len(measures[metric]))]
    validation = measures.get(f"val_{metric}")
    if not validation:
        return (epochs, measures[metric]), None
    step = len(measures[metric]) / len(validation)  # with validation_freq there are fewer
    where = [epochs[round((number + 1) * step) - 1] for number in range(len(validation))]
    return (epochs, measures[metric]), (where, validation)


@styled
def learning_rate(found: LearningRates, ax: Axes | None = None) -> Axes:
    """The loss over a growing learning rate, with the rate to start from.

    Args:
        found: what ``ann.training.find_learning_rate`` returned.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.
    """
    check_kind(found, LearningRates, "what ann.training.find_learning_rate returned")
    ax = axes_for(ax)
    ax.plot(found.rates, found.losses, color=lighter(colour(0)), linewidth=1, label="loss of each batch")
    ax.plot(found.rates, found.smoothed, color=colour(0), label="smoothed")
    lowest = found.smoothed.argmin()
    ax.plot(found.rates[lowest], found.smoothed[lowest], "o", color=colour(0), label="lowest, smoothed")
    ax.axvline(found.suggestion, color=colour(3), linestyle="--", label=f"suggestion: {found.suggestion:.2g}")
    ax.set(xscale="log", xlabel="learning rate", ylabel="loss", title="Learning rate")
    falling = found.losses[: found.smoothed.argmin() + 1]
    low, high = float(found.losses.min()), float(falling.max())
    margin = 0.05 * (high - low) or 0.1
    ax.set_ylim(low - margin, high + 4 * margin)  # where it explodes it leaves the picture
    ax.legend()
    return ax


@styled
def learning_rate_regimes(runs: Mapping[str, LearningRateRun], ax: Axes | None = None) -> Axes:
    """The loss of the same start under several learning rates.

    Args:
        runs: what ``ann.training.learning_rate_regimes`` returned.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes. A run whose loss grew without bound leaves the picture at its top.

    Raises:
        DataError: there is no run.
    """
    check_kind(runs, Mapping, "what ann.training.learning_rate_regimes returned")
    for run in runs.values():
        check_kind(run, LearningRateRun, "what ann.training.learning_rate_regimes returned")
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
    ax.set(xlabel="epoch", ylabel="loss", title="Loss under several learning rates", yscale="log")
    # powers of ten, so that a loss that leaps up is seen beside those that come down; one that explodes leaves
    bottom = min(np.nanmin(run.losses[run.losses > 0], initial=np.inf) for run in runs.values())
    ax.set_ylim(bottom / 2, 100 * max(run.losses[0] for run in runs.values()))
    ax.legend()
    return ax


@styled
def loss_landscape(
    model: keras.Model | LossSurface,
    data: DatasetLike | None = None,
    recorder: WeightRecorder | None = None,
    weights: tuple[int, int] = (0, 1),
    span: float | None = None,
    ax: Axes | None = None,
) -> Axes:
    """The loss over two of the weights, and the path that training took through it (S0: the darker the better).

    The other weights stay as they are in ``model``, so that the picture is a cut through the landscape.

    Args:
        model: a compiled network; S0 shows one of two weights and a bias. Or what
            ``ann.evaluation.loss_surface`` returned, which needs none of the next four.
        data: the ``Dataset`` on which the loss is taken.
        recorder: the callback that was given to ``fit``, for the path.
        weights: which two weights, by their place in all weights written one after the other.
        span: how far the picture goes to each side of the last weights; the path and a margin unless given.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.

    Raises:
        ModelError: the model is not compiled, or has no such weights.
        DataError: a model without data.
    """
    if not isinstance(model, LossSurface):
        check_model(model)
    if isinstance(model, LossSurface):
        surface = model
    elif data is None:
        raise DataError(f"loss_landscape of {model.name!r} needs data: give the Dataset to take the loss on")
    else:
        surface = loss_surface(model, data, recorder, weights, span)
    ax = axes_for(ax, 7, 5.5)
    valley = (surface.first, surface.second, surface.losses)
    shade = ax.contourf(*valley, levels=25, cmap="cividis")
    ax.contour(*valley, levels=12, colors="white", linewidths=0.4, alpha=0.6)
    if len(surface.path) > 1:
        ax.plot(*surface.path.T, "o-", color="white", markersize=3, linewidth=1.5, label="path of training")
        ax.plot(*surface.path[0], "s", color=colour(1), markersize=9, markeredgecolor="white", label="start")
    ax.plot(*surface.end, "*", color=NEGATIVE, markersize=16, markeredgecolor="white", label="end")
    ax.grid(False)
    ax.set(
        xlabel=surface.names[0],
        ylabel=surface.names[1],
        title=f"Loss landscape of {surface.model_name}",
        xlim=surface.first[[0, -1]],
        ylim=surface.second[[0, -1]],
    )
    # below, where it hides no part of the path; grey, so that the white line is seen
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=3, facecolor="#bbbbbb")
    ax.figure.colorbar(shade, ax=ax, label="loss")
    return ax
