"""A look into an HDF5 file of weights before Keras reads it: plain arrays, of bounded size, inside this file."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import h5py
import numpy as np

from ann_toolkit.base.errors import FileError

WEIGHTS_ENDING = (".weights.h5",)
MAX_OBJECTS = 200_000  # groups and arrays in one file
MAX_DEPTH = 64  # groups inside groups
MAX_BYTES = 8 * 2**30  # of all arrays when unpacked
MAX_EXPANSION = 200  # how many times its size on the disk an array may have
_FILTERS = {h5py.h5z.FILTER_DEFLATE, h5py.h5z.FILTER_SHUFFLE, h5py.h5z.FILTER_FLETCHER32}
SMALL = 2**20  # bytes; below this an array may be packed as tightly as it likes


@dataclass(frozen=True)
class StoredWeights:
    """What a weights file holds.

    Args:
        shapes: the shape of each array by its path in the file.
        not_finite: how many of all numbers are NaN or infinite.
        problems: what speaks against opening it, a phrase each; empty for a plain weights file.
    """

    shapes: dict[str, tuple[int, ...]]
    not_finite: int
    problems: tuple[str, ...]

    @property
    def parameters(self) -> int:
        """How many numbers belong to the layers (the optimizer's own ones left out)."""
        return sum(
            math.prod(shape) for name, shape in self.shapes.items() if not name.startswith("optimizer")
        )


def read_weights(path: Path) -> StoredWeights:
    """List the arrays of an HDF5 file without following a link that leaves it.

    Raises:
        FileError: not an HDF5 file, or a damaged one.
    """
    shapes: dict[str, tuple[int, ...]] = {}
    problems: list[str] = []
    not_finite = total = 0
    most = min(MAX_BYTES, max(SMALL, MAX_EXPANSION * path.stat().st_size))
    try:
        with h5py.File(path, "r") as file:
            for name, found in _walk(file, problems):
                problem = _array_problem(name, found)
                total += _bytes(found)
                if problem or total > most:
                    problems.append(problem or f"its weights would take more than {most} bytes")
                    break
                shapes[name] = found.shape
                not_finite += _count_not_finite(found)
    except (OSError, RuntimeError, ValueError, KeyError, TypeError) as error:
        raise FileError(f"{path} is not a whole weights file; save it again") from error
    return StoredWeights(shapes, not_finite, tuple(problems))


def _walk(file: h5py.File, problems: list[str]) -> Iterator[tuple[str, h5py.Dataset]]:
    """Every array with its path; stops with a word in ``problems`` at what no weights file has."""
    seen: set[int] = set()
    waiting: list[tuple[str, h5py.Group, int]] = [("", file, 0)]
    while waiting:
        prefix, group, depth = waiting.pop()
        for key in group:
            name = f"{prefix}{key}"
            link = group.get(key, getlink=True)
            if not isinstance(link, h5py.HardLink):
                problems.append(f"its weights hold a link to elsewhere ({name!r})")
                return
            found = group[key]
            address = h5py.h5o.get_info(found.id).addr
            if address in seen or depth > MAX_DEPTH or len(seen) > MAX_OBJECTS:
                problems.append(f"its weights are nested or repeated without end ({name!r})")
                return
            seen.add(address)
            if isinstance(found, h5py.Group):
                waiting.append((f"{name}/", found, depth + 1))
            elif isinstance(found, h5py.Dataset):
                yield name, found
            else:
                problems.append(f"its weights hold something else than arrays ({name!r})")
                return


def _array_problem(name: str, array: h5py.Dataset) -> str:
    if array.external or array.is_virtual:
        return f"its weights {name!r} lie in another file"
    if array.dtype.kind not in "biufV" or array.dtype.hasobject:  # V: bfloat16
        return f"its weights {name!r} are no numbers ({array.dtype})"
    if any(code not in _FILTERS for code in _filters(array)):
        return f"its weights {name!r} are packed in a way that Keras does not use"
    stored = array.id.get_storage_size()
    if _bytes(array) > max(SMALL, MAX_EXPANSION * stored):
        return f"its weights {name!r} would unpack from {stored} to {_bytes(array)} bytes"
    return ""


def _filters(array: h5py.Dataset) -> list[int]:
    plan = array.id.get_create_plist()
    return [plan.get_filter(number)[0] for number in range(plan.get_nfilters())]


def _bytes(array: h5py.Dataset) -> int:
    return math.prod(array.shape or ()) * array.dtype.itemsize


def _count_not_finite(array: h5py.Dataset) -> int:
    if array.dtype.kind != "f":
        return 0
    if array.chunks is None or array.ndim == 0:
        return int(array.size - np.isfinite(array[()]).sum())
    return sum(int(array[part].size - np.isfinite(array[part]).sum()) for part in array.iter_chunks())
