"""Text tables as people really save them: with ``,`` or with ``;`` and decimal commas, with a header or not.

This reader goes through a table cell by cell, so that it can say in which line and column something is wrong.
Large tables are read by ``delimited``, which comes back here when a cell is not what it should be.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ann_toolkit.base.bounded.budget import check_budget
from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.base.files import existing
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.datasets.files.cells import NUMBER, as_numbers, not_a_number
from ann_toolkit.datasets.files.lines import lines_of, start_of

ROWS, CHARACTERS = 20_000, 2**22  # gone through at a time
CELL = 64  # bytes that a short text takes in memory


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
        length: how many characters a line has, about.
    """

    path: Path
    what: str
    delimiter: str
    decimal: str
    names: tuple[str, ...]
    skip: int
    width: int
    length: int

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
        for row, cells in enumerate(self.rows):
            for position in columns:
                cell = cells[position].strip()
                if as_numbers(np.array([cell], dtype=object), self.commas) is None and (
                    cell or position not in empty
                ):
                    return f"{self.where(row, position)}: {not_a_number(cells[position], self.commas)}"
        raise AssertionError("asked for a bad cell where every cell is a finite number")

    def where(self, row: int, column: int) -> str:
        """How to find a cell in the file, for messages."""
        return where(self.path, self.lines[row], column, self.header)


def where(path: Path, line: int, column: int, names: Sequence[str]) -> str:
    """How to find a cell in a text file, for messages.

    >>> where(Path("t.csv"), 3, 0, ("size",))
    't.csv, line 3, column 1 (size)'
    """
    return f"{path}, line {line}, column {column + 1}" + (f" ({names[column]})" if names else "")


def read_text_table(
    path: PathLike, what: str, header: bool | None = None, budget: int | None = None
) -> TextTable:
    """Read a delimited text file into cells, whatever its delimiter and decimal sign.

    Args:
        path: the file. ``,``, ``;`` and tab are understood; with ``;`` or tab a decimal comma too.
        what: what the file should be, for messages ("a robot file").
        header: whether the first line names the columns; None finds out (it does unless it holds a number).
        budget: how many bytes the cells may take (default: a quarter of the memory).

    Raises:
        FileError: missing, empty, a web page, not UTF-8 text, or too large.
        DataError: lines with different numbers of columns, a quote that is never closed, or no data under
            the header.
    """
    layout = find_layout(path, what, header)
    rows: list[list[str]] = []
    lines: list[int] = []
    for block in blocks_of(layout, budget):
        rows += block.rows
        lines += block.lines
        check_budget(len(rows) * layout.width * CELL, layout.path, budget)
    return TextTable(layout.path, layout.names, rows, lines, layout.commas)


def blocks_of(layout: Layout, budget: int | None = None) -> Iterator[TextTable]:
    """The rows of a text table, so many at a time; errors as :func:`read_text_table`."""
    rows: list[list[str]] = []
    lines: list[int] = []
    filled, size = False, 0
    for line, row in _rows(layout, budget):
        if len(row) != layout.width:
            raise DataError(
                f"{layout.path}, line {line}: {len(row)} columns where the first line has {layout.width}; "
                "every line needs the same columns"
            )
        rows.append(row)
        lines.append(line)
        filled = True
        size += sum(map(len, row))
        if len(rows) == ROWS or size > CHARACTERS:
            yield TextTable(layout.path, layout.names, rows, lines, layout.commas)
            rows, lines, size = [], [], 0
    if not filled:
        raise DataError(f"{layout.path} has a header but no data under it; expected {layout.what}")
    if rows:
        yield TextTable(layout.path, layout.names, rows, lines, layout.commas)


def find_layout(path: PathLike, what: str, header: bool | None = None) -> Layout:
    """Look at the first lines of a text table; arguments and errors as :func:`read_text_table`."""
    found = existing(path, what)
    text = start_of(found, what)
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise _not_cells(error, found, reader.line_num) from error
    first = next((number for number, row in enumerate(rows) if not _is_blank(row)), None)
    if first is None:
        raise FileError(f"{found} is empty; expected {what}")
    named = _is_header(rows[first]) if header is None else header
    names = tuple(cell.strip() for cell in rows[first]) if named else ()
    comma = delimiter != "," and any("," in cell and NUMBER.match(cell) for row in rows for cell in row)
    decimal = "," if comma else "."
    return Layout(
        found,
        what,
        delimiter,
        decimal,
        names,
        first + bool(names),
        len(rows[first]),
        len(text) // len(rows) + 1,
    )


def _rows(layout: Layout, budget: int | None) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not empty, with the line at which it begins."""
    reader = csv.reader(lines_of(layout.path, layout.what, budget), delimiter=layout.delimiter, strict=True)
    number = 0
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _not_cells(error, layout.path, line) from error
        number += 1
        if number > layout.skip and not _is_blank(row):
            yield line, row


def _not_cells(error: csv.Error, path: Path, line: int) -> DataError:
    """What Python's reader of CSV did not like, in words for people."""
    said = str(error)
    if "unexpected end" in said:
        return DataError(f'{path}, line {line}: a quote (") is opened here and never closed')
    if "field larger" in said:
        return DataError(
            f"{path}, line {line}: a cell of more than {csv.field_size_limit()} characters; "
            'is a quote (") opened and never closed?'
        )
    return DataError(
        f'{path}, line {line}: quotes that do not fit ({said}); write "" for a quote inside a cell'
    )


def _delimiter(text: str) -> str:
    """The sign that separates cells: tab or ``;`` where the first line has one outside of quotes, else ``,``."""
    unquoted = re.sub(r'"[^"]*"', "", text)
    first = next((line for line in unquoted.splitlines() if line.strip()), "")
    return next((sign for sign in ("\t", ";") if sign in first), ",")


def _is_blank(row: Sequence[str]) -> bool:
    return not any(cell.strip() for cell in row)


def _is_header(cells: Sequence[str]) -> bool:
    """A first line without a single number is a header."""
    return not any(NUMBER.match(cell) for cell in cells)
