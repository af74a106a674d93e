"""Epochs and callbacks around the compiled function: what ``keras.Model.fit`` does between epochs."""

from __future__ import annotations

import functools
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from ann_toolkit.base.errors import ModelError
from ann_toolkit.base.quiet_tensorflow import without_chatter
from ann_toolkit.training.engine import cache, choice
from ann_toolkit.training.engine.divergence import warn_of_divergence
from ann_toolkit.training.engine.interrupt import Interrupt
from ann_toolkit.training.engine.own_code import first_line
from ann_toolkit.training.engine.program import Form, Program, form_of
from ann_toolkit.training.engine.rows import Rows
from ann_toolkit.training.engine.state import build_state, variables_of

# how long a call of several epochs may take: Ctrl-C waits for it, so that only epochs of under 5 ms, which
# nobody can tell apart, are put together
CALL_SECONDS = 0.02


@dataclass(frozen=True)
class Plan:
    """What to train on and for how long; the arguments of ``fit``, checked.

    Attributes:
        train: the rows to train on.
        validation: the rows to validate on, or None.
        batch_sizes: rows in a step of training and of validation.
        epochs: the epoch to stop before.
        initial_epoch: the epoch to begin with.
        validation_freq: validate after every so many epochs, or after the epochs listed (from 1).
        shuffle: whether each epoch takes the rows in another order.
        xla: whether XLA compiles; None to choose what is faster.
    """

    train: Rows
    validation: Rows | None
    batch_sizes: tuple[int, int]
    epochs: int
    initial_epoch: int
    validation_freq: int | Sequence[int]
    shuffle: bool
    xla: bool | None

    @property
    def steps(self) -> int:
        """Batches in the whole training, validation included."""
        rows = [self.train.count, self.validation.count if self.validation else 0]
        an_epoch = sum(-(-count // size) for count, size in zip(rows, self.batch_sizes, strict=True))
        return an_epoch * (self.epochs - self.initial_epoch)

    def validates(self, epoch: int) -> bool:
        """Whether validation follows this epoch (counted from 0)."""
        if self.validation is None:
            return False
        if isinstance(self.validation_freq, int):
            return (epoch + 1) % self.validation_freq == 0
        return epoch + 1 in self.validation_freq


def train(runner: Runner, callbacks: list[Any], verbose: int) -> keras.callbacks.History:
    """Train as planned, calling the callbacks as ``keras.Model.fit`` does.

    Returns:
        Keras' history of the epochs that were run.
    """
    model, plan = runner.model, runner.plan
    model.stop_training = False
    called = keras.callbacks.CallbackList(
        callbacks,
        add_history=True,
        model=model,
        verbose=verbose,
        epochs=plan.epochs,
        steps=-(-plan.train.count // plan.batch_sizes[0]),  # in an epoch
    )
    each_epoch = any(choice.wants_epochs(callback) for callback in called.callbacks)
    logs = None
    with Interrupt(callbacks) as interrupt:
        called.on_train_begin()
        epoch = getattr(model, "_initial_epoch", None) or plan.initial_epoch  # BackupAndRestore sets it
        runner.skip(epoch - plan.initial_epoch)
        while epoch < plan.epochs and not (model.stop_training or interrupt.asked):
            if each_epoch:
                called.on_epoch_begin(epoch)
            for logs in runner.run(epoch, 1 if each_epoch else plan.epochs - epoch):
                if not each_epoch:
                    called.on_epoch_begin(epoch)
                called.on_epoch_end(epoch, logs)
                epoch += 1
        if plan.epochs > 0:
            model.optimizer.finalize_variable_values(model.trainable_weights)
        called.on_train_end(logs)
    return model.history


@dataclass(frozen=True)
class Prepared:
    """A program made ready for one model: its form, the model's variables in it, its names of the results."""

    program: Program
    form: Form
    captured: list[tf.Tensor]
    names: list[str]


@functools.cache
def _introduce_xla() -> None:
    """Let XLA write the lines with which it introduces itself where nobody sees them: once in a process."""
    with without_chatter():
        tf.function(lambda number: number + 1, jit_compile=True)(tf.constant(0.0))


class Runner:
    """Runs some epochs at a time, and keeps the last weights whose loss was a number.

    Args:
        model: compiled; whatever variables it still lacks are created.
        plan: what to train on and for how long.

    Raises:
        TracingError: the model's own code cannot be traced.
    """

    def __init__(self, model: keras.Model, plan: Plan) -> None:
        build_state(model, plan.train)
        self.model = model
        self.plan = plan
        self.variables = variables_of(model)
        self.at_once = 1  # epochs in the next call; the first shows its answer as early as it can
        # as Keras draws its seeds: `keras.utils.set_random_seed` makes two runs equal
        self.random = np.random.default_rng(random.getrandbits(64)) if plan.shuffle else None
        self.xla = choice.suits_xla(model, plan.steps) if plan.xla is None else plan.xla
        self.prepared: dict[bool, Prepared] = {}
        for validates in {plan.validates(epoch) for epoch in range(plan.initial_epoch, plan.epochs)}:
            self._prepare(validates)

    def run(self, epoch: int, most: int) -> list[dict[str, Any]]:
        """Train for at most ``most`` epochs from ``epoch`` on; give the results of each."""
        validates = self.plan.validates(epoch)
        ready = self._prepare(validates)
        count = min(most, self.at_once, ready.form.most_epochs or self.at_once)
        while count > 1 and any(self.plan.validates(e) != validates for e in range(epoch, epoch + count)):
            count //= 2
        order = self._order(ready.form, count)
        # reading copies nothing: a variable whose value someone holds gets a new place when it changes
        before = [
            tf.raw_ops.ReadVariableOp(resource=v.value.handle, dtype=v.value.dtype) for v in self.variables
        ]
        begin = time.perf_counter()
        try:
            done, tables = self._call(ready, count, order, validates)
        except (tf.errors.InvalidArgumentError, tf.errors.UnimplementedError) as error:
            if not self.xla:
                raise
            # an operation that XLA refuses: it says so before it runs anything
            if self.plan.xla:
                raise ModelError(
                    f"XLA cannot compile the model {self.model.name!r}: {first_line(error)}; "
                    "engine='auto' chooses what can"
                ) from error
            self._leave_xla()
            return self.run(epoch, most)
        if time.perf_counter() - begin < CALL_SECONDS / 4:
            self.at_once = min(self.at_once * 4, 256)
        results = [
            {name: table[i] for name, table in zip(ready.names, tables, strict=True)} for i in range(done)
        ]
        if not np.isfinite(results[-1]["loss"]).all():
            self._go_back(ready, before, done - 1, order, validates)
            loss = results[-1]["loss"]  # the user's line stands above `fit`, `train` and this one
            warn_of_divergence(self.model, loss, epoch + done, weights_kept=True, stacklevel=4)
        return results

    def skip(self, epochs: int) -> None:
        """Draw the orders of epochs that were run before, so that those to come have the orders they would have had."""
        if self.random is None:
            return
        for _ in range(epochs):
            self.random.shuffle(np.arange(self.plan.train.count, dtype=np.int32))

    def _prepare(self, validates: bool) -> Prepared:
        if validates not in self.prepared:
            plan = self.plan
            validation = plan.validation if validates else None
            form = form_of(plan.train, validation, plan.batch_sizes, plan.shuffle, self.xla)
            program = cache.program_for(self.model, form, plan.train.layout, validation and validation.layout)
            if self.xla and plan.xla is None and choice.is_slow_in_xla(self.model, program.function):
                self._leave_xla()
                return self._prepare(validates)
            captured = program.captured(self.variables)
            self.prepared[validates] = Prepared(program, form, captured, self._names(program))
        return self.prepared[validates]

    def _leave_xla(self) -> None:
        self.xla = False
        self.prepared.clear()

    def _call(self, ready: Prepared, count: int, order: Any, validates: bool) -> tuple[int, list[np.ndarray]]:
        plan = self.plan
        validation = plan.validation if validates else None
        if self.xla:
            _introduce_xla()
        return ready.program.run(ready.captured, count, order, plan.train, validation, plan.batch_sizes)

    def _order(self, form: Form, count: int) -> np.ndarray | None:
        """A permutation of the row numbers for each epoch, as many lines as the function wants."""
        if self.random is None:
            return None
        order = np.empty((form.most_epochs or count, self.plan.train.count), np.int32)
        order[:count] = np.arange(self.plan.train.count)
        for line in order[:count]:
            self.random.shuffle(line)
        return order

    def _names(self, program: Program) -> list[str]:
        """The names of the results, as this very model calls them."""
        own = list(self.model.get_metrics_result())
        validated = len(program.names) == 2 * len(own)
        return own + [f"val_{name}" for name in own] * validated

    def _go_back(
        self, ready: Prepared, before: list[tf.Tensor], epochs: int, order: Any, validates: bool
    ) -> None:
        """Return to the last weights whose loss was finite: those after ``epochs`` epochs from ``before``."""
        for variable, value in zip(self.variables, before, strict=True):
            variable.value.assign(value)
        if epochs:
            self._call(ready, epochs, order, validates)
        self.model.stop_training = True
