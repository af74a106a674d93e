"""Parquet files that are damaged, that claim what they do not hold, or that hold no numbers."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tests.hostile.corpus import Hostile
from tests.hostile.data_files.making import ROWS, columns_of, entries, file, parquet_bytes, told

DAY = datetime.datetime(2024, 1, 5)


def parquet() -> list[Hostile]:
    base = columns_of(ROWS)
    good = parquet_bytes(base)
    times = [DAY + datetime.timedelta(days=number) for number in range(6)]
    inputs = {
        "nothing": [1.0, 2.0, 3.0, None, 5.0, 6.0],
        "NaN": [1.0, 2.0, 3.0, float("nan"), 5.0, 6.0],
        "infinity": [1.0, 2.0, 3.0, float("inf"), 5.0, 6.0],
        "a whole number missing": [1, 2, 3, None, 5, 6],
        "a yes missing": [True, False, True, None, True, True],
    }
    kinds = {
        "lists": [[1.0, 2.0]] * 6,
        "records": [{"a": 1}] * 6,
        "bytes": [b"ab"] * 6,
        "maps": pa.array([[("a", 1)]] * 6, pa.map_(pa.string(), pa.int64())),
        "lists of lists": [[[1]]] * 6,
        "bytes of one length": pa.array([b"ab"] * 6, pa.binary(2)),
    }
    dates = {
        "dates": [time.date() for time in times],
        "times": times,
        "durations": [datetime.timedelta(1)] * 6,
        "hours": [datetime.time(1)] * 6,
        "nothing at all": pa.nulls(6),
    }
    damage = {f"cut off after {share} %": good[: len(good) * share // 100] for share in (1, 30, 60, 90, 99)}
    damage |= {
        f"{place} bytes before its end a flipped byte": good[:-place]
        + bytes([good[-place] ^ 0xFF])
        + good[-place + 1 :]
        for place in (2, 5, 8, 60)
    }
    damage |= {
        "its marks alone": b"PAR1PAR1",
        "a note longer than itself": b"PAR1" + b"\xff\xff\xff\x7f" + b"PAR1",
        "a password": good[:-4] + b"PARE",
        "text": b"a,b\n1,2\n",
        "an older brother": b"ARROW1\0\0" + bytes(100),
        "pages of zero": good[:4] + bytes(200) + good[204:],
    }
    headers = {
        f"{key}={value}": told(**{key: value})
        for key, value in {
            "task": "guess",
            "X_dtype": "O",
            "y_ndim": 7,
            "target_names": "ab",
            "name": 3,
        }.items()
    }
    headers |= {"half a header": told()[:40], "a list": "[]", "no text": "\x01"}
    classed = {**{name: base[name] for name in ("size", "weight")}, "class": base["kind"]}

    def column(name: str, values: Any) -> Callable[[Path], Path]:
        return file(".parquet", lambda: parquet_bytes(base | {name: values}))

    def twice() -> bytes:
        table, raw = (
            pa.table([base["size"], base["weight"], base["kind"]], ["size", "size", "kind"]),
            io.BytesIO(),
        )
        pq.write_table(table, raw)
        return raw.getvalue()

    return [
        *entries(
            "parquet: among the inputs",
            "row [14] .weight",
            {n: column("weight", v) for n, v in inputs.items()},
        ),
        *entries(
            "parquet: a column of",
            "column 'weight' holds",
            {n: column("weight", v) for n, v in kinds.items()},
        ),
        *entries("parquet: y of", "column 'kind' holds", {n: column("kind", v) for n, v in kinds.items()}),
        *entries(
            "parquet: among the inputs", "row 1 .weight", {n: column("weight", v) for n, v in dates.items()}
        ),
        *entries("parquet: y of", "row 1 .kind", {n: column("kind", v) for n, v in dates.items()}),
        *entries(
            "parquet", "whole|number is expected", {n: file(".parquet", raw) for n, raw in damage.items()}
        ),
        *entries(
            "parquet: a header of",
            "expected|damaged|lacks",
            {
                n: file(".parquet", lambda text=text: parquet_bytes(classed, text))
                for n, text in headers.items()
            },
        ),
        Hostile(
            "parquet: a class missing",
            column("kind", ["a", "b", None, "a", "b", "a"]),
            "row 3 .kind.: nothing",
        ),
        Hostile(
            "parquet: texts instead of classes",
            file(".parquet", lambda: parquet_bytes({**base, "kind": ["x" * 2000] * 6})),
            "has 2000 letters; the name of a class has 200 at most",
        ),
        Hostile("parquet: two of one name", file(".parquet", twice), "both called 'size'"),
        Hostile(
            "parquet: no rows",
            file(".parquet", lambda: parquet_bytes({n: [] for n in base})),
            "no rows|nothing|holds",
        ),
        Hostile("parquet: no columns", file(".parquet", lambda: parquet_bytes({})), "no rows|0 column"),
    ]
