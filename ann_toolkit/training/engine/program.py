"""Some epochs of training as one compiled function around the model's own steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from ann_toolkit.training.engine.own_code import TracingError, models_own_code
from ann_toolkit.training.engine.rows import Rows, nest
from ann_toolkit.training.engine.state import variables_of

Step = Callable[[Any], Any]


@dataclass(frozen=True)
class Form:
    """All that decides what the compiled function looks like, besides the model.

    Attributes:
        train: type and shape of each training array.
        validation: the same of each validation array; empty without validation.
        layouts: how the arrays nest (see :class:`Rows`).
        batch_sizes: rows in a step of training and in one of validation.
        shuffled: whether the rows come in the order of a table of permutations.
        xla: whether XLA compiles the function. It wants every size fixed; a plain graph does not, and
            one graph serves data of any length.
        most_epochs: how many epochs one call may run.
    """

    train: tuple[tf.TensorSpec, ...]
    validation: tuple[tf.TensorSpec, ...]
    layouts: str
    batch_sizes: tuple[int, int]
    shuffled: bool
    xla: bool
    most_epochs: int


def form_of(
    train: Rows, validation: Rows | None, batch_sizes: tuple[int, int], shuffled: bool, xla: bool
) -> Form:
    """Describe the function that these data need."""

    def specs(rows: Rows | None) -> tuple[tf.TensorSpec, ...]:
        leaves = rows.leaves if rows else ()
        return tuple(
            tf.TensorSpec(leaf.shape if xla else [None, *leaf.shape[1:]], leaf.dtype) for leaf in leaves
        )

    # one call fills a table of at most a million row numbers: 4 MB
    most_epochs = int(np.clip(2**20 // train.count, 1, 256))
    layouts = repr((train.layout, validation and validation.layout))
    sizes = batch_sizes if xla else (0, 0)
    return Form(specs(train), specs(validation), layouts, sizes, shuffled, xla, most_epochs if xla else 0)


@dataclass(frozen=True, eq=False)
class Program:
    """A compiled function that trains for some epochs, and how to call it for any fitting model.

    Attributes:
        function: the traced function; its variables are inputs that each call may choose.
        names: the names of the results, in order; those of validation begin with ``val_``.
        slots: for each of the function's captured inputs, which of the model's variables it is; None for
            anything else that the model's code brought along, which then belongs to that model alone.
    """

    function: Any
    names: tuple[str, ...]
    slots: tuple[int | None, ...]

    @property
    def shareable(self) -> bool:
        """Whether the function can train another model of the same architecture."""
        return None not in self.slots

    def captured(self, variables: Sequence[keras.Variable]) -> list[tf.Tensor]:
        """What the function reads and writes besides its arguments, when it trains the model of ``variables``."""
        return [
            own if slot is None else variables[slot].value.handle
            for own, slot in zip(self.function.captured_inputs, self.slots, strict=True)
        ]

    def run(
        self,
        captured: list[tf.Tensor],
        epochs: int,
        order: np.ndarray | None,
        train: Rows,
        validation: Rows | None,
        batch_sizes: tuple[int, int],
    ) -> tuple[int, list[np.ndarray]]:
        """Train for ``epochs`` epochs, or fewer when the loss stops being finite.

        Args:
            captured: the model's variables, from :meth:`captured`.
            epochs: at most the form's ``most_epochs``.
            order: permutations, int32 (most_epochs, rows); None to take the rows as they come.
            train: the rows to train on.
            validation: the rows to validate on.
            batch_sizes: rows in a step of training and of validation.

        Returns:
            The number of epochs run, and for each of ``names`` an array with a value for each epoch.
        """
        arguments = [tf.constant(epochs), tf.constant(0), tf.constant(batch_sizes), *train.leaves]
        arguments += validation.leaves if validation else ()
        arguments += [tf.constant(order)] if order is not None else []
        # the call that a ConcreteFunction itself makes, with our variables in place of those it was traced with
        done, tables = self.function._call_flat(arguments, captured)
        done = int(done)
        return done, [table.numpy()[:done] for table in tables]


def trace(model: keras.Model, form: Form, train_layout: Any, validation_layout: Any) -> Program:
    """Trace the function that trains ``model``; nothing runs yet, and the model does not change.

    Args:
        model: compiled, with all its variables created (:func:`build_state`).
        form: what the function looks like.
        train_layout: how the training arrays nest.
        validation_layout: how the validation arrays nest; None without validation.

    Returns:
        The program, free of any reference to the model's Python objects.

    Raises:
        TracingError: the model's own code cannot be traced.
    """
    guarded = models_own_code()
    train_step, test_step = guarded(model.train_step), guarded(model.test_step)
    names: list[str] = []
    n_train, n_validation = len(form.train), len(form.validation)

    def some_epochs(epochs: tf.Tensor, zero: tf.Tensor, batch_sizes: tf.Tensor, *arrays: tf.Tensor) -> tuple:
        train, validation = arrays[:n_train], arrays[n_train : n_train + n_validation]
        order = arrays[-1] if form.shuffled else None
        sizes: Any = form.batch_sizes if form.xla else (batch_sizes[0], batch_sizes[1])

        def one_epoch(epoch: tf.Tensor, going_well: tf.Tensor, *tables: tf.Tensor) -> tuple:
            _reset_metrics(model, zero)
            row_order = None if order is None else order[epoch]
            _each_batch(train_step, train, train_layout, sizes[0], row_order)
            logs = _results(model)
            if n_validation:
                _reset_metrics(model, zero)
                _each_batch(test_step, validation, validation_layout, sizes[1], None)
                logs |= {f"val_{name}": value for name, value in _results(model).items()}
            names[:] = logs
            _check_shapes(logs, tables)
            tables = tuple(
                tf.tensor_scatter_nd_update(table, [[epoch]], [value])
                for table, value in zip(tables, logs.values(), strict=True)
            )
            return epoch + 1, tf.reduce_all(tf.math.is_finite(logs["loss"])), *tables

        empty = list(_results(model).values()) * (2 if n_validation else 1)
        length = form.most_epochs if form.xla else epochs
        done, _, *tables = tf.while_loop(
            lambda epoch, going_well, *tables: tf.logical_and(going_well, epoch < epochs),
            one_epoch,
            (
                tf.constant(0),
                tf.constant(True),
                *(tf.zeros([length, *value.shape], value.dtype) for value in empty),
            ),
            parallel_iterations=1,
        )
        return done, tables

    order_shape = [form.most_epochs, form.train[0].shape[0]] if form.xla else [None, None]
    compiled = tf.function(some_epochs, jit_compile=form.xla, autograph=False)
    function = compiled.get_concrete_function(
        tf.TensorSpec([], tf.int32),
        tf.TensorSpec([], tf.int32),
        tf.TensorSpec([2], tf.int32),
        *form.train,
        *form.validation,
        *([tf.TensorSpec(order_shape, tf.int32)] if form.shuffled else []),
    )
    places = {id(variable.value.handle): place for place, variable in enumerate(variables_of(model))}
    return Program(function, tuple(names), tuple(places.get(id(own)) for own in function.captured_inputs))


def _results(model: keras.Model) -> dict[str, tf.Tensor]:
    with models_own_code():
        results = {name: tf.convert_to_tensor(value) for name, value in model.get_metrics_result().items()}
    if not all(value.shape.is_fully_defined() for value in results.values()):
        raise TracingError("a metric has no fixed shape")
    return results


def _check_shapes(logs: dict[str, tf.Tensor], tables: Sequence[tf.Tensor]) -> None:
    """Raise a :class:`TracingError` when the results of an epoch don't fit into the tables for all of them."""
    if [value.shape for value in logs.values()] != [table.shape[1:] for table in tables]:
        raise TracingError("its metrics change in number or shape while it trains")


