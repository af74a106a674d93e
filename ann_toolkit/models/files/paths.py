"""What was given as the path of a model file."""

from __future__ import annotations

import os
from pathlib import Path

from ann_toolkit.base.errors import FileError
from ann_toolkit.base.files import existing
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.models.files.checks import shortened


def given_path(path: PathLike) -> Path:
    """The path; a :class:`FileError` for what is none.

    >>> given_path(3)
    Traceback (most recent call last):
    ann_toolkit.base.errors.FileError: expected the path of a file, got 3
    """
    told = os.fspath(path) if isinstance(path, str | os.PathLike) else None
    if not isinstance(told, str) or "\0" in told:
        raise FileError(f"expected the path of a file, got {shortened(repr(path))}")
    return Path(told)


def found_file(path: PathLike, what: str, endings: tuple[str, ...]) -> Path:
    """An existing file, as ``base.files.existing`` looks for it, whatever was given as its path."""
    found = given_path(path)
    try:
        return existing(found, what, endings)
    except OSError as error:  # a name that is too long, or a folder that may not be looked into
        raise FileError(
            f"{found} cannot be read: {os.strerror(error.errno or 0)}; expected {what}"
        ) from error
