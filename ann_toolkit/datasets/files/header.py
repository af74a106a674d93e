"""What the formats exchange with the rest of the toolkit: arrays, and a header that says what they are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from ann_toolkit.base.errors import FileError


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
        try:
            found = json.loads(text)
        except ValueError as error:
            raise FileError(
                f"{path}: what it says about its data is damaged ({error}); make it again"
            ) from error
        keys = [field.name for field in fields(cls)]
        missing = sorted(set(keys) - set(found if isinstance(found, dict) else ()))
        if missing:
            raise FileError(f"{path}: what it says about its data lacks {', '.join(missing)}; make it again")
        said = {key: found[key] for key in keys}
        for names in ("feature_names", "target_names"):
            said[names] = tuple(str(name) for name in said[names])
        return cls(**said)


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
    def restored(cls, X: np.ndarray, y: np.ndarray, header: Header) -> Contents:
        """Numbers that were read, in the types that the header names."""
        return cls(X.astype(header.X_dtype), y.astype(header.y_dtype), header)


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
