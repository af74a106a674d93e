"""Every hostile file and call of the loaders of real datasets, and strange ones that are right all the same."""

from __future__ import annotations

import functools
import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from ann_toolkit import datasets
from tests.hostile.loader_calls import MAPPING, PIXELS, calls, emnist_files
from tests.hostile.loader_garbage import garbage_in_tables
from tests.hostile.loader_hdf5 import hdf5_files
from tests.hostile.loader_npz import npz_files
from tests.hostile.loader_tables import DATE, TABLES, damaged_tables

LOADER_FILES = [
    *damaged_tables(),
    *garbage_in_tables(),
    *hdf5_files(),
    *npz_files(),
    *emnist_files(),
    *calls(),
]
# Those that would take memory if they were believed; measured in one process of its own.
GREEDY = [
    entry
    for entry in LOADER_FILES
    if any(word in entry.name for word in ("bomb", "terabyte", "unpack", "too many", "too long", "endless"))
]

LATER = [f"2006-10-29 0{hour}:00:00.000 +0100" for hour in range(3, 7)]
Right = Callable[[Path], Any]  # writes a strange file, gives what is read from it


def _table(name: str, change: Callable[[list[list[str]]], list[list[str]]], folder: Path) -> Any:
    return TABLES[name].write(folder, change(TABLES[name].lines()))()


def _bytes(name: str, change: Callable[[bytes], bytes], folder: Path, ending: str = "") -> Any:
    table = TABLES[name]
    whole = "".join(",".join(row) + "\n" for row in table.lines()).encode()
    return table.raw(folder, change(whole), ending)()


def _with(column: str, *cells: str) -> Callable[[list[list[str]]], list[list[str]]]:
    """Other cells in one column, from the first row of data on."""

    def change(lines: list[list[str]]) -> list[list[str]]:
        for row, cell in zip(lines[1:], cells, strict=False):
            row[lines[0].index(column)] = cell
        return lines

    return change


def _signs(folder: Path, **options: Any) -> Any:
    path = folder / "signs.HDF5"
    with h5py.File(path, "w") as file:
        for part in ("train", "test"):
            file.create_dataset(f"{part}_set_x", data=np.full((6, 64, 64, 3), 7.0), **options)
            file[f"{part}_set_y"] = np.arange(6, dtype=np.float32)[None]
    return datasets.load_signs(path, path)[0]


def _mnist(folder: Path) -> Any:
    x, y = np.full((6, 28, 28), 7, ">i4"), np.arange(6, dtype=">f8")[:, None]
    np.savez(folder / "mnist.npz", x_train=np.asfortranarray(x), y_train=y, x_test=x, y_test=y, note="hello")
    return datasets.load_mnist(folder / "mnist.npz")[0]


def _emnist(folder: Path) -> Any:
    (folder / "train.csv.gz").write_bytes(gzip.compress(f"0,{PIXELS}\n1.0,{PIXELS}\n\n2,{PIXELS}".encode()))
    (folder / "map.txt").write_bytes(b"\xef\xbb\xbf" + MAPPING.replace("\n", "\r\n").encode())
    return datasets.load_emnist(folder / "train.csv.gz", folder / "train.csv.gz", folder / "map.txt")[0]


RIGHT: dict[str, Right] = {
    "blank lines and Windows ends": functools.partial(
        _bytes, "robot", lambda whole: b"\r\n" + whole.replace(b"\n", b"\r\n\r\n")
    ),
    "a mark at the start of the text": functools.partial(
        _bytes, "weather", lambda whole: b"\xef\xbb\xbf" + whole
    ),
    "semicolons and decimal commas": functools.partial(
        _bytes, "california", lambda whole: whole.replace(b",", b";").replace(b".", b",")
    ),
    "tabs": functools.partial(_bytes, "covtype", lambda whole: whole.replace(b",", b"\t")),
    "no end of the last line": functools.partial(_bytes, "bike_sharing", bytes.rstrip),
    "packed under the name of .gz": functools.partial(_bytes, "credit_card", gzip.compress, ending=".gz"),
    "columns in another order": functools.partial(
        _table, "gears", lambda lines: [row[::-1] for row in lines]
    ),
    "further columns of words": functools.partial(
        _table, "california", lambda lines: [[*row, "NEAR BAY"] for row in lines]
    ),
    "numbers in quotes": functools.partial(
        _table, "gears", lambda lines: [[f'"{cell}"' for cell in row] for row in lines]
    ),
    "numbers with exponents and signs": functools.partial(
        _table, "bike_sharing", _with("registered", "1.3e1", "+13", "13.", " 13 ", "013")
    ),
    "no bedrooms in one block": functools.partial(_table, "california", _with("total_bedrooms", "")),
    "the ends of the Earth": functools.partial(_table, "california", _with("latitude", "-90", "90")),
    "an hour twice": functools.partial(_table, "weather", _with("Formatted Date", DATE, DATE)),
    "hours that are not in order": functools.partial(
        _table, "weather", _with("Formatted Date", "2016-12-31 23:00:00.000 +0100", DATE)
    ),
    "a silent barometer": functools.partial(_table, "weather", _with("Pressure (millibars)", "0")),
    "summer time ends": functools.partial(
        _table,
        "weather",
        _with("Formatted Date", "2006-10-29 02:00:00.000 +0200", "2006-10-29 02:00:00.000 +0100", *LATER),
    ),
    "a robot's header": functools.partial(
        _bytes, "robot", lambda whole: b"SD_front,SD_left,SD_right,SD_back,Class\n" + whole
    ),
    "whole numbers as floats, labels in a row": _signs,
    "packed with shuffle and checksums": functools.partial(
        _signs, compression="gzip", shuffle=True, fletcher32=True
    ),
    "numbers of another byte order, by columns, with a note": _mnist,
    "EMNIST packed, with a mark and Windows ends": _emnist,
}
# What must be told of values that are kept though they are doubtful.
DOUBTS = {
    "an hour twice": "1 rows kept whose hour stands there before",
    "hours that are not in order": "1 rows kept that lie earlier than the row before",
    "a silent barometer": "1 pressures of 0 millibars kept: they were not measured",
}
