"""Parquet files: columns of numbers, words or dates, unpacked a block at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from ann_toolkit.base.bounded.budget import check_budget
from ann_toolkit.base.errors import AnnError, DataError, FileError
from ann_toolkit.base.files import replacing
from ann_toolkit.datasets.files.columns import as_frame
from ann_toolkit.datasets.files.frames import contents_of
from ann_toolkit.datasets.files.header import Contents, Header
from ann_toolkit.datasets.files.lines import Reading

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

PARQUET_KEY = b"ann_toolkit"
_ROWS = 2**16  # unpacked at a time
_LETTER = 4  # bytes, as NumPy keeps words
_NUMBER = 8  # bytes of a number, or of the place of a word in its dictionary


def save_parquet(contents: Contents, path: Path, extra: pd.DataFrame | None = None) -> None:
    """Write a .parquet file; names, task and origin travel in its metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.Table.from_pandas(as_frame(contents, extra), preserve_index=False)
    with replacing(path) as part:
        pq.write_table(table.replace_schema_metadata({PARQUET_KEY: contents.header.as_text().encode()}), part)


def read_parquet(path: Path, target: str | Sequence[str], task: str, budget: int | None = None) -> Contents:
    """Read a .parquet file, ours or a foreign one."""
    note, frame = _read(path, budget)
    header = Header.from_text(note, path) if note and not target and not task else None
    frame.index = pd.RangeIndex(1, len(frame) + 1)  # rows as people count them
    return contents_of(frame, header, target, task, path)


def _read(path: Path, budget: int | None) -> tuple[bytes, pd.DataFrame]:
    """What the file says about itself, and its table."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pa.OSFile(str(path)) as opened:
            file = pq.ParquetFile(opened)
            schema = file.schema_arrow
            _check_claims(file, path, budget)
            words = [field.name for field in schema if _is_text(field.type)]
            # A word that stands in a million rows is kept once: so it takes no more memory than in the file.
            batches = list(_batches(pq.ParquetFile(opened, read_dictionary=words), path, budget))
        frame = pa.Table.from_batches(batches).replace_schema_metadata(None).to_pandas()
        return (schema.metadata or {}).get(PARQUET_KEY, b""), frame
    except AnnError:
        raise
    except (pa.ArrowException, OSError, ValueError, TypeError, OverflowError) as error:
        raise FileError(f"{path} is not a whole Parquet file; make or copy it again") from error


def _batches(file: pq.ParquetFile, path: Path, budget: int | None) -> Iterator[pa.RecordBatch]:
    news, rows = Reading(path), 0
    for batch in file.iter_batches(_ROWS):
        _check_words(batch, file.metadata.num_rows, path, budget)
        yield batch
        rows += batch.num_rows
        news.advance(rows, "rows")
    if not rows:
        raise DataError(f"{path} holds no rows of data")


def _check_words(batch: pa.RecordBatch, rows: int, path: Path, budget: int | None) -> None:
    """A long word that stands in a million rows is kept once here, but not where its rows are looked at."""
    import pyarrow as pa
    import pyarrow.compute as compute

    for column in batch.columns:
        if isinstance(column, pa.DictionaryArray) and _is_text(column.dictionary.type):
            longest = compute.max(compute.utf8_length(column.dictionary)).as_py() or 0
            check_budget(_LETTER * longest * rows, path, budget)


def _check_claims(file: pq.ParquetFile, path: Path, budget: int | None) -> None:
    """What the file says of its size, before anything is unpacked: a few bytes may stand for millions of rows."""
    for field in file.schema_arrow:
        if not _is_plain(field.type):
            raise DataError(
                f"{path}: column {field.name!r} holds {field.type}; expected numbers, or words for the classes"
            )
    told = file.metadata
    packed = sum(told.row_group(number).total_byte_size for number in range(told.num_row_groups))
    # Twice: as Arrow and as pandas keep it.
    check_budget(2 * told.num_rows * told.num_columns * _NUMBER + packed, path, budget)


def _is_text(kind: pa.DataType) -> bool:
    import pyarrow.types as types

    return bool(types.is_string(kind) or types.is_large_string(kind))


def _is_plain(kind: pa.DataType) -> bool:
    """Numbers, words, and what a message will say better than here: dates and times."""
    import pyarrow.types as types

    if types.is_dictionary(kind):
        return _is_plain(kind.value_type)
    known = (types.is_integer, types.is_floating, types.is_boolean, types.is_decimal, types.is_temporal)
    return _is_text(kind) or bool(types.is_null(kind)) or any(is_kind(kind) for is_kind in known)