def _reset_metrics(model: keras.Model, zero: tf.Tensor) -> None:
    """Reset the metrics, and add a zero that XLA does not know to be one.

    Knowing the number of rows, XLA would turn the division by it, with which a mean ends, into a
    multiplication; accuracies would then differ from Keras' in the last digit.
    """
    with models_own_code():
        model.reset_metrics()
    for metric in model.metrics:
        for variable in metric.variables:
            if variable.value.dtype.is_floating:
                variable.assign_add(tf.cast(zero, variable.value.dtype))


def _each_batch(
    step: Step, leaves: Sequence[tf.Tensor], layout: Any, batch_size: Any, order: tf.Tensor | None
) -> None:
    """Call ``step`` on each batch of the rows, the last one smaller when the rows don't divide evenly."""

    def batch(start: Any, size: Any) -> Any:
        if order is not None:
            chosen = tf.slice(order, [start], [size])
            return nest(layout, [tf.gather(leaf, chosen) for leaf in leaves])
        return nest(layout, [_slice(leaf, start, size) for leaf in leaves])

    if isinstance(batch_size, int):
        full, rest = divmod(leaves[0].shape[0], batch_size)
        seen = _of_unknown_length if rest else (lambda part: part)
        if full:
            _loop(full, lambda i: step(seen(batch(i * batch_size, batch_size))))
        if rest:  # XLA wants a step of its own for another batch size
            step(seen(batch(full * batch_size, rest)))
    else:
        rows = tf.shape(leaves[0])[0]
        count = (rows + batch_size - 1) // batch_size
        _loop(count, lambda i: step(batch(i * batch_size, tf.minimum(batch_size, rows - i * batch_size))))


def _loop(count: Any, body: Callable[[tf.Tensor], Any]) -> None:
    def turn(i: tf.Tensor) -> tuple[tf.Tensor]:
        body(i)
        return (i + 1,)

    # one after the other: each step starts from the weights that the last one left
    tf.while_loop(lambda i: i < count, turn, (tf.constant(0),), parallel_iterations=1)


def _slice(leaf: tf.Tensor, start: Any, size: Any) -> tf.Tensor:
    rest = leaf.shape[1:]
    part = tf.slice(leaf, [start, *([0] * len(rest))], [size, *rest])
    return tf.ensure_shape(part, [size if isinstance(size, int) else None, *rest])


def _of_unknown_length(batch: Any) -> Any:
    """Hide the number of rows from the model's Python code, as Keras does when a last batch is smaller.

    Keras weighs the loss of each of several outputs by that number only where it is the same in all
    batches. XLA still finds it out.
    """
    return tf.nest.map_structure(
        lambda leaf: (
            None
            if leaf is None
            else tf.raw_ops.PlaceholderWithDefault(input=leaf, shape=[None, *leaf.shape[1:]])
        ),
        batch,
    )
