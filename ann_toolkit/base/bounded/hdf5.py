"""HDF5 files whose every object lies in the file itself and is no larger than it may be."""

from __future__ import annotations

import contextlib
import math
import mmap
from collections.abc import Iterator
from pathlib import Path

import h5py

from ann_toolkit.base.bounded.budget import check_budget
from ann_toolkit.base.bounded.zipped import SMALL, not_whole
from ann_toolkit.base.errors import AnnError, UnsafeFileError

WHAT = "an HDF5 file"
MAX_OBJECTS = 100_000  # groups and arrays in one file
MAX_DEPTH = 64  # groups inside groups
MAX_EXPANSION = 1100  # times its packed size: gzip, which h5py packs with, reaches 1032
NUMBERS = "biuf"
NUMBERS_AND_WORDS = "biufSU"
_HEAP = b"GCOL\1\0\0\0"
_FILTERS = {
    h5py.h5z.FILTER_DEFLATE,
    h5py.h5z.FILTER_SHUFFLE,
    h5py.h5z.FILTER_FLETCHER32,
    h5py.h5z.FILTER_LZF,
}


@contextlib.contextmanager
def opened_hdf5(
    path: Path, budget: int | None = None, kinds: str = NUMBERS_AND_WORDS, expansion: int = MAX_EXPANSION
) -> Iterator[h5py.File]:
    """Open a file after a look at every object in it; damage found while it is read is told too.

    Args:
        path: an existing file.
        budget: how many bytes all arrays together may take (default: a quarter of the memory).
        kinds: the kinds of arrays that it may hold, as in ``numpy.dtype.kind``.
        expansion: how many times its packed size an array larger than 1 MB may have.

    Raises:
        FileError: no HDF5 file, a damaged one, or one too large for the budget.
        UnsafeFileError: it points to another file, holds objects, or would unpack without end.
    """
    try:
        file = h5py.File(path, "r")
    except (OSError, RuntimeError, ValueError, KeyError) as error:
        raise not_whole(path, WHAT) from error
    with file:
        try:
            _check_heaps(file, path)
            check_budget(_bytes_of_all(file, path, kinds, expansion), path, budget)
        except AnnError:
            raise
        except (OSError, RuntimeError, ValueError, KeyError, TypeError) as error:
            raise not_whole(path, WHAT) from error
        try:
            yield file
        except (OSError, RuntimeError) as error:  # an array that cannot be unpacked
            raise not_whole(path, WHAT) from error


def arrays_in(file: h5py.File) -> dict[str, h5py.Dataset]:
    """Every array of a file that :func:`opened_hdf5` gave, by its path in the file."""
    found: dict[str, h5py.Dataset] = {}
    file.visititems(lambda name, item: found.update({name: item} if isinstance(item, h5py.Dataset) else {}))
    return found


def _bytes_of_all(file: h5py.File, path: Path, kinds: str, expansion: int) -> int:
    """The bytes of all arrays; an error at the first object that no honest file holds."""
    total = 0
    for name, item in _objects(file, path):
        if isinstance(item, h5py.Dataset):
            _check_array(name, item, path, kinds, expansion)
            total += _size(item)
        elif not isinstance(item, h5py.Group):
            raise _refused(path, f"{name!r} is neither a group nor an array")
    return total


def _objects(file: h5py.File, path: Path) -> Iterator[tuple[str, h5py.Group | h5py.Dataset | h5py.Datatype]]:
    """Every object with its path, without following a link that leaves the file."""
    seen = {h5py.h5o.get_info(file.id).addr}
    waiting: list[tuple[str, h5py.Group, int]] = [("", file, 0)]
    while waiting:
        prefix, group, depth = waiting.pop()
        for key in group:
            name = f"{prefix}{key}"
            if not isinstance(group.get(key, getlink=True), h5py.HardLink):
                raise _refused(path, f"{name!r} is a link to elsewhere")
            item = group[key]
            address = h5py.h5o.get_info(item.id).addr
            if address in seen or depth >= MAX_DEPTH or len(seen) >= MAX_OBJECTS:
                raise _refused(path, f"{name!r} is nested or repeated without end")
            seen.add(address)
            yield name, item
            if isinstance(item, h5py.Group):
                waiting.append((f"{name}/", item, depth + 1))


def _check_heaps(file: h5py.File, path: Path) -> None:
    """Raise a :class:`FileError` where a heap of texts is damaged so that HDF5's library would go round for ever.

    Texts of attributes lie one after the other in heaps; what is free at the end has the number 0.
    """
    if file.id.get_create_plist().get_sizes() != (8, 8):
        raise _refused(path, "its numbers are of an unusual size")
    with path.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as raw:
        start = raw.find(_HEAP)
        while start >= 0:
            end = start + int.from_bytes(raw[start + 8 : start + 16], "little")
            place = start + 16
            while place + 16 <= min(end, len(raw)):
                size = int.from_bytes(raw[place + 8 : place + 16], "little")
                free = raw[place : place + 2] == b"\0\0"
                following = place + (size if free else 16 + -(-size // 8) * 8)
                if following > end or (free and following != end):
                    raise not_whole(path, WHAT)
                place = following
            start = raw.find(_HEAP, start + len(_HEAP))


def _check_array(name: str, array: h5py.Dataset, path: Path, kinds: str, expansion: int) -> None:
    plan = array.id.get_create_plist()
    if array.shape is None:  # HDF5 has arrays without a shape; h5py gives an Empty for them
        raise _refused(path, f"{name!r} holds nothing")
    if array.external or array.is_virtual:
        raise _refused(path, f"the values of {name!r} lie in another file")
    if array.dtype.hasobject or array.dtype.kind not in kinds:
        raise _refused(path, f"{name!r} holds something else than plain values ({array.dtype})")
    if any(plan.get_filter(number)[0] not in _FILTERS for number in range(plan.get_nfilters())):
        raise _refused(path, f"{name!r} is packed in an unusual way; save it with gzip or unpacked")
    stored = array.id.get_storage_size()
    if _size(array) > max(SMALL, expansion * stored):
        raise _refused(path, f"{name!r} would unpack from {stored} to {_size(array)} bytes")


def _size(array: h5py.Dataset) -> int:
    """The bytes that reading takes: a packed block is unpacked whole, and may be larger than the array."""
    values = max(math.prod(array.shape or ()), math.prod(array.chunks or ()))
    return values * array.dtype.itemsize


def _refused(path: Path, reason: str) -> UnsafeFileError:
    return UnsafeFileError(f"{path} was not opened: {reason}")
