"""What a hostile file or command is: how to make it, and what has to be said to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SECRET = "the-secret-of-another-file-7f3a"  # lies beside every crafted file, and must never come out of it


@dataclass(frozen=True)
class Hostile:
    """One entry of a corpus.

    Args:
        name: what is wrong with it, in a few words; the name of its test.
        make: writes it into a folder; gives the path (of a file) or the words (of a command line).
        says: a regular expression that the one line has to match.
    """

    name: str
    make: Callable[[Path], Any]
    says: str

    def __str__(self) -> str:
        return self.name
