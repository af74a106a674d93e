"""What all builders share: the table of tasks, dense layers, compiling, and the checks of arguments."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import keras

from ann_toolkit.base.errors import ModelError
from ann_toolkit.models.layers import DropConnect

# task: output activation, loss, metric
TASKS: dict[str, tuple[str, str, str]] = {
    "binary": ("sigmoid", "binary_crossentropy", "binary_accuracy"),
    "multiclass": ("softmax", "sparse_categorical_crossentropy", "accuracy"),
    "multilabel": ("sigmoid", "binary_crossentropy", "binary_accuracy"),
    "regression": ("linear", "mean_squared_error", "mean_absolute_error"),
}
Optimizer: TypeAlias = "str | keras.optimizers.Optimizer"


def seeds_from(seed: int | None) -> Callable[[], int | None]:
    """A function that gives a different seed to each layer, so that equal layers don't begin equal."""
    number = -1

    def next_seed() -> int | None:
        nonlocal number
        number += 1
        return None if seed is None else 1000 * seed + number

    return next_seed


def dense(
    units: int,
    activation: Any,
    next_seed: Callable[[], int | None],
    *,
    l1: float = 0.0,
    l2: float = 0.0,
    max_norm: float | None = None,
    dropconnect: float = 0.0,
) -> keras.layers.Dense:
    """A dense layer with the regularisation of the course (S1).

    Args:
        units, activation, l1, l2, max_norm, dropconnect: as in ``mlp``.
        next_seed: as :func:`seeds_from` gives it.
    """
    settings: dict[str, Any] = {
        "activation": activation,
        "kernel_initializer": keras.initializers.GlorotUniform(seed=next_seed()),
        "kernel_regularizer": keras.regularizers.L1L2(l1, l2) if l1 or l2 else None,
        "kernel_constraint": keras.constraints.MaxNorm(max_norm) if max_norm is not None else None,
    }
    if dropconnect:
        return DropConnect(units, rate=dropconnect, seed=next_seed(), **settings)
    return keras.layers.Dense(units, **settings)


def output_layer(
    n_outputs: int, task: str, next_seed: Callable[[], int | None], **regularisation: Any
) -> keras.layers.Dense:
    """The last layer, with the activation that the task wants."""
    return dense(n_outputs, TASKS[task][0], next_seed, **regularisation)


def compile_for(
    model: keras.Model,
    task: str,
    optimizer: Optimizer,
    learning_rate: float | None,
    momentum: float | None,
) -> None:
    """Compile ``model`` with the loss and the metric that the task wants.

    Raises:
        ModelError: a name with a space, or an unknown optimizer.
    """
    if not re.fullmatch(r"[A-Za-z0-9.][A-Za-z0-9_.-]*", model.name):  # TensorFlow's rule, met in training
        raise ModelError(f"name={model.name!r}: expected letters, digits, '_', '-' and '.', without spaces")
    _, loss, metric = TASKS[task]
    model.compile(loss=loss, optimizer=make_optimizer(optimizer, learning_rate, momentum), metrics=[metric])


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
    if optimizer.lower() == "sgd":
        if momentum is not None and not 0 <= momentum < 1:
            raise ModelError(f"momentum={momentum!r}: expected 0 to below 1")
        return keras.optimizers.SGD(
            learning_rate=0.1 if learning_rate is None else learning_rate,
            momentum=0.9 if momentum is None else momentum,
        )
    if momentum is not None:
        raise ModelError(f"momentum={momentum!r} is for optimizer='sgd', but the optimizer is {optimizer!r}")
    try:
        config = {} if learning_rate is None else {"learning_rate": learning_rate}
        return keras.optimizers.get({"class_name": optimizer, "config": config})
    except ValueError as error:
        raise ModelError(
            f"optimizer={optimizer!r} is unknown; use 'sgd', 'adam', 'rmsprop', 'adamw', ..."
        ) from error


def known_activation(activation: Any) -> Any:
    """``activation`` itself, when Keras knows it; else a :class:`ModelError`."""
    try:
        keras.activations.get(activation)
    except ValueError as error:
        raise ModelError(
            f"activation={activation!r} is unknown; use 'relu', 'tanh', 'sigmoid', 'selu', ..."
        ) from error
    return activation


def check_sizes(**sizes: Any) -> None:
    """Raise a :class:`ModelError` unless each size is a whole number, 1 or more, or a list of such."""
    for what, given in sizes.items():
        several = isinstance(given, Sequence) and not isinstance(given, str)
        for size in given if several else [given]:
            if isinstance(size, bool) or not hasattr(size, "__index__") or size < 1:
                shown = list(given) if several else given
                raise ModelError(f"{what}={shown!r}: each layer needs a whole number of neurons, 1 or more")


def check_list(what: str, given: Any, example: str) -> None:
    """Raise a :class:`ModelError` for a single number where one for each layer is expected."""
    if isinstance(given, int | float | str):
        raise ModelError(f"{what}={given!r}: expected a list with a number for each layer, such as {example}")


def check_task(task: str, n_outputs: int) -> None:
    """Raise a :class:`ModelError` unless the task is known and can have so many outputs."""
    if task not in TASKS:
        raise ModelError(f"task={task!r} is unknown; choose one of {', '.join(TASKS)}")
    if task == "binary" and n_outputs != 1:
        raise ModelError(
            f"a binary task has 1 output, not {n_outputs}; for more classes use task='multiclass'"
        )
    if task == "multiclass" and n_outputs < 2:
        raise ModelError(
            "a multiclass task has an output for each class, 2 or more; for one use task='binary'"
        )


def check_regularisation(
    dropout: float = 0.0,
    l1: float = 0.0,
    l2: float = 0.0,
    max_norm: float | None = None,
    dropconnect: float = 0.0,
) -> None:
    """Raise a :class:`ModelError` unless every share and every weight is in its range."""
    for what, share in (("dropout", dropout), ("dropconnect", dropconnect)):
        if not 0 <= share < 1:
            raise ModelError(f"{what}={share!r}: expected a share from 0 to below 1")
    if not (l1 >= 0 and l2 >= 0):
        raise ModelError(f"l1={l1!r}, l2={l2!r}: expected 0 or more")
    if max_norm is not None and not max_norm > 0:
        raise ModelError(f"max_norm={max_norm!r}: expected a length above 0, or None")
