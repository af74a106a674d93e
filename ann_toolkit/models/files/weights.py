"""A look into an HDF5 file of weights before Keras reads it: plain numbers, as many as the file has room for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import h5py
import numpy as np

from ann_toolkit.base.bounded.hdf5 import arrays_in, opened_hdf5
from ann_toolkit.base.errors import AnnError, FileError, UnsafeFileError
from ann_toolkit.models.files.checksum import check_unchanged

WEIGHTS_ENDING = (".weights.h5",)
MAX_EXPANSION = 200  # times its packed size: Keras does not pack weights, and they hardly shrink
SMALL = 2**20  # bytes; below this all arrays together may be packed as tightly as they like
_KINDS = "biufV"  # V: bfloat16
_FILTERS = {h5py.h5z.FILTER_DEFLATE, h5py.h5z.FILTER_SHUFFLE, h5py.h5z.FILTER_FLETCHER32}
_BLOCK = 2**24  # numbers that are looked at in one go


@dataclass(frozen=True)
class StoredWeights:
    """What a weights file holds.

    Args:
        shapes: the shape of each array by its path in the file.
        not_finite: how many of all numbers are NaN or infinite.
    """

    shapes: dict[str, tuple[int, ...]]
    not_finite: int

    @property
    def parameters(self) -> int:
        """How many numbers belong to the layers (the optimizer's own ones left out)."""
        return sum(
            math.prod(shape) for name, shape in self.shapes.items() if not name.startswith("optimizer")
        )


def read_weights(path: Path, budget: int | None = None, shown: str = "") -> StoredWeights:
    """List the arrays of an HDF5 file without following a link that leaves it.

    Args:
        path: an existing file.
        budget: how many bytes its arrays may take in memory (default: a quarter of the memory).
        shown: the file to name in errors, if another than ``path``.

    Raises:
        FileError: not an HDF5 file, a damaged one, one that changed after it was saved, or a too large one.
        UnsafeFileError: it points to another file, or would unpack to more than weights do.
    """
    shown = shown or str(path)
    check_unchanged(path, shown)
    try:
        with opened_hdf5(path, budget, _KINDS, MAX_EXPANSION) as file:
            arrays = arrays_in(file)
            _check_room(arrays, path)
            shapes = {name: array.shape for name, array in arrays.items()}
            return StoredWeights(shapes, sum(map(_count_not_finite, arrays.values())))
    except UnsafeFileError as error:
        raise UnsafeFileError(str(error).replace(str(path), shown)) from error
    except AnnError as error:
        if "allowed" in str(error):  # too large
            raise FileError(str(error).replace(str(path), shown)) from error
        raise FileError(f"{shown} is not a whole weights file; save it again") from error


def _check_room(arrays: dict[str, h5py.Dataset], path: Path) -> None:
    """Refuse arrays that are packed in a way of their own, or that outgrow their file all together."""
    for name, array in arrays.items():
        plan = array.id.get_create_plist()
        if any(plan.get_filter(number)[0] not in _FILTERS for number in range(plan.get_nfilters())):
            raise UnsafeFileError(
                f"{path} was not opened: {name!r} is packed in a way that Keras does not use"
            )
    total = sum(math.prod(array.shape) * array.dtype.itemsize for array in arrays.values())
    most = max(SMALL, MAX_EXPANSION * path.stat().st_size)
    if total > most:
        raise UnsafeFileError(f"{path} was not opened: its weights would take more than {most} bytes")


def _count_not_finite(array: h5py.Dataset) -> int:
    if array.dtype.kind != "f":
        return 0
    if array.size <= _BLOCK or not array.ndim:
        return int(array.size - np.isfinite(array[()]).sum())
    rows = max(1, _BLOCK * len(array) // array.size)
    blocks = (array[start : start + rows] for start in range(0, len(array), rows))
    return sum(int(block.size - np.isfinite(block).sum()) for block in blocks)
