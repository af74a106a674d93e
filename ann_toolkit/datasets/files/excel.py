"""Excel files: a table in the sheet "data", what is known about it in the sheet "about"."""

from __future__ import annotations

import contextlib
import io
import itertools
import json
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ann_toolkit.base.bounded.budget import check_budget
from ann_toolkit.base.bounded.zipped import opened_zip
from ann_toolkit.base.errors import AnnError, DataError, FileError, UnsafeFileError
from ann_toolkit.base.files import replacing
from ann_toolkit.datasets.files.cells import has_controls, shortly
from ann_toolkit.datasets.files.columns import as_frame
from ann_toolkit.datasets.files.frames import contents_of
from ann_toolkit.datasets.files.header import Contents, Header
from ann_toolkit.datasets.files.lines import Reading

EXCEL_ROWS = 1_048_575  # Excel's own limit, less the header
LONGEST_CELL = 32_767  # characters, Excel's own limit
_WHAT = "an Excel file"
_EXPANSION = 200  # times its packed size; sheets of equal rows reach 100
_LARGEST_PART = 2**22  # bytes of a part that is no sheet: each becomes many objects
_LARGE_PARTS = ("xl/worksheets/", "xl/charts", "xl/drawings", "xl/pivot")  # cells, and what is not read
_LINES_ABOUT = 100  # that are looked at
_ROWS = 10_000  # taken at a time
_CELL = 64  # bytes that a cell may take in memory until its column is known to hold numbers
_EMPTY_CELLS = 20_000_000  # beyond the named columns
_TIME, _WHEN = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"), b"1980-01-01T00:00:00Z"
_OTHER_CODE = re.compile(rb"encoding\s*=\s*[\"'](?!(?i:utf-?8|us-ascii))")
# What openpyxl and the readers of zip and XML answer to what no Excel wrote.
_DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


def save_excel(contents: Contents, path: Path, extra: pd.DataFrame | None = None) -> None:
    """Write an .xlsx file with the sheets "data" and "about"; Excel keeps 16 digits of a number."""
    frame = as_frame(contents, extra)
    if len(frame) > EXCEL_ROWS:
        raise DataError(f"{len(frame)} rows do not fit into an Excel sheet ({EXCEL_ROWS}); save as .parquet")
    notes = pd.DataFrame(
        [(key, json.dumps(value, ensure_ascii=False)) for key, value in contents.header.as_items().items()]
    )
    for text in (*frame.columns, *contents.header.target_names, *notes[1]):
        _check_text(str(text))
    whole = io.BytesIO()  # openpyxl leaves files open when a disk is full: it writes to memory instead
    with replacing(path) as part:
        with pd.ExcelWriter(whole, engine="openpyxl") as workbook:
            frame.to_excel(workbook, sheet_name="data", index=False)
            notes.to_excel(workbook, sheet_name="about", index=False, header=False)
            for sheet in workbook.book.worksheets:
                _only_text(sheet, frame if sheet.title == "data" else notes)
        part.write_bytes(_without_times(whole))


def read_excel(path: Path, target: str | Sequence[str], task: str, budget: int | None = None) -> Contents:
    """Read an .xlsx file, ours or a foreign one (its first sheet, or the one called "data")."""
    sheets = excel_sheets(path, budget)
    header = None
    if "about" in sheets and not target and not task:
        rows = sheets["about"].to_numpy().tolist()
        text = ", ".join(f"{json.dumps(str(row[0]))}: {row[1]}" for row in rows if len(row) > 1)
        header = Header.from_text("{" + text + "}", path)
    return contents_of(sheets["data"], header, target, task, path)


def excel_sheets(path: Path, budget: int | None = None) -> dict[str, pd.DataFrame]:
    """The table of an Excel file as "data" (its first sheet, unless one is called so), and the sheet "about".

    Args:
        path: an existing file.
        budget: how many bytes it may take in memory (default: a quarter of the machine's).

    Returns:
        "data" with the names of the first row, its index the row in the sheet; "about" as it stands.

    Raises:
        FileError: damaged, not an Excel file, or too large.
        DataError: there is nothing in it, or a cell stands outside of the named columns.
    """
    from openpyxl import load_workbook

    _check_archive(path, budget)
    with path.open("rb") as opened, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # about styles and extensions: no data is lost by them
        try:
            book = load_workbook(opened, read_only=True, data_only=True, keep_links=False)
        except _DAMAGE as error:
            raise _not_whole(path) from error
        found = {sheet.title: sheet for sheet in book.worksheets}
        if not found:
            raise DataError(f"{path} holds no rows of data under a header")
        data = found.get("data", next(iter(found.values())))
        sheets = {"data": _table(data, path, budget)}
        if "about" in found:
            lines = itertools.islice(_filled_rows(found["about"], path), _LINES_ABOUT)
            sheets["about"] = pd.DataFrame([row[:2] for _, row in lines])
        return sheets


