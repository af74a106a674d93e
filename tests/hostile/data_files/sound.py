"""Files that are strange but right: they go on being read, and what is doubtful in them stands in the provenance."""

from __future__ import annotations

import decimal
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pyarrow as pa
from openpyxl import Workbook

from tests.hostile.data_files.making import (
    HEADER,
    NAMES,
    ROWS,
    X,
    columns_of,
    csv_text,
    excel_bytes,
    file,
    hdf5_bytes,
    npz_bytes,
    parquet_bytes,
    spoiled,
    told,
    with_note,
    with_y,
    y,
)


@dataclass(frozen=True)
class Sound:
    """A file that must be read.

    Args:
        name: what is strange about it.
        make: writes it into a folder and gives its path.
        rows: how many rows it has.
        names: the classes it has, or the name of y.
        doubt: what the provenance says of it; "" where nothing is doubtful.
    """

    name: str
    make: Callable[[Path], Path]
    rows: int = 6
    names: tuple[str, ...] = ("cat", "dog")
    doubt: str = ""

    def __str__(self) -> str:
        return self.name


GOOD = csv_text(ROWS)


def _text(name: str, text: str | bytes, **what: Any) -> Sound:
    return Sound(f"csv: {name}", file(".csv", text), **what)


def texts() -> list[Sound]:
    wide = "".join(f"c{n}," for n in range(3000)) + "y\n" + ("0," * 3000 + "a\n" + "1," * 3000 + "b\n") * 3
    ids = [(number, number, row[2]) for number, row in enumerate(ROWS, 1)]
    digits = "more digits than a float keeps"
    return [
        _text("a mark of UTF-8", b"\xef\xbb\xbf" + GOOD.encode()),
        _text(
            "a mark of UTF-8 and no names",
            b"\xef\xbb\xbf1,2,3.5\n4,5,6.5\n",
            rows=2,
            names=("x3",),
            doubt="first line",
        ),
        _text("line ends of Windows", GOOD.replace("\n", "\r\n")),
        _text("line ends of old Macs", GOOD.replace("\n", "\r")),
        _text("all line ends mixed", GOOD.replace("\n", "\r\n", 2).replace("40.0,cat\n", "40.0,cat\r")),
        _text("no line end at the end", GOOD.rstrip()),
        _text("empty lines between", GOOD.replace("\n", "\n\n")),
        _text("lines of commas between", GOOD.replace("dog\n", "dog\n,,\n")),
        _text("spaces around cells", GOOD.replace(",", " , ")),
        _text(
            "every cell in quotes", "".join(f'"{line}"\n'.replace(",", '","') for line in GOOD.splitlines())
        ),
        _text("a quote in an open cell", GOOD.replace("cat", 'c"at'), names=('c"at', "dog")),
        _text("a quote inside quotes", GOOD.replace("cat", '"c""at"'), names=('c"at', "dog")),
        _text("a comma in a class", GOOD.replace("cat", '"cat, small"'), names=("cat, small", "dog")),
        _text("a line break in a class", GOOD.replace("cat", '"cat\nsmall"'), names=("cat\nsmall", "dog")),
        _text(
            "accents and other scripts",
            GOOD.replace("cat", "猫").replace("dog", "собака é"),
            names=("собака é", "猫"),
        ),
        _text("signs and exponents", csv_text(spoiled(1, "+1.5E-03"))),
        _text("a number without a first digit", csv_text(spoiled(1, "-.5"))),
        _text("a number without a last digit", csv_text(spoiled(1, "5."))),
        _text("a number too small", csv_text(spoiled(1, "1e-400"))),
        _text("zeros before a number", csv_text(spoiled(1, "007"))),
        _text("17 digits", csv_text(spoiled(1, "0.10000000000000001"))),
        _text("400 decimals", csv_text(spoiled(1, "0." + "3" * 400))),
        _text("tabs", csv_text(ROWS, sign="\t")),
        _text("semicolons and points", csv_text(ROWS, sign=";")),
        _text("semicolons and commas", csv_text(ROWS, sign=";").replace(".", ",")),
        _text("a column named class", GOOD.replace("kind", "class")),
        _text("names with spaces and signs", GOOD.replace("size", "Größe [m²] (≈)")),
        _text("a name in quotes", GOOD.replace("size", '"size, cm"')),
        _text("3000 columns", wide, names=("a", "b")),
        _text("one row", "a,b,y\n1,2,3.5\n", rows=1, names=("y",)),
        _text(
            "codes for classes", csv_text(with_y(["01", "02", "01", "10"])), rows=4, names=("1", "2", "10")
        ),
        _text(
            "digits and words for classes",
            csv_text(with_y(["1", "A", "B", "A"])),
            rows=4,
            names=("1", "A", "B"),
            doubt="words and numbers",
        ),
        _text(
            "a class called NA",
            csv_text(with_y(["NA", "FR", "NA", "DE"])),
            rows=4,
            names=("DE", "FR", "NA"),
            doubt="'NA': taken for the name of a class",
        ),
        _text(
            "classes that differ by capitals",
            csv_text(with_y(["Yes", "yes", "no", "no"])),
            rows=4,
            names=("Yes", "no", "yes"),
            doubt="capital letters",
        ),
        _text("an id of 20 digits", csv_text(ids).replace("1,", "90071992547409930001,", 1), doubt=digits),
        _text("an id of 16 digits", csv_text(ids).replace("1,", "9007199254740993,", 1), doubt=digits),
        _text("no names and classes", "".join(GOOD.splitlines(keepends=True)[1:]), doubt="first line"),
        _text(
            "a class that looks like a formula",
            csv_text(with_y(["=a", "+b", "=a"])),
            rows=3,
            names=("+b", "=a"),
        ),
        Sound("note: another program's keys beside ours", with_note(told(more={"a": [1]}))),
        Sound("note: keys of a time to come", with_note(told(version=9, licence=None))),
        Sound("note: deep provenance", with_note(told(provenance={"a": [[[{"b": 1}]]]}))),
        Sound("note: steps that are no list", with_note(told(provenance={"steps": 5}))),
    ]


