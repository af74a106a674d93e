"""Datasets as arrays in a file: NPZ (NumPy's own) and HDF5. The only formats that hold images."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.base.files import replacing
from ann_toolkit.datasets.files.columns import foreign_contents
from ann_toolkit.datasets.files.header import Contents, Header


def read_arrays(path: Path) -> dict[str, np.ndarray]:
    """Every array of an .npz or HDF5 file, by its name.

    Raises:
        FileError: the file is damaged or of another kind.
    """
    return (_npz_arrays if path.suffix.lower() == ".npz" else _hdf5_arrays)(path)


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


def read(path: Path, target: str | Sequence[str], task: str) -> Contents:
    """Read X and y from an .npz or HDF5 file; ``target`` has no meaning here."""
    arrays = read_arrays(path)
    if "X" not in arrays or "y" not in arrays:
        raise DataError(f"{path} holds {', '.join(arrays) or 'nothing'}; expected the arrays X and y")
    X, y = arrays["X"], arrays["y"]
    if "about" in arrays and not task:
        return Contents.restored(X, y, Header.from_text(str(arrays["about"]), path))
    return foreign_contents(X, y, task, path)


def _npz_arrays(path: Path) -> dict[str, np.ndarray]:
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            return {name: file[name] for name in file.files}
    except MemoryError:
        raise
    except Exception as error:  # NumPy, zipfile and zlib each have their own words for damage
        raise FileError(f"{path} is not a whole NPZ file ({error}); make or copy it again") from error


def _hdf5_arrays(path: Path) -> dict[str, np.ndarray]:
    import h5py

    try:
        with h5py.File(path, "r") as file:
            arrays = {name: np.asarray(item) for name, item in file.items() if isinstance(item, h5py.Dataset)}
            if "about" in file.attrs:
                arrays["about"] = np.array(str(file.attrs["about"]))
            return arrays
    except (OSError, RuntimeError, KeyError) as error:
        raise FileError(f"{path} is not a whole HDF5 file ({error}); make or copy it again") from error