def _table(sheet: Any, path: Path, budget: int | None) -> pd.DataFrame:
    """A sheet as a table, its first row as names."""
    rows = _filled_rows(sheet, path)
    number, first = next(rows, (0, ()))
    names = ["" if cell is None else str(cell).strip() for cell in first]
    while names and not names[-1]:
        names.pop()
    blocks: list[list[np.ndarray]] = []
    numbers: list[int] = []
    block: list[Sequence[Any]] = []
    for number, row in rows:
        if any(cell is not None for cell in row[len(names) :]):
            raise DataError(f"{path}, row {number}: a cell beyond the last named column ({len(names)})")
        block.append((*row[: len(names)], *[None] * (len(names) - len(row))))
        numbers.append(number)
        if len(block) == _ROWS:
            blocks.append(_columns(block))
            block = []
            # Twice: the blocks and the table that they are joined to.
            check_budget(2 * len(numbers) * len(names) * _CELL, path, budget)
    if block:
        blocks.append(_columns(block))
    if not blocks:
        raise DataError(f"{path} holds no rows of data under a header")
    columns = [_joined(list(parts)) for parts in zip(*blocks, strict=True)]
    frame = pd.DataFrame(dict(enumerate(columns)), index=numbers)
    frame.columns = pd.Index(names)
    return frame


def _filled_rows(sheet: Any, path: Path) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Every row with something in it, by its number."""
    news, beyond, width = Reading(path), 0, 0
    if not hasattr(sheet, "reset_dimensions"):
        raise DataError(f"{path}: its sheet {sheet.title!r} is a chart; expected a table")
    sheet.reset_dimensions()  # what a file says of them need not be so
    try:
        for number, row in enumerate(sheet.iter_rows(min_row=1, max_row=EXCEL_ROWS + 2, values_only=True), 1):
            if number > EXCEL_ROWS + 1:
                raise DataError(f"{path} has more rows than Excel keeps ({EXCEL_ROWS}); save them as .csv")
            news.advance(number, "rows")
            if all(cell is None for cell in row):
                beyond += len(row)
            else:
                width = width or len(row)
                beyond += len(row) - width
                yield number, row
            if beyond > _EMPTY_CELLS:
                raise FileError(
                    f"{path}: its sheet {sheet.title!r} has empty cells without end; save the table alone"
                )
    except AnnError:
        raise
    except _DAMAGE as error:
        raise _not_whole(path) from error


def _columns(rows: list[Sequence[Any]]) -> list[np.ndarray]:
    """Rows as columns: of numbers where all cells are numbers, of what stands there otherwise."""
    found = []
    for cells in zip(*rows, strict=True):
        kinds = set(map(type, cells))
        array = np.empty(len(cells), dtype=object)
        array[:] = cells
        if kinds in ({int}, {bool}, {float}, {int, float}):
            kind = int if kinds == {int} else bool if kinds == {bool} else float
            with contextlib.suppress(OverflowError):  # more digits than 64 bits: looked at cell by cell
                array = array.astype(kind)
        found.append(array)
    return found


def _joined(parts: list[np.ndarray]) -> np.ndarray:
    kinds = {part.dtype.kind for part in parts}
    mixed = "b" in kinds and len(kinds) > 1  # True among numbers is not 1
    return np.concatenate([part.astype(object) for part in parts] if mixed else parts)


def _check_archive(path: Path, budget: int | None) -> None:
    """What the file says of its size, and that its XML declares nothing: a few bytes could unfold without end."""
    with opened_zip(path, _WHAT, budget, _EXPANSION) as archive:
        for part in archive.infolist():
            name = part.filename.lower()
            if not name.endswith((".xml", ".rels")):
                continue
            small = not name.startswith(_LARGE_PARTS) and not name.endswith("sharedstrings.xml")
            if small and part.file_size > _LARGEST_PART:
                raise FileError(
                    f"{path}: its part {part.filename!r} has {part.file_size} bytes; save the table alone"
                )
            with archive.open(part) as opened:
                _check_xml(opened, part.filename, path)


def _check_xml(opened: Any, name: str, path: Path) -> None:
    """Excel writes XML in UTF-8 without a document type."""
    last = b""
    while block := opened.read(2**20):
        if not last and (b"\0" in block[:100] or _OTHER_CODE.search(block[:200])):
            raise _refused(path, f"its part {name!r} is not in UTF-8")
        if b"<!DOCTYPE" in last + block or b"<!ENTITY" in last + block:
            raise _refused(path, f"its part {name!r} declares entities, which could unfold without end")
        last = block[-10:]


def _refused(path: Path, reason: str) -> UnsafeFileError:
    return UnsafeFileError(f"{path} was not opened: {reason}")


def _not_whole(path: Path) -> FileError:
    return FileError(f"{path} is not a whole Excel file; save it again as .xlsx")


def _check_text(text: str) -> None:
    if len(text) > LONGEST_CELL:
        raise DataError(
            f"{len(text)} characters do not fit into an Excel cell ({LONGEST_CELL}); save as .parquet"
        )
    if "\r" in text or has_controls(text):
        raise DataError(f"{shortly(text)} holds characters that Excel does not keep; save as .parquet")


def _only_text(sheet: Any, frame: pd.DataFrame) -> None:
    """Words that look like formulas or errors stay words, also when a person edits their cell."""
    spoken = [place for place, kind in enumerate(frame.dtypes, 1) if kind.kind not in "iufb"]
    cells = [
        *sheet[1],
        *(cell for place in spoken for (cell,) in sheet.iter_rows(min_col=place, max_col=place)),
    ]
    for cell in cells:
        if isinstance(cell.value, str) and (cell.data_type != "s" or cell.value[:1] in "=+-@\t"):
            cell.data_type = "s"
            cell.quotePrefix = True


def _without_times(book: io.BytesIO) -> bytes:
    """A workbook as it would be had it been written at the beginning of 1980."""
    whole = io.BytesIO()
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "docProps/core.xml":
                content = _TIME.sub(_WHEN, content)
            new.writestr(zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()
