"""Datasets as tables in a file: CSV (plain or French), Excel and Parquet, a column for each name."""

from __future__ import annotations

import contextlib
import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.base.files import replacing
from ann_toolkit.datasets.checks import CLASSES
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.files.header import about, as_text, assemble, from_text
from ann_toolkit.datasets.files.text import read_text_table

EXCEL_ROWS = 1_048_575  # Excel's own limit, less the header
PARQUET_KEY = b"ann_toolkit"


def save_csv(data: Dataset, path: Path, extra: pd.DataFrame | None = None, decimal: str = ".") -> None:
    """Write a .csv file and, beside it, what is known about its columns as ``<name>.csv.json``."""
    frame = _frame(data, extra)
    # Our own reader takes ; or a tab outside of quotes for the sign between cells.
    odd = any(sign in name for name in (*frame.columns, *data.target_names) for sign in ";\t")
    with replacing(beside(path)) as note, replacing(path) as part:
        note.write_text(as_text(data, indent=2) + "\n", encoding="utf-8")
        frame.to_csv(
            part,
            index=False,
            lineterminator="\n",
            sep=";" if decimal == "," else ",",
            decimal=decimal,
            quoting=csv.QUOTE_NONNUMERIC if odd else csv.QUOTE_MINIMAL,
        )


def _frame(data: Dataset, extra: pd.DataFrame | None) -> pd.DataFrame:
    """The table of a dataset, with further columns at its end that are no part of the dataset."""
    frame = data.to_frame()
    return frame if extra is None else pd.concat([frame, extra.reset_index(drop=True)], axis=1)


def beside(path: Path) -> Path:
    """The file that carries what a format cannot carry inside."""
    return path.with_name(path.name + ".json")


def read_csv(path: Path, target: str | Sequence[str], task: str) -> Dataset:
    """Read a .csv file, ours or a foreign one."""
    said: dict[str, Any] = {}
    if not target and not task and beside(path).exists():
        said = from_text(beside(path).read_bytes(), beside(path))
    table = read_text_table(path, "a dataset file (CSV)", header=True if said else None)
    header = table.header or tuple(f"x{number}" for number in range(1, len(table.rows[0]) + 1))
    inputs, targets = _columns(header, said, target, path)
    X = table.numbers(inputs)
    words = np.array([[row[column].strip() for column in targets] for row in table.rows], dtype=object)
    y: np.ndarray = words
    if (said.get("task") or task) not in CLASSES:
        try:
            y = table.numbers(targets)
        except DataError:
            if said or task in ("regression", "multilabel") or len(targets) > 1:
                raise
    elif not said:
        with contextlib.suppress(DataError):  # labels 0, 1, ... keep their order as numbers
            y = table.numbers(targets)
    return assemble(X, y, [header[i] for i in inputs], [header[i] for i in targets], said, task, path)


def _columns(
    header: Sequence[str], said: dict[str, Any], target: str | Sequence[str], path: Path
) -> tuple[list[int], list[int]]:
    """The positions of the inputs and of the targets."""
    wanted: list[str] = [target] if isinstance(target, str) and target else list(target)
    if said:
        wanted = ["class"] if said["task"] in CLASSES else list(said["target_names"])
        if not set(header) >= {*wanted, *said["feature_names"]}:
            raise DataError(
                f"{path} and what is written about it name different columns; "
                f"give target= (and task=), or delete {beside(path).name}, to read it as it is"
            )
        places = {name: place for place, name in enumerate(header)}
        return [places[name] for name in said["feature_names"]], [places[name] for name in wanted]
    missing = [name for name in wanted if name not in header]
    if missing:
        raise DataError(f"{path} has no column {missing[0]!r}; its columns are {', '.join(header)}")
    if len(header) - max(1, len(wanted)) < 1:
        raise DataError(f"{path} has {len(header)} column(s); expected at least one for X and one for y")
    targets = [list(header).index(name) for name in wanted] or [len(header) - 1]
    return [position for position in range(len(header)) if position not in targets], targets


