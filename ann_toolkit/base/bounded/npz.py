"""NumPy's NPZ files: plain numbers and words, of exactly the size that the archive has room for."""

from __future__ import annotations

import math
import sys
import zipfile
from pathlib import Path
from tokenize import TokenError

import numpy as np

from ann_toolkit.base.bounded.zipped import not_whole, opened_zip
from ann_toolkit.base.errors import FileError, UnsafeFileError

WHAT = "an NPZ file"
_HEADERS = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}


def read_npz(path: Path, budget: int | None = None) -> dict[str, np.ndarray]:
    """Every array of an .npz file, by its name.

    Args:
        path: an existing file.
        budget: how many bytes the arrays together may take (default: a quarter of the memory).

    Raises:
        FileError: damaged, of another kind, or too large.
        UnsafeFileError: it holds Python objects, which can run code when they are read.
    """
    arrays: dict[str, np.ndarray] = {}
    with opened_zip(path, WHAT, budget) as archive:
        for part in archive.infolist():
            name = part.filename.removesuffix(".npy")
            if name == part.filename:
                raise FileError(f"{path} is not {WHAT}: its part {name!r} is no array")
            if name in arrays:
                raise FileError(f"{path} holds the array {name!r} twice; save it again")
            arrays[name] = _read_array(archive, part, path)
    return arrays


def _read_array(archive: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path) -> np.ndarray:
    """One array, after its header was held against the room that it has."""
    with archive.open(part) as opened:
        version = np.lib.format.read_magic(opened)
        if version not in _HEADERS:
            raise not_whole(path, WHAT)
        try:
            shape, _, dtype = _HEADERS[version](opened)
        except (SyntaxError, TokenError) as error:  # NumPy reads a header as a piece of Python
            raise not_whole(path, WHAT) from error
        if dtype.hasobject:
            raise UnsafeFileError(
                f"{path} was not opened: its array {part.filename.removesuffix('.npy')!r} holds Python objects, "
                "which can run code when read; save it as numbers or text (np.asarray(values, float))"
            )
        values = math.prod(shape)
        room = part.file_size - opened.tell()
        if (
            min(shape, default=0) < 0
            or any(
                isinstance(size, bool) for size in shape
            )  # which NumPy takes for a number, and then does not
            or values * dtype.itemsize != room
            or (not dtype.itemsize and values > 1)
        ):
            raise not_whole(path, WHAT)
    with archive.open(part) as opened:
        array: np.ndarray = np.lib.format.read_array(opened, allow_pickle=False)
        opened.read(1)  # only at the end is the checksum of the part compared
    if array.dtype.kind == "U" and _beyond_unicode(array):
        raise not_whole(path, WHAT)
    return array


def _beyond_unicode(words: np.ndarray) -> bool:
    """Whether a letter has a number that no letter has: Python's texts break on it."""
    if not words.dtype.itemsize:
        return False
    letters = np.ascontiguousarray(words).astype(words.dtype.newbyteorder("=")).reshape(-1).view(np.uint32)
    return bool(letters.size and letters.max() > sys.maxunicode)
