"""Tables of other programs, read into pandas: their columns become the arrays of a dataset."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ann_toolkit.base.errors import DataError
from ann_toolkit.base.protocols import CLASSES
from ann_toolkit.datasets.files.cells import EXACT_UP_TO, as_numbers, not_a_number, not_exact
from ann_toolkit.datasets.files.columns import find_columns, foreign_contents, own_contents
from ann_toolkit.datasets.files.header import Contents, Header
from ann_toolkit.datasets.files.labels import labels


def contents_of(
    frame: pd.DataFrame, header: Header | None, target: str | Sequence[str], task: str, path: Path
) -> Contents:
    """The dataset in a table whose index tells the rows of the file; arguments as those of ``Dataset.read``.

    Raises:
        DataError: words among numbers, missing values, dates, or columns without names of their own.
    """
    names = [str(name) for name in frame.columns]
    inputs, targets = find_columns(names, header, target, path)
    X = frame_numbers(frame.iloc[:, inputs], path)
    y = frame.iloc[:, targets]

    def where(row: int) -> str:
        return f"{path}, row {frame.index[row]} ({names[targets[0]]})"

    if header is not None:
        is_class = header.task in CLASSES
        return own_contents(X, _words(y) if is_class else frame_numbers(y, path), header, path, where)
    doubts = _doubts(frame.iloc[:, inputs])
    task = task or ("" if len(targets) == 1 else "regression" if not _all_numbers(y) else "")
    if _all_numbers(y) or (task and task not in CLASSES) or len(targets) > 1:
        cells = frame_numbers(y, path)
    else:
        _no_dates(y.iloc[:, 0], where)
        cells, unsure = labels(_words(y)[:, 0].tolist(), where, bool(task))
        doubts += unsure
    return foreign_contents(
        X, cells, task, path, [names[i] for i in inputs], [names[i] for i in targets], doubts
    )


def frame_numbers(frame: pd.DataFrame, path: Path) -> np.ndarray:
    """The columns of a table as floats; numbers that stand there as text count.

    Raises:
        DataError: a cell is empty, a word, a date, or of another kind than the numbers around it; the message
            names its row and column.
    """
    if _all_numbers(frame):
        numbers = frame.to_numpy(float, na_value=np.nan)
    else:
        numbers = np.empty(frame.shape)
        for place in range(frame.shape[1]):
            numbers[:, place] = _floats(frame.iloc[:, place])
    bad = np.argwhere(~np.isfinite(numbers))
    if len(bad):
        row, column = bad[0]
        cell = frame.iloc[row, column]
        raise DataError(f"{path}, row {frame.index[row]} ({frame.columns[column]}): {_what_is_wrong(cell)}")
    return numbers


def _all_numbers(frame: pd.DataFrame) -> bool:
    return all(dtype.kind in "iufb" for dtype in frame.dtypes)


def _floats(column: pd.Series) -> np.ndarray:
    """A column as floats; NaN where a cell is no number."""
    if column.dtype.kind in "iufb":
        return column.to_numpy(float, na_value=np.nan)
    if column.dtype.kind in "Mm":  # dates would become nanoseconds
        return np.full(len(column), np.nan)
    return np.array([_float(cell) for cell in column.to_numpy(object)], dtype=float)


def _float(cell: Any) -> float:
    """A cell among cells of other kinds as a float; NaN where it is no number."""
    if isinstance(cell, str):
        found = as_numbers(np.array([cell.strip()], dtype=object), commas=False)
        return float("nan") if found is None else float(found[0])
    if isinstance(cell, int | float | Decimal | np.number) and not isinstance(cell, bool | np.timedelta64):
        try:
            return float(cell)
        except OverflowError:
            return float("inf")
    return float("nan")


def _what_is_wrong(cell: Any) -> str:
    if cell is None or cell is pd.NaT or (isinstance(cell, float) and np.isnan(cell)):
        return "nothing where a number is expected"
    return not_a_number(cell if isinstance(cell, str | bool | int | float) else str(cell))


def _words(y: pd.DataFrame) -> np.ndarray:
    """Cells as names of classes, shape (n, 1), without the space around them; "" where there is nothing."""
    cells = y.iloc[:, 0].to_numpy(object)
    gaps = pd.isna(y.iloc[:, 0]).to_numpy()
    words = ["" if gap else str(cell).strip() for cell, gap in zip(cells, gaps, strict=True)]
    return np.array(words, dtype=object)[:, None]


def _no_dates(column: pd.Series, where: Any) -> None:
    """Raise a :class:`DataError` where y holds dates, as the program that wrote it says itself."""
    for row, cell in enumerate(column.to_numpy(object)):
        if hasattr(cell, "isoformat") or isinstance(cell, pd.Timedelta | np.timedelta64):
            raise DataError(f"{where(row)}: {cell} is a date or a time where a class or a number is expected")


def _doubts(inputs: pd.DataFrame) -> list[str]:
    """What is doubtful about numbers that were accepted."""
    found = []
    for name, column in inputs.items():
        if column.dtype.kind == "O" or isinstance(column.dtype, pd.StringDtype):
            texts = [str(cell).strip() for cell in column.to_numpy(object)]
            if any(isinstance(cell, str) for cell in column.to_numpy(object)):
                found.append(f"column {name}: numbers that stand there as text")
            if long := not_exact(texts):
                found.append(f"column {name}: {long} has more digits than a float keeps")
        elif column.dtype.kind in "iu" and max(int(column.max()), -int(column.min())) > EXACT_UP_TO:
            found.append(f"column {name}: whole numbers of more digits than a float keeps")
    return found
