"""Files that are whole or not there: the one place through which the toolkit writes and checks paths."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

from ann_toolkit.base import leftovers
from ann_toolkit.base.errors import FileError
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.base.values import shown


@contextlib.contextmanager
def replacing(path: PathLike) -> Iterator[Path]:
    """Give a temporary path beside ``path``; when the block succeeds, it takes the place of ``path``.

    When the block fails (an error, a full disk, Ctrl-C) the temporary file is removed and whatever
    stood at ``path`` before is still there, whole. What a killed writer of ``path`` left is removed first.

    Args:
        path: the file to write. Its folder must exist.

    Yields:
        A path in the same folder and with the same ending, for the block to write to.

    Raises:
        FileError: the folder does not exist, or the file system refuses the write.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with replacing(f"{folder}/three.txt") as part:
    ...         _ = part.write_text("3")
    ...     Path(folder, "three.txt").read_text()
    '3'
    """
    target = as_path(path)
    if not _is_folder(target.parent):
        raise FileError(
            f"cannot write {target}: the folder {target.parent} does not exist; make it first or choose another"
        )
    if _is_folder(target):
        raise FileError(f"cannot write {target}: it is a folder; give a file name inside it")
    leftovers.sweep(target)
    ending = "".join(target.suffixes[-2:])  # ".csv", ".weights.h5", ".idx.gz"
    name = f".{leftovers.stem_of(target)}.{leftovers.owner()}{secrets.token_hex(4)}{ending}"
    part = target.with_name(name)
    try:
        yield part
        _flush_to_disk(part)
        os.replace(part, target)
    except OSError as error:
        kept = "; what was there before is untouched" if os.path.exists(target) else ""
        raise FileError(f"cannot write {target}: {_reason(error)}{kept}") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _reason(error: OSError) -> str:
    """What the system refuses, in its own few words."""
    return os.strerror(error.errno) if error.errno else str(error).partition("\n")[0]


def as_path(path: PathLike) -> Path:
    """``path`` as a Path, of which the system can be asked.

    Raises:
        FileError: it is no name at all, or holds a character that no name can have.
    """
    try:
        target = Path(path)
    except TypeError:
        raise FileError(f"expected the name of a file, but got {shown(path)}") from None
    if "\0" in str(target):
        raise FileError(f"{str(target)!r} holds a character that no file name can have")
    return target


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # unlike Path.is_dir it has no complaint about names that are too long


def _flush_to_disk(path: Path) -> None:
    """Wait until the bytes are on the disk, so that a power cut cannot leave an empty file behind."""
    descriptor = os.open(path, os.O_RDWR)  # Windows flushes only what is open for writing
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def folder(path: PathLike, advice: str = "choose another") -> Path:
    """Make a folder, and those above it, unless it is there already.

    Args:
        path: the folder.
        advice: how to mend it, for the message ("choose another with -o").

    Raises:
        FileError: it is a file, or cannot be made or written to.
    """
    target = writable(path, advice)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"cannot make the folder {target}: {_reason(error)}; {advice}") from error
    return target


def writable(path: PathLike, advice: str = "choose another") -> Path:
    """Check that the folder ``path`` can be made and written to, before hours of work; nothing is made.

    Raises:
        FileError: it, or what stands above it, is a file or may not be written to.
    """
    target = as_path(path)
    if any(len(os.fsencode(part)) > 255 for part in target.parts):
        raise FileError(f"cannot make the folder {target}: the name is too long; {advice}")
    there = next(part for part in (target, *target.absolute().parents) if os.path.exists(part))
    if not there.is_dir():
        raise FileError(f"cannot make the folder {target}: {there} is a file; {advice}")
    if not os.access(there, os.W_OK):
        raise FileError(f"cannot write to the folder {target}: permission denied in {there}; {advice}")
    return target


def existing(path: PathLike, what: str, endings: tuple[str, ...] = ()) -> Path:
    """Check that ``path`` is a readable, non-empty file, with one of ``endings`` if any are given.

    Args:
        path: the file to look for.
        what: what it should be, for the message ("a model file").
        endings: the allowed endings (".csv", ...), in lower case.

    Raises:
        FileError: it is missing, a folder, empty, unreadable, a web page, or has another ending.
    """
    found = as_path(path)
    try:
        state = found.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise FileError(
            f"{found} does not exist (looked in {found.absolute().parent}); expected {what}"
        ) from None
    except OSError as error:  # a name that is too long, links in a circle, a folder that is closed to us
        raise FileError(f"{found} cannot be read: {_reason(error)}; expected {what}") from None
    if stat.S_ISDIR(state.st_mode):
        raise FileError(f"{found} is a folder; expected {what}")
    if not stat.S_ISREG(state.st_mode):
        raise FileError(f"{found} is a pipe or a device, not a file; expected {what}")
    check_ending(found, what, endings)
    if not os.access(found, os.R_OK):
        raise FileError(f"{found} cannot be read: permission denied; expected {what}")
    if state.st_size == 0:
        raise FileError(f"{found} is empty; expected {what}")
    if is_web_page(found):
        raise FileError(f"{found} is a web page, not {what}: the download did not give the file itself")
    return found


def is_web_page(path: Path) -> bool:
    """Whether the file starts as a page of the web does, as failed downloads do under any name."""
    with path.open("rb") as file:
        start = file.read(512)
    return start.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith((b"<!doctype", b"<html", b"<?xml"))


def check_ending(path: Path, what: str, endings: tuple[str, ...]) -> None:
    """Raise a :class:`FileError` unless the name of ``path`` ends with one of ``endings``."""
    name = path.name.lower()
    if endings and not name.endswith(endings):
        raise FileError(f"{path}: the ending is not that of {what}; use {' or '.join(endings)}")
    if name in endings:
        raise FileError(f"{path}: a name is missing before the ending; expected {what} such as data{name}")
