"""Text tables that real files could be and are not: each loader x each kind of damage, and garbage in each column."""

from __future__ import annotations

import functools
import gzip
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ann_toolkit import datasets
from ann_toolkit.datasets.schemas import (
    BIKE_SHARING_RAW,
    CALIFORNIA_RAW,
    CREDIT_CARD_RAW,
    DIRECTIONS,
    GEAR_RAW,
    WEATHER_RAW,
)
from tests.hostile.corpus import Hostile

BUDGET = 50_000_000  # bytes that a reader is allowed in these tests
NO_NUMBER = "where a number is expected"
DATE = "2006-04-01 00:00:00.000 +0200"


@dataclass(frozen=True)
class Table:
    """A valid file of one loader, to be damaged.

    Args:
        name: of the loader, shortly.
        load: reads a path, with further arguments.
        file: what the file is called.
        header: the names of its columns; () where it has none.
        row: the cells of a valid row.
    """

    name: str
    load: Callable[..., object]
    file: str
    header: tuple[str, ...]
    row: tuple[str, ...]

    def lines(self, rows: int = 6) -> list[list[str]]:
        """The cells of a valid file; times and dates are those of hours that follow each other."""
        body = [[cell.replace("01 00:", f"01 0{hour}:") for cell in self.row] for hour in range(rows)]
        return [list(self.header), *body] if self.header else body

    def write(self, folder: Path, lines: list[list[str]], ending: str = "") -> Callable[[], object]:
        """Write the cells with ``,`` between them; gives the call that reads them."""
        return self.raw(folder, "".join(",".join(row) + "\n" for row in lines).encode(), ending)

    def raw(self, folder: Path, content: bytes, ending: str = "") -> Callable[[], object]:
        """Write bytes; gives the call that reads them."""
        path = folder / (self.file + ending)
        path.write_bytes(content)
        return functools.partial(self.load, path, budget=BUDGET)

    @property
    def first(self) -> int:
        """The line at which data begins, counted from 1."""
        return 2 if self.header else 1

    def place(self, column: str) -> int:
        """The position of a column."""
        return self.header.index(column)


def _row(schema: object, **cells: object) -> tuple[str, ...]:
    return tuple(str(cells.get(f"c{number}", 1)) for number, _ in enumerate(schema))


FOREST = [2596, 51, 3, 258, 0, 510, 221, 232, 148, 6279, 1, 0, 0, 0, *[0] * 28, 1, *[0] * 11, 5]
TABLES = {
    table.name: table
    for table in (
        Table(
            "robot",
            functools.partial(datasets.load_robot, sensors=4),
            "sensor_readings_4.data",
            (),
            ("0.9", "0.5", "1.2", "1.1", DIRECTIONS[0]),
        ),
        Table(
            "california",
            datasets.load_california,
            "housing.csv",
            tuple(CALIFORNIA_RAW),
            ("8.3", "41", "880", "129", "322", "126", "37.9", "-122.2", "452600"),
        ),
        Table("covtype", datasets.load_covtype, "covtype.data", (), tuple(map(str, FOREST))),
        Table(
            "credit_card",
            datasets.load_credit_card,
            "creditcard.csv",
            tuple(CREDIT_CARD_RAW),
            ("0", *["-1.36"] * 28, "149.62", "0"),
        ),
        Table(
            "bike_sharing",
            datasets.load_bike_sharing,
            "hour.csv",
            tuple(BIKE_SHARING_RAW),
            ("1", "0", "1", "0", "0", "6", "0", "1", "0.24", "0.2879", "0.81", "0", "3", "13"),
        ),
        Table(
            "weather",
            datasets.load_weather,
            "weatherHistory.csv",
            (*WEATHER_RAW, "Formatted Date"),
            ("9.47", "0.89", "14.1", "251", "15.8", "1015.1", "7.38", DATE),
        ),
        Table(
            "gears",
            datasets.load_gears,
            "gears.csv",
            tuple(GEAR_RAW),
            (*["12"] * 7, *["1.3"] * 7, "10", "0.5", "0.25", "3"),
        ),
    )
}


def _cell(table: Table, folder: Path, text: str, column: int = 0, line: int = 2) -> Callable[[], object]:
    """A valid file with one other cell; lines of data are counted from 0."""
    lines = table.lines()
    lines[line + table.first - 1][column] = text
    return table.write(folder, lines)


