"""Files that are whole or not there: the one place through which the toolkit writes and checks paths."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from ann_toolkit.base.errors import FileError
from ann_toolkit.base.protocols import PathLike


@contextlib.contextmanager
def replacing(path: PathLike) -> Iterator[Path]:
    """Give a temporary path beside ``path``; when the block succeeds, it takes the place of ``path``.

    When the block fails (an error, a full disk, Ctrl-C) the temporary file is removed and whatever
    stood at ``path`` before is still there, whole.

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
    target = Path(path)
    if not target.parent.is_dir():
        raise FileError(
            f"cannot write {target}: the folder {target.parent} does not exist; make it first or choose another"
        )
    if target.is_dir():
        raise FileError(f"cannot write {target}: it is a folder; give a file name inside it")
    part = target.with_name(f".{target.stem}.{secrets.token_hex(4)}{''.join(target.suffixes)}")
    try:
        yield part
        _flush_to_disk(part)
        os.replace(part, target)
    except OSError as error:
        kept = "; what was there before is untouched" if target.exists() else ""
        reason = os.strerror(error.errno) if error.errno else str(error).partition("\n")[0]
        raise FileError(f"cannot write {target}: {reason}{kept}") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


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
        raise FileError(
            f"cannot make the folder {target}: {os.strerror(error.errno or 0)}; {advice}"
        ) from error
    return target


def writable(path: PathLike, advice: str = "choose another") -> Path:
    """Check that the folder ``path`` can be made and written to, before hours of work; nothing is made.

    Raises:
        FileError: it, or what stands above it, is a file or may not be written to.
    """
    target = Path(path)
    there = next(part for part in (target, *target.absolute().parents) if part.exists())
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
    found = Path(path)
    if not found.exists():
        raise FileError(f"{found} does not exist (looked in {found.absolute().parent}); expected {what}")
    if found.is_dir():
        raise FileError(f"{found} is a folder; expected {what}")
    check_ending(found, what, endings)
    if not os.access(found, os.R_OK):
        raise FileError(f"{found} cannot be read: permission denied; expected {what}")
    if found.stat().st_size == 0:
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
    if endings and not path.name.lower().endswith(endings):
        raise FileError(f"{path}: the ending is not that of {what}; use {' or '.join(endings)}")
