"""Valid tables and arrays, and the ways to spoil one place in them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import Workbook

from tests.hostile.corpus import Hostile

NAMES = ("size", "weight", "kind")
ROWS = [
    (1.5, 20.0, "cat"),
    (2.5, 30.0, "dog"),
    (3.5, 40.0, "cat"),
    (4.5, 50.0, "dog"),
    (5.5, 60.0, "cat"),
    (6.5, 70.0, "dog"),
]
BAD_ROW = 3  # the row, counted from 0, in which a cell is spoiled
HEADER: dict[str, Any] = {  # as the toolkit writes it
    "name": "pets",
    "task": "binary",
    "feature_names": ["size", "weight"],
    "target_names": ["cat", "dog"],
    "X_dtype": "float64",
    "y_dtype": "int64",
    "y_ndim": 1,
    "provenance": {"seed": 3},
}


def spoiled(column: int, value: Any, rows: Sequence[tuple[Any, ...]] = ROWS) -> list[tuple[Any, ...]]:
    """The rows with another value in one cell."""
    changed = list(rows)
    changed[BAD_ROW] = (*rows[BAD_ROW][:column], value, *rows[BAD_ROW][column + 1 :])
    return changed


def with_y(values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows with another column y, as often as it takes."""
    return [(*ROWS[number % len(ROWS)][:2], value) for number, value in enumerate(values)]


def csv_text(rows: Sequence[Sequence[Any]], names: Sequence[str] = NAMES, sign: str = ",") -> str:
    """A CSV file; a cell that needs quotes has to bring them."""
    return "".join(sign.join(map(str, row)) + "\n" for row in (names, *rows))


def excel_bytes(
    rows: Sequence[Sequence[Any]], names: Sequence[Any] = NAMES, about: Mapping[str, str] | None = None
) -> bytes:
    """An Excel file; words are kept as text whatever they look like."""
    book = Workbook()
    sheets = [("data", [names, *rows]), *([("about", list(about.items()))] if about is not None else [])]
    for title, cells in sheets:
        sheet = book.create_sheet(title)
        for row in cells:
            sheet.append(list(row))
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            cell.data_type = "s"
    del book["Sheet"]
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()


def parquet_bytes(columns: Mapping[str, Any], about: str | bytes | None = None) -> bytes:
    """A Parquet file with these columns."""
    table = pa.table({name: pa.array(values) for name, values in columns.items()})
    whole = io.BytesIO()
    pq.write_table(
        table.replace_schema_metadata({"ann_toolkit": about} if about is not None else None), whole
    )
    return whole.getvalue()


def columns_of(rows: Sequence[Sequence[Any]]) -> dict[str, list[Any]]:
    return dict(zip(NAMES, map(list, zip(*rows, strict=True)), strict=True))


def npz_bytes(**arrays: Any) -> bytes:
    whole = io.BytesIO()
    np.savez(whole, **arrays)
    return whole.getvalue()


def hdf5_bytes(about: Any = None, **arrays: Any) -> bytes:
    whole = io.BytesIO()
    with h5py.File(whole, "w") as file:
        for name, values in arrays.items():
            file[name] = values
        if about is not None:
            file.attrs["about"] = about
    return whole.getvalue()


def X() -> np.ndarray:
    return np.array([row[:2] for row in ROWS])


def y() -> np.ndarray:
    return np.array([0, 1, 0, 1, 0, 1])


def in_zip(whole: bytes, change: Mapping[str, Callable[[bytes], bytes] | None]) -> bytes:
    """A zip archive with some of its parts changed, or left out where there is nothing to change them with."""
    new = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(whole)) as old,
        zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in [*old.namelist(), *(set(change) - set(old.namelist()))]:
            alter = change.get(name, lambda content: content)
            if alter is not None:
                archive.writestr(name, alter(old.read(name) if name in old.namelist() else b""))
    return new.getvalue()


def file(ending: str, content: bytes | str | Callable[[], bytes | str]) -> Callable[[Path], Path]:
    """A maker of ``data`` + ``ending`` with this content."""

    def make(folder: Path) -> Path:
        found = content() if callable(content) else content
        path = folder / f"data{ending}"
        path.write_bytes(found.encode() if isinstance(found, str) else found)
        return path

    return make


def with_note(note: bytes | str, table: str = csv_text(ROWS)) -> Callable[[Path], Path]:
    """A maker of a CSV file with this note beside it."""

    def make(folder: Path) -> Path:
        (folder / "data.csv.json").write_bytes(note.encode() if isinstance(note, str) else note)
        return file(".csv", table.replace("kind", "class"))(folder)

    return make


def told(**changes: Any) -> str:
    """The header with some of its fields changed."""
    return json.dumps(HEADER | changes)


def entries(kind: str, says: str, makers: Mapping[str, Callable[[Path], Any]]) -> list[Hostile]:
    """Entries to which the same has to be said."""
    return [Hostile(f"{kind}: {name}", make, says) for name, make in makers.items()]