def _bomb(table: Table, folder: Path) -> Callable[[], object]:
    """20 MB of valid lines, packed into 40 kB."""
    path = folder / f"{table.file}.gz"
    block = "".join(",".join(row) + "\n" for row in table.lines(1)[-1:] * 10_000).encode()
    header = (",".join(table.header) + "\n").encode() if table.header else b""
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(header + block * (20_000_000 // len(block)))
    return functools.partial(table.load, path, budget=BUDGET // 10)


def _zipped(table: Table, folder: Path) -> Callable[[], object]:
    with zipfile.ZipFile(folder / table.file, "w") as archive:
        archive.writestr("data.csv", "1,2\n")
    return functools.partial(table.load, folder / table.file)


def _bytes(table: Table, lines: int = 6) -> bytes:
    return "".join(",".join(row) + "\n" for row in table.lines(lines)).encode()


def _cells() -> Iterator[tuple[str, str, str]]:
    """What stands in a cell where a number should: a name for it, the text, what is said of it."""
    yield "an underscore", "1_0", f"'1_0' {NO_NUMBER}"
    yield "full-width digits", "\uff11", f"'\uff11' {NO_NUMBER}"
    yield "Arabic digits", "\u0661", f"'\u0661' {NO_NUMBER}"
    yield "not a number", "nan", f"'nan' {NO_NUMBER}"
    yield "infinity", "-inf", f"'-inf' {NO_NUMBER}"
    yield "too large", "1e400", r"'1e400' (is too large|where)"
    yield "nothing", "", f"nothing {NO_NUMBER}"
    yield "a decimal comma in quotes", '"1,5"', f"'1,5' {NO_NUMBER}"
    yield "a formula", "=1+1", rf"'=1\+1' {NO_NUMBER}"
    yield "hexadecimal", "0x10", f"'0x10' {NO_NUMBER}"
    yield "a truth value", "True", f"'True' {NO_NUMBER}"
    yield "NA", "NA", f"'NA' {NO_NUMBER}"
    yield "an escape sequence", "\x1b[31m1", rf"x1b\[31m1' {NO_NUMBER}"


def _damages(table: Table) -> Iterator[tuple[str, Callable[[Path], object], str]]:
    """Kinds of damage to a whole file: a name, what makes it, what is said of it."""
    first, width = table.first, len(table.row)
    whole, gz = _bytes(table), f"{table.file}.gz"
    packed = gzip.compress(_bytes(table, 2000), mtime=0)
    yield (
        "short row",
        lambda at: table.write(at, [*table.lines(), list(table.row[:-1])]),
        (f"line {first + 6}: {width - 1} columns where the first line has {width}"),
    )
    yield (
        "long row",
        lambda at: table.write(at, [*table.lines(), [*table.row, "1"]]),
        (f"line {first + 6}: {width + 1} columns where the first line has {width}"),
    )
    yield "an open quote", lambda at: table.raw(at, whole + b'"' + whole), r'a quote \("\) is opened'
    yield "an endless cell", lambda at: _cell(table, at, "1" * 140_000), "131072 characters|columns"
    yield "a NUL", lambda at: table.raw(at, whole + b"\0" + whole), "is not a text file|character of value 0"
    yield "Latin-1", lambda at: table.raw(at, whole + b"\xe9," + whole), f"line {first + 6}: not UTF-8 text"
    yield "UTF-16", lambda at: table.raw(at, whole.decode().encode("utf-16")), "saved as UTF-16"
    yield "a web page", lambda at: table.raw(at, b"<!DOCTYPE html><p>404</p>"), "is a web page"
    yield "an archive", lambda at: _zipped(table, at), "is not a text file"
    yield "empty", lambda at: table.raw(at, b""), "is empty"
    yield "blank lines only", lambda at: table.raw(at, b"\n \n\n"), "is empty"
    yield "a folder", lambda at: _folder(table, at), "is a folder|does not exist"
    yield "no file", lambda at: functools.partial(table.load, at / table.file), "does not exist"
    yield "a long name", lambda at: functools.partial(table.load, at / ("n" * 300)), "expected the path"
    yield "over the budget", lambda at: _over(table, at), "it would take .* are allowed"
    if table.name != "gears":  # reads .csv and .xlsx alone
        yield "half a gz", lambda at: table.raw(at, packed[: len(packed) // 2], ".gz"), "cannot be read as"
        yield (
            "a gz with a flipped bit",
            lambda at: table.raw(at, _flipped(packed), ".gz"),
            "cannot be read as",
        )
        yield "no gz at all", lambda at: table.raw(at, whole, ".gz"), f"{gz} cannot be read as"
        yield "a gz bomb", lambda at: _bomb(table, at), "it would take .* are allowed"
    if table.header:
        yield "header alone", lambda at: table.write(at, table.lines(0)), "a header but no data under it"
        yield "no header", lambda at: table.write(at, table.lines()[1:]), "has no column"
        yield "a column twice", lambda at: table.write(at, [[*row, row[0]] for row in table.lines()]), "twice"
        yield (
            "a column missing",
            lambda at: table.write(at, [row[1:] for row in table.lines()]),
            "has no column",
        )
    elif table.name != "robot":  # may have one
        yield (
            "a header",
            lambda at: table.write(at, [["a"] * width, *table.lines()]),
            (f"line 1, column 1.*'a' {NO_NUMBER}"),
        )
    yield (
        "the header again, further down",
        lambda at: table.write(at, [*table.lines(), list(table.header) or ["word"] * width]),
        f"line {first + 6}, column 1.*{NO_NUMBER}",
    )


def _flipped(packed: bytes) -> bytes:
    middle = len(packed) // 2
    return packed[:middle] + bytes([packed[middle] ^ 1]) + packed[middle + 1 :]


def _folder(table: Table, at: Path) -> Callable[[], object]:
    (at / table.file).mkdir()
    return functools.partial(table.load, at / table.file)


def _over(table: Table, at: Path) -> Callable[[], object]:
    load = table.write(at, table.lines(6))
    return functools.partial(load, budget=500)


def damaged_tables() -> list[Hostile]:
    """Each table x each kind of damage."""
    found = []
    for table in TABLES.values():
        for what, text, says in _cells():
            make = functools.partial(_cell, table, text=text)
            found.append(Hostile(f"{table.name}: {what}", make, f"line {table.first + 2}, column 1.*{says}"))
        for what, make_file, says in _damages(table):
            found.append(Hostile(f"{table.name}: {what}", make_file, says))
    return found
