"""Temporary files whose writer was killed: which they are, and how they go away.

A file is written under a temporary name beside its own, such as ".case.00001a2f5d8c01e79f3b6a2c.csv": the
name, the number of the writing process, its machine, something random, the ending. What a killed writer
leaves is therefore known, and the next writer of that name sweeps it, but never what another one is
writing at this moment.
"""

from __future__ import annotations

import contextlib
import functools
import os
import platform
import re
import sys
import time
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

OLD = 3600.0  # seconds without a change: no writer of the toolkit rests as long
_PATIENCE = 100  # a folder is looked through in at most a hundredth of the time: a cohort has 40 000 files
_LONGEST_STEM = 120  # bytes of the name that the temporary one keeps, so that it is no longer than allowed
_NAME = re.compile(r"\.(?P<stem>.+)\.(?P<owner>[0-9a-f]{16})?[0-9a-f]{8}(?P<ending>(\.[^.]+)*)", re.DOTALL)
_next_look: dict[Path, float] = {}


def owner() -> str:
    """This process and its machine in 16 letters, for the names of temporary files."""
    return f"{os.getpid():08x}{_machine()}"


def stem_of(target: Path) -> str:
    """The part of a name that stands in its temporary names.

    >>> stem_of(Path("runs/case.csv")), len(stem_of(Path("é" * 200 + ".csv")))
    ('case', 60)
    """
    return os.fsencode(target.stem)[:_LONGEST_STEM].decode("utf-8", "ignore")


def sweep(target: Path) -> None:
    """Remove what killed writers of ``target`` left beside it."""
    folder, now = target.parent, time.monotonic()
    if now < _next_look.get(folder, 0.0):
        return
    with contextlib.suppress(OSError):  # a folder that cannot be read is the writer's business
        remove(path for path in leftovers(folder) if _NAME.fullmatch(path.name)["stem"] == stem_of(target))  # type: ignore[index]
    after = time.monotonic()
    _next_look[folder] = after + _PATIENCE * (after - now)


def leftovers(folder: Path) -> Iterator[Path]:
    """The temporary files in a folder (not below it) that nobody writes any more."""
    with os.scandir(folder) as entries:
        for entry in entries:
            name = _NAME.fullmatch(entry.name)
            if name and entry.is_file(follow_symlinks=False) and _is_abandoned(entry, name["owner"]):
                yield Path(folder, entry.name)


def leftovers_below(folder: Path) -> Iterator[Path]:
    """The temporary files in a folder and in those below it that nobody writes any more; no link is followed."""
    for place, _, _ in os.walk(folder):  # what cannot be read is passed over
        with contextlib.suppress(OSError):
            yield from leftovers(Path(place))


def remove(files: Iterable[Path]) -> list[Path]:
    """Remove files; give those that are gone."""
    gone = []
    for path in files:
        with contextlib.suppress(OSError):  # another writer was quicker, or it is not ours to remove
            path.unlink()
            gone.append(path)
    return gone


def _is_abandoned(entry: os.DirEntry[str], owner: str | None) -> bool:
    if time.time() - entry.stat(follow_symlinks=False).st_mtime > OLD:
        return True
    return owner is not None and owner[8:] == _machine() and not _is_running(int(owner[:8], 16))


def _is_running(process: int) -> bool:
    if sys.platform == "win32":  # there os.kill would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # somebody else's, or no number of a process
        return True
    return True


@functools.cache
def _machine() -> str:
    """The machine, and on Linux the container, among whose processes a number means one: 8 letters."""
    try:
        container = os.readlink("/proc/self/ns/pid")
    except OSError:
        container = ""
    return f"{zlib.crc32(f'{platform.node()} {container}'.encode()):08x}"
