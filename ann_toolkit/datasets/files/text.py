"""Text tables as people really save them: with ``,`` or with ``;`` and decimal commas, with a header or not.

This reader goes through a table cell by cell, so that it can say in which line and column something is wrong.
Large tables are read by ``delimited``, which comes back here when a cell is not what it should be.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.base.files import existing
from ann_toolkit.base.protocols import PathLike

_NUMBER = re.compile(r"\s*[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?\s*$")
_START = 100_000  # bytes, and the rest of a line: enough to see how a table is written


@dataclass(frozen=True)
class Layout:
    """How a text table is written.

    Args:
        path: the file.
        what: what it should be, for messages.
        delimiter: the sign between cells.
        decimal: the sign in numbers, as far as the first lines show it.
        names: the names of the columns, or () when the first line already holds data.
        skip: how many lines stand before the data.
        width: how many columns there are.
    """

    path: Path
    what: str
    delimiter: str
    decimal: str
    names: tuple[str, ...]
    skip: int
    width: int

    @property
    def commas(self) -> bool:
        """Whether numbers may have a decimal comma: where cells are not separated by one."""
        return self.delimiter != ","


@dataclass(frozen=True)
class TextTable:
    """The cells of a text table as they stand in the file.

    Args:
        path: the file.
        header: the names of the columns, or () when the first line already holds data.
        rows: the cells of each line, as text.
        lines: the line in the file at which each row stands, for messages.
        commas: whether numbers may have a decimal comma.
    """

    path: Path
    header: tuple[str, ...]
    rows: list[list[str]]
    lines: list[int]
    commas: bool = False

    def words(self, columns: Sequence[int]) -> np.ndarray:
        """The cells of some columns without the space around them, shape (n, columns)."""
        return np.array([[row[column].strip() for column in columns] for row in self.rows], dtype=object)

    def numbers(self, columns: slice | Sequence[int], empty: Sequence[int] = ()) -> np.ndarray:
        """The cells of some columns as floats, shape (n, columns).

        Args:
            columns: their positions, or a slice of all of them.
            empty: columns among them in which a cell may be empty; it becomes NaN.

        Raises:
            DataError: a cell is empty or a word; the message names its line and column.
        """
        if isinstance(columns, slice):
            columns = range(len(self.rows[0]))[columns]
        cells = self.words(columns)
        gaps = (cells == "") & np.isin(list(columns), list(empty))
        cells[gaps] = "0"
        values = as_numbers(cells, self.commas)
        if values is None:
            raise DataError(self._first_bad_cell(columns, empty))
        values[gaps] = np.nan
        return values

    def _first_bad_cell(self, columns: Sequence[int], empty: Sequence[int]) -> str:
        for line, row in zip(self.lines, self.rows, strict=True):
            for position in columns:
                cell = row[position].strip()
                if as_numbers(np.array([cell], dtype=object), self.commas) is None and (
                    cell or position not in empty
                ):
                    name = f" ({self.header[position]})" if self.header else ""
                    what = repr(row[position]) if cell else "nothing"
                    return f"{self.path}, line {line}, column {position + 1}{name}: {what} where a number is expected"
        raise AssertionError("asked for a bad cell where every cell is a finite number")


def read_text_table(path: PathLike, what: str, header: bool | None = None) -> TextTable:
    """Read a delimited text file into cells, whatever its delimiter and decimal sign.

    Args:
        path: the file. ``,``, ``;`` and tab are understood; with ``;`` or tab a decimal comma too.
        what: what the file should be, for messages ("a robot file").
        header: whether the first line names the columns; None finds out (it does unless it holds a number).

    Raises:
        FileError: missing, empty, a web page, or not UTF-8 text.
        DataError: lines with different numbers of columns, or no data under the header.
    """
    layout = find_layout(path, what, header)
    text = _decoded(_bytes(layout.path, what), layout.path, what)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=layout.delimiter)
    numbered = [(reader.line_num, row) for row in reader]
    filled = [(line, row) for line, row in numbered[layout.skip :] if not _is_blank(row)]
    if not filled:
        raise DataError(f"{layout.path} has a header but no data under it; expected {what}")
    for line, row in filled:
        if len(row) != layout.width:
            raise DataError(
                f"{layout.path}, line {line}: {len(row)} columns where the first line has {layout.width}; "
                "every line needs the same columns"
            )
    lines, rows = [line for line, _ in filled], [row for _, row in filled]
    return TextTable(layout.path, layout.names, rows, lines, layout.commas)


def find_layout(path: PathLike, what: str, header: bool | None = None) -> Layout:
    """Look at the first lines of a text table; arguments and errors as :func:`read_text_table`."""
    found = existing(path, what)
    text = _decoded(_bytes(found, what, _START), found, what)
    delimiter = _delimiter(text)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    first = next((number for number, row in enumerate(rows) if not _is_blank(row)), None)
    if first is None:
        raise FileError(f"{found} is empty; expected {what}")
    named = _is_header(rows[first]) if header is None else header
    names = tuple(cell.strip() for cell in rows[first]) if named else ()
    comma = delimiter != "," and any("," in cell and _NUMBER.match(cell) for row in rows for cell in row)
    decimal = "," if comma else "."
    return Layout(found, what, delimiter, decimal, names, first + bool(names), len(rows[first]))


def as_numbers(cells: np.ndarray, commas: bool) -> np.ndarray | None:
    """Cells of text as floats, or None where one of them is no finite number.

    >>> as_numbers(np.array(["1,5", "2"], dtype=object), commas=True)
    array([1.5, 2. ])
    """
    if commas:
        flat = [cell.replace(",", ".") if _NUMBER.match(cell) else cell for cell in cells.ravel()]
        cells = np.array(flat, dtype=object).reshape(cells.shape)
    try:
        values = cells.astype(float)
    except ValueError:
        return None
    return values if np.isfinite(values).all() else None


def _bytes(path: Path, what: str, size: int = 0) -> bytes:
    """The bytes of a file, unpacked where it is a ``.gz``; its first whole lines where a size is given."""
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as file:
            return b"".join(file.readlines(size)) if size else file.read()
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise FileError(f"{path} cannot be read as {what} ({error}); make or copy it again") from error


def _decoded(raw: bytes, path: Path, what: str) -> str:
    if b"\0" in raw[:4096] or raw[:4] == b"PK\3\4":
        raise FileError(
            f"{path} is not a text file (or is saved as UTF-16); expected {what}, saved as CSV UTF-8"
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise FileError(
            f"{path}, line {line}: not UTF-8 text; save it again as 'CSV UTF-8' (expected {what})"
        ) from error


def _delimiter(text: str) -> str:
    """The sign that separates cells: tab or ``;`` where the first line has one outside of quotes, else ``,``."""
    unquoted = re.sub(r'"[^"]*"', "", text)
    first = next((line for line in unquoted.splitlines() if line.strip()), "")
    return next((sign for sign in ("\t", ";") if sign in first), ",")


def _is_blank(row: Sequence[str]) -> bool:
    return not any(cell.strip() for cell in row)


def _is_header(cells: Sequence[str]) -> bool:
    """A first line without a single number is a header."""
    return not any(_NUMBER.match(cell) for cell in cells)
