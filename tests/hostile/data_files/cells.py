"""One cell that is no number or no class, in each format that has cells."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from tests.hostile.corpus import Hostile
from tests.hostile.data_files.making import (
    NAMES,
    ROWS,
    columns_of,
    csv_text,
    excel_bytes,
    file,
    hdf5_bytes,
    npz_bytes,
    parquet_bytes,
    spoiled,
    with_y,
)

# What stands where a number belongs, and whether Excel and Parquet can hold it too.
NO_NUMBERS = {
    "nothing": "",
    "a space": " ",
    "a word": "oops",
    "nan": "nan",
    "NaN": "NaN",
    "infinity": "inf",
    "minus infinity": "-Infinity",
    "an underscore": "1_000",
    "full-width digits": "\uff11\uff12",
    "arabic digits": "\u0661\u0662",
    "a raised two": "\u00b2",
    "too large": "1e400",
    "5000 digits": "1" * 5000,
    "hexadecimal": "0x10",
    "two points": "1.5.2",
    "two signs": "--1",
    "a gap": "1 2",
    "a no-break space": "1\u00a0000",
    "half a number": "1e",
    "a yes": "True",
    "a date": "2024-01-01",
    "a time": "12:30",
    "an error of Excel": "#DIV/0!",
    "a formula": "=1+1",
    "money": "5 EUR",
    "a share": "5%",
    "a complex number": "1+2j",
    "a missing word": "NULL",
    "a number of Fortran": "1d5",
    "a fraction": "1/2",
}
# What stands where a class belongs; the second word says what is wrong with it.
NO_CLASSES: dict[str, tuple[list[Any], str]] = {
    "nothing": (["a", "b", "a", "", "b"], "row [45]|line 5"),
    "a space": (["a", "b", "a", " ", "b"], "row [45]|line 5"),
    "nan": (["a", "b", "a", "nan", "b"], "'nan'"),
    "NaN": (["a", "b", "a", "NaN", "b"], "'NaN'"),
    "infinity": (["a", "b", "a", "-inf", "b"], "'-inf'"),
    "not a time": (["a", "b", "a", "NaT", "b"], "'NaT'"),
    "pandas' missing": (["a", "b", "a", "<NA>", "b"], "'<NA>'"),
    "an error of Excel": (["a", "b", "a", "#N/A", "b"], "'#N/A'"),
    "NA among numbers": (["0", "1", "0", "NA", "1"], "'NA' where all others are numbers"),
    "null among numbers": (["0", "1", "0", "null", "1"], "'null' where all others are numbers"),
    "a question mark": (["0", "1", "0", "?", "1"], r"'\?' where all others are numbers"),
    "a word among numbers": (["0", "1", "0", "oops", "1"], "'oops' where most others are numbers"),
    "a word among measures": (["0.5", "1.25", "oops", "2.5", "1"], "'oops' where most others are numbers"),
    "dates": ([f"2024-01-{day:02}" for day in range(1, 6)], "is a date"),
    "dates of another land": ([f"{day}/12/2024" for day in range(1, 6)], "is a date"),
    "an underscore": (["1_000", "2", "3"], "'1_000'"),
    "full-width digits": (["\uff11", "\uff12", "\uff11"], "where a number is expected"),
    "too large": (["1", "1e400", "2"], "too large for a number"),
    "5000 digits": (["1", "1" * 5000, "2"], "too large for a number"),
    "free text": ([f"note number {number}" for number in range(30)], "no two of 30 rows"),
}
CONTROLS = {
    "an escape sequence": "\x1b[31mred",
    "a bell": "red\x07",
    "a backspace": "red\x08\x08",
    "C1": "\x9b2J",
}
ARRAYS = {".npz": npz_bytes, ".h5": hdf5_bytes}


def _in_each_format(rows: list[tuple[Any, ...]]) -> dict[str, Callable[[Path], Path]]:
    return {
        "csv": file(".csv", csv_text(rows)),
        "xlsx": file(".xlsx", lambda: excel_bytes(rows)),
        "parquet": file(".parquet", lambda: parquet_bytes(_as_text(columns_of(rows)))),
    }


def _as_text(columns: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Parquet has one kind in each column: text, where one of them is text."""
    mixed = {name: any(isinstance(cell, str) for cell in cells) for name, cells in columns.items()}
    return {
        name: [None if cell is None else str(cell) for cell in cells] if mixed[name] else cells
        for name, cells in columns.items()
    }


