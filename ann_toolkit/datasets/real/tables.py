"""What the public tables share: rows of which every cell is what its column says, and the Dataset of the registry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from ann_toolkit.base.errors import DataError
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.files.delimited_table import DelimitedTable
from ann_toolkit.datasets.files.header import origin
from ann_toolkit.datasets.quantities import Quantity
from ann_toolkit.datasets.registry import Entry

_ROWS = 4096  # looked at together


@dataclass(frozen=True)
class Rows:
    """The rows of a real file, each number within the limits of its column.

    Args:
        table: the file.
        places: the position of each column in it, numbers first.
        numbers: (n, columns) floats.
        words: (n, columns) text.
    """

    table: DelimitedTable
    places: dict[str, int]
    numbers: np.ndarray
    words: np.ndarray

    def refuse(self, row: int, column: str, given: str, expected: str) -> NoReturn:
        """Raise a :class:`DataError` about one cell, with its line and its column in the file."""
        name = "" if self.table.layout.names else f" ({column})"
        where = self.table.where(row, self.places[column])
        raise DataError(f"{where}{name}: {given}; expected {expected}")

    @property
    def doubts(self) -> list[str]:
        """What is doubtful about the numbers as they stand in the file."""
        return self.table.doubts


def read_rows(
    table: DelimitedTable,
    schema: Mapping[str, Quantity],
    words: Sequence[str] = (),
    named: bool = True,
    empty: Sequence[str] = (),
) -> Rows:
    """The columns of a table that a schema names, after a look at every cell.

    Args:
        table: the file, as ``open_table`` gives it.
        schema: the columns of numbers, and what each may hold.
        words: further columns, of text.
        named: whether columns are found by the names in the header; otherwise by their order, as numbers, then words.
        empty: columns of numbers in which a cell may be empty; it becomes NaN.

    Raises:
        DataError: a column is missing or stands twice, or a cell cannot be; the message names line and column.
    """
    columns = [*schema, *words]
    if named:
        twice = [name for name in columns if table.names.count(name) > 1]
        if twice:
            raise DataError(f"{table.path} has the column {twice[0]!r} twice; leave only the right one")
        places = table.places(columns)
    elif len(table.names) != len(columns):
        raise DataError(
            f"{table.path} has {len(table.names)} columns; {table.layout.what} has {len(columns)}"
        )
    else:
        places = list(range(len(columns)))
    place = dict(zip(columns, places, strict=True))
    cells, text = table.read(places[: len(schema)], places[len(schema) :], [place[name] for name in empty])
    rows = Rows(table, place, cells, text)
    _check_cells(rows, schema, empty)
    return rows


def _check_cells(rows: Rows, schema: Mapping[str, Quantity], empty: Sequence[str]) -> None:
    for start in range(0, len(rows.numbers), _ROWS):
        block = rows.numbers[start : start + _ROWS]
        wrong = np.zeros(block.shape, bool)
        for column, (name, quantity) in enumerate(schema.items()):
            wrong[:, column] = quantity.wrong(block[:, column])
            if name in empty:
                wrong[:, column] &= ~np.isnan(block[:, column])
        if wrong.any():
            row, column = np.argwhere(wrong)[0]
            name, quantity = list(schema.items())[column]
            rows.refuse(start + int(row), name, f"{block[row, column]:.12g}", quantity.what)


def told(path: Path, doubts: Sequence[str] = ()) -> dict[str, Any]:
    """The provenance of data read from a real file, and what is doubtful about values that were kept."""
    return origin(path) | ({"doubts": list(doubts)} if doubts else {})


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
