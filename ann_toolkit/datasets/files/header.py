"""What the formats exchange with the rest of the toolkit: arrays, and a header that says what they are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.base.protocols import TASKS
from ann_toolkit.datasets.files.cells import shortly

LARGEST_NOTE = 2**24  # bytes of a header; names of a thousand columns take 20 000


@dataclass(frozen=True)
class Header:
    """What a file says about the data in it, as one small JSON object.

    Args:
        name: what the data is called.
        task: "binary", "multiclass", "multilabel" or "regression".
        feature_names: a name for each column of X; () numbers them.
        target_names: a name for each class or each column of y; () numbers them.
        X_dtype: the type of the numbers in X, as text tables do not keep it.
        y_dtype: the type of the numbers in y.
        y_ndim: 1 or 2, as a table does not tell (n,) from (n, 1).
        provenance: where the data comes from.
    """

    name: str
    task: str
    feature_names: tuple[str, ...]
    target_names: tuple[str, ...]
    X_dtype: str
    y_dtype: str
    y_ndim: int
    provenance: dict[str, Any]

    def as_items(self) -> dict[str, Any]:
        """Every field by its name, as JSON knows it."""
        items = {field.name: getattr(self, field.name) for field in fields(self)}
        return {key: list(value) if isinstance(value, tuple) else value for key, value in items.items()}

    def as_text(self, indent: int | None = None) -> str:
        """The header as JSON."""
        return json.dumps(self.as_items(), ensure_ascii=False, indent=indent)

    @classmethod
    def from_text(cls, text: str | bytes, path: Path) -> Header:
        """The header that :meth:`as_text` wrote into ``path``.

        Raises:
            FileError: it is damaged, or something else.
        """
        return cls.from_items(json_items(text, path), path)

    @classmethod
    def from_items(cls, found: dict[str, Any], path: Path) -> Header:
        """The header of these fields; others are left out.

        Raises:
            FileError: one is missing, or of another kind.
        """
        keys = [field.name for field in fields(cls)]
        missing = sorted(set(keys) - set(found))
        if missing:
            raise FileError(f"{path}: what it says about its data lacks {', '.join(missing)}; make it again")
        for key, (is_right, wanted) in _FIELDS.items():
            if not is_right(found[key]):
                raise FileError(
                    f"{path}: what it says about its data has {key}={shortly(found[key])}; expected {wanted}"
                )
        said = {key: found[key] for key in keys}
        return cls(**said | {key: tuple(said[key]) for key in ("feature_names", "target_names")})


def json_items(text: str | bytes, path: Path) -> dict[str, Any]:
    """A JSON object that stands in ``path``.

    Raises:
        FileError: damaged, larger than anything that is written about data, or no object.
    """
    if len(text) > LARGEST_NOTE:
        raise FileError(
            f"{path}: what it says about its data is {len(text)} bytes long; expected a short note"
        )
    try:
        found = json.loads(text)
    except RecursionError as error:
        raise FileError(
            f"{path}: what it says about its data is nested without end; make it again"
        ) from error
    except ValueError as error:  # no JSON, no UTF-8, or a number of thousands of digits
        reason = str(error).partition(";")[0]
        raise FileError(
            f"{path}: what it says about its data is damaged ({reason}); make it again"
        ) from error
    if not isinstance(found, dict):
        raise FileError(f"{path}: what it says about its data lacks names and task; make it again")
    return found


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) for name in value)


_FIELDS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "name": (lambda value: isinstance(value, str), "a text"),
    "task": (lambda value: value in TASKS, f"one of {', '.join(TASKS)}"),
    "feature_names": (_are_names, "a list of names"),
    "target_names": (_are_names, "a list of names"),
    "X_dtype": (lambda value: value in ("float32", "float64"), "float32 or float64"),
    "y_dtype": (lambda value: value in ("float32", "float64", "int64"), "float32, float64 or int64"),
    "y_ndim": (lambda value: value in (1, 2) and not isinstance(value, bool | float), "1 or 2"),
    "provenance": (lambda value: isinstance(value, dict), "an object"),
}


@dataclass(frozen=True)
class Contents:
    """What a file holds: inputs, targets, and the header that says what they are.

    Args:
        X: inputs, shape (n, features), or (n, height, width, ...) for images.
        y: targets, shape (n,) or (n, outputs); classes are numbers 0, 1, ...
        header: names, task and origin.
    """

    X: np.ndarray
    y: np.ndarray
    header: Header

    @classmethod
    def of(
        cls,
        X: np.ndarray,
        y: np.ndarray,
        task: str,
        feature_names: Sequence[str],
        target_names: Sequence[str],
        name: str,
        provenance: dict[str, Any],
    ) -> Contents:
        """These arrays, with a header that tells their types too; arguments as those of a ``Dataset``."""
        header = Header(
            name,
            task,
            tuple(feature_names),
            tuple(target_names),
            str(X.dtype),
            str(y.dtype),
            y.ndim,
            provenance,
        )
        return cls(X, y, header)

    @classmethod
    def restored(cls, X: np.ndarray, y: np.ndarray, header: Header, path: Path) -> Contents:
        """Numbers that were read from ``path``, in the types that the header names.

        Raises:
            DataError: numbers that these types do not hold.
        """
        with np.errstate(over="ignore", invalid="ignore"):
            inputs, targets = X.astype(header.X_dtype, copy=False), y.astype(header.y_dtype, copy=False)
        if not np.isfinite(inputs).all() or (header.y_dtype == "int64" and (targets != y).any()):
            raise DataError(
                f"{path} holds numbers that are no {header.X_dtype} (X) or no {header.y_dtype} (y), as what is "
                "written about it says; make it again"
            )
        return cls(inputs, targets, header)


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
