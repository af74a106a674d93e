"""The arguments of the builders: sizes, shares and names in their ranges, each mistake in one line."""

from __future__ import annotations

import operator
import re
from collections.abc import Sequence
from typing import SupportsIndex

import keras

from ann_toolkit.base.errors import ModelError
from ann_toolkit.base.protocols import TASKS


def check_counts(**counts: int) -> None:
    """Raise a :class:`ModelError` unless each argument is a whole number, 1 or more."""
    for what, count in counts.items():
        if not _is_count(count):
            raise ModelError(f"{what}={count!r}: expected a whole number, 1 or more")


def check_layers(what: str, given: Sequence[int], example: str = "[20]") -> None:
    """Raise a :class:`ModelError` unless an argument is a list with a size for each layer.

    Args:
        what: the name of the argument.
        given: the neurons of each layer, or its filters.
        example: what it might look like, for the message.
    """
    check_list(what, given, example)
    if not all(_is_count(size) for size in given):
        raise ModelError(f"{what}={list(given)!r}: each layer needs a whole number of neurons, 1 or more")


def check_list(what: str, given: Sequence[object], example: str) -> None:
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


def check_activation(activation: str) -> None:
    """Raise a :class:`ModelError` unless Keras knows the activation."""
    try:
        keras.activations.get(activation)
    except ValueError as error:
        raise ModelError(
            f"activation={activation!r} is unknown; use 'relu', 'tanh', 'sigmoid', 'selu', ..."
        ) from error


def check_shares(**shares: float) -> None:
    """Raise a :class:`ModelError` unless each argument is a share from 0 to below 1."""
    for what, share in shares.items():
        if not 0 <= share < 1:
            raise ModelError(f"{what}={share!r}: expected a share from 0 to below 1")


def check_limits(l1: float, l2: float, max_norm: float | None) -> None:
    """Raise a :class:`ModelError` unless what holds the weights small is in its range."""
    if not (l1 >= 0 and l2 >= 0):
        raise ModelError(f"l1={l1!r}, l2={l2!r}: expected 0 or more")
    if max_norm is not None and not max_norm > 0:
        raise ModelError(f"max_norm={max_norm!r}: expected a length above 0, or None")


def check_name(name: str) -> None:
    """Raise a :class:`ModelError` for a name that TensorFlow would refuse when the training begins."""
    if not re.fullmatch(r"[A-Za-z0-9.][A-Za-z0-9_.-]*", name):
        raise ModelError(f"name={name!r}: expected letters, digits, '_', '-' and '.', without spaces")


def _is_count(number: object) -> bool:
    return isinstance(number, SupportsIndex) and not isinstance(number, bool) and operator.index(number) >= 1
