"""Text files as bytes and lines: plain or ``.gz``, in UTF-8, and never more of them in memory than a file may take."""

from __future__ import annotations

import gzip
import io
import time
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ann_toolkit.base.bounded.budget import check_budget
from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.base.messages import say

LONGEST_LINE = 2**24  # bytes; the widest table that is read has far less in a line
_START = 100_000  # bytes, and the rest of a line: enough to see how a table is written
LARGEST_BLOCK = 2**26  # bytes that are read at a time, before they become cells
_BLOCK = 2**18  # bytes read at a time
_OTHER_KINDS = (b"PK\3\4", b"\x89HDF", b"PAR1", b"\x93NUMPY", b"\x1f\x8b", b"%PDF", b"\x89PNG")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_GZIP_DAMAGE = (gzip.BadGzipFile, EOFError, zlib.error)


class BlockTooLargeError(Exception):
    """More text was asked for at a time than is kept; who reads in blocks sets ``in_block`` to 0 before each."""


class Watched(io.RawIOBase):
    """The bytes of a text file, unpacked where it is a ``.gz``: counted, and stopped where they never end."""

    def __init__(self, path: Path, what: str, budget: int | None = None) -> None:
        """Open ``path``, which should be ``what``."""
        self.path, self.what, self.budget = path, what, budget
        self.packed = path.suffix.lower() == ".gz"
        self.taken = self.in_line = self.in_block = 0
        self.news = Reading(path)
        self._file = gzip.open(path) if self.packed else path.open("rb", buffering=0)  # noqa: SIM115

    def readable(self) -> bool:
        """True, as those who read it ask."""
        return True

    def buffered(self) -> io.BufferedReader:
        """The same bytes, as a file that is read line by line."""
        return io.BufferedReader(self, _BLOCK)

    def close(self) -> None:
        """Close the file beneath."""
        if not self.closed:
            self._file.close()
        super().close()

    def readinto(self, buffer: Any) -> int:
        """Fill ``buffer`` as far as there are bytes.

        Raises:
            FileError: a damaged ``.gz``, one that unpacks to more than the budget, or a line without end.
        """
        try:
            block = self._file.read(len(buffer)) or b""
        except _GZIP_DAMAGE as error:
            raise FileError(
                f"{self.path} cannot be read as {self.what} ({error}); make or copy it again"
            ) from error
        buffer[: len(block)] = block
        self.taken += len(block)
        self.in_block += len(block)
        if self.in_block > LARGEST_BLOCK:
            raise BlockTooLargeError
        self.news.advance(self.taken)
        if self.packed:
            check_budget(self.taken, self.path, self.budget)
        end = max(block.rfind(b"\n"), block.rfind(b"\r"))
        self.in_line = self.in_line + len(block) if end < 0 else len(block) - end - 1
        if self.in_line > LONGEST_LINE:
            raise FileError(f"{self.path} has a line of more than 16 MB; expected {self.what}")
        return len(block)


class Reading:
    """Tells the person that a file is being read, where it takes longer than a second."""

    def __init__(self, path: Path) -> None:
        """Begin with ``path``."""
        self.path = path
        self._begun, self._next = time.monotonic(), 1.0

    def advance(self, done: int, unit: str = "bytes") -> None:
        """So much is done; said after 1, 2, 4, 8, ... seconds."""
        seconds = time.monotonic() - self._begun
        if seconds >= self._next:
            self._next = 2 * seconds
            say(f"reading {self.path.name}: {done:,} {unit} after {seconds:.0f} s")


def start_of(path: Path, what: str) -> str:
    """The first lines of a text file.

    Raises:
        FileError: not a text file, not UTF-8, or a line without end.
    """
    with Watched(path, what).buffered() as file:
        raw = file.read(_START)
        if len(raw) == _START:  # the rest of the line; lines may also end in \r alone
            raw += file.readline(LONGEST_LINE)
            raw = raw[: max(raw.rfind(b"\n"), raw.rfind(b"\r")) + 1] or raw
    if raw.startswith(_UTF_16) or b"\0" in raw[:4096]:
        raise FileError(
            f"{path} is not a text file (or is saved as UTF-16); expected {what}, saved as CSV UTF-8"
        )
    if raw.startswith(_OTHER_KINDS):
        raise FileError(
            f"{path} is not a text file, whatever it is called; expected {what}, saved as CSV UTF-8"
        )
    return "".join(_decoded(raw.splitlines(keepends=True), path, what))


def lines_of(path: Path, what: str, budget: int | None = None) -> Iterator[str]:
    """Every line of a text file with its end.

    Raises:
        FileError: a line that is not UTF-8, or what :class:`Watched` raises.
    """
    watched = Watched(path, what, budget)
    with watched.buffered() as file:
        try:
            yield from _decoded(_lines(file, watched), path, what)
        except BlockTooLargeError as error:  # \r alone ends every line, or none does
            raise FileError(f"{path}: 64 MB without a line feed; save it again as {what}, UTF-8") from error


def _lines(file: io.BufferedReader, watched: Watched) -> Iterator[bytes]:
    for some in file:  # up to \n; others end a line with \r alone
        watched.in_block = 0
        yield from some.splitlines(keepends=True)


def _decoded(lines: Iterable[bytes], path: Path, what: str) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        if b"\0" in line:
            raise DataError(
                f"{path}, line {number}: a character of value 0, which no text has; expected {what}"
            )
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise FileError(
                f"{path}, line {number}: not UTF-8 text; save it again as 'CSV UTF-8' (expected {what})"
            ) from error
