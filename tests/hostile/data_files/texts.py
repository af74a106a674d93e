"""CSV files that are no table, and notes beside them that say what cannot be."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

from tests.hostile.corpus import SECRET, Hostile
from tests.hostile.data_files.making import (
    HEADER,
    NAMES,
    ROWS,
    csv_text,
    entries,
    excel_bytes,
    file,
    hdf5_bytes,
    npz_bytes,
    parquet_bytes,
    told,
    with_note,
)

GOOD = csv_text(ROWS)
LINES = GOOD.splitlines(keepends=True)


def _with_line(number: int, line: str) -> str:
    return "".join([*LINES[: number - 1], line, *LINES[number:]])


def structures() -> list[Hostile]:
    ragged = {
        f"{name} in line {number}": file(".csv", _with_line(number, line))
        for number in (2, 4, 7)
        for name, line in {
            "too few cells": "1.5,cat\n",
            "too many cells": "1,2,3,cat\n",
            "one word": "x\n",
        }.items()
    }
    empty = {
        "names alone": file(".csv", LINES[0]),
        "names and empty lines": file(".csv", LINES[0] + "\n,,\n  \n"),
    }
    nothing = {
        "line breaks alone": file(".csv", "\n\r\n\n"),
        "commas alone": file(".csv", ",,,\n,,,\n"),
        "a mark of UTF-8 alone": file(".csv", b"\xef\xbb\xbf\n"),
    }
    quotes = {
        "never closed, in the first cell": file(".csv", _with_line(3, '"2.5,30,dog\n')),
        "never closed, in the last cell": file(".csv", _with_line(7, '6.5,70,"dog\n')),
        "never closed, in a class": file(".csv", _with_line(4, '3.5,40,"cat\n')),
        "never closed, in the names": file(".csv", GOOD.replace("kind", '"kind')),
    }
    return [
        *entries("csv", r"columns where the first line has 3", ragged),
        *entries("csv", "no data under it", empty),
        *entries("csv", "is empty|no data|column 1 has no name", nothing),
        *entries(
            "csv: a quote", r"never closed|quotes that do not fit|columns where|number is expected", quotes
        ),
        *_long_and_odd(),
    ]


def _long_and_odd() -> list[Hostile]:
    long = "x" * 131_073
    return [
        Hostile("csv: a cell of 131073 characters", file(".csv", _with_line(4, f"{long},4,cat\n")), "line 4"),
        Hostile(
            "csv: a name of 131073 characters", file(".csv", GOOD.replace("size", long)), "more than 131072"
        ),
        Hostile("csv: a line of 20 MB", file(".csv", lambda: "1," * 10_000_000 + "\n"), "more than 16 MB"),
        Hostile(
            "csv: one line without end", file(".csv", lambda: GOOD + "9" * 20_000_000), "more than 16 MB"
        ),
        Hostile(
            "csv: a header with a number", file(".csv", GOOD.replace("weight", "2024")), "line 1, column 1"
        ),
        Hostile(
            "csv: names that are numbers, and a class",
            file(".csv", GOOD.replace("size", "1").replace("weight", "2")),
            "'kind' stands in the first line alone",
        ),
        Hostile(
            "csv: names twice", file(".csv", GOOD + GOOD), "line 8, column 1 .size.: 'size' where a number"
        ),
        Hostile(
            "csv: a text instead of a class",
            file(".csv", GOOD + "3,4," + "x" * 3000 + "\n"),
            "has 3000 letters; the name of a class has 200 at most",
        ),
        Hostile("csv: a title above", file(".csv", "My pets\n" + GOOD), "has 1 column"),
        Hostile("csv: a comment below", file(".csv", GOOD + "# measured by me\n"), "line 8: 1 columns where"),
        Hostile(
            "csv: a column all empty",
            file(".csv", GOOD.replace(".5,", ",")[:0] + "a,b,c\n1,,x\n2,,y\n"),
            "nothing",
        ),
        Hostile("csv: a column y all empty", file(".csv", "a,b,c\n1,2,\n2,3,\n"), "nothing|columns"),
        Hostile(
            "csv: the first data line as names",
            file(".csv", "nan,nan,cat\n" + "".join(LINES[1:])),
            "is called|both",
        ),
        Hostile("csv: lines end in commas", file(".csv", GOOD.replace("\n", ",\n")), "column 4 has no name"),
        Hostile("csv: ; and , mixed", file(".csv", GOOD.replace("size,", "size;")), "columns where"),
        Hostile(
            "csv: JSON",
            file(".csv", json.dumps([dict(zip(NAMES, row, strict=True)) for row in ROWS])),
            "data",
        ),
    ]


def encodings() -> list[Hostile]:
    other = GOOD.replace("cat", "chaté")
    utf16 = {code: file(".csv", GOOD.encode(code)) for code in ("utf-16", "utf-16-le", "utf-16-be", "utf-32")}
    not_utf8 = {
        "Latin-1": other.encode("latin-1"),
        "Latin-1 in one line": GOOD.encode() + "7,8,chaté\n".encode("latin-1"),
        "Windows' quotes": GOOD.encode() + b"7,8,\x93cat\x94\n",
        "UTF-8 cut off": GOOD.encode() + "7,8,é".encode()[:-1],
        "UTF-8 of half a pair": GOOD.encode() + b"7,8,\xed\xa0\x80\n",
        "UTF-8 too long": GOOD.encode() + b"7,8,\xc0\xaf\n",
        "Mac Roman in the names": GOOD.replace("kind", "é").encode("mac-roman"),
        "Shift-JIS": GOOD.replace("cat", "猫").encode("shift-jis"),
    }
    zeros = {
        "in a number": GOOD.replace("3.5", "3\0.5"),
        "in a class": _with_line(5, "4.5,50,do\0g\n"),
        "at the end": GOOD + "\0",
        "in the names": GOOD.replace("kind", "ki\0nd"),
        "far down": GOOD + "1,2,cat\n" * 2000 + "1,2,c\0at\n",
    }
    kinds: dict[str, bytes] = {
        "gzip": gzip.compress(GOOD.encode()),
        "an Excel file": excel_bytes(ROWS),
        "a Parquet file": parquet_bytes({"a": [1.0], "b": ["x"]}),
        "an NPZ file": npz_bytes(X=[[1.0]], y=[1.0]),
        "an HDF5 file": hdf5_bytes(X=[[1.0]]),
        "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
        "a program": b"\x7fELF\x02\x01\x01" + bytes(60),
    }
    return [
        *entries("csv in", "UTF-16|character of value 0", utf16),
        *entries("csv in", "not UTF-8 text", {name: file(".csv", raw) for name, raw in not_utf8.items()}),
        *entries(
            "csv: a zero byte", "value 0|UTF-16", {name: file(".csv", text) for name, text in zeros.items()}
        ),
        *entries(
            "csv that is", "not a text file|UTF-8", {name: file(".csv", raw) for name, raw in kinds.items()}
        ),
        Hostile("csv: a web page", file(".csv", "<!DOCTYPE html><p>Sign in</p>"), "is a web page"),
    ]


WRONG_FIELDS: dict[str, list[Any]] = {
    "name": [None, 5, ["pets"], {}],
    "task": [None, 5, "", "guess", ["binary"], {"binary": 1}],
    "feature_names": [None, 5, "ab", {"size": 1}, [1, 2], [["size"], "weight"], [None, "weight"]],
    "target_names": [None, 0, "cd", [1, 2], {"cat": 0}, [True, False]],
    "X_dtype": [
        None,
        8,
        "object",
        "O",
        "complex128",
        "datetime64[s]",
        "float16",
        "S5",
        ["float64"],
        "V9999999999",
    ],
    "y_dtype": [None, 8, "object", "uint8", "str", "bool", ["int64"]],
    "y_ndim": [None, "1", 0, 3, -1, 1e9, True, [1]],
    "provenance": [None, 5, "me", ["seed", 3]],
}


def notes() -> list[Hostile]:
    fields = {
        f"{key}={str(value)[:20]}": with_note(told(**{key: value}))
        for key, values in WRONG_FIELDS.items()
        for value in values
    }
    lacking = {
        f"without {key}": with_note(json.dumps({k: v for k, v in HEADER.items() if k != key}))
        for key in HEADER
    }
    broken = {
        "no JSON": with_note("pets"),
        "cut off": with_note(told()[:-20]),
        "two of them": with_note(told() * 2),
        "a single quote": with_note(told().replace('"', "'")),
        "a number of 5000 digits": with_note(told().replace("3", "1" * 5000)),
        "UTF-16 with a lone half": with_note(b"\xff\xfe\x00\xd8{\x00"),
        "Latin-1": with_note(told(name="é").encode("latin-1") + "é".encode("latin-1")),
        "a zero byte": with_note(told() + "\0"),
    }
    other = {
        "a list": "[]",
        "a text": '"pets"',
        "a number": "3",
        "nothing": "null",
        "another program's": '{"a": 1}',
    }
    unlike = {
        "a column more": told(feature_names=["size", "weight", "age"]),
        "another column": told(feature_names=["size", "age"]),
    }
    return [
        *entries("note", "expected", fields),
        *entries("note", "lacks", lacking),
        *entries("note", "is damaged", broken),
        *entries("note", "lacks", {name: with_note(text) for name, text in other.items()}),
        *entries("note", "name different columns", {name: with_note(text) for name, text in unlike.items()}),
        Hostile("note: nested 100000 deep", with_note("[" * 100_000), "nested without end|damaged"),
        Hostile("note: an object 100000 deep", with_note('{"a":' * 100_000), "nested without end|damaged"),
        Hostile("note: 20 MB", with_note(told() + " " * 20_000_000), "bytes long"),
        Hostile("note: empty", with_note(""), "is empty"),
        Hostile("note: a web page", with_note("<html>Sign in</html>"), "is a web page"),
        Hostile("note: fewer classes", with_note(told(target_names=["cat", "bird"])), "unknown class 'dog'"),
        Hostile(
            "note: three classes of two",
            with_note(told(target_names=["cat", "dog", "x"])),
            "binary task has 2",
        ),
        Hostile("note: a class twice", with_note(told(target_names=["cat", "cat", "dog"])), "repeat|binary"),
        Hostile("note: a column twice", with_note(told(feature_names=["size", "size"])), "names must differ"),
        Hostile(
            "note: numbers too large for float32",
            with_note(told(X_dtype="float32"), csv_text([(1e300, 2.0, "cat"), (2.0, 3.0, "dog")])),
            "no float32",
        ),
        Hostile(
            "note: of another table, writing was broken off",
            with_note(told(sha256_of_the_table="0" * 64)),
            "was written for another data.csv",
        ),
        Hostile("note: a folder", _folder_as_note, "is a folder"),
        Hostile("note: a link to a secret", _link_as_note, "damaged"),
    ]


def _folder_as_note(folder: Path) -> Path:
    (folder / "data.csv.json").mkdir()
    return file(".csv", GOOD)(folder)


def _link_as_note(folder: Path) -> Path:
    secret = folder / "secret.txt"
    secret.write_text(SECRET)
    (folder / "data.csv.json").symlink_to(secret)
    return file(".csv", GOOD)(folder)


def paths() -> list[Hostile]:
    def named(name: str, says: str, content: str = GOOD) -> Hostile:
        def make(folder: Path) -> Path:
            path = folder / name
            if len(os.fsencode(name)) < 256 and content:
                path.write_text(content)
            return path

        return Hostile(f"path: {name[:20]!r}", make, says)

    def folder_of_that_name(folder: Path) -> Path:
        (folder / "data.csv").mkdir()
        return folder / "data.csv"

    def pipe(folder: Path) -> Path:
        os.mkfifo(folder / "data.csv")
        return folder / "data.csv"

    def loop(folder: Path) -> Path:
        (folder / "data.csv").symlink_to(folder / "data.csv")
        return folder / "data.csv"

    return [
        named("a" * 300 + ".csv", "cannot be read|does not exist"),
        named("é" * 200 + ".npz", "cannot be read|does not exist"),
        named("two\nlines.csv", r"two\\nlines", "a,b\n1,\n"),
        named("red\x1b[31m.csv", r"red\\x1b", "a,b\n1,\n"),
        named("no ending", "use .csv"),
        named("data.docx", "use .csv"),
        named("data.csv.gz", "use .csv"),
        named("none.csv", "does not exist", ""),
        named(".csv", "a name is missing before the ending", "a\n1\n"),
        Hostile("path: a folder", folder_of_that_name, "is a folder"),
        Hostile("path: a pipe", pipe, "is a pipe or a device"),
        Hostile("path: a link to itself", loop, "does not exist|cannot be read"),
        Hostile(
            "path: through a file",
            lambda folder: file(".csv", GOOD)(folder) / "data.csv",
            "does not exist|cannot",
        ),
    ]
