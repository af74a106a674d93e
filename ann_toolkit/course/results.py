"""What a run of a lesson gave: one result, with a part for each cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ann_toolkit.course.catalog import Exercise
from ann_toolkit.course.checking import CheckResult
from ann_toolkit.course.lesson import Cell

FIGURES = "figure_*.png"  # the pictures of a run, in its folder
SUMMARY = "result.json"  # its exit code and its seconds


@dataclass
class CellResult:
    """What one cell showed.

    Args:
        cell: the cell.
        output: the text it printed, as it last stood on the screen.
        figures: the pictures it drew, as PNG files.
    """

    cell: Cell
    output: str = ""
    figures: list[Path] = field(default_factory=list)


@dataclass
class RunResult:
    """A finished run.

    Args:
        exercise: which one.
        folder: where its log, pictures and report lie.
        cells: what each cell showed.
        seconds: how long it took.
        error: why it ended early, in one line or as a traceback; "" when it did not.
        exit_code: 0 passed, 1 a check failed or the script broke, 2 a mistake that the toolkit explains.
        checks: what the lesson's checks said, as far as it came.
        names: what the lesson's names stood for in the end.
    """

    exercise: Exercise
    folder: Path
    cells: list[CellResult] = field(default_factory=list)
    seconds: float = 0.0
    error: str = ""
    exit_code: int = 0
    checks: list[CheckResult] = field(default_factory=list)
    names: dict[str, Any] = field(default_factory=dict)

    @property
    def figures(self) -> list[Path]:
        """All pictures, in order."""
        return [figure for cell in self.cells for figure in cell.figures]

    @property
    def report(self) -> Path:
        """The page with the lesson's text, code, output and pictures."""
        return self.folder / "report.html"


def telling_picture(folder: Path) -> Path | None:
    """The picture that stands for a run on a page of many: the largest file, which has the most in it."""
    return max(folder.glob(FIGURES), key=lambda path: path.stat().st_size, default=None)
