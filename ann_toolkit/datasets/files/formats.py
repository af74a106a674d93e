"""Datasets in files: the ending of the name chooses the format."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ann_toolkit.base.errors import DataError
from ann_toolkit.base.files import check_ending, existing
from ann_toolkit.datasets.checks import TASKS
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.files import arrays as array_files, tables as table_files

_WRITERS: dict[str, Callable[[Dataset, Path, Any], None]] = {
    ".csv": table_files.save_csv,
    ".xlsx": table_files.save_excel,
    ".parquet": table_files.save_parquet,
    ".npz": array_files.save_npz,
    ".h5": array_files.save_hdf5,
    ".hdf5": array_files.save_hdf5,
}
_READERS: dict[str, Callable[[Path, str | Sequence[str], str], Dataset]] = {
    ".csv": table_files.read_csv,
    ".xlsx": table_files.read_excel,
    ".parquet": table_files.read_parquet,
    ".npz": array_files.read,
    ".h5": array_files.read,
    ".hdf5": array_files.read,
}
ENDINGS = tuple(_WRITERS)


def save(data: Dataset, path: str | os.PathLike[str], decimal: str = ".", extra: Any = None) -> None:
    """Write ``data`` in the format of the file's ending; see :meth:`Dataset.save`.

    ``extra`` is a pandas table of further columns, such as standard errors, that stand in the file but
    are no part of the dataset; only tables carry it.
    """
    target = Path(path)
    check_ending(target, "a dataset file", ENDINGS)
    if decimal not in (".", ","):
        raise DataError(f"decimal={decimal!r}: choose '.' or ',' (French CSV, with ; between the cells)")
    if decimal == ",":
        check_ending(target, "a file with decimal commas", (".csv",))
        table_files.save_csv(data, target, extra, decimal)
    else:
        _WRITERS[target.suffix.lower()](data, target, extra)


def read(path: str | os.PathLike[str], target: str | Sequence[str] = "", task: str = "") -> Dataset:
    """Read a dataset from a file; see :meth:`Dataset.read`."""
    if task and task not in TASKS:
        raise DataError(f"task={task!r} is unknown; choose one of {', '.join(TASKS)}")
    found = existing(path, "a dataset file", ENDINGS)
    return _READERS[found.suffix.lower()](found, target, task)
