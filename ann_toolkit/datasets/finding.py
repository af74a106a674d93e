"""One way to find the real files of a dataset: a path that was given, the folder of real data, or a download.

Where nothing is found, one line says what was looked for, where, and how to get or make it.
"""

from __future__ import annotations

import os
import pkgutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from ann_toolkit.base.errors import FileError
from ann_toolkit.base.files import existing
from ann_toolkit.base.locations import REAL_DATA_VARIABLE, real_data_folder
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.datasets.registry import Entry, entry

T = TypeVar("T")


def real_files(name: str) -> list[Path]:
    """The real files of a dataset in the folder that ANN_TOOLKIT_DATA names, as its loader takes them.

    Args:
        name: a name from ``ann data list``.

    Returns:
        Their paths in order; an empty list unless every one of them is there.

    Raises:
        DataError: there is no dataset of this name.

    >>> real_files("iris")  # it comes with scikit-learn and has no file
    []
    """
    paths = [usual_file(names) for names in entry(name).files]
    return [path for path in paths if path is not None] if all(paths) else []


def usual_file(names: Sequence[str]) -> Path | None:
    """The first of these names that is a file in the folder of real data."""
    folder = real_data_folder()
    paths = [folder / name for name in names] if folder else []
    return next((path for path in paths if os.path.isfile(path)), None)  # False too for what no path can be


def missing_files(found: Entry) -> list[str]:
    """The usual names of those of its real files that are not in the folder of real data."""
    return [names[0] for names in found.files if usual_file(names) is None]


def find_file(
    found: Entry, path: PathLike | None, what: str, endings: tuple[str, ...] = (), number: int = 0
) -> Path | None:
    """The file that was given, or the usual one in the folder of real data.

    Args:
        found: the dataset.
        path: what was given, or None.
        what: what the file should be, for messages.
        endings: the allowed endings, if not all are.
        number: which of the dataset's files.

    Returns:
        The path; None when none was given and there is none.

    Raises:
        FileError: the file is missing, empty, unreadable, a web page, or has another ending.
    """
    if path is not None:
        return existing(path, f"{what} (or {_twin(found)})", endings)
    usual = usual_file(found.files[number])
    return None if usual is None else existing(usual, what, endings)


def need_file(
    found: Entry, path: PathLike | None, what: str, endings: tuple[str, ...] = (), number: int = 0
) -> Path:
    """As :func:`find_file`, for a dataset that only a person can fetch.

    Raises:
        FileError: as there; also when there is none.
    """
    there = find_file(found, path, what, endings, number)
    if there is not None:
        return there
    folder = real_data_folder()
    where = (
        f"{folder} (from {REAL_DATA_VARIABLE})"
        if folder
        else f"no folder, as {REAL_DATA_VARIABLE} is not set"
    )
    get = "" if found.save else f"get it from {found.source}; "
    raise FileError(
        f"{found.files[number][0]} was not found; {get}looked in {where}; give its path, or {_twin(found)}"
    )


def fetched(
    found: Entry, read: Callable[[Callable[..., Any]], T], what: str, file: str = "a local file"
) -> T:
    """What the fetcher of a dataset gives; its failure is put into one line.

    Args:
        found: the dataset.
        read: makes of the fetcher what is wanted.
        what: what could not be done when it fails, for the message ("covtype could not be fetched").
        file: what to give instead, for the message.

    Raises:
        FileError: whatever kept it from being fetched.
    """
    try:
        return read(pkgutil.resolve_name(found.fetcher))
    except Exception as error:  # whatever keeps the network away
        reason = str(error).splitlines()[0] if str(error) else "no reason given"
        raise FileError(
            f"{what} ({type(error).__name__}: {reason}); give the path of {file}, set {REAL_DATA_VARIABLE} to its "
            f"folder, or {_twin(found)}"
        ) from error


def _twin(found: Entry) -> str:
    """How to come by the generated twin of a dataset."""
    if found.save:
        return f"make a twin: ann data make {found.name} -o FOLDER"
    return f"use {found.make}()"
