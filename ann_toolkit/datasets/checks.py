"""What makes a Dataset sound: numbers where numbers belong, shapes, labels and names that fit together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from ann_toolkit.base.arrays import numbers
from ann_toolkit.base.errors import DataError
from ann_toolkit.base.protocols import CLASSES, TASKS
from ann_toolkit.datasets.files.cells import shortly

_LARGEST_LABEL = 2**53  # beyond, whole numbers and floats part
_ROWS = "expected row numbers, a slice, or an array of booleans"


def numbered(letter: str, count: int) -> tuple[str, ...]:
    """Names for columns that have none: x1, x2, ..."""
    return tuple(f"{letter}{number}" for number in range(1, count + 1))


def floats(values: Any, what: str) -> np.ndarray:
    """``values`` as an array of floats; float32 and float64 stay what they are."""
    array = numbers(values, what)
    return array if array.dtype in (np.float32, np.float64) else array.astype(np.float64)


def targets(values: Any, task: str) -> np.ndarray:
    """``values`` as the targets of ``task``: whole numbers for classes and labels, floats otherwise."""
    if not isinstance(task, str) or task not in TASKS:
        raise DataError(f"task={shortly(task)} is unknown; choose one of {', '.join(TASKS)}")
    array = floats(values, "y")
    if task == "regression":
        return array
    if not np.isfinite(array).all() or (array != array.round()).any():
        raise DataError(
            f"y of a {task} task must be whole numbers 0, 1, 2, ...; for other numbers use 'regression'"
        )
    if (abs(array) > _LARGEST_LABEL).any():
        raise DataError(f"y of a {task} task must be whole numbers 0, 1, 2, ..., one for each class")
    return array.astype(np.int64)


def as_names(names: Any, what: str) -> tuple[str, ...]:
    """Names as a tuple of texts; numbers among them become text.

    Raises:
        DataError: one text, whose letters would become the names, or no list.
    """
    if isinstance(names, str | bytes) or not isinstance(names, Iterable):
        raise DataError(f"{what}={shortly(names)}: expected a list of names, such as ('size', 'weight')")
    return tuple(str(name) for name in names)


def check_description(name: Any, provenance: Any) -> None:
    """Raise a :class:`DataError` unless the name is a text and the provenance a dict."""
    if not isinstance(name, str):
        raise DataError(f"name={shortly(name)}: expected a text")
    if not isinstance(provenance, dict):
        raise DataError(f"provenance={shortly(provenance)}: expected a dict such as {{'seed': 0}}")


def check_yes_or_no(value: Any, what: str) -> None:
    """Raise a :class:`DataError` unless ``value`` is True, False or None."""
    if not (value is None or isinstance(value, bool | np.bool_)):
        raise DataError(f"{what}={shortly(value)}: expected True or False")


def chosen_rows(rows: Any, n_rows: int) -> Any:
    """Rows to take, as NumPy understands them: a slice, whole numbers, or an array of booleans.

    Raises:
        DataError: a row that is not there, or something else.
    """
    if isinstance(rows, slice) and all(_is_place(end) for end in (rows.start, rows.stop, rows.step)):
        return rows
    if rows is None or isinstance(rows, slice):
        raise DataError(f"rows={shortly(rows)}: {_ROWS}")
    chosen = numbers(rows, "rows", _ROWS)
    if chosen.ndim != 1 or (len(chosen) and chosen.dtype.kind not in "biu"):
        raise DataError(f"rows={shortly(rows)}: {_ROWS}")
    if chosen.dtype.kind == "b":
        if len(chosen) != n_rows:
            raise DataError(f"rows has {len(chosen)} booleans for {n_rows} rows; give one for each row")
        return chosen
    missing = chosen[(chosen < -n_rows) | (chosen >= n_rows)]
    if len(missing):
        raise DataError(f"row {missing[0]} is not there: the {n_rows} rows are 0 to {n_rows - 1}")
    return chosen.astype(np.int64)


def _is_place(end: Any) -> bool:
    return end is None or (isinstance(end, int | np.integer) and not isinstance(end, bool))


def check_shapes(X: np.ndarray, y: np.ndarray, task: str) -> None:
    """Raise a :class:`DataError` unless X and y have rows, as many of them, in the shape of the task."""
    if X.ndim < 2:
        raise DataError(f"X has shape {X.shape}; expected (n, features): one row for each sample")
    if len(X) == 0 or 0 in X.shape:
        raise DataError(f"X has shape {X.shape}: no data; give at least one row and one column")
    if y.ndim == 0 or len(X) != len(y):
        raise DataError(f"X has {len(X)} rows but y has shape {y.shape}; each row of X needs its own y")
    if task in CLASSES and y.ndim != 1:
        raise DataError(f"y of a {task} task has shape {y.shape}; expected (n,) labels 0..k-1")
    if task == "multilabel" and y.ndim != 2:
        raise DataError(f"y of a multilabel task has shape {y.shape}; expected (n, labels) of 0 and 1")
    if y.ndim > 2:
        raise DataError(f"y has shape {y.shape}; expected (n,) or (n, outputs)")


def default_target_names(y: np.ndarray, task: str) -> tuple[str, ...]:
    """Names for targets that have none: the labels themselves, or y, or y1, y2, ..."""
    if task in CLASSES:
        return tuple(str(label) for label in range(max(2, y.max() + 1)))
    return ("y",) if y.ndim == 1 else numbered("y", y.shape[1])


def check_names(
    X: np.ndarray, y: np.ndarray, task: str, feature_names: Sequence[str], target_names: Sequence[str]
) -> None:
    """Raise a :class:`DataError` unless there is one name for each column and for each class."""
    if X.ndim == 2 and len(feature_names) != X.shape[1]:
        raise DataError(f"{len(feature_names)} feature_names for {X.shape[1]} columns of X")
    columns = [*feature_names, *(["class"] if task in CLASSES else target_names)]
    for names in (columns, target_names):
        if len(set(names)) < len(names):
            raise DataError(f"names must differ, but some repeat: {', '.join(names)}")
    if task not in CLASSES and len(target_names) != (1 if y.ndim == 1 else y.shape[1]):
        raise DataError(f"{len(target_names)} target_names for y of shape {y.shape}")


def check_labels(y: np.ndarray, task: str, n_named: int) -> None:
    """Raise a :class:`DataError` unless the labels are those of the classes that are named."""
    if task == "binary" and n_named != 2:
        raise DataError(f"a binary task has 2 classes, but {n_named} are named; use task='multiclass'")
    if task in CLASSES and (y.min() < 0 or y.max() >= n_named):
        raise DataError(
            f"y holds labels {y.min()}..{y.max()} but there are {n_named} classes: expected 0..{n_named - 1}"
        )
    if task == "multilabel" and not np.isin(y, (0, 1)).all():
        raise DataError("y of a multilabel task must hold only 0 and 1")
