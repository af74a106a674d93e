"""Text tables as people really save them: with ``,`` or with ``;`` and decimal commas, with a header or not."""

from __future__ import annotations

import csv
import io
import os
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.base.files import existing

_NUMBER = re.compile(r"\s*[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?\s*$")


@dataclass(frozen=True)
class TextTable:
    """The cells of a text table as they stand in the file.

    Args:
        path: the file.
        header: the names of the columns, or () when the first line already holds data.
        rows: the cells of each line, as text; numbers with a decimal point.
        lines: the line in the file at which each row stands, for messages.
    """

    path: Path
    header: tuple[str, ...]
    rows: list[list[str]]
    lines: list[int]

    def numbers(self, columns: slice | list[int]) -> np.ndarray:
        """The cells of some columns as floats, shape (n, columns).

        Raises:
            DataError: a cell is empty or a word; the message names its line and column.
        """
        picked = np.array(self.rows, dtype=object)[:, columns]
        try:
            values = picked.astype(float)
        except ValueError:
            values = None
        if values is None or not np.isfinite(values).all():
            raise DataError(self._first_bad_cell(columns))
        return values

    def _first_bad_cell(self, columns: slice | list[int]) -> str:
        positions = np.arange(len(self.rows[0]))[columns]
        for line, row in zip(self.lines, self.rows, strict=True):
            for position in positions:
                if not _NUMBER.match(row[position]) or not np.isfinite(float(row[position])):
                    name = f" ({self.header[position]})" if self.header else ""
                    what = f"{row[position]!r}" if row[position].strip() else "nothing"
                    return f"{self.path}, line {line}, column {position + 1}{name}: {what} where a number is expected"
        raise AssertionError("asked for a bad cell where every cell is a finite number")


def read_text_table(path: str | os.PathLike[str], what: str, header: bool | None = None) -> TextTable:
    """Read a delimited text file into cells, whatever its delimiter and decimal sign.

    Args:
        path: the file. ``,``, ``;`` and tab are understood; with ``;`` or tab a decimal comma too.
        what: what the file should be, for messages ("a robot file").
        header: whether the first line names the columns; None finds out (it does unless it holds a number).

    Raises:
        FileError: missing, empty, a web page, or not UTF-8 text.
        DataError: lines with different numbers of columns, or no data under the header.
    """
    found = existing(path, what)
    text = _decode(found, what)
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    numbered = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    if not numbered:
        raise FileError(f"{found} is empty; expected {what}")
    lines, rows = [line for line, _ in numbered], [row for _, row in numbered]
    if delimiter != ",":
        rows = [[_decimal_point(cell) for cell in row] for row in rows]
    names: tuple[str, ...] = ()
    if header or (header is None and _is_header(rows[0])):
        names, rows, lines = tuple(cell.strip() for cell in numbered[0][1]), rows[1:], lines[1:]
    if not rows:
        raise DataError(f"{found} has a header but no data under it; expected {what}")
    _check_widths(found, lines, rows, len(names or rows[0]))
    return TextTable(found, names, rows, lines)


def _check_widths(path: Path, lines: list[int], rows: list[list[str]], width: int) -> None:
    for line, row in zip(lines, rows, strict=True):
        if len(row) != width:
            raise DataError(
                f"{path}, line {line}: {len(row)} columns where the first line has {width}; "
                "every line needs the same columns"
            )


def _decode(path: Path, what: str) -> str:
    raw = path.read_bytes()
    if b"\0" in raw[:4096] or raw[:4] == b"PK\3\4":
        raise FileError(
            f"{path} is not a text file (or is saved as UTF-16); expected {what}, saved as CSV UTF-8"
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise FileError(
            f"{path}, line {line}: not UTF-8 text; save it again as 'CSV UTF-8' (expected {what})"
        ) from error
    return text


def _delimiter(text: str) -> str:
    """The sign that separates cells: tab or ``;`` where the first line has one outside of quotes, else ``,``."""
    unquoted = re.sub(r'"[^"]*"', "", text[:100_000])
    first = next((line for line in unquoted.splitlines() if line.strip()), "")
    return next((sign for sign in ("\t", ";") if sign in first), ",")


def _decimal_point(cell: str) -> str:
    return cell.replace(",", ".") if _NUMBER.match(cell) else cell


def _is_header(cells: list[str]) -> bool:
    """A first line without a single number is a header."""
    return not any(_NUMBER.match(cell) for cell in cells)
