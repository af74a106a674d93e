"""A lesson as its cells: text between ``# %% [markdown]`` marks, code between ``# %%`` marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ann_toolkit.base.errors import ExerciseError, FileError
from ann_toolkit.base.files import existing
from ann_toolkit.base.protocols import PathLike

_MOST = 10_000_000  # bytes of a script
_MARK = re.compile(r"^# %%(.*)$")
_ANSWER = re.compile(r"^\*\*What to see:\*\* *(.+?)(?=\n\s*\n|\Z)", re.MULTILINE | re.DOTALL)
FOLD = "What to see"  # what stands on the fold


@dataclass(frozen=True)
class Cell:
    """A piece of a lesson.

    Args:
        kind: "markdown" or "code".
        text: what it says; of a markdown cell without the comment signs.
        line: the line of the script, from 1, at which ``text`` begins.
    """

    kind: str
    text: str
    line: int


def read_script(path: PathLike) -> str:
    """The text of a script.

    Raises:
        ExerciseError: it is not UTF-8 text.
        FileError: it is missing, a folder, empty, or too large to be a script.
    """
    found = existing(path, "a script (.py)", (".py",))
    if found.stat().st_size > _MOST:
        raise FileError(f"{found} has more than {_MOST // 1_000_000} MB; expected a script (.py)")
    try:
        return found.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ExerciseError(f"{found} is not UTF-8 text; save it again as UTF-8") from None


def read_cells(path: Path) -> list[Cell]:
    """The cells of a script, in order; empty ones left out.

    Raises:
        ExerciseError: the script is not UTF-8 text or has no cells.
        FileError: it is missing, a folder, empty, or too large to be a script.
    """
    lines = read_script(path).splitlines()
    marks = [number for number, line in enumerate(lines) if _MARK.match(line)]
    if not marks:
        raise ExerciseError(f"{path} has no cells; a lesson is cut by lines that begin with '# %%'")
    cells = [Cell("code", "\n".join(lines[: marks[0]]), 1)]
    for start, end in zip(marks, [*marks[1:], len(lines)], strict=True):
        body = lines[start + 1 : end]
        is_text = "[markdown]" in lines[start]
        text = "\n".join(_uncomment(line) for line in body) if is_text else "\n".join(body)
        cells.append(Cell("markdown" if is_text else "code", text, start + 2))
    return [cell for cell in cells if cell.text.strip()]


def _uncomment(line: str) -> str:
    return line.removeprefix("#").removeprefix(" ")


def parts_of(text: str) -> list[tuple[bool, str]]:
    """The pieces of a markdown cell: each paragraph "What to see", which answers a guess, apart from the rest.

    Returns:
        Whether a piece is such an answer (its first words are then left out), and its text.

    >>> parts_of("# Loss\\n\\n**What to see:** it falls.\\n\\nGo on.")
    [(False, '# Loss'), (True, 'it falls.'), (False, 'Go on.')]
    """
    pieces = [(bool(number % 2), piece.strip()) for number, piece in enumerate(_ANSWER.split(text))]
    return [(is_answer, piece) for is_answer, piece in pieces if piece]
