"""How much memory one file may take."""

from __future__ import annotations

import functools
import operator
from pathlib import Path

from ann_toolkit.base.errors import DataError, FileError

_SHARE = 4  # a file may take a quarter of the machine's memory: it is copied when split and scaled
_CONTAINER_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


def memory_budget(budget: int | None = None) -> int:
    """How many bytes a file may take in memory.

    Args:
        budget: what the caller allows; None for a quarter of the memory that the machine or its
            container has.

    Raises:
        DataError: no whole number above 0.

    >>> memory_budget(10**9)
    1000000000
    """
    if budget is None:
        return _memory() // _SHARE
    try:
        allowed = operator.index(budget)
    except TypeError:
        allowed = 0
    if allowed < 1 or isinstance(budget, bool):
        raise DataError(f"budget={budget!r}: expected a number of bytes, such as 2_000_000_000")
    return allowed


def check_budget(needed: int, path: Path, budget: int | None = None) -> None:
    """Raise a :class:`FileError` if ``path`` would take ``needed`` bytes and its budget is smaller.

    >>> check_budget(4 * 10**9, Path("large.npz"), budget=10**9)
    Traceback (most recent call last):
    ann_toolkit.base.errors.FileError: large.npz was not opened: it would take 4 GB of memory, and 1 GB are
    allowed; read it where there is more memory, or allow more with budget=4000000000
    """
    if needed > (allowed := memory_budget(budget)):
        raise FileError(
            f"{path} was not opened: it would take {in_words(needed)} of memory, and {in_words(allowed)} are "
            f"allowed; read it where there is more memory, or allow more with budget={needed}"
        )


def in_words(size: int) -> str:
    """A number of bytes for people.

    >>> in_words(2_147_483_648), in_words(512), in_words(10**30)
    ('2.15 GB', '512 bytes', '1e+18 TB')
    """
    for unit, factor in (("TB", 10**12), ("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= factor:
            return f"{size / factor:.3g} {unit}"
    return f"{size} bytes"


@functools.cache  # it is asked for each block of a file
def _memory() -> int:
    """The bytes of memory of the machine, or of the container where that allows less."""
    import psutil

    memory = psutil.virtual_memory().total
    for limit in map(Path, _CONTAINER_LIMITS):
        try:
            memory = min(memory, int(limit.read_text()))
        except (OSError, ValueError):  # no such container, or the word "max"
            continue
    return memory
