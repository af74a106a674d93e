"""CSV files, plain or French: columns of real files by their names, and our own format, with a note beside it."""

from __future__ import annotations

import csv
import json
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.base.files import existing, replacing
from ann_toolkit.base.protocols import CLASSES, PathLike
from ann_toolkit.datasets.files.cells import NUMBER, guarded, shortly, unguarded
from ann_toolkit.datasets.files.columns import (
    as_frame,
    class_numbers,
    find_columns,
    foreign_contents,
    own_contents,
)
from ann_toolkit.datasets.files.delimited_table import DelimitedTable
from ann_toolkit.datasets.files.header import LARGEST_NOTE, Contents, Header, json_items, sha256
from ann_toolkit.datasets.files.labels import Where, labels
from ann_toolkit.datasets.files.text import find_layout

AWAITED = "sha256_of_the_table"  # in a note until its table is in place


def open_table(
    path: PathLike, what: str, header: bool | None = None, budget: int | None = None
) -> DelimitedTable:
    """Look at a CSV file (also .gz): with ``,``, ``;`` or tab, and with ``;`` or tab decimal commas.

    Args:
        path: the file.
        what: what it should be, for messages ("a robot file").
        header: whether the first line names the columns; None finds out (it does unless it holds a number).
            Without a header the columns are called x1, x2, ...
        budget: how many bytes the cells may take (default: a quarter of the memory).

    Raises:
        FileError: missing, empty, a web page, or not UTF-8 text.
    """
    return DelimitedTable(find_layout(path, what, header), budget)


def read_numbers(
    path: PathLike,
    what: str,
    columns: Sequence[str],
    header: bool = True,
    empty: Sequence[str] = (),
    budget: int | None = None,
) -> np.ndarray:
    """Columns of a CSV file (also .gz) as numbers, in the order asked for.

    Args:
        path: the file; with a header the columns may stand in any order and among others.
        what: what it should be, for messages.
        columns: the names wanted.
        header: whether the first line names the columns; otherwise they must be exactly these.
        empty: columns in which a cell may be empty; it becomes NaN.
        budget: how many bytes the numbers may take (default: a quarter of the memory).

    Returns:
        (n, columns) floats.

    Raises:
        FileError: missing, damaged, or not UTF-8 text.
        DataError: a column is missing, or a cell is not a number.
    """
    table = open_table(path, what, header, budget)
    if not header and len(table.names) != len(columns):
        raise DataError(f"{table.path} has {len(table.names)} columns; {what} has {len(columns)}")
    places = table.places(columns) if header else list(range(len(columns)))
    return table.numbers(places, [places[list(columns).index(name)] for name in empty])


def beside(path: Path) -> Path:
    """The file that carries what CSV cannot carry inside."""
    return path.with_name(path.name + ".json")


def save_csv(contents: Contents, path: Path, extra: pd.DataFrame | None = None, decimal: str = ".") -> None:
    """Write a .csv file and, beside it, what is known about its columns as ``<name>.csv.json``.

    The two change together: the note names the table that it belongs to until that table is in its place, so
    that a writer killed in between leaves no table beside the note of another one.
    """
    frame = as_frame(contents, extra)
    if contents.header.task in CLASSES:
        frame["class"] = frame["class"].map(guarded)
    frame.columns = pd.Index([guarded(name) for name in frame.columns])
    # Our own reader takes ; or a tab outside of quotes for the sign between cells.
    odd = any(sign in name for name in (*frame.columns, *contents.header.target_names) for sign in ";\t")
    with replacing(path) as part:
        frame.to_csv(
            part,
            index=False,
            lineterminator="\n",
            sep=";" if decimal == "," else ",",
            decimal=decimal,
            quoting=csv.QUOTE_NONNUMERIC if odd else csv.QUOTE_MINIMAL,
        )
        with part.open("r+b") as file:
            os.fsync(file.fileno())  # what the disk refuses, it refuses before the note changes
        _write_note(beside(path), contents.header.as_items() | {AWAITED: sha256(part)})
    _write_note(beside(path), contents.header.as_items())


def read_csv(path: Path, target: str | Sequence[str], task: str, budget: int | None = None) -> Contents:
    """Read a .csv file, ours or a foreign one."""
    header = None
    if not target and not task and beside(path).exists():
        header = _read_note(path)
    table = open_table(path, "a dataset file (CSV)", header=True if header else None, budget=budget)
    names = tuple(map(unguarded, table.names))
    inputs, targets = find_columns(names, header, target, path)
    task = header.task if header else task
    counted = len(targets) > 1 if not task else task not in CLASSES
    if counted:
        numbers = table.numbers([*inputs, *targets])
        X, y = numbers[:, : len(inputs)], numbers[:, len(inputs) :]
    else:
        X, y = table.read(inputs, targets)

    def where(row: int) -> str:
        return table.where(row, targets[0])

    if header is not None:
        return own_contents(X, _own_words(y, header), header, path, where)
    doubts = table.doubts
    if not table.layout.names:
        doubts = [
            *doubts,
            "the first line holds a number: it was read as data, and the columns were numbered",
        ]
    if not counted:
        column = _unguarded(y[:, 0].tolist())
        if not task and not table.layout.names:
            _check_first_line(column, where)
        y, unsure = labels(column, where, bool(task), table.layout.commas)
        doubts = [*doubts, *unsure]
    return foreign_contents(X, y, task, path, [names[i] for i in inputs], [names[i] for i in targets], doubts)


def _write_note(note: Path, items: dict[str, Any]) -> None:
    with replacing(note) as part:
        part.write_text(json.dumps(items, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _read_note(path: Path) -> Header:
    """What is written beside a table, if it is written about this one."""
    note = existing(beside(path), "what is written about a table (JSON)")
    if note.stat().st_size > LARGEST_NOTE:
        raise FileError(
            f"{note} is {note.stat().st_size} bytes long; expected a short note about {path.name}"
        )
    items = json_items(note.read_bytes(), note)
    if AWAITED in items and items[AWAITED] != sha256(path):
        raise FileError(
            f"{note} was written for another {path.name}: writing was broken off; make both again, or delete "
            f"{note.name} to read the table as it is"
        )
    return Header.from_items(items, note)


def _own_words(y: np.ndarray, header: Header) -> np.ndarray:
    """Names of classes without what guards them; files of old have no guards."""
    if header.task not in CLASSES:
        return y
    free = _unguarded(y[:, 0].tolist())
    known = set(class_numbers(header))
    return y if set(free) - known and not set(y[:, 0]) - known else np.array(free, dtype=object)[:, None]


def _unguarded(words: list[str]) -> list[str]:
    return [unguarded(word) for word in words] if "'" in "".join(words) else words


def _check_first_line(words: Sequence[str], where: Where) -> None:
    """A header with a number in it was taken for data: its last name would now be a class of its own."""
    others = Counter(words[1:])
    if words[0] not in others and len(others) > 1 and min(others.values()) > 1 and not NUMBER.match(words[0]):
        raise DataError(
            f"{where(0)}: {shortly(words[0])} stands in the first line alone: names of columns, or data? Write names "
            "that are no numbers, or give task='multiclass'"
        )
