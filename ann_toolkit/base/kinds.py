"""Is it what was meant: a dataset, a model, a table, a function? The most usual mistake is another order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ann_toolkit.base.errors import DataError, ModelError
from ann_toolkit.base.values import shown

_NAMED = ("X", "y", "feature_names", "name", "task", "target_names")


def check_dataset(data: object, names: Sequence[str] = _NAMED) -> None:
    """Raise a :class:`DataError` unless ``data`` is a dataset.

    Args:
        data: what was given.
        names: what it must have; all that ``NamedDataset`` has unless given.

    >>> check_dataset((1, 2))
    Traceback (most recent call last):
    ann_toolkit.base.errors.DataError: expected a Dataset such as ann.datasets.load_iris(), but got (1, 2)
    """
    check_has(data, names, "a Dataset such as ann.datasets.load_iris()")


def check_model(model: object) -> None:
    """Raise a :class:`ModelError` unless ``model`` is a Keras model.

    >>> check_model("perceptron.keras")
    Traceback (most recent call last):
    ann_toolkit.base.errors.ModelError: expected a Keras model such as ann.models.mlp(2, [3], 1), but got
    'perceptron.keras'
    """
    if not all(hasattr(model, name) for name in ("layers", "weights", "built")):
        raise ModelError(f"expected a Keras model such as ann.models.mlp(2, [3], 1), but got {shown(model)}")


def check_kind(value: object, kinds: type | tuple[type, ...], what: str) -> None:
    """Raise a :class:`DataError` unless ``value`` is of one of ``kinds``.

    >>> check_kind("ROC", list, "what ann.evaluation.roc returned")
    Traceback (most recent call last):
    ann_toolkit.base.errors.DataError: expected what ann.evaluation.roc returned, but got 'ROC'
    """
    if not isinstance(value, kinds):
        raise DataError(f"expected {what}, but got {shown(value)}")


def check_has(value: object, names: Sequence[str], what: str) -> None:
    """Raise a :class:`DataError` unless ``value`` has all attributes in ``names``."""
    if not all(hasattr(value, name) for name in names):
        raise DataError(f"expected {what}, but got {shown(value)}")


def check_columns(table: Any, columns: Sequence[str], what: str) -> None:
    """Raise a :class:`DataError` unless ``table`` is a table of pandas with these columns, and with rows."""
    check_has(table, ("columns", "index"), what)
    if not set(columns) <= set(table.columns) or not len(table):
        raise DataError(f"expected {what}, but got a table with the columns {shown(list(table.columns))}")


def check_callable(function: object, name: str, example: str) -> None:
    """Raise a :class:`DataError` unless ``function`` can be called, as ``example`` shows."""
    if not callable(function):
        raise DataError(f"{name} must be a function such as {example}, but got {shown(function)}")
