"""One dataset for each student of a class: a file to hand out, a hidden test set, and a list to check them by.

A student's seed follows from the secret and the student's id by HMAC-SHA256, so that the teacher can make
the same data again, and nobody else can guess it. Seeds are written nowhere.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.base.files import existing, folder as made_folder, replacing
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.base.version import __version__
from ann_toolkit.datasets import by_name
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.files import formats
from ann_toolkit.datasets.files.delimited import beside
from ann_toolkit.datasets.files.header import sha256
from ann_toolkit.datasets.files.text import read_text_table
from ann_toolkit.datasets.registry import Entry, entry

MANIFEST = "manifest.json"
HAND_OUT, HIDDEN = "hand_out", "hidden"
LEAST_SECRET = 16  # bytes
MOST_STUDENTS = 10_000


def make_secret(path: PathLike) -> Path:
    """Write a new secret that only the owner may read.

    Raises:
        FileError: the file exists already: another secret would make other data.
    """
    target = Path(path)
    if target.exists():
        raise FileError(
            f"{target} exists already; keep it (another secret makes other data) or choose another name"
        )
    with replacing(target) as part:
        part.touch(mode=0o600)
        part.write_text(secrets.token_hex(32) + "\n")
    return target


def make_cohort(
    name: str,
    roster: PathLike,
    secret_file: PathLike,
    folder: PathLike,
    n_samples: int | None = None,
    noise: float | None = None,
    options: Mapping[str, Any] | None = None,
    hidden_share: float = 0.2,
    ending: str = ".csv",
    progress: bool = False,
) -> Path:
    """Make one dataset for each student.

    Args:
        name: a name from ``ann data list``.
        roster: a CSV file with a header and a column ``id`` (else its first column is the id). Accents
            and spaces are welcome.
        secret_file: the secret that the seeds follow from, 16 bytes or more (see :func:`make_secret`).
        folder: gets ``hand_out/``, ``hidden/`` and the manifest; made if need be.
        n_samples: rows for each student, before the hidden part is taken away.
        noise: as the generator understands it.
        options: further arguments of the generator, by their names.
        hidden_share: the part of the rows that goes into the hidden test set. Images bring their own.
        ending: the format of the files: ".csv", ".xlsx", ".parquet", ".npz", ".h5".
        progress: show a bar.

    Returns:
        The path of the manifest, which is written last.

    Raises:
        DataError: a roster without students, with the same id twice or without one; a wrong argument.
        FileError: a missing roster or secret, a secret that is too short, or a failed write.
    """
    from rich.progress import track

    found, ids, secret = entry(name), read_roster(roster), _read_secret(secret_file)
    if not 0 < hidden_share < 1:
        raise DataError(f"hidden_share={hidden_share!r}: expected a share above 0 and below 1")
    if ending not in formats.ENDINGS or (
        found.kind in ("images", "sequences") and ending not in (".npz", ".h5")
    ):
        allowed = (".npz", ".h5") if found.kind in ("images", "sequences") else formats.ENDINGS
        raise DataError(f"ending={ending!r}: {name} is written as {' or '.join(allowed)}")
    arguments = by_name.arguments(found, options, n_samples=n_samples, noise=noise)
    if "seed" in arguments:
        raise DataError("seed= cannot be given for a cohort: each student's seed follows from the secret")
    root = Path(folder)
    for part in (HAND_OUT, HIDDEN):
        made_folder(root / part)
    students = {}
    for student in track(ids, "students", disable=not progress):
        files = _write_student(found, student, secret, arguments, root, hidden_share, ending)
        students[student] = {str(path.relative_to(root).as_posix()): sha256(path) for path in files}
    manifest = {
        "dataset": found.name,
        "version": __version__,
        "arguments": {key: value for key, value in arguments.items() if key not in dict(found.fixed)},
        "hidden_share": hidden_share,
        "students": students,
    }
    with replacing(root / MANIFEST) as part_file:
        part_file.write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return root / MANIFEST


def verify_cohort(path: PathLike) -> int:
    """Check that every file of a cohort is there and unchanged.

    Args:
        path: the folder or its manifest.

    Returns:
        The number of files checked.

    Raises:
        FileError: the manifest is missing or damaged, or files are missing, changed, or not in it.
    """
    given = Path(path)
    found = existing(given / MANIFEST if given.is_dir() else given, "the manifest of a cohort")
    try:
        told = json.loads(found.read_text(encoding="utf-8"))["students"]
        expected = {file: digest for files in told.values() for file, digest in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FileError(
            f"{found} is not the manifest of a cohort ({error}); make the cohort again"
        ) from error
    root = found.parent
    missing = [file for file in expected if not (root / file).is_file()]
    changed = [file for file in expected if (root / file).is_file() and sha256(root / file) != expected[file]]
    present = {
        item.relative_to(root).as_posix()
        for part in (HAND_OUT, HIDDEN)
        for item in (root / part).rglob("*")
        if item.is_file()
    }
    wrong = {"missing": missing, "changed": changed, "not in the manifest": sorted(present - set(expected))}
    if any(wrong.values()):
        told_wrong = "; ".join(
            f"{len(files)} {what}: {_few(files)}" for what, files in wrong.items() if files
        )
        raise FileError(f"{root} does not agree with its manifest of {len(expected)} files: {told_wrong}")
    return len(expected)


def read_roster(path: PathLike) -> list[str]:
    """The ids of the students, in the order of the file.

    Raises:
        FileError: missing, empty, or not a text table.
        DataError: an id is empty or stands there twice, or there are too many.
    """
    table = read_text_table(path, "a roster (CSV with a header and a column 'id')", header=True)
    lowered = [name.lower() for name in table.header]
    column = lowered.index("id") if "id" in lowered else 0
    seen: dict[str, int] = {}
    for line, row in zip(table.lines, table.rows, strict=True):
        student = unicodedata.normalize("NFC", " ".join(row[column].split()))
        if not student:
            raise DataError(f"{table.path}, line {line}: the id is empty; every student needs one")
        if student in seen:
            raise DataError(
                f"{table.path}, line {line}: the id {student!r} stands in line {seen[student]} already"
            )
        seen[student] = line
    if len(seen) > MOST_STUDENTS:
        raise DataError(f"{table.path} has {len(seen)} students; a cohort has {MOST_STUDENTS} at most")
    return list(seen)


def student_seed(secret: bytes, name: str, student: str) -> int:
    """The seed of a student's dataset: 64 bits of HMAC-SHA256 over the dataset's name and the id.

    So many that trying them all, until one gives the rows that were handed out, is out of reach.

    >>> student_seed(b"0123456789abcdef", "robot", "Zoé") == student_seed(b"0123456789abcdef", "gears", "Zoé")
    False
    """
    return int.from_bytes(_mac(secret, name, student)[:8], "big")


def _mac(secret: bytes, name: str, student: str) -> bytes:
    return hmac.new(secret, f"{name}\0{student}".encode(), hashlib.sha256).digest()


def _read_secret(path: PathLike) -> bytes:
    found = existing(path, "a secret (to make one: ann data secret FILE)")
    secret = found.read_bytes().strip()
    if len(secret) < LEAST_SECRET:
        raise FileError(
            f"{found} holds {len(secret)} bytes; a secret needs {LEAST_SECRET} or more (ann data secret FILE)"
        )
    return secret


def _write_student(
    found: Entry,
    student: str,
    secret: bytes,
    arguments: dict[str, Any],
    root: Path,
    hidden: float,
    ending: str,
) -> list[Path]:
    seed = student_seed(secret, found.name, student)
    made = by_name.generator(found)(**arguments, seed=seed)
    parts = made if isinstance(made, tuple) else _split(made, hidden, seed)
    tag = _mac(secret, f"{found.name} file", student).hex()[:8]
    stem = f"{_plain(student)}_{tag}"
    written = []
    for data, folder, part in zip(parts, (HAND_OUT, HIDDEN), ("train", "test"), strict=True):
        path = root / folder / f"{stem}_{found.name}_{part}{ending}"
        _without_seed(data, found.name, student, part).save(path)
        written += [path, *([beside(path)] if ending == ".csv" else [])]
    return written


def _split(data: Dataset, hidden: float, seed: int) -> tuple[Dataset, ...]:
    """The part to hand out and the hidden one; with equal shares of each class, unless one is too rare."""
    try:
        return data.split(1 - hidden, hidden, seed=seed)
    except DataError:
        return data.split(1 - hidden, hidden, seed=seed, stratify=False)


def _without_seed(data: Dataset, name: str, student: str, part: str) -> Dataset:
    """The origin in the file names the student, not the seed, with which the hidden part could be made."""
    return replace(data, provenance={"cohort": name, "student": student, "part": part})


def _plain(student: str) -> str:
    """The id with nothing but letters, digits, - and _ of ASCII, for names of files."""
    letters = unicodedata.normalize("NFKD", student).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_-]+", "-", letters).strip("-")[:40] or "student"


def _few(files: list[str]) -> str:
    return ", ".join(files[:3]) + (", ..." if len(files) > 3 else "")
