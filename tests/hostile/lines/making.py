"""How a wrong line is made, and the names that all of them share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

LONG = "a" * 300
SIGNS = {  # what a name may hold that a terminal, a file system or a formula takes for a command
    "a line break": "a\nb",
    "a colour": "\x1b[31mred",
    "a bell": "a\x07",
    "another way of writing": "\u202egnp",
    "half a character": "\udcff",
    "two dots": "../../etc/passwd",
    "a wide number": "\uff19",
    "a raised number": "²",
    "5000 letters": "x" * 5000,
    "a quote": "'\"`",
    "a formula": "=cmd|' /C calc'!A0",
    "a percent sign": "%s%n{0}",
}


def words(*line: str) -> Callable[[Path], list[str]]:
    """A line that needs no files."""
    return lambda folder: list(line)


def with_file(name: str, content: str | bytes, *line: str) -> Callable[[Path], list[str]]:
    """A line, and a file of this name."""

    def make(folder: Path) -> list[str]:
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(line)

    return make


GENERATED = [
    "classification1",
    "classification2",
    "blobs",
    "circles",
    "gaussians",
    "moons",
    "spiral",
    "xor",
    "regression",
    "plane",
    "bumps",
    "sines",
    "parity",
    "adding",
    "robot",
    "gears",
    "signs",
    "cats_dogs",
    "characters",
    "digits28",
    "fashion",
    "california",
    "covtype",
    "credit_card",
    "bike_sharing",
    "weather",
]
IMAGES = ("signs", "cats_dogs", "characters", "digits28", "fashion")
WITHOUT_NOISE = ("parity", "adding", "robot", "gears", "covtype", "credit_card")
FIXED = ("iris", "wine", "breast_cancer", "digits", "diabetes")
