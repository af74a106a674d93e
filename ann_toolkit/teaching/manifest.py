"""The list of a cohort's files: written when all are there, and compared with them later."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from ann_toolkit.base.errors import FileError
from ann_toolkit.base.files import as_path, existing, replacing
from ann_toolkit.base.json_files import read_json
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.datasets.files.header import sha256

MANIFEST = "manifest.json"
HAND_OUT, HIDDEN = "hand_out", "hidden"
_WHAT = "the manifest of a cohort"


def write_manifest(root: Path, content: Mapping[str, Any]) -> Path:
    """Write the manifest into the folder of a cohort."""
    with replacing(root / MANIFEST) as part:
        part.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return root / MANIFEST


def verify_cohort(path: PathLike) -> int:
    """Check that every file of a cohort is there and unchanged.

    Nothing outside the cohort's two folders is looked at, whatever the manifest says.

    Args:
        path: the folder or its manifest.

    Returns:
        The number of files checked.

    Raises:
        FileError: the manifest is missing or damaged, or files are missing, changed, or not in it.
    """
    given = as_path(path)
    found = existing(given / MANIFEST if os.path.isdir(given) else given, _WHAT)
    expected = _expected(found)
    root = found.parent
    there = present_files(root)
    missing = [file for file in expected if file not in there]
    changed = [file for file in expected if file in there and sha256(root / file) != expected[file]]
    wrong = {"missing": missing, "changed": changed, "not in the manifest": sorted(there - set(expected))}
    if any(wrong.values()):
        told = "; ".join(f"{len(files)} {what}: {few(files)}" for what, files in wrong.items() if files)
        raise FileError(f"{root} does not agree with its manifest of {len(expected)} files: {told}")
    return len(expected)


def present_files(root: Path) -> set[str]:
    """The files in the two folders of a cohort, seen from its root; links are none, wherever they lead."""
    return {
        item.relative_to(root).as_posix()
        for part in (HAND_OUT, HIDDEN)
        if not (root / part).is_symlink()
        for item in (root / part).rglob("*")
        if item.is_file() and not item.is_symlink()
    }


def few(files: list[str]) -> str:
    """The first of some names, for a message."""
    return ", ".join(files[:3]) + (", ..." if len(files) > 3 else "")


def _expected(manifest: Path) -> dict[str, str]:
    """The checksum of each file that a manifest names."""
    content = read_json(manifest, _WHAT)
    students = content.get("students") if isinstance(content, dict) else None
    if not isinstance(students, dict) or not all(isinstance(files, dict) for files in students.values()):
        raise FileError(f"{manifest} is not {_WHAT}: it does not list each student's files; make it again")
    expected = {file: digest for files in students.values() for file, digest in files.items()}
    for file, digest in expected.items():
        if not isinstance(digest, str):
            raise FileError(f"{manifest} is not {_WHAT}: {file!r} has no checksum; make the cohort again")
        parts = PurePosixPath(file).parts
        if len(parts) < 2 or parts[0] not in (HAND_OUT, HIDDEN) or ".." in parts or "\\" in file:
            raise FileError(
                f"{manifest} names {file!r}, which is not in {HAND_OUT}/ or {HIDDEN}/: it was changed"
            )
    return expected
