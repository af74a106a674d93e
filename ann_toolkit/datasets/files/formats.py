"""Datasets in files: the ending of the name chooses the format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from ann_toolkit.base.errors import DataError
from ann_toolkit.base.files import check_ending, existing
from ann_toolkit.base.protocols import TASKS, PathLike
from ann_toolkit.datasets.files import arrays as array_files, delimited, tables as table_files
from ann_toolkit.datasets.files.header import Contents

_WRITERS: dict[str, Callable[[Contents, Path, Any], None]] = {
    ".csv": delimited.save_csv,
    ".xlsx": table_files.save_excel,
    ".parquet": table_files.save_parquet,
    ".npz": array_files.save_npz,
    ".h5": array_files.save_hdf5,
    ".hdf5": array_files.save_hdf5,
}
_READERS: dict[str, Callable[[Path, str | Sequence[str], str], Contents]] = {
    ".csv": delimited.read_csv,
    ".xlsx": table_files.read_excel,
    ".parquet": table_files.read_parquet,
    ".npz": array_files.read,
    ".h5": array_files.read,
    ".hdf5": array_files.read,
}
ENDINGS = tuple(_WRITERS)


def save(contents: Contents, path: PathLike, decimal: str = ".", extra: pd.DataFrame | None = None) -> None:
    """Write arrays and header in the format of the file's ending; see :meth:`Dataset.save`."""
    target = Path(path)
    check_ending(target, "a dataset file", ENDINGS)
    if decimal not in (".", ","):
        raise DataError(f"decimal={decimal!r}: choose '.' or ',' (French CSV, with ; between the cells)")
    if decimal == ",":
        check_ending(target, "a file with decimal commas", (".csv",))
        delimited.save_csv(contents, target, extra, decimal)
    else:
        _WRITERS[target.suffix.lower()](contents, target, extra)


def read(path: PathLike, target: str | Sequence[str] = "", task: str = "") -> Contents:
    """Read arrays and header from a file; see :meth:`Dataset.read`."""
    if task and task not in TASKS:
        raise DataError(f"task={task!r} is unknown; choose one of {', '.join(TASKS)}")
    found = existing(path, "a dataset file", ENDINGS)
    return _READERS[found.suffix.lower()](found, target, task)
