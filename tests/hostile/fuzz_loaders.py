"""The loaders of real datasets, to be fuzzed: text tables (plain, French, packed), Excel, HDF5, NPZ, EMNIST."""

from __future__ import annotations

import functools
import gzip
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from ann_toolkit import datasets
from tests.hostile.fuzzing import BUDGET, Target
from tests.hostile.loader_calls import MAPPING, PIXELS
from tests.hostile.loader_hdf5 import HDF5, valid_hdf5
from tests.hostile.loader_npz import NPZ, valid_npz
from tests.hostile.loader_pictures import Pictures
from tests.hostile.loader_tables import TABLES, Table


def _finite(read: Any) -> Any:
    """What was read, once it holds numbers alone."""
    for data in read if isinstance(read, tuple) else (read,):
        assert np.isfinite(data.X).all()
        assert np.isfinite(data.y).all()
    return read


def _text(table: Table, packed: bool, random: Random) -> bytes:
    sign, point = random.choice((b",", b";", b"\t")), random.choice((b".", b"."))
    if sign != b",":
        point = random.choice((b".", b","))
    rows = table.lines(random.randrange(1, 9))
    whole = b"".join(sign.join(cell.encode().replace(b".", point) for cell in row) + b"\n" for row in rows)
    return gzip.compress(whole) if packed else whole


def _read_table(load: Callable[..., Any], path: Path) -> Any:
    return _finite(load(path, budget=BUDGET))


def _tables() -> list[Target]:
    found = []
    for name, table in TABLES.items():
        read = functools.partial(_read_table, table.load)
        for packed in (False, True) if name != "gears" else (False,):
            ending = Path(table.file).suffix + ".gz" * packed
            make = functools.partial(_text, table, packed)
            found.append(Target(f"{name}{'_gz' * packed}", ending, make, read))
    return found


@functools.cache
def _excel(rows: int) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        datasets.generate_gear_case(rows, 20).save(Path(folder) / "gears.xlsx")
        return (Path(folder) / "gears.xlsx").read_bytes()


def _pictures(kind: Pictures, valid: Callable[[Pictures, Random], bytes], ending: str) -> Target:
    def read(path: Path) -> Any:
        paths = (path,) if ending == ".npz" else (path, path)
        return _finite(kind.load(*paths, budget=BUDGET))

    return Target(kind.name, ending, functools.partial(valid, kind), read)


def _read_emnist(path: Path, part: str) -> Any:
    """Train and test, or the mapping, are the file; the others are sound."""
    cells, mapping = path.with_name("cells.csv"), path.with_name("mapping.txt")
    cells.write_text(f"0,{PIXELS}\n1,{PIXELS}\n")
    mapping.write_text(MAPPING)
    try:
        files = (path, path, mapping) if part == "cells" else (cells, cells, path)
        return _finite(datasets.load_emnist(*files, budget=BUDGET))
    finally:
        cells.unlink()
        mapping.unlink()


TARGETS = [
    *_tables(),
    Target(
        "gears_excel",
        ".xlsx",
        lambda random: _excel(random.randrange(1, 4)),
        functools.partial(_read_table, datasets.load_gears),
    ),
    *(_pictures(kind, valid_hdf5, ".h5") for kind in HDF5),
    *(_pictures(kind, valid_npz, ".npz") for kind in NPZ),
    Target(
        "emnist",
        ".csv",
        lambda random: f"{random.randrange(3)},{PIXELS}\n1,{PIXELS}\n".encode(),
        functools.partial(_read_emnist, part="cells"),
    ),
    Target(
        "emnist_mapping",
        ".txt",
        lambda random: MAPPING.encode(),
        functools.partial(_read_emnist, part="mapping"),
    ),
]
