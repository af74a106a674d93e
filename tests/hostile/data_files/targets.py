"""The readers of data files, to be fuzzed: ``Dataset.read`` in each format, ours and foreign."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np

from ann_toolkit.datasets import Dataset
from tests.hostile.data_files.making import (
    csv_text,
    excel_bytes,
    hdf5_bytes,
    npz_bytes,
    parquet_bytes,
    told,
)
from tests.hostile.fuzzing import BUDGET, Target


def _rows(random: Random) -> list[tuple[float, float, str]]:
    words = random.choice((["cat", "dog"], ["0", "1"], ["1.5", "2.5", "0.25"], ["a b", "NA", "x"]))
    return [
        (round(random.uniform(-9, 9), 3), float(random.randrange(99)), random.choice(words))
        for _ in range(random.randrange(2, 30))
    ]


def _own(random: Random, ending: str) -> bytes:
    """A file that the toolkit wrote."""
    rows = random.randrange(4, 20)
    y = [0, 1] + [random.randrange(2) for _ in range(rows - 2)]
    data = Dataset(np.arange(2.0 * rows).reshape(-1, 2), y, "binary", ("a", "b"), ("no", "yes"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"data{ending}"
        data.save(path)
        return path.read_bytes()


def _csv(random: Random) -> bytes:
    sign = random.choice(",;\t")
    text = csv_text(_rows(random), sign=sign)
    return (text.replace(".", ",") if sign == ";" else text).encode(random.choice(("utf-8", "utf-8-sig")))


def _excel(random: Random) -> bytes:
    return excel_bytes(_rows(random)) if random.random() < 0.5 else _own(random, ".xlsx")


def _parquet(random: Random) -> bytes:
    columns = dict(zip("abc", map(list, zip(*_rows(random), strict=True)), strict=True))
    return parquet_bytes(columns) if random.random() < 0.5 else _own(random, ".parquet")


def _arrays(random: Random) -> dict[str, np.ndarray]:
    rows = random.randrange(1, 9)
    shape = random.choice(((rows, 2), (rows, 3, 3), (rows, 2, 2, 1)))
    y = random.choice((np.arange(rows) % 2, np.linspace(0, 1, rows), np.array(["a", "b"] * rows, "S")[:rows]))
    return {"X": np.zeros(shape, random.choice(("f4", "f8", "u1", "i8", "?"))), "y": y}


def _read(path: Path) -> None:
    data = Dataset.read(path, budget=BUDGET)
    assert np.isfinite(data.X).all()
    assert np.isfinite(data.y).all()
    assert len(data) == len(data.y) > 0


def _read_note(path: Path) -> None:
    """The note beside a table; the table itself is sound."""
    table = path.with_name(path.name.removesuffix(".json"))
    table.write_text("a,b,class\n1,2,no\n3,4,yes\n")
    try:
        _read(table)
    finally:
        table.unlink()


def _note(random: Random) -> bytes:
    names = {"feature_names": ["a", "b"], "target_names": ["no", "yes"], "name": random.choice("xyz")}
    return json.dumps(json.loads(told(**names)), indent=random.choice((None, 2))).encode()


def _target(name: str, make: Callable[[Random], bytes], ending: str = "") -> Target:
    return Target(name, ending or f".{name}", make, _read)


TARGETS = [
    _target("csv", _csv),
    _target("xlsx", _excel),
    _target("parquet", _parquet),
    _target(
        "npz", lambda random: npz_bytes(**_arrays(random)) if random.random() < 0.5 else _own(random, ".npz")
    ),
    _target(
        "h5", lambda random: hdf5_bytes(**_arrays(random)) if random.random() < 0.5 else _own(random, ".h5")
    ),
    Target("note", ".csv.json", _note, _read_note),
]
