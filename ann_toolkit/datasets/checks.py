"""What makes a Dataset sound: numbers where numbers belong, shapes, labels and names that fit together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ann_toolkit.base.errors import DataError

if TYPE_CHECKING:
    from ann_toolkit.datasets.dataset import Dataset

TASKS = ("binary", "multiclass", "multilabel", "regression")
CLASSES = ("binary", "multiclass")


def numbered(letter: str, count: int) -> tuple[str, ...]:
    """Names for columns that have none: x1, x2, ..."""
    return tuple(f"{letter}{number}" for number in range(1, count + 1))


def floats(values: Any, what: str) -> np.ndarray:
    """``values`` as an array of floats; float32 and float64 stay what they are."""
    array = np.asarray(values)
    if array.dtype.kind not in "biuf":
        raise DataError(f"{what} must be numbers, but holds {array.dtype} values")
    return array if array.dtype in (np.float32, np.float64) else array.astype(np.float64)


def targets(values: Any, task: str) -> np.ndarray:
    """``values`` as the targets of ``task``: whole numbers for classes and labels, floats otherwise."""
    if task not in TASKS:
        raise DataError(f"task={task!r} is unknown; choose one of {', '.join(TASKS)}")
    array = floats(values, "y")
    if task == "regression":
        return array
    if not np.isfinite(array).all() or (array != array.round()).any():
        raise DataError(
            f"y of a {task} task must be whole numbers 0, 1, 2, ...; for other numbers use 'regression'"
        )
    return array.astype(np.int64)


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


def default_target_names(data: Dataset) -> tuple[str, ...]:
    """Names for targets that have none: the labels themselves, or y, or y1, y2, ..."""
    if data.task in CLASSES:
        return tuple(str(label) for label in range(max(2, data.y.max() + 1)))
    return ("y",) if data.y.ndim == 1 else numbered("y", data.y.shape[1])


def check_names(data: Dataset) -> None:
    """Raise a :class:`DataError` unless there is one name for each column and for each class."""
    if data.X.ndim == 2 and len(data.feature_names) != data.X.shape[1]:
        raise DataError(f"{len(data.feature_names)} feature_names for {data.X.shape[1]} columns of X")
    columns = [*data.feature_names, *(["class"] if data.task in CLASSES else data.target_names)]
    for names in (columns, data.target_names):
        if len(set(names)) < len(names):
            raise DataError(f"names must differ, but some repeat: {', '.join(names)}")
    if data.task in CLASSES:
        if data.task == "binary" and data.n_classes != 2:
            raise DataError(
                f"a binary task has 2 classes, but {data.n_classes} are named; use task='multiclass'"
            )
        if data.y.min() < 0 or data.y.max() >= data.n_classes:
            raise DataError(
                f"y holds labels {data.y.min()}..{data.y.max()} but there are {data.n_classes} classes: "
                f"expected 0..{data.n_classes - 1}"
            )
    elif len(data.target_names) != (1 if data.y.ndim == 1 else data.y.shape[1]):
        raise DataError(f"{len(data.target_names)} target_names for y of shape {data.y.shape}")
    if data.task == "multilabel" and not np.isin(data.y, (0, 1)).all():
        raise DataError("y of a multilabel task must hold only 0 and 1")
