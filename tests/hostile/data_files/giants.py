"""Small files that would take much memory: each is read with a budget of 64 MB, all of them in one process."""

from __future__ import annotations

import gzip
import io
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tests.hostile.corpus import Hostile
from tests.hostile.data_files.archives import npy
from tests.hostile.data_files.making import (
    ROWS,
    csv_text,
    excel_bytes,
    file,
    in_zip,
    npz_bytes,
    parquet_bytes,
    y,
)

BUDGET = 64 * 10**6
MANY = 20_000_000
TOO_LARGE = "would take .* of memory|fill the memory|would unpack|without end|more than 16 MB|bytes long"


def _zeros(name: str, header: str, size: int) -> bytes:
    """An NPZ file with an array of zeros."""
    whole = io.BytesIO(npz_bytes(y=y()))
    with zipfile.ZipFile(whole, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr(name, npy(header, bytes(size)))
    return whole.getvalue()


def _lying(whole: bytes) -> bytes:
    """The archive claims that its last part unpacks to a hundred bytes."""
    place = whole.rindex(b"PK\x01\x02")
    return whole[: place + 24] + struct.pack("<I", 100) + whole[place + 28 :]


def _hdf5(**how: object) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        with h5py.File(folder / "data.h5", "w") as opened:
            opened["y"] = y()
            opened.create_dataset("X", **how)
        return folder / "data.h5"

    return make


def _sparse(name: str, size: int, start: bytes = b"") -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / "data.csv").write_text(csv_text(ROWS))
        (folder / name).write_bytes(start)
        os.truncate(folder / name, size)
        return folder / name.removesuffix(".json")

    return make


def _parquet(**columns: object) -> Callable[[], bytes]:
    def whole() -> bytes:
        raw = io.BytesIO()
        pq.write_table(pa.table(columns), raw, compression="zstd", row_group_size=MANY)
        return raw.getvalue()

    return whole


def _sheet(
    change: Callable[[bytes], bytes], part: str = "xl/worksheets/sheet1.xml"
) -> Callable[[Path], Path]:
    return file(".xlsx", lambda: in_zip(excel_bytes(ROWS), {part: change}))


def _rows(row: bytes, times: int) -> Callable[[bytes], bytes]:
    return lambda content: content.replace(b"</sheetData>", row * times + b"</sheetData>")


def giants() -> list[Hostile]:
    header = "{'descr': '|u1', 'fortran_order': False, 'shape': (100000000, 1)}"
    words = pa.DictionaryArray.from_arrays(pa.array(np.zeros(3_000_000, "int32")), ["x" * 100_000])
    makers: dict[str, Callable[[Path], Path]] = {
        "npz: zeros": file(".npz", lambda: _zeros("X.npy", header, 10**8)),
        "npz: zeros that claim to be few": file(".npz", lambda: _lying(_zeros("X.npy", header, 10**8))),
        "npz: a sparse file": _sparse("data.npz", 10**10, b"PK\x03\x04"),
        "hdf5: zeros, packed": _hdf5(shape=(10**8,), dtype="u1", compression="gzip", chunks=(10**7,)),
        "hdf5: values that were never written": _hdf5(shape=(10**12, 2), dtype="f8", chunks=(1000, 2)),
        "hdf5: one giant block": _hdf5(shape=(6, 2), maxshape=(None, 2), dtype="f8", chunks=(10**8, 2)),
        "hdf5: a giant type": _hdf5(shape=(6, 2), dtype="S100000000", chunks=(1, 1)),
        "csv: many short rows": file(".csv", lambda: b"a,b\n" + b"1,2\n" * 3_000_000),
        "csv: many classes": file(".csv", lambda: b"a,b\n" + b"1,x\n" * 1_000_000),
        "csv: both decimal signs": file(
            ".csv", lambda: b"a;b\n" + b"1,5;x\n3.5;" + (b"x" * 999 + b"\n3.5;") * 100_000
        ),
        "csv: a line of 30 million cells": file(".csv", lambda: b"a,b\n1,2\n" + b"," * 30_000_000),
        "csv: a quote that is never closed": file(".csv", lambda: b'a,b\n1,"2\n' + b"1,2\n" * 10_000_000),
        "csv: a sparse file": _sparse("data.csv", 10**10, b"a,b\n1,2\n"),
        "csv: a sparse note": _sparse("data.csv.json", 10**10, b"{"),
        "xlsx: many equal rows": _sheet(
            _rows(b'<row><c r="A1"><v>1</v></c><c><v>2</v></c><c><v>0</v></c></row>', 10**6)
        ),
        "xlsx: rows to the last column": _sheet(_rows(b'<row><c r="XFD1"/></row>', 30_000)),
        "xlsx: many empty texts": _sheet(lambda _: b"<sst>" + b"<si/>" * 10**7, "xl/sharedStrings.xml"),
        "parquet: equal numbers": file(".parquet", _parquet(a=np.zeros(MANY), b=np.ones(MANY))),
        "parquet: one long word many times": file(".parquet", _parquet(a=np.zeros(3_000_000), b=words)),
        "parquet: one class of 4000 letters": file(
            ".parquet", _parquet(a=np.zeros(9000), b=["x" * 4000] * 9000)
        ),
        "parquet: zeros, packed": file(".parquet", _parquet(a=pa.array(["0" * 10**8]), b=[1])),
        "parquet: many columns of many rows": file(
            ".parquet", lambda: parquet_bytes({f"a{n}": np.zeros(50_000) for n in range(100)})
        ),
    }
    other = "value 0|UTF-16|never closed|not the whole|more than 131072|" + TOO_LARGE
    return [Hostile(name, make, other) for name, make in makers.items()]


def packed_texts(folder: Path) -> dict[str, Path]:
    """Text files in gzip, as the loaders of real data read them."""
    made = {}
    for name, content in {
        "rows": b"a,b\n" + b"1,2\n" * 20_000_000,
        "a line without end": b"a,b\n1,2\n" + b"1" * 50_000_000,
    }.items():
        made[name] = folder / f"{name}.csv.gz"
        made[name].write_bytes(gzip.compress(content, 1))
    return made
