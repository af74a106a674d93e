"""A lesson as its cells: text between ``# %% [markdown]`` marks, code between ``# %%`` marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ann_toolkit.base.errors import ExerciseError

_MARK = re.compile(r"^# %%(.*)$")


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


def read_cells(path: Path) -> list[Cell]:
    """The cells of a script, in order; empty ones left out.

    Raises:
        ExerciseError: the script is not UTF-8 text or has no cells.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise ExerciseError(f"{path} is not UTF-8 text; save it again as UTF-8") from error
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
