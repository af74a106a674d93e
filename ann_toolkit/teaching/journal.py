"""How far a cohort has come, so that one that was killed goes on where it stopped."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
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

    def files_of(self, student: str) -> dict[str, str]:
        """The checksum of each file of a student, if all are there as they were written; else nothing."""
        files = self._done.get(student, {})
        whole = all((self._root / file).is_file() for file in files) and all(
            sha256(self._root / file) == digest for file, digest in files.items()
        )
        return files if whole else {}

    def add(self, student: str, files: Mapping[str, str]) -> None:
        """Note that the files of a student are written.

        Raises:
            FileError: the note cannot be written.
        """
        lines = [json.dumps([student, dict(files)])]
        if not self._done:
            lines.insert(0, self._plan)
        try:
            with self._path.open("a" if self._done else "w", encoding="utf-8") as file:
                file.write("\n".join(lines) + "\n")
        except OSError as error:
            raise FileError(f"cannot write {self._path}: {error.strerror}") from error
        self._done[student] = dict(files)

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
