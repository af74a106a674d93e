"""What the public tables share: a large CSV file read as numbers, and the Dataset that the registry describes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.base.files import existing
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.files.tables import frame_numbers
from ann_toolkit.datasets.registry import Entry


def described(
    found: Entry, X: np.ndarray, y: np.ndarray, name: str, provenance: dict[str, Any] | None = None
) -> Dataset:
    """Rows as a Dataset with the task, the columns and the targets that the registry gives.

    Args:
        found: the dataset.
        X: inputs, shape (n, columns).
        y: targets.
        name: what to call the rows: real ones and made-up ones differ by it.
        provenance: where they come from; a generator's decorator writes it by itself.
    """
    return Dataset(X, y, found.task, found.columns, found.targets, name, provenance or {})


def read_numbers(
    path: PathLike, what: str, columns: Sequence[str], header: bool = True, empty: Sequence[str] = ()
) -> np.ndarray:
    """Columns of a large CSV file (also .gz) as numbers, in the order asked for.

    Args:
        path: the file; with a header the columns may stand in any order and among others.
        what: what it should be, for messages.
        columns: the names wanted.
        header: whether the first line names the columns; otherwise they must be exactly these.
        empty: columns in which a cell may be empty; it becomes NaN.

    Returns:
        (n, columns) floats.
    """
    found = existing(path, what)
    try:
        frame = pd.read_csv(found, header=0 if header else None, skipinitialspace=True)
    except MemoryError:
        raise
    except Exception as error:  # pandas, gzip and the decoder each have their own words for damage
        reason = str(error).splitlines()[0]
        raise FileError(f"{found} cannot be read as {what} ({reason}); make or copy it again") from error
    if not header and frame.shape[1] != len(columns):
        raise DataError(f"{found} has {frame.shape[1]} columns; {what} has {len(columns)}")
    if not header:
        frame.columns = pd.Index(columns)
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise DataError(
            f"{found} has no column {missing[0]!r}; its columns are {', '.join(map(str, frame.columns))}"
        )
    if not len(frame):
        raise DataError(f"{found} has a header but no data under it; expected {what}")
    wanted = frame[list(columns)]
    return frame_numbers(wanted, found, (wanted.isna() & wanted.columns.isin(empty)).to_numpy())
