"""Datasets as tables of other programs: Excel and Parquet, a column for each name."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.base.files import replacing
from ann_toolkit.base.protocols import CLASSES
from ann_toolkit.datasets.files.columns import as_frame, find_columns, foreign_contents, own_contents
from ann_toolkit.datasets.files.header import Contents, Header

EXCEL_ROWS = 1_048_575  # Excel's own limit, less the header
PARQUET_KEY = b"ann_toolkit"


def save_excel(contents: Contents, path: Path, extra: pd.DataFrame | None = None) -> None:
    """Write an .xlsx file with the sheets "data" and "about"; Excel keeps 16 digits of a number."""
    frame = as_frame(contents, extra)
    if len(frame) > EXCEL_ROWS:
        raise DataError(f"{len(frame)} rows do not fit into an Excel sheet ({EXCEL_ROWS}); save as .parquet")
    notes = pd.DataFrame(
        [(key, json.dumps(value, ensure_ascii=False)) for key, value in contents.header.as_items().items()]
    )
    whole = io.BytesIO()  # openpyxl leaves files open when a disk is full: it writes to memory instead
    with replacing(path) as part:
        with pd.ExcelWriter(whole, engine="openpyxl") as workbook:
            frame.to_excel(workbook, sheet_name="data", index=False)
            notes.to_excel(workbook, sheet_name="about", index=False, header=False)
        part.write_bytes(whole.getvalue())


def read_excel(path: Path, target: str | Sequence[str], task: str) -> Contents:
    """Read an .xlsx file, ours or a foreign one (its first sheet, or the one called "data")."""
    sheets = excel_sheets(path)
    header = None
    if "about" in sheets and not target and not task:
        rows = [sheets["about"].columns.tolist(), *sheets["about"].to_numpy().tolist()]
        text = ", ".join(f"{json.dumps(str(row[0]))}: {row[1]}" for row in rows if len(row) > 1)
        header = Header.from_text("{" + text + "}", path)
    frame = sheets.get("data", next(iter(sheets.values())))
    return _from_frame(frame, header, target, task, path)


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


def save_parquet(contents: Contents, path: Path, extra: pd.DataFrame | None = None) -> None:
    """Write a .parquet file; names, task and origin travel in its metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.Table.from_pandas(as_frame(contents, extra), preserve_index=False)
    with replacing(path) as part:
        pq.write_table(table.replace_schema_metadata({PARQUET_KEY: contents.header.as_text().encode()}), part)


def read_parquet(path: Path, target: str | Sequence[str], task: str) -> Contents:
    """Read a .parquet file, ours or a foreign one."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path, partitioning=None)
    except (pa.ArrowException, OSError) as error:
        raise FileError(f"{path} is not a whole Parquet file ({error}); make or copy it again") from error
    note = (table.schema.metadata or {}).get(PARQUET_KEY)
    header = Header.from_text(note, path) if note and not target and not task else None
    return _from_frame(table.replace_schema_metadata(None).to_pandas(), header, target, task, path)


def _from_frame(
    frame: pd.DataFrame, header: Header | None, target: str | Sequence[str], task: str, path: Path
) -> Contents:
    names = [str(name) for name in frame.columns]
    inputs, targets = find_columns(names, header, target, path)
    X = frame_numbers(frame.iloc[:, inputs], path)
    y = frame.iloc[:, targets]
    is_class = header is not None and header.task in CLASSES
    if is_class or not all(pd.api.types.is_numeric_dtype(dtype) for dtype in y.dtypes):
        cells = np.array([[str(cell) for cell in row] for row in y.to_numpy()], dtype=object)
    else:
        cells = frame_numbers(y, path)
    if header is not None:
        return own_contents(X, cells, header, path)
    return foreign_contents(X, cells, task, path, [names[i] for i in inputs], [names[i] for i in targets])


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
