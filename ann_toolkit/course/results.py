"""What a run of a lesson gave: one result, with a part for each cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ann_toolkit.base.errors import FileError
from ann_toolkit.base.files import folder as made_folder
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.course.catalog import Exercise
from ann_toolkit.course.checking import CheckResult
from ann_toolkit.course.covers import COVER
from ann_toolkit.course.lesson import Cell

FIGURES = "figure_*.png"  # the pictures of a run, in its folder
SUMMARY = "result.json"  # its exit code and its seconds
LOG, REPORT = "log.txt", "report.html"
CHOOSE = "choose another with --out"


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
        exit_code: 0 passed, 1 a check failed or the script broke, 2 a mistake that the toolkit explains,
            130 after Ctrl-C.
        checks: what the lesson's checks said, as far as it came.
        finished: whether the run has ended, however it did.
        names: what the lesson's names stood for in the end.
    """

    exercise: Exercise
    folder: Path
    cells: list[CellResult] = field(default_factory=list)
    seconds: float = 0.0
    error: str = ""
    exit_code: int = 0
    checks: list[CheckResult] = field(default_factory=list)
    finished: bool = False
    names: dict[str, Any] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether it ran to its end and every check passed."""
        return self.finished and self.exit_code == 0

    def broke(self, why: str, exit_code: int = 1) -> None:
        """Note why the run is not passed; what broke first decides on the exit code."""
        self.error += why if why.endswith("\n") else f"{why}\n"
        self.exit_code = self.exit_code or exit_code

    @property
    def figures(self) -> list[Path]:
        """All pictures, in order."""
        return [figure for cell in self.cells for figure in cell.figures]

    @property
    def report(self) -> Path:
        """The page with the lesson's text, code, output and pictures."""
        return self.folder / REPORT


def telling_picture(folder: Path) -> Path | None:
    """The picture that stands for a run on a page of many: its cover, or else the largest file.

    Args:
        folder: the folder of the run.
    """
    if (folder / COVER).is_file():
        return folder / COVER
    pictures = [path for path in folder.glob(FIGURES) if path.is_file()]
    return max(pictures, key=lambda path: path.stat().st_size, default=None)


def emptied(path: PathLike) -> Path:
    """Make the folder of a run, without the pictures, the page and the result of an earlier one.

    Raises:
        FileError: it cannot be made, written to, or emptied.
    """
    made = made_folder(path, CHOOSE).resolve()
    for old in [*made.glob(FIGURES), *(made / name for name in (SUMMARY, REPORT, LOG, COVER))]:
        try:
            old.unlink(missing_ok=True)
        except OSError as error:
            raise FileError(f"cannot remove {old} of an earlier run: {error.strerror}; {CHOOSE}") from error
    return made
