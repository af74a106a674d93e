"""CSV files of any size: pandas reads the cells, and where one is not what it should be, ``text`` says which.

Also the format itself: ``<name>.csv``, plain or French, with ``<name>.csv.json`` beside it.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ann_toolkit.base.errors import DataError
from ann_toolkit.base.files import replacing
from ann_toolkit.base.protocols import CLASSES, PathLike
from ann_toolkit.datasets.files.columns import as_frame, find_columns, foreign_contents, own_contents
from ann_toolkit.datasets.files.header import Contents, Header
from ann_toolkit.datasets.files.text import Layout, as_numbers, find_layout, read_text_table

# From 3.1 on pandas reads every float to its last bit by itself, and warns where it is told to.
_EXACT: dict[str, Any] = (
    {} if tuple(map(int, pd.__version__.split(".")[:2])) >= (3, 1) else {"float_precision": "round_trip"}
)


class DelimitedTable:
    """A text table whose layout is known; its cells are read when they are asked for.

    Columns are asked for by their positions; :meth:`places` gives those of names.
    """

    def __init__(self, layout: Layout) -> None:
        """Take the table with this layout; see :func:`open_table`."""
        self.layout = layout
        self.path = layout.path
        self.names = layout.names or tuple(f"x{number}" for number in range(1, layout.width + 1))

    def places(self, names: Sequence[str]) -> list[int]:
        """The positions of the columns of these names.

        Raises:
            DataError: there is no such column; the message lists those there are.
        """
        missing = [name for name in names if name not in self.names]
        if missing:
            raise DataError(
                f"{self.path} has no column {missing[0]!r}; its columns are {', '.join(self.names)}"
            )
        return [self.names.index(name) for name in names]

    def numbers(self, columns: Sequence[int], empty: Sequence[int] = ()) -> np.ndarray:
        """Some columns as floats, shape (n, columns); see :meth:`read`."""
        return self.read(columns, (), empty)[0]

    def words(self, columns: Sequence[int]) -> np.ndarray:
        """Some columns as text, shape (n, columns); see :meth:`read`."""
        return self.read((), columns)[1]

    def read(
        self, numbers: Sequence[int], words: Sequence[int], empty: Sequence[int] = ()
    ) -> tuple[np.ndarray, np.ndarray]:
        """Some columns as numbers and some as text, in one go.

        Args:
            numbers: positions of the columns to give as floats.
            words: positions of the columns to give as text, without the space around a cell.
            empty: columns of numbers in which a cell may be empty; it becomes NaN.

        Returns:
            Arrays of shape (n, numbers) and (n, words).

        Raises:
            FileError: not UTF-8 text.
            DataError: a cell is empty or a word where a number is expected, or a line has other columns than
                the first; the message names line and column.
        """
        if (cells := self._with_pandas(numbers, words, empty)) is not None:
            return cells
        layout = self.layout
        table = read_text_table(layout.path, layout.what, header=bool(layout.names))
        return table.numbers(numbers, empty), table.words(words)

    def _with_pandas(
        self, numbers: Sequence[int], words: Sequence[int], empty: Sequence[int]
    ) -> tuple[np.ndarray, np.ndarray] | None:
        """What pandas makes of it, or None where the cells must be looked at one by one."""
        frame = _frame(self.layout, words)
        # pandas fills a line that is too short; its last cell is then missing
        if frame is None or frame.shape[1] != self.layout.width or frame.iloc[:, -1].isna().any():
            return None
        found = frame.iloc[:, list(numbers)]
        if any(dtype.kind not in "iuf" for dtype in found.dtypes):  # "True" is a word too
            return None
        values = found.to_numpy(float)
        gaps = np.isnan(values) & np.isin(list(numbers), list(empty))
        if not (np.isfinite(values) | gaps).all():
            return None
        text = [frame.iloc[:, place].fillna("").str.strip().to_numpy(object) for place in words]
        return values, np.stack(text, axis=1) if text else np.empty((len(frame), 0), dtype=object)


def _frame(layout: Layout, words: Sequence[int]) -> pd.DataFrame | None:
    """Every line but empty ones, columns numbered from 0; None where pandas cannot read the file."""
    try:
        frame = pd.read_csv(
            layout.path,
            sep=layout.delimiter,
            decimal=layout.decimal,
            header=None,
            skiprows=layout.skip,
            dtype=dict.fromkeys(words, str),
            keep_default_na=False,  # "NA" is a word like any other
            na_values=[""],
            encoding="utf-8-sig",
            low_memory=False,
            **_EXACT,
        )
    except MemoryError:
        raise
    except Exception:  # pandas, gzip and the decoder each have their own words; the text reader has ours
        return None
    frame = frame.dropna(how="all")
    return frame if len(frame) else None


def open_table(path: PathLike, what: str, header: bool | None = None) -> DelimitedTable:
    """Look at a CSV file (also .gz): with ``,``, ``;`` or tab, and with ``;`` or tab decimal commas.

    Args:
        path: the file.
        what: what it should be, for messages ("a robot file").
        header: whether the first line names the columns; None finds out (it does unless it holds a number).
            Without a header the columns are called x1, x2, ...

    Raises:
        FileError: missing, empty, a web page, or not UTF-8 text.
    """
    return DelimitedTable(find_layout(path, what, header))


def read_numbers(
    path: PathLike, what: str, columns: Sequence[str], header: bool = True, empty: Sequence[str] = ()
) -> np.ndarray:
    """Columns of a CSV file (also .gz) as numbers, in the order asked for.

    Args:
        path: the file; with a header the columns may stand in any order and among others.
        what: what it should be, for messages.
        columns: the names wanted.
        header: whether the first line names the columns; otherwise they must be exactly these.
        empty: columns in which a cell may be empty; it becomes NaN.

    Returns:
        (n, columns) floats.

    Raises:
        FileError: missing, damaged, or not UTF-8 text.
        DataError: a column is missing, or a cell is not a number.
    """
    table = open_table(path, what, header)
    if not header and len(table.names) != len(columns):
        raise DataError(f"{table.path} has {len(table.names)} columns; {what} has {len(columns)}")
    places = table.places(columns) if header else list(range(len(columns)))
    return table.numbers(places, [places[list(columns).index(name)] for name in empty])


def beside(path: Path) -> Path:
    """The file that carries what CSV cannot carry inside."""
    return path.with_name(path.name + ".json")


def save_csv(contents: Contents, path: Path, extra: pd.DataFrame | None = None, decimal: str = ".") -> None:
    """Write a .csv file and, beside it, what is known about its columns as ``<name>.csv.json``."""
    frame = as_frame(contents, extra)
    # Our own reader takes ; or a tab outside of quotes for the sign between cells.
    odd = any(sign in name for name in (*frame.columns, *contents.header.target_names) for sign in ";\t")
    with replacing(beside(path)) as note, replacing(path) as part:
        note.write_text(contents.header.as_text(indent=2) + "\n", encoding="utf-8")
        frame.to_csv(
            part,
            index=False,
            lineterminator="\n",
            sep=";" if decimal == "," else ",",
            decimal=decimal,
            quoting=csv.QUOTE_NONNUMERIC if odd else csv.QUOTE_MINIMAL,
        )


def read_csv(path: Path, target: str | Sequence[str], task: str) -> Contents:
    """Read a .csv file, ours or a foreign one."""
    header = None
    if not target and not task and beside(path).exists():
        header = Header.from_text(beside(path).read_bytes(), beside(path))
    table = open_table(path, "a dataset file (CSV)", header=True if header else None)
    inputs, targets = find_columns(table.names, header, target, path)
    task = header.task if header else task
    X, y = table.read(inputs, targets)
    if task not in CLASSES if task else len(targets) > 1:
        y = table.numbers(targets)
    elif header is None:  # names of classes, or numbers: labels 0, 1, ... keep their order as numbers
        found = as_numbers(y, table.layout.commas)
        y = y if found is None else found
    if header is not None:
        return own_contents(X, y, header, path)
    names = table.names
    return foreign_contents(X, y, task, path, [names[i] for i in inputs], [names[i] for i in targets])
