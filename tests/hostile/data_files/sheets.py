"""Excel files that are damaged, that claim what they do not hold, or that hold no numbers."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart

from tests.hostile.corpus import SECRET, Hostile
from tests.hostile.data_files.making import (
    HEADER,
    ROWS,
    entries,
    excel_bytes,
    file,
    in_zip,
    spoiled,
    told,
    with_y,
)

SHEET = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"
DAY = datetime.datetime(2024, 1, 5)


def _book(fill: Callable[[Workbook], Any]) -> Callable[[], bytes]:
    def whole() -> bytes:
        book, raw = Workbook(), io.BytesIO()
        fill(book)
        book.save(raw)
        return raw.getvalue()

    return whole


def _sheet(old: bytes, new: bytes, part: str = SHEET) -> Callable[[Path], Path]:
    """A valid Excel file in which the first ``old`` of a part is ``new``."""

    def change(content: bytes) -> bytes:
        assert old in content, (old, content[:300])
        return content.replace(old, new, 1)

    return file(".xlsx", lambda: in_zip(excel_bytes(ROWS), {part: change}))


def excel_values() -> list[Hostile]:
    def at(column: int, value: Any) -> Callable[[Path], Path]:
        return file(".xlsx", lambda: excel_bytes(spoiled(column, value)))

    inputs = {
        "nothing": at(1, None),
        "a date": at(1, DAY),
        "a time": at(1, datetime.time(12, 30)),
        "a duration": at(1, datetime.timedelta(hours=3)),
        "a yes": at(1, True),
        "an error": _sheet(b't="n"><v>50</v>', b't="e"><v>#REF!</v>'),
        "a formula without its result": _sheet(b"<v>50</v>", b"<f>1+1</f>"),
        "a number too large": _sheet(b"<v>50</v>", b"<v>1e400</v>"),
        "a number of 400 digits": _sheet(b"<v>50</v>", b"<v>" + b"9" * 400 + b"</v>"),
    }
    targets = {
        "nothing": at(2, None),
        "a date": file(".xlsx", lambda: excel_bytes(with_y([DAY] * 6))),
        "a date among classes": at(2, DAY),
        "a time": file(".xlsx", lambda: excel_bytes(with_y([datetime.time(1, 2)] * 6))),
        "a number in a word's place": file(".xlsx", lambda: excel_bytes(with_y(["cat", 1, 2, 3, 4, 5]))),
        "an error": _sheet(b'r="C5" t="inlineStr"><is><t>dog</t></is>', b'r="C5" t="e"><v>#N/A</v>'),
    }
    return [
        *entries("xlsx: among the inputs", r"row 5 .weight", inputs),
        *entries("xlsx: among the classes", r"row \d .kind", targets),
    ]


def excel_tables() -> list[Hostile]:
    def chart(book: Workbook) -> None:
        book.create_chartsheet("data").add_chart(BarChart())
        del book["Sheet"]

    def title(book: Workbook) -> None:
        for row in (["My pets", None, None], ["size", "weight", "kind"], *ROWS):
            book.active.append(list(row))

    def beyond(book: Workbook) -> None:
        for row in (["size", "weight", "kind"], *ROWS):
            book.active.append(list(row))
        book.active["F4"] = "seen by me"

    def named(book: Workbook) -> None:
        book.active.append(["size", "weight", "kind"])

    def about(**changes: str) -> Callable[[Path], Path]:
        items = {key: told(x=value)[len(told()) + 5 : -1] for key, value in HEADER.items()}
        return file(".xlsx", lambda: excel_bytes(ROWS, ("size", "weight", "class"), items | changes))

    headers = {
        f"{key}={value}": about(**{key: value})
        for key, value in {
            "task": '"guess"',
            "X_dtype": '"O"',
            "y_ndim": "9",
            "feature_names": '"ab"',
            "provenance": "3",
            "target_names": "[1]",
            "name": "",
        }.items()
    }
    return [
        Hostile("xlsx: a chart alone", file(".xlsx", _book(chart)), "no rows of data|is a chart"),
        Hostile(
            "xlsx: a title above", file(".xlsx", _book(title)), "row 2: a cell beyond the last named column"
        ),
        Hostile(
            "xlsx: a cell far out", file(".xlsx", _book(beyond)), "row 4: a cell beyond the last named column"
        ),
        Hostile("xlsx: names alone", file(".xlsx", _book(named)), "no rows of data"),
        Hostile("xlsx: an empty sheet", file(".xlsx", _book(lambda book: None)), "no rows of data"),
        Hostile(
            "xlsx: a row without end", _sheet(b"</row>", b'<c r="XFD9"/></row>' * 2), "row|whole|class|number"
        ),
        *entries("xlsx: a header of", "expected|damaged|lacks", headers),
        Hostile(
            "xlsx: a header of one line",
            file(".xlsx", lambda: excel_bytes(ROWS, about={"name": '"x"'})),
            "lacks",
        ),
        Hostile(
            "xlsx: more rows than Excel has",
            _sheet(b'<row r="3">', b'<row r="2000000000">'),
            "more rows than",
        ),
    ]


def excel_damage() -> list[Hostile]:
    good = excel_bytes(ROWS)
    lol = b'<!DOCTYPE l [<!ENTITY a "lol">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    )

    def declared(prolog: bytes, part: str = SHEET) -> Callable[[Path], Path]:
        return file(
            ".xlsx", in_zip(good, {part: lambda content: prolog + content.partition(b"?>")[2] or content})
        )

    def reading_a_secret(folder: Path) -> Path:
        (folder / "secret.txt").write_text(SECRET)
        entity = f'<!DOCTYPE x [<!ENTITY s SYSTEM "file://{folder}/secret.txt">]>'.encode()
        return (
            _sheet(b"<t>cat</t>", b"<t>&s;</t>")(folder)
            if not entity
            else file(
                ".xlsx",
                in_zip(good, {SHEET: lambda content: entity + content.replace(b"<t>cat</t>", b"<t>&s;</t>")}),
            )(folder)
        )

    entities = {
        "entities in each other": declared(lol + b"]>"),
        "entities in the list of sheets": declared(lol + b"]>", BOOK),
        "entities in the styles": declared(lol + b"]>", "xl/styles.xml"),
        "entities in the names of parts": declared(lol + b"]>", "[Content_Types].xml"),
        "an entity from a file": reading_a_secret,
        "a document type alone": declared(b"<!DOCTYPE worksheet>"),
        "a document type from afar": declared(b'<!DOCTYPE w SYSTEM "http://example.org/x.dtd">'),
        "a document type after 2 MB": declared(b"<!--" + b"x" * 2**21 + b"--><!DOCTYPE w>"),
        "UTF-16": file(".xlsx", in_zip(good, {SHEET: lambda content: content.decode().encode("utf-16")})),
        "another code": declared(b'<?xml version="1.0" encoding="cp037"?>'),
    }
    parts = {
        f"without {name}": file(".xlsx", in_zip(good, {name: None}))
        for name in (SHEET, BOOK, "[Content_Types].xml")
    }
    parts |= {
        f"{name} cut off": file(".xlsx", in_zip(good, {name: lambda c: c[: len(c) // 2]}))
        for name in (SHEET, BOOK)
    }
    parts |= {
        f"cut off after {share} %": file(".xlsx", good[: len(good) * share // 100])
        for share in (5, 50, 95, 99)
    }
    parts |= {
        "a zip of something else": file(".xlsx", lambda: _archive({"readme.txt": "hello"})),
        "an old Excel file or one with a password": file(
            ".xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
        ),
        "text": file(".xlsx", "a,b\n1,2\n"),
        "a shared text that is not there": _sheet(b'r="A2"', b'r="A2" t="s"'),
        "a row that is no number": _sheet(b'<row r="3"', b'<row r="x"'),
        "a column that is none": _sheet(b'r="B3"', b'r="~~3"'),
        "a column beyond all": _sheet(b'r="B3"', b'r="ZZZZZZ3"'),
        "a number that is none": _sheet(b"<v>50</v>", b"<v>fifty</v>"),
        "a number of 5000 digits": _sheet(b"<v>50</v>", b"<v>" + b"9" * 5000 + b"</v>"),
        "tags that do not close": _sheet(b"</row>", b""),
    }
    return [
        *entries("xlsx", "not opened|web page", entities),
        *entries("xlsx", "whole|no rows|row|web page", parts),
        Hostile(
            "xlsx: 5 MB of styles",
            file(".xlsx", lambda: _styled(good)),
            "5[0-9]* bytes; save the table alone|unpack",
        ),
    ]


def _archive(parts: dict[str, str]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return whole.getvalue()


def _styled(good: bytes) -> bytes:
    import random

    noise = random.Random(0).randbytes(2_600_000).hex().encode()
    return in_zip(good, {"xl/styles.xml": lambda content: content + b"<!--" + noise + b"-->"})