def save_excel(data: Dataset, path: Path, extra: pd.DataFrame | None = None) -> None:
    """Write an .xlsx file with the sheets "data" and "about"; Excel keeps 16 digits of a number."""
    frame = _frame(data, extra)
    if len(frame) > EXCEL_ROWS:
        raise DataError(f"{len(frame)} rows do not fit into an Excel sheet ({EXCEL_ROWS}); save as .parquet")
    notes = pd.DataFrame([(key, json.dumps(value, ensure_ascii=False)) for key, value in about(data).items()])
    whole = io.BytesIO()  # openpyxl leaves files open when a disk is full: it writes to memory instead
    with replacing(path) as part:
        with pd.ExcelWriter(whole, engine="openpyxl") as workbook:
            frame.to_excel(workbook, sheet_name="data", index=False)
            notes.to_excel(workbook, sheet_name="about", index=False, header=False)
        part.write_bytes(whole.getvalue())


def read_excel(path: Path, target: str | Sequence[str], task: str) -> Dataset:
    """Read an .xlsx file, ours or a foreign one (its first sheet, or the one called "data")."""
    sheets = excel_sheets(path)
    said: dict[str, Any] = {}
    if "about" in sheets and not target and not task:
        rows = [sheets["about"].columns.tolist(), *sheets["about"].to_numpy().tolist()]
        text = ", ".join(f"{json.dumps(str(row[0]))}: {row[1]}" for row in rows if len(row) > 1)
        said = from_text("{" + text + "}", path)
    frame = sheets.get("data", next(iter(sheets.values())))
    return _from_frame(frame, said, target, task, path)


def excel_sheets(path: Path) -> dict[str, pd.DataFrame]:
    """Every sheet of an Excel file by its name.

    Raises:
        FileError: damaged, or not an Excel file.
        DataError: there is nothing in it.
    """
    try:
        sheets = pd.read_excel(path, sheet_name=None, engine="openpyxl", keep_default_na=False)
    except MemoryError:
        raise
    except Exception as error:  # zip, XML and openpyxl each have their own words for damage
        raise FileError(f"{path} is not a whole Excel file ({error}); save it again as .xlsx") from error
    if not any(len(frame) for frame in sheets.values()):
        raise DataError(f"{path} holds no rows of data under a header")
    return sheets


def save_parquet(data: Dataset, path: Path, extra: pd.DataFrame | None = None) -> None:
    """Write a .parquet file; names, task and origin travel in its metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.Table.from_pandas(_frame(data, extra), preserve_index=False)
    with replacing(path) as part:
        pq.write_table(table.replace_schema_metadata({PARQUET_KEY: as_text(data).encode()}), part)


def read_parquet(path: Path, target: str | Sequence[str], task: str) -> Dataset:
    """Read a .parquet file, ours or a foreign one."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path, partitioning=None)
    except (pa.ArrowException, OSError) as error:
        raise FileError(f"{path} is not a whole Parquet file ({error}); make or copy it again") from error
    note = (table.schema.metadata or {}).get(PARQUET_KEY)
    said = from_text(note, path) if note and not target and not task else {}
    return _from_frame(table.replace_schema_metadata(None).to_pandas(), said, target, task, path)


def _from_frame(
    frame: pd.DataFrame, said: dict[str, Any], target: str | Sequence[str], task: str, path: Path
) -> Dataset:
    header = [str(name) for name in frame.columns]
    inputs, targets = _columns(header, said, target, path)
    X = frame_numbers(frame.iloc[:, inputs], path)
    y = frame.iloc[:, targets]
    if said.get("task") in CLASSES or not all(pd.api.types.is_numeric_dtype(dtype) for dtype in y.dtypes):
        cells = np.array([[str(cell) for cell in row] for row in y.to_numpy()], dtype=object)
    else:
        cells = frame_numbers(y, path)
    return assemble(X, cells, [header[i] for i in inputs], [header[i] for i in targets], said, task, path)


def frame_numbers(frame: pd.DataFrame, path: Path, gaps: np.ndarray | None = None) -> np.ndarray:
    """The columns of a table as floats; NaN where ``gaps``, of the table's shape, says that none is needed.

    Raises:
        DataError: a cell is empty or a word; the message names its row and column.
    """
    numbers = frame.apply(pd.to_numeric, errors="coerce").to_numpy(float)
    bad = np.argwhere(~np.isfinite(numbers) & (True if gaps is None else ~gaps))
    if len(bad):
        row, column = bad[0]
        cell = frame.iloc[row, column]
        what = repr(cell) if str(cell).strip() else "nothing"
        raise DataError(f"{path}, row {row + 2} ({frame.columns[column]}): {what} where a number is expected")
    return numbers
