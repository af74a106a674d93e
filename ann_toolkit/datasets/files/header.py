"""What a file says about the data in it: names, task and origin, as one small JSON object."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.datasets.checks import CLASSES
from ann_toolkit.datasets.dataset import Dataset

FEW_LABELS = 20  # a column of at most so many whole numbers is taken for classes
_KEYS = {"name", "task", "feature_names", "target_names", "X_dtype", "y_dtype", "y_ndim", "provenance"}


def about(data: Dataset) -> dict[str, Any]:
    """Everything about ``data`` but its numbers."""
    return {
        "name": data.name,
        "task": data.task,
        "feature_names": list(data.feature_names),
        "target_names": list(data.target_names),
        "X_dtype": str(data.X.dtype),
        "y_dtype": str(data.y.dtype),
        "y_ndim": data.y.ndim,
        "provenance": data.provenance,
    }


def as_text(data: Dataset, indent: int | None = None) -> str:
    """:func:`about` as JSON."""
    return json.dumps(about(data), ensure_ascii=False, indent=indent)


def from_text(text: str | bytes, path: Path) -> dict[str, Any]:
    """The object that :func:`as_text` wrote.

    Raises:
        FileError: it is damaged, or something else.
    """
    try:
        found = json.loads(text)
    except ValueError as error:
        raise FileError(f"{path}: what it says about its data is damaged ({error}); make it again") from error
    if not isinstance(found, dict) or not set(found) >= _KEYS:
        raise FileError(
            f"{path}: what it says about its data lacks {', '.join(sorted(_KEYS))}; make it again"
        )
    return found


def restored(X: np.ndarray, y: np.ndarray, said: dict[str, Any]) -> Dataset:
    """The Dataset of these numbers, with the names, the types and the origin that the file gives."""
    return Dataset(
        X.astype(said["X_dtype"]),
        y.astype(said["y_dtype"]),
        said["task"],
        tuple(said["feature_names"]),
        tuple(said["target_names"]),
        said["name"],
        said["provenance"],
    )


def origin(path: Path) -> dict[str, Any]:
    """The provenance of data read from a foreign file: its name and its checksum."""
    return {"file": path.name, "sha256": sha256(path)}


def sha256(path: Path) -> str:
    """The checksum of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def assemble(
    X: np.ndarray,
    y: np.ndarray,
    features: Sequence[str],
    targets: Sequence[str],
    said: dict[str, Any],
    task: str,
    path: Path,
) -> Dataset:
    """A Dataset from the columns of a table, its own when the file says what they are, else a foreign one.

    Args:
        X: inputs, shape (n, features).
        y: target columns, shape (n, targets): numbers, or names of classes.
        features: names of the columns of X.
        targets: names of the columns of y.
        said: what the file says about them, or {}.
        task: the task of a foreign table, or "" to guess it.
        path: the file.
    """
    if not said:
        return from_columns(X, y, features, targets, task, path)
    if said["task"] in CLASSES:
        names = [str(name) for name in said["target_names"]]
        unknown = sorted(set(y[:, 0]) - set(names))
        if unknown:
            raise DataError(f"{path}: unknown class {unknown[0]!r}; the classes are {', '.join(names)}")
        numbers = {name: number for number, name in enumerate(names)}
        y = np.array([numbers[name] for name in y[:, 0]])
    elif said["y_ndim"] == 1:
        y = y[:, 0]
    return restored(X, y, said)


def from_columns(
    X: np.ndarray,
    y: np.ndarray,
    feature_names: Sequence[str],
    target_names: Sequence[str],
    task: str,
    path: Path,
) -> Dataset:
    """A Dataset from the columns of a foreign file; classes get their numbers in alphabetical order.

    Args:
        X: inputs, shape (n, features).
        y: the target columns, shape (n, targets), as numbers or as names of classes.
        feature_names: names of the columns of X.
        target_names: names of the columns of y.
        task: the task, or "" to guess it from y.
        path: the file, for the name and the provenance.
    """
    y = y[:, 0] if y.ndim == 2 and y.shape[1] == 1 else y
    task = task or _guess_task(y)
    names: Sequence[str] = target_names
    if task in CLASSES and y.ndim == 1:
        classes, y = np.unique(y, return_inverse=True)
        names = [f"{value:g}" if isinstance(value, float) else str(value) for value in classes.tolist()]
    return Dataset(X, y, task, tuple(feature_names), tuple(names), path.stem, origin(path))


def _guess_task(y: np.ndarray) -> str:
    words = y.dtype.kind in "OUS"
    values = np.unique(y)
    if y.ndim > 1:
        return "multilabel" if not words and set(values.tolist()) <= {0, 1} else "regression"
    if words or (len(values) <= FEW_LABELS and (values == values.round()).all()):
        return "binary" if len(values) == 2 else "multiclass"
    return "regression"
