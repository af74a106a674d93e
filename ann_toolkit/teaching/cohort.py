"""One dataset for each student of a class: a file to hand out, a hidden test set, and a list to check them by.

A student's seed follows from the secret and the student's id by HMAC-SHA256, so that the teacher can make
the same data again, and nobody else can guess it. Seeds are written nowhere.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ann_toolkit.base import leftovers
from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.base.files import folder as made_folder, writable
from ann_toolkit.base.kinds import check_kind
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.base.version import __version__
from ann_toolkit.datasets import by_name
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.files import formats
from ann_toolkit.datasets.files.delimited import beside
from ann_toolkit.datasets.files.header import sha256
from ann_toolkit.datasets.registry import Entry, entry
from ann_toolkit.teaching.journal import Journal
from ann_toolkit.teaching.manifest import HAND_OUT, HIDDEN, few, present_files, write_manifest
from ann_toolkit.teaching.roster import read_roster, read_secret


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
    """Make one dataset for each student. One that was killed goes on where it stopped.

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
        FileError: a missing roster or secret, a secret that is too short, a folder that holds other files,
            or a failed write.
    """
    from rich.progress import track

    check_kind(name, str, "the name of a dataset such as 'moons'")
    found, ids, secret = entry(name), read_roster(roster), read_secret(secret_file)
    arguments = _arguments(found, options, n_samples, noise, hidden_share, ending)
    root = writable(folder)
    names = {student: _names(found, student, secret, ending) for student in ids}
    plan = {
        "dataset": found.name,
        "version": __version__,
        "arguments": {key: value for key, value in arguments.items() if key not in dict(found.fixed)},
        "hidden_share": hidden_share,
    }
    with _folders(root):
        _sweep(root, {file for files in names.values() for file in files})
        journal = Journal(root, {**plan, "ending": ending, "key": _mac(secret, found.name, "journal").hex()})
        students = {}
        for student in track(ids, "students", disable=not (progress and sys.stdout.isatty())):
            students[student] = journal.files_of(student, names[student])
            if not students[student]:
                parts = _parts(found, student, secret, arguments, hidden_share)
                students[student] = _write(parts, root, names[student])
                journal.add(student, students[student])
        manifest = write_manifest(root, {**plan, "students": students})
        journal.close()
    return manifest


def student_seed(secret: bytes, name: str, student: str) -> int:
    """The seed of a student's dataset: 64 bits of HMAC-SHA256 over the dataset's name and the id.

    So many that trying them all, until one gives the rows that were handed out, is out of reach.

    >>> student_seed(b"0123456789abcdef", "robot", "Zoé") == student_seed(b"0123456789abcdef", "gears", "Zoé")
    False
    """
    return int.from_bytes(_mac(secret, name, student)[:8], "big")


def _mac(secret: bytes, name: str, student: str) -> bytes:
    return hmac.new(secret, f"{name}\0{student}".encode(), hashlib.sha256).digest()


def _arguments(
    found: Entry,
    options: Mapping[str, Any] | None,
    n_samples: int | None,
    noise: float | None,
    hidden_share: float,
    ending: str,
) -> dict[str, Any]:
    """The arguments of the generator; whatever is wrong with them is told before anything is written."""
    if not 0 < hidden_share < 1:
        raise DataError(f"hidden_share={hidden_share!r}: expected a share above 0 and below 1")
    allowed = (".npz", ".h5") if found.kind in ("images", "sequences") else formats.ENDINGS
    if ending not in allowed:
        raise DataError(
            f"the ending {ending!r} does not fit: {found.name} is written as {' or '.join(allowed)}"
        )
    arguments = by_name.arguments(found, options, n_samples=n_samples, noise=noise)
    if "seed" in arguments:
        raise DataError("a cohort takes no seed: each student's seed follows from the secret")
    return arguments


@contextlib.contextmanager
def _folders(root: Path) -> Iterator[None]:
    """Make the folders of a cohort; those that are empty after an error go away again."""
    parts = [root / HAND_OUT, root / HIDDEN]
    new = [path for path in (*parts, root, *root.parents) if not path.exists()]
    try:
        for part in parts:
            made_folder(part)
        yield
    except BaseException:
        for path in new:
            with contextlib.suppress(OSError):  # not empty: a student's files are there
                path.rmdir()
        raise


def _sweep(root: Path, names: set[str]) -> None:
    """Remove what a killed run left half-written; refuse a folder with files that are not this cohort's."""
    for part in (HAND_OUT, HIDDEN):
        leftovers.remove(leftovers.leftovers(root / part))
    others = sorted(present_files(root) - names)
    if others:
        raise FileError(
            f"{root} holds {len(others)} files of another cohort: {few(others)}; choose another folder, "
            "or remove them"
        )


def _names(found: Entry, student: str, secret: bytes, ending: str) -> list[str]:
    """The files of a student, seen from the folder of the cohort: the one to hand out, then the hidden one."""
    tag = _mac(secret, f"{found.name} file", student).hex()[:8]
    stem = f"{_plain(student)}_{tag}_{found.name}"
    files = [f"{folder}/{stem}_{part}{ending}" for folder, part in ((HAND_OUT, "train"), (HIDDEN, "test"))]
    return [
        name
        for file in files
        for name in ([file, beside(Path(file)).as_posix()] if ending == ".csv" else [file])
    ]


def _parts(
    found: Entry, student: str, secret: bytes, arguments: dict[str, Any], hidden: float
) -> list[Dataset]:
    """The data to hand out and the hidden one. Their origin names the student, not the seed."""
    seed = student_seed(secret, found.name, student)
    made = by_name.generator(found)(**arguments, seed=seed)
    parts = made if isinstance(made, tuple) else _split(made, hidden, seed)
    return [
        replace(data, provenance={"cohort": found.name, "student": student, "part": part})
        for data, part in zip(parts, ("train", "test"), strict=True)
    ]


def _write(parts: list[Dataset], root: Path, names: list[str]) -> dict[str, str]:
    """Write a student's files; give the checksum of each."""
    for data, name in zip(parts, names[:: len(names) // 2], strict=True):
        data.save(root / name)
    return {name: sha256(root / name) for name in names}


def _split(data: Dataset, hidden: float, seed: int) -> tuple[Dataset, ...]:
    """The part to hand out and the hidden one; with equal shares of each class, unless one is too rare."""
    try:
        return data.split(1 - hidden, hidden, seed=seed)
    except DataError:
        return data.split(1 - hidden, hidden, seed=seed, stratify=False)


def _plain(student: str) -> str:
    """The id with nothing but letters, digits, - and _ of ASCII, for names of files."""
    letters = unicodedata.normalize("NFKD", student).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_-]+", "-", letters).strip("-")[:40] or "student"
