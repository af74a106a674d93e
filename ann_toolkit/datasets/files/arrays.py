"""Datasets as arrays in a file: NPZ (NumPy's own) and HDF5. The only formats that hold images."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ann_toolkit.base.bounded.npz import read_npz
from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.base.files import replacing
from ann_toolkit.datasets.files.columns import foreign_contents
from ann_toolkit.datasets.files.header import Contents, Header
from ann_toolkit.datasets.files.labels import labels

_KINDS = {
    "c": "complex numbers",
    "M": "dates",
    "m": "times",
    "V": "records of several fields",
    "O": "objects",
}


def read_arrays(path: Path, budget: int | None = None) -> dict[str, np.ndarray]:
    """Every array of an .npz or HDF5 file, by its name.

    Args:
        path: an existing file.
        budget: how many bytes the arrays together may take (default: a quarter of the machine's memory).

    Raises:
        FileError: the file is damaged, of another kind, too large, or points to other files.
    """
    return (read_npz if path.name.lower().endswith(".npz") else _hdf5_arrays)(path, budget)


def write_hdf5(path: Path, arrays: Mapping[str, np.ndarray], about: str = "") -> None:
    """Write arrays under their names, compressed, with ``about`` as the file's attribute of that name."""
    import h5py

    whole = io.BytesIO()  # HDF5 crashes the process when a disk is full: it writes to memory instead
    with h5py.File(whole, "w") as file:  # no times of writing in it: the same arrays give the same bytes
        for name, values in arrays.items():
            packed = (
                {"compression": "gzip", "shuffle": True} if values.ndim and values.dtype.kind != "S" else {}
            )
            file.create_dataset(name, data=values, track_times=False, **packed)
        if about:
            file.attrs["about"] = about
    with replacing(path) as part:
        part.write_bytes(whole.getvalue())


def save_npz(contents: Contents, path: Path, extra: Any = None) -> None:
    """Write X, y and what is known about them as a compressed .npz file; extra columns are left out."""
    with replacing(path) as part:
        np.savez_compressed(part, X=contents.X, y=contents.y, about=np.array(contents.header.as_text()))


def save_hdf5(contents: Contents, path: Path, extra: Any = None) -> None:
    """Write X, y and what is known about them as an HDF5 file; extra columns are left out."""
    write_hdf5(path, {"X": contents.X, "y": contents.y}, contents.header.as_text())


def read(path: Path, target: str | Sequence[str], task: str, budget: int | None = None) -> Contents:
    """Read X and y from an .npz or HDF5 file; ``target`` has no meaning here."""
    arrays = read_arrays(path, budget)
    if "X" not in arrays or "y" not in arrays:
        raise DataError(f"{path} holds {', '.join(arrays) or 'nothing'}; expected the arrays X and y")
    X, y = arrays["X"], arrays["y"]
    _check_numbers(X, "X", path)
    if X.ndim < 2 or 0 in X.shape:
        raise DataError(f"{path}: X has shape {X.shape}; expected (n, features) with one row or more")
    if y.ndim == 0 or len(y) != len(X):
        raise DataError(f"{path}: X has {len(X)} rows but y has shape {y.shape}; each row needs its own y")
    if "about" in arrays and not task:
        _check_numbers(y, "y", path)
        return Contents.restored(X, y, Header.from_text(str(arrays["about"]), path), path)
    if y.dtype.kind not in "SU":
        _check_numbers(y, "y", path)
        return foreign_contents(X, y, task, path)
    if y.ndim == 2 and y.shape[1] == 1:
        y = y[:, 0]
    if y.ndim > 1:
        raise DataError(f"{path}: y has words in an array of shape {y.shape}; expected (n,)")
    words = [_text(word, path).strip() for word in y.tolist()]
    found, doubts = labels(words, lambda row: f"{path}, row {row + 1} of y", bool(task))
    return foreign_contents(X, found, task, path, doubts=doubts)


def _check_numbers(values: np.ndarray, name: str, path: Path) -> None:
    """Raise a :class:`DataError` unless an array holds finite numbers."""
    if values.dtype.kind not in "biuf":
        kind = _KINDS.get(values.dtype.kind, "words")
        raise DataError(f"{path}: {name} holds {kind} ({values.dtype}); expected numbers")
    finite = np.isfinite(values)
    if not finite.all():
        place = np.argwhere(~finite)[0]
        where = f"row {place[0] + 1}" + "".join(f", column {index + 1}" for index in place[1:])
        raise DataError(
            f"{path}, {where} of {name}: {values[tuple(place)]} where a finite number is expected; "
            "fill it in or leave the row out"
        )


def _text(word: str | bytes, path: Path) -> str:
    try:
        return word.decode() if isinstance(word, bytes) else word
    except UnicodeDecodeError as error:
        raise FileError(f"{path}: y holds words that are not UTF-8 text; save them as such") from error


def _hdf5_arrays(path: Path, budget: int | None) -> dict[str, np.ndarray]:
    from ann_toolkit.base.bounded.hdf5 import opened_hdf5

    with opened_hdf5(path, budget) as file:
        arrays = {name: item[()] for name, item in file.items() if hasattr(item, "dtype")}
        if "about" in file.attrs:
            arrays["about"] = np.array(str(file.attrs["about"]))
        return arrays
