"""What all builders share: checks, seeds, dense layers and compiling, each done in one place.

Output activation, loss and metric follow from the task, as the course teaches them (S0, learning
parameters; S1, choice of the output activation; S2, tables 1 and 2): ``BY_TASK`` is that table.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

import keras

from ann_toolkit.base.errors import ModelError
from ann_toolkit.models.checks import (
    check_activation,
    check_counts,
    check_limits,
    check_name,
    check_shares,
    check_task,
)
from ann_toolkit.models.layers import DropConnect

Optimizer: TypeAlias = "str | keras.optimizers.Optimizer"


class Choice(NamedTuple):
    """What a task wants of a network."""

    activation: str  # of the outputs
    loss: str
    metric: str


BY_TASK = {
    "binary": Choice("sigmoid", "binary_crossentropy", "binary_accuracy"),
    "multiclass": Choice("softmax", "sparse_categorical_crossentropy", "accuracy"),
    "multilabel": Choice("sigmoid", "binary_crossentropy", "binary_accuracy"),
    "regression": Choice("linear", "mean_squared_error", "mean_absolute_error"),
}


@dataclass
class Recipe:
    """What a builder was asked for, checked: it makes dense layers, each with a seed of its own, and compiles.

    Args:
        task, n_outputs, activation, dropout, dropconnect, l1, l2, max_norm, seed: as in ``mlp``.

    Raises:
        ModelError: an argument out of its range, or a number of outputs that the task can't have.

    >>> recipe = Recipe("multiclass", 4, dropout=0.2)
    >>> [type(layer).__name__ for layer in (*recipe.hidden_layers([64, 32]), recipe.output_layer())]
    ['Dense', 'Dropout', 'Dense', 'Dropout', 'Dense']
    """

    task: str
    n_outputs: int
    activation: str = "relu"
    dropout: float = 0.0
    dropconnect: float = 0.0
    l1: float = 0.0
    l2: float = 0.0
    max_norm: float | None = None
    seed: int | None = None
    _numbers: Iterator[int] = field(default_factory=itertools.count, init=False, repr=False)

    def __post_init__(self) -> None:
        """Check every argument."""
        check_counts(n_outputs=self.n_outputs)
        check_task(self.task, self.n_outputs)
        check_activation(self.activation)
        check_shares(dropout=self.dropout, dropconnect=self.dropconnect)
        check_limits(self.l1, self.l2, self.max_norm)

    def next_seed(self) -> int | None:
        """A seed for one layer: another one each time, so that equal layers don't begin equal."""
        return None if self.seed is None else 1000 * self.seed + next(self._numbers)

    def hidden_layers(self, sizes: Sequence[int]) -> Iterator[keras.layers.Layer]:
        """Dense layers with so many neurons each, every one followed by its dropout if there is any."""
        for neurons in sizes:
            yield self._dense(neurons, self.activation, self.dropconnect)
            yield from self.dropout_layer()

    def dropout_layer(self) -> Iterator[keras.layers.Dropout]:
        """One layer of dropout, or none."""
        if self.dropout:
            yield keras.layers.Dropout(self.dropout, seed=self.next_seed())

    def output_layer(self) -> keras.layers.Dense:
        """The last layer, with the activation that the task wants; none of its connections is dropped."""
        return self._dense(self.n_outputs, BY_TASK[self.task].activation)

    def _dense(self, units: int, activation: str, dropconnect: float = 0.0) -> keras.layers.Dense:
        """A dense layer with the regularisation of the course (S1)."""
        settings = {
            "activation": activation,
            "kernel_initializer": keras.initializers.GlorotUniform(seed=self.next_seed()),
            "kernel_regularizer": keras.regularizers.L1L2(self.l1, self.l2) if self.l1 or self.l2 else None,
            "kernel_constraint": None if self.max_norm is None else keras.constraints.MaxNorm(self.max_norm),
        }
        if dropconnect:
            return DropConnect(units, rate=dropconnect, seed=self.next_seed(), **settings)
        return keras.layers.Dense(units, **settings)

    def compile(
        self, model: keras.Model, optimizer: Optimizer, learning_rate: float | None, momentum: float | None
    ) -> None:
        """Compile ``model`` with the loss and the metric that the task wants.

        Raises:
            ModelError: a name with a space, an unknown optimizer, or a number out of its range.
        """
        check_name(model.name)
        choice = BY_TASK[self.task]
        optimizer = make_optimizer(optimizer, learning_rate, momentum)
        model.compile(loss=choice.loss, optimizer=optimizer, metrics=[choice.metric])


def is_sgd(optimizer: Optimizer) -> bool:
    """Whether a builder was asked for SGD by its name."""
    return isinstance(optimizer, str) and optimizer.lower() == "sgd"


def make_optimizer(
    optimizer: Optimizer, learning_rate: float | None, momentum: float | None
) -> keras.optimizers.Optimizer:
    """The optimizer that a builder was asked for; SGD with S0's numbers unless told otherwise.

    Raises:
        ModelError: an unknown name, or a number out of its range.
    """
    if not isinstance(optimizer, str):
        if learning_rate is not None or momentum is not None:
            raise ModelError("learning_rate and momentum belong to the optimizer object; set them there")
        return optimizer
    if learning_rate is not None and not learning_rate > 0:
        raise ModelError(f"learning_rate={learning_rate!r}: expected a number above 0")
    if is_sgd(optimizer):
        if momentum is not None and not 0 <= momentum < 1:
            raise ModelError(f"momentum={momentum!r}: expected 0 to below 1")
        return keras.optimizers.SGD(
            learning_rate=0.1 if learning_rate is None else learning_rate,
            momentum=0.9 if momentum is None else float(momentum),
        )
    if momentum:  # 0 is no momentum, and asks nothing of another optimizer
        raise ModelError(f"momentum={momentum!r} is for optimizer='sgd', but the optimizer is {optimizer!r}")
    try:
        config = {} if learning_rate is None else {"learning_rate": learning_rate}
        return keras.optimizers.get({"class_name": optimizer, "config": config})
    except ValueError as error:
        raise ModelError(
            f"optimizer={optimizer!r} is unknown; use 'sgd', 'adam', 'rmsprop', 'adamw', ..."
        ) from error
