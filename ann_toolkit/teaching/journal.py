"""How far a cohort has come, so that one that was killed goes on where it stopped."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ann_toolkit.base.errors import FileError
from ann_toolkit.datasets.files.header import sha256

JOURNAL = ".manifest.unfinished"  # a line for each student, below one that says what is made


class Journal:
    """The students whose files are written, kept beside them until the manifest is there.

    Args:
        root: the folder of the cohort.
        plan: all that the files depend on; a journal of another plan is begun anew.
    """

    def __init__(self, root: Path, plan: Mapping[str, Any]) -> None:
        self._root, self._path = root, root / JOURNAL
        self._plan = json.dumps(plan, sort_keys=True, default=repr)
        self._done = self._read()
        self._begun = False

    def files_of(self, student: str, names: Sequence[str]) -> dict[str, str]:
        """The checksum of each of a student's files, if all are there as they were written; else nothing."""
        noted = self._done.get(student, {})
        paths = [self._root / name for name in names]
        if sorted(noted) != sorted(names) or not all(path.is_file() for path in paths):
            return {}
        found = {name: sha256(path) for name, path in zip(names, paths, strict=True)}
        return found if found == noted else {}

    def add(self, student: str, files: dict[str, str]) -> None:
        """Note that the files of a student are written.

        Raises:
            FileError: the note cannot be written.
        """
        self._done[student] = files
        # the first time anew: the last line of a killed run may be cut off
        lines = [json.dumps(entry) for entry in ([[student, files]] if self._begun else self._done.items())]
        lines = lines if self._begun else [self._plan, *lines]
        try:
            with self._path.open("a" if self._begun else "w", encoding="utf-8") as file:
                file.write("\n".join(lines) + "\n")
        except OSError as error:
            raise FileError(f"cannot write {self._path}: {error.strerror}") from error
        self._begun = True

    def close(self) -> None:
        """Remove the journal: the manifest is there."""
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _read(self) -> dict[str, dict[str, str]]:
        """What an earlier run noted; nothing where there is no journal, or one of another plan."""
        try:
            plan, *lines = self._path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError, ValueError):  # none, damaged, or empty
            return {}
        if plan != self._plan:
            return {}
        done: dict[str, dict[str, str]] = {}
        for line in lines:
            try:
                student, files = json.loads(line)
                done[student] = {str(file): str(digest) for file, digest in files.items()}
            except (ValueError, TypeError, AttributeError, RecursionError):  # cut off by the kill, or changed
                break
        return done
