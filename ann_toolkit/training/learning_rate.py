"""The learning rate: how to find a good one, and what too low and too high look like."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import keras
import numpy as np
import tensorflow as tf

from ann_toolkit.base.errors import DataError, ModelError
from ann_toolkit.training.arguments import check_compiled
from ann_toolkit.training.checks import Arrays, check_data
from ann_toolkit.training.engine.divergence import DivergenceWarning
from ann_toolkit.training.engine.rows import Rows, to_rows
from ann_toolkit.training.engine.state import build_state, variables_of
from ann_toolkit.training.fitting import fit

# S0, "Loss function evolutions", shows the four. The factors on the adequate rate are this toolkit's and only a
# first try (on its regression case with 20 neurons and SGD 0.1): where "high" ends and "too high" begins
# differs from network to network, so `rates` may name each.
REGIMES = {"low": 1 / 30, "adequate": 1.0, "high": 5.0, "too high": 20.0}


@dataclass(frozen=True)
class LearningRates:
    """How the loss answered to a growing learning rate.

    Attributes:
        rates: the learning rate of each step, shape (steps,).
        losses: the loss of each step's batch, shape (steps,); it ends early where it was no longer a number.
        smoothed: the losses averaged over their neighbours, shape (steps,).
        suggestion: a tenth of the rate with the lowest smoothed loss: a good start.
    """

    rates: np.ndarray
    losses: np.ndarray
    smoothed: np.ndarray
    suggestion: float


def find_learning_rate(
    model: keras.Model,
    x: Arrays,
    y: Arrays,
    lowest: float = 1e-5,
    highest: float = 1.0,
    steps: int = 500,
    batch_size: int = 32,
    seed: int = 0,
) -> LearningRates:
    """Train for some steps with a learning rate that grows by a constant factor, and watch the loss.

    The model is left as it was. Source: S2, "Learning rate" (from 1e-5 to 1, factor exp(log(1e5)/500)).

    Args:
        model: a compiled model with one number as its learning rate.
        x: inputs, shape (n, ...).
        y: targets, as for ``fit``.
        lowest: the rate of the first step.
        highest: the rate of the last step.
        steps: how many batches to train on.
        batch_size: rows in a batch.
        seed: draws the order of the rows.

    Returns:
        Rates, losses and a suggestion, for ``ann.plots.learning_rate``.

    Raises:
        ModelError: not compiled, or the learning rate follows a schedule.
        DataError: data that does not fit the model, or a range of rates that does not grow.
    """
    _check_rate(model)
    x, y = check_data(model, x, y)
    if not 0 < lowest < highest or steps < 10:
        raise DataError(
            f"lowest={lowest:g}, highest={highest:g}, steps={steps}: the rates must grow from above 0, "
            "in 10 steps or more"
        )
    rows = to_rows(x, y)
    build_state(model, rows)
    rates = np.geomspace(lowest, highest, steps)
    random = np.random.default_rng(seed)
    batch_size = min(batch_size, rows.count)
    passes = -(-steps * batch_size // rows.count)
    order = np.concatenate([random.permutation(rows.count) for _ in range(passes)])[: steps * batch_size]
    with _unchanged(model):
        losses = _losses(model, rows, order.reshape(steps, batch_size), rates)
    smoothed = _smooth(losses, width=max(1, steps // 25))
    return LearningRates(rates[: len(losses)], losses, smoothed, float(rates[smoothed.argmin()] / 10))


def _check_rate(model: keras.Model) -> None:
    check_compiled(model)
    if not isinstance(model.optimizer.learning_rate, keras.Variable):
        raise ModelError(
            "the model's learning rate follows a schedule; compile it with a number to try others"
        )


@contextlib.contextmanager
def _unchanged(model: keras.Model) -> Iterator[None]:
    """Give ``model`` its weights, its optimizer and its metrics back after the block."""
    before = [variable.numpy() for variable in variables_of(model)]
    try:
        yield
    finally:
        for variable, value in zip(variables_of(model), before, strict=True):
            variable.value.assign(value)


def _losses(model: keras.Model, rows: Rows, order: np.ndarray, rates: np.ndarray) -> np.ndarray:
    """The loss of each step, up to the last one that is a number."""

    @tf.function(autograph=False)
    def all_steps(order: tf.Tensor, rates: tf.Tensor) -> tf.Tensor:
        def step(i: tf.Tensor, losses: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
            leaves = [tf.gather(leaf, order[i]) for leaf in rows.leaves]
            model.reset_metrics()
            model.optimizer.learning_rate.assign(rates[i])
            model.train_step(tf.nest.map_structure(lambda k: None if k is None else leaves[k], rows.layout))
            loss = tf.cast(model.get_metrics_result()["loss"], losses.dtype)
            return i + 1, tf.tensor_scatter_nd_update(losses, [[i]], [loss])

        start = (tf.constant(0), tf.zeros(tf.shape(rates), tf.float64))
        return tf.while_loop(lambda i, losses: i < tf.shape(rates)[0], step, start, parallel_iterations=1)[1]

    losses = all_steps(tf.constant(order), tf.constant(rates, keras.config.floatx())).numpy()
    finite = np.isfinite(losses)
    if not finite[0]:
        raise DataError(f"the loss is {losses[0]} at the first step already; check the data, or scale it")
    return losses if finite.all() else losses[: finite.argmin()]


def _smooth(losses: np.ndarray, width: int) -> np.ndarray:
    """Average each loss with its ``width`` neighbours on either side, fewer at the ends."""
    weights = np.convolve(np.ones_like(losses), np.ones(2 * width + 1), "full")[width:-width]
    return np.convolve(losses, np.ones(2 * width + 1), "full")[width:-width] / weights


@dataclass(frozen=True)
class LearningRateRun:
    """One training with one learning rate.

    Attributes:
        rate: the learning rate.
        losses: the loss of the untrained model, then of each epoch, shape (epochs + 1,); it ends early where
            the loss was no longer a number.
        diverged: whether it ended so, or higher than it began.
    """

    rate: float
    losses: np.ndarray
    diverged: bool


def learning_rate_regimes(
    model: keras.Model,
    x: Arrays,
    y: Arrays,
    adequate: float | None = None,
    rates: Mapping[str, float] | None = None,
    epochs: int = 100,
    batch_size: int | None = None,
) -> dict[str, LearningRateRun]:
    """Train the same start with a low, an adequate, a high and a too high learning rate.

    The model is left as it was. Source: S0, "Loss function evolutions".

    Args:
        model: a compiled model with one number as its learning rate.
        x: inputs, shape (n, ...).
        y: targets, as for ``fit``.
        adequate: the rate in the middle; the model's own unless said.
        rates: the names and the rates, in place of 1/30, 1, 5 and 20 times the adequate one.
        epochs: how long each training goes on.
        batch_size: rows in a batch; 32 unless said.

    Returns:
        The run of each regime by name, for ``ann.plots.learning_rate_regimes``.

    Raises:
        ModelError: not compiled, or the learning rate follows a schedule.
        DataError: data that does not fit the model.
    """
    _check_rate(model)
    x, y = check_data(model, x, y)
    middle = float(model.optimizer.learning_rate.numpy()) if adequate is None else adequate
    rates = rates or {name: factor * middle for name, factor in REGIMES.items()}
    build_state(model, to_rows(x, y))
    with _unchanged(model):
        untrained = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    runs = {}
    for name, rate in rates.items():
        with _unchanged(model), warnings.catch_warnings():
            warnings.simplefilter("ignore", DivergenceWarning)  # what is to be seen here
            model.optimizer.learning_rate = rate
            history = fit(model, x, y, epochs=epochs, batch_size=batch_size, shuffle=False, verbose=0)
        losses = np.array([untrained, *history.history["loss"]])
        finite = np.isfinite(losses)
        lost = not finite.all() or losses[-1] > losses[0]
        runs[name] = LearningRateRun(rate, losses[finite], bool(lost))
    return runs
