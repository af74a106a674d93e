"""A zip archive whose entries are no larger than they may be."""

from __future__ import annotations

import contextlib
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from ann_toolkit.base.bounded.budget import check_budget
from ann_toolkit.base.errors import AnnError, FileError, UnsafeFileError

MAX_PARTS = 100_000
MAX_EXPANSION = 1100  # times its packed size: deflate, the packing of NPZ and Excel files, reaches 1032
SMALL = 2**20  # bytes; below this a part may be packed as tightly as it likes

# What Python answers to an archive that is cut off, or packed in a way that it does not know.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


@contextlib.contextmanager
def opened_zip(
    path: Path, what: str, budget: int | None = None, expansion: int = MAX_EXPANSION
) -> Iterator[zipfile.ZipFile]:
    """Open an archive after a look at what its parts claim to be; damage found while it is read is told too.

    Python never unpacks more of a part than the archive claims, so the claim is what has to be checked.

    Args:
        path: an existing file.
        what: what it should be, for the message ("an NPZ file").
        budget: how many bytes all parts together may take (default: a quarter of the memory).
        expansion: how many times its packed size a part larger than 1 MB may have.

    Raises:
        FileError: no archive, a damaged one, an encrypted one, or one too large for the budget.
        UnsafeFileError: a part that would unpack to more than any packing of such data gives.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_parts(archive.infolist(), path, what, budget, expansion)
            yield archive
    except AnnError:
        raise
    except _DAMAGE as error:
        raise not_whole(path, what) from error


def not_whole(path: Path, what: str) -> FileError:
    """The error for a file that is damaged or of another kind."""
    return FileError(f"{path} is not {what}, or not the whole of it; make or copy it again")


def _check_parts(
    parts: list[zipfile.ZipInfo], path: Path, what: str, budget: int | None, expansion: int
) -> None:
    if len(parts) > MAX_PARTS:
        raise UnsafeFileError(f"{path} was not opened: it holds {len(parts)} parts, more than {what} has")
    for part in parts:
        if part.flag_bits & 1:
            raise FileError(f"{path} is encrypted; expected {what} without a password")
        if part.file_size > max(SMALL, expansion * part.compress_size):
            raise UnsafeFileError(
                f"{path} was not opened: its part {part.filename!r} would unpack from {part.compress_size} "
                f"to {part.file_size} bytes, as nothing honest does"
            )
    check_budget(sum(part.file_size for part in parts), path, budget)
