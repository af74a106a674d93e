"""What a cohort is made for and from: the ids of the students, and the teacher's secret."""

from __future__ import annotations

import os
import secrets
import unicodedata
from pathlib import Path

from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.base.files import as_path, existing, replacing
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.datasets.files.text import read_text_table

LEAST_SECRET = 16  # bytes
MOST_SECRET = 100_000  # bytes; more is another file, given by mistake
MOST_STUDENTS = 10_000
_MOST_BYTES = 50_000_000  # of a roster
_ROSTER = "a roster (CSV with a header and a column 'id')"


def read_roster(path: PathLike) -> list[str]:
    """The ids of the students, in the order of the file.

    Raises:
        FileError: missing, empty, or not a text table.
        DataError: an id is empty, unreadable or stands there twice, or there are too many.
    """
    _check_length(existing(path, _ROSTER))
    table = read_text_table(path, _ROSTER, header=True)
    if len(table.rows) > MOST_STUDENTS:
        raise DataError(f"{table.path} has {len(table.rows)} students; a cohort has {MOST_STUDENTS} at most")
    lowered = [name.lower() for name in table.header]
    column = lowered.index("id") if "id" in lowered else 0
    seen: dict[str, int] = {}
    for line, row in zip(table.lines, table.rows, strict=True):
        student = unicodedata.normalize("NFC", " ".join(row[column].split()))
        if not student:
            raise DataError(f"{table.path}, line {line}: the id is empty; every student needs one")
        if any(unicodedata.category(character) == "Cc" for character in student):
            raise DataError(f"{table.path}, line {line}: the id {student!r} holds a control character")
        if student in seen:
            raise DataError(
                f"{table.path}, line {line}: the id {student!r} stands in line {seen[student]} already"
            )
        seen[student] = line
    return list(seen)


def _check_length(path: Path) -> None:
    """Refuse what is far longer than any class before it is read; a cell may hold a few line breaks."""
    with path.open("rb") as file:
        lines = sum(block.count(b"\n") for block in iter(lambda: file.read(1_000_000), b""))
    if lines > 2 * MOST_STUDENTS or path.stat().st_size > _MOST_BYTES:
        raise DataError(f"{path} has {lines} lines; a cohort has {MOST_STUDENTS} students at most")


def make_secret(path: PathLike) -> Path:
    """Write a new secret that only the owner may read.

    Raises:
        FileError: the file exists already: another secret would make other data.
    """
    target = as_path(path)
    if os.path.isdir(target):
        raise FileError(f"{target} is a folder; give a file name inside it")
    if os.path.exists(target):
        raise FileError(
            f"{target} exists already; keep it (another secret makes other data) or choose another name"
        )
    with replacing(target) as part:
        part.touch(mode=0o600)
        part.write_text(secrets.token_hex(32) + "\n")
    return target


def read_secret(path: PathLike) -> bytes:
    """The secret in a file.

    Raises:
        FileError: it is missing, or too short or too long to be one.
    """
    found = existing(path, "a secret (to make one: ann data secret FILE)")
    size = found.stat().st_size
    if size > MOST_SECRET:
        raise FileError(f"{found} holds {size} bytes; a secret is short: was another file meant?")
    secret = found.read_bytes().strip()
    if len(secret) < LEAST_SECRET:
        raise FileError(
            f"{found} holds {len(secret)} bytes; a secret needs {LEAST_SECRET} or more (ann data secret FILE)"
        )
    return secret