def _words(ending: str, words: list[str]) -> Callable[[Path], Path]:
    def whole() -> bytes:
        wide = np.array(words, dtype="U" if ending == ".npz" else "S")
        return ARRAYS[ending](X=np.arange(2.0 * len(words)).reshape(-1, 2), y=wide)

    return file(ending, whole)


def numbers() -> list[Hostile]:
    found = [
        Hostile(f"{kind}: {name} among the inputs", make, r"(line 5|row 5|parquet, row 4).*weight")
        for name, cell in NO_NUMBERS.items()
        for kind, make in _in_each_format(spoiled(1, cell)).items()
    ]
    quoted = {
        "a decimal comma": '"1,5"',
        "thousands": '"1,000"',
        "a line break": '"1\n5"',
        "a quote": '"1""5"',
    }
    found += [
        Hostile(
            f"csv: {name} in quotes", file(".csv", csv_text(spoiled(1, cell))), "line 5, column 2 .weight"
        )
        for name, cell in quoted.items()
    ]
    french = {"thousands": "1.000,5", "two commas": "1,5,0", "nothing": "", "an underscore": "1_0,5"}
    return found + [
        Hostile(
            f"csv, french: {name}",
            file(".csv", csv_text(spoiled(1, cell), sign=";")),
            "line 5, column 2 .weight",
        )
        for name, cell in french.items()
    ]


def classes() -> list[Hostile]:
    found = []
    for name, (words, says) in NO_CLASSES.items():
        for kind, make in _in_each_format(with_y(words)).items():
            found.append(Hostile(f"{kind}: y with {name}", make, says))
        if all(word.isascii() for word in words):
            makers = {ending: _words(ending, words) for ending in ARRAYS}
            found += [Hostile(f"{ending[1:]}: y with {name}", make, says) for ending, make in makers.items()]
    for name, word in CONTROLS.items():
        cells = with_y(["red", "blue", word, "blue"])
        makers = _in_each_format(cells)
        del makers["xlsx"]  # its XML cannot hold them
        found += [
            Hostile(f"{kind}: y with {name}", make, "control characters") for kind, make in makers.items()
        ]
    return found


def column_names() -> list[Hostile]:
    wrong = {
        "two of one name": (("size", "size", "kind"), "columns 1 and 2 are both called 'size'"),
        "target and input of one name": (("size", "kind", "kind"), "columns 2 and 3 are both called 'kind'"),
        "a column without a name": (("size", " ", "kind"), "column 2 has no name"),
        "a target without a name": (
            ("size", "weight", ""),
            "column 3 has no name|beyond the last named column",
        ),
        "row numbers of pandas": (("", "weight", "kind"), "column 1 has no name"),
        "the index of pandas": (("__index_level_0__", "weight", "kind"), "column 1 has no name"),
        "nan for a name": (("size", "nan", "kind"), "column 2 is called 'nan'"),
        "infinity for a name": (("inf", "weight", "kind"), "column 1 is called 'inf'"),
    }
    found = []
    for name, (names, says) in wrong.items():
        makers = {
            "csv": file(".csv", csv_text(ROWS, names)),
            "csv, french": file(".csv", csv_text(ROWS, names, ";")),
            "xlsx": file(".xlsx", lambda names=names: excel_bytes(ROWS, names)),
        }
        found += [Hostile(f"{kind}: {name}", make, says) for kind, make in makers.items()]
    commands = ("size", "wei\x1b]0;owned\x07ght", "kind")
    return [
        *found,
        Hostile(
            "csv: a name that commands a terminal",
            file(".csv", csv_text(ROWS, commands)),
            "control characters",
        ),
        Hostile("csv: names and one column", file(".csv", "kind\ncat\ndog\n"), "1 column"),
        Hostile(
            "xlsx: names and one column", file(".xlsx", lambda: excel_bytes([["cat"]], ["kind"])), "1 column"
        ),
        Hostile(
            "parquet: names and one column",
            file(".parquet", lambda: parquet_bytes({"kind": ["cat"]})),
            "1 column",
        ),
        Hostile(
            "parquet: a column without a name",
            file(".parquet", lambda: parquet_bytes({NAMES[0]: [1.0], "": [2.0], NAMES[2]: ["cat"]})),
            "column 2 has no name",
        ),
    ]