def arrays() -> list[Sound]:
    def lzf() -> bytes:
        whole = io.BytesIO()
        with h5py.File(whole, "w") as opened:
            opened.create_dataset("X", data=X(), compression="lzf", chunks=(2, 2), fletcher32=True)
            opened.create_dataset("deeper/more", data=[1, 2])
            opened["y"] = y()
        return whole.getvalue()

    kinds: dict[str, Any] = {
        "whole numbers": X().astype("i8"),
        "bytes": X().astype("u1"),
        "half precision": X().astype("f2"),
        "big-endian numbers": X().astype(">f8"),
        "yes and no": X() > 3,
        "columns first": np.asfortranarray(X()),
        "pictures": np.zeros((6, 3, 3, 1)),
    }
    targets: dict[str, tuple[Any, tuple[str, ...]]] = {
        "words": (np.array(["cat", "dog"] * 3), ("cat", "dog")),
        "bytes as words": (np.array([b"cat", b"dog"] * 3), ("cat", "dog")),
        "digits as words": (np.array(["0", "1"] * 3), ("0", "1")),
        "one column": (y()[:, None], ("0", "1")),
        "yes and no": (y() > 0, ("False", "True")),
        "big-endian labels": (y().astype(">i4"), ("0", "1")),
    }
    both = {".npz": npz_bytes, ".h5": hdf5_bytes}
    found = [
        Sound(
            f"{ending[1:]}: X of {name}",
            file(ending, lambda v=values, w=whole: w(X=v, y=y())),
            names=("0", "1"),
        )
        for ending, whole in both.items()
        for name, values in kinds.items()
    ]
    found += [
        Sound(
            f"{ending[1:]}: y of {name}", file(ending, lambda v=values, w=whole: w(X=X(), y=v)), names=names
        )
        for ending, whole in both.items()
        for name, (values, names) in targets.items()
        if not (ending == ".h5" and getattr(values, "dtype", np.dtype(int)).kind == "U")
    ]
    return [
        *found,
        Sound(
            "npz: more arrays",
            file(".npz", lambda: npz_bytes(X=X(), y=y(), z=[1], w=["a"])),
            names=("0", "1"),
        ),
        Sound("hdf5: other packings and groups", file(".h5", lzf), names=("0", "1")),
    ]


def sheets() -> list[Sound]:
    def spread() -> bytes:
        book, raw = Workbook(), io.BytesIO()
        for row in ([], [], list(NAMES), *map(list, ROWS[:3]), [], *map(list, ROWS[3:]), [None, None, None]):
            book.active.append(row)
        book.create_sheet("notes").append(["=1+1", "hello"])
        book.active["H1"].number_format = "0.00"  # an empty cell that has a form
        book.save(raw)
        return raw.getvalue()

    base = columns_of(ROWS)
    numbers = {
        "whole numbers": pa.array(range(6), pa.int8()),
        "decimals": [decimal.Decimal(n) / 4 for n in range(6)],
        "yes and no": [True, False] * 3,
        "half precision": pa.array(np.arange(6.0).astype("f2")),
        "numbers as words": pa.DictionaryArray.from_arrays(pa.array([0, 1] * 3), pa.array([1.5, 2.5])),
    }
    text = "numbers that stand there as text"
    return [
        Sound("xlsx: empty rows, cells and sheets", file(".xlsx", spread)),
        Sound("xlsx: numbers as text", file(".xlsx", lambda: excel_bytes(spoiled(1, " 1.5 "))), doubt=text),
        Sound("xlsx: yes and no", file(".xlsx", lambda: excel_bytes([(True, *row[1:]) for row in ROWS]))),
        Sound("xlsx: whole numbers and others", file(".xlsx", lambda: excel_bytes(spoiled(1, 7)))),
        Sound(
            "xlsx: spaces around classes",
            file(".xlsx", lambda: excel_bytes([(*r[:2], f" {r[2]} ") for r in ROWS])),
        ),
        Sound("xlsx: numbers for names", file(".xlsx", lambda: excel_bytes(ROWS, (2023, 2024, "kind")))),
        Sound(
            "parquet: numbers as text",
            file(".parquet", lambda: parquet_bytes(base | {"size": list("123456")})),
            doubt=text,
        ),
        *(
            Sound(f"parquet: {name}", file(".parquet", lambda v=values: parquet_bytes(base | {"size": v})))
            for name, values in numbers.items()
        ),
    ]


assert HEADER["target_names"] == ["cat", "dog"]
SOUND = [*texts(), *arrays(), *sheets()]
