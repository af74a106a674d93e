"""Datasets in files: the ending of the name chooses the format."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ann_toolkit.base.bounded.budget import memory_budget
from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.base.files import check_ending, existing
from ann_toolkit.base.protocols import TASKS, PathLike
from ann_toolkit.datasets.files import arrays as array_files, delimited, excel, parquet
from ann_toolkit.datasets.files.cells import shortly
from ann_toolkit.datasets.files.header import Contents

_WRITERS: dict[str, Callable[[Contents, Path, Any], None]] = {
    ".csv": delimited.save_csv,
    ".xlsx": excel.save_excel,
    ".parquet": parquet.save_parquet,
    ".npz": array_files.save_npz,
    ".h5": array_files.save_hdf5,
    ".hdf5": array_files.save_hdf5,
}
_READERS: dict[str, Callable[[Path, str | Sequence[str], str, int | None], Contents]] = {
    ".csv": delimited.read_csv,
    ".xlsx": excel.read_excel,
    ".parquet": parquet.read_parquet,
    ".npz": array_files.read,
    ".h5": array_files.read,
    ".hdf5": array_files.read,
}
ENDINGS = tuple(_WRITERS)


def save(contents: Contents, path: PathLike, decimal: str = ".", extra: pd.DataFrame | None = None) -> None:
    """Write arrays and header in the format of the file's ending; see :meth:`Dataset.save`."""
    target = _path(path)
    check_ending(target, "a dataset file", ENDINGS)
    if decimal not in (".", ","):
        raise DataError(f"decimal={decimal!r}: choose '.' or ',' (French CSV, with ; between the cells)")
    _check_finite(contents)
    with _in_one_line(f"{target} cannot be written"):
        if decimal == ",":
            check_ending(target, "a file with decimal commas", (".csv",))
            delimited.save_csv(contents, target, extra, decimal)
        else:
            _WRITERS[_ending(target)](contents, target, extra)


def read(
    path: PathLike, target: str | Sequence[str] = "", task: str = "", budget: int | None = None
) -> Contents:
    """Read arrays and header from a file; see :meth:`Dataset.read`."""
    if task and task not in TASKS:
        raise DataError(f"task={task!r} is unknown; choose one of {', '.join(TASKS)}")
    if not isinstance(target, str) and not all(isinstance(name, str) for name in _listed(target)):
        raise DataError(f"target={target!r}: expected the name of a column, or a list of such names")
    memory_budget(budget)  # a wrong one is told before anything is opened
    wanted = _path(path)
    with _in_one_line(f"{wanted} cannot be read"):
        found = existing(wanted, "a dataset file", ENDINGS)
        return _READERS[_ending(found)](found, target, task, budget)


def _ending(path: Path) -> str:
    """The ending that chooses the format; of a file called ".csv" it is the whole name."""
    return next(ending for ending in ENDINGS if path.name.lower().endswith(ending))


def _listed(target: Any) -> Sequence[Any]:
    return target if isinstance(target, list | tuple) else [None]


def _path(path: Any) -> Path:
    if not isinstance(path, str | os.PathLike):
        raise FileError(f"{shortly(path)} is no path; expected the name of a dataset file")
    if "\0" in str(path):
        raise FileError(f"{str(path)!r} is no path: it holds a character of value 0")
    return Path(path)


def _check_finite(contents: Contents) -> None:
    """What could not be read again is not written."""
    for name, values in (("X", contents.X), ("y", contents.y)):
        bad = np.argwhere(~np.isfinite(values))
        if len(bad):
            row = bad[0][0]
            raise DataError(
                f"row {row} of {name} holds {values[tuple(bad[0])]}, which no file of data may; fill it in"
            )


@contextlib.contextmanager
def _in_one_line(failure: str) -> Iterator[None]:
    """The last handler of the readers and writers: what the machine itself refuses, as one line."""
    try:
        yield
    except OSError as error:
        raise FileError(f"{failure}: {error.strerror or error}") from error
    except MemoryError as error:
        raise FileError(f"{failure}: the memory is full; close other programs, or take fewer rows") from error
    except RecursionError as error:
        raise FileError(f"{failure}: something in it is nested without end") from error
    except (UnicodeDecodeError, UnicodeEncodeError) as error:
        raise FileError(f"{failure}: it holds characters that are no text ({error.reason})") from error
