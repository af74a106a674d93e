"""Checks a student's version of a lesson: in a process of its own, with a time limit."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ann_toolkit.base.errors import ExerciseError, FileError
from ann_toolkit.base.json_files import read_json
from ann_toolkit.base.kinds import check_kind
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.base.values import shown
from ann_toolkit.course.catalog import Exercise
from ann_toolkit.course.lesson import read_script

CHECKS = "## Check yourself"  # the heading of the cells that hold the checks
TIME_LIMIT = 180.0  # seconds; three times what a lesson may take
MOST_TIME = 86_400.0  # seconds; who waits a day is not waiting for a lesson


@dataclass(frozen=True)
class Grade:
    """What came of a student's version.

    Args:
        lines: the line of each check that was reached, as the lesson prints it.
        passed: how many of them passed.
        error: why the script ended before its last check; "" when it did not.
    """

    lines: tuple[str, ...]
    passed: int
    error: str

    @property
    def complete(self) -> bool:
        """Whether the script reached its end and every check passed."""
        return not self.error and self.passed == len(self.lines) > 0


def check_script(exercise: Exercise, script: PathLike, time_limit: float = TIME_LIMIT) -> Grade:
    """Run a student's version of an exercise and collect its checks.

    The checks are those of the exercise itself: whatever the student's file says from the heading
    "Check yourself" on is not used.

    Args:
        exercise: which exercise it is meant to be.
        script: the student's file.
        time_limit: seconds after which it is stopped.

    Raises:
        FileError: no such file.
        ExerciseError: the script is not UTF-8 text, or the time limit is none.
    """
    check_kind(exercise, Exercise, "what ann.course.find_exercise() returned")
    if not (isinstance(time_limit, int | float) and 0 < time_limit <= MOST_TIME):
        raise ExerciseError(
            f"a time limit of {shown(time_limit)}: expected seconds, more than 0 and up to a day"
        )
    text = with_own_checks(read_script(script), read_script(exercise.path))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / f"{exercise.name}.py"
        copy.write_text(text, encoding="utf-8")
        report = Path(folder) / "grade.json"
        stopped = _run(copy, report, time_limit)
        if not report.exists():
            return Grade((), 0, stopped or "the script ended Python itself before its checks")
        return _read(report)


def _read(report: Path) -> Grade:
    """What the child wrote down, unless the script wrote there itself."""
    try:
        found = read_json(report, "what the checks said")
        return Grade(tuple(map(str, found["lines"])), int(found["passed"]), str(found["error"]).strip())
    except (FileError, KeyError, TypeError, ValueError):
        return Grade((), 0, "the script wrote over what its checks said")


def with_own_checks(student: str, official: str) -> str:
    """The student's lesson up to its checks, then the checks of the exercise."""
    _, heading, checks = official.partition(_heading(official))
    if not heading:
        raise ExerciseError(
            f"the lesson has no cells under the heading {CHECKS!r}: there is nothing to check"
        )
    return student.split(_heading(student))[0] + heading + checks


def _heading(text: str) -> str:
    """The line that begins the last cells; of a file without it, something that does not occur in it."""
    return next((line for line in text.splitlines() if line.strip("# ") == CHECKS.strip("# ")), "# " + CHECKS)


def _run(script: Path, report: Path, time_limit: float) -> str:
    """Run the script in a process group of its own; say why when it had to be stopped."""
    command = [sys.executable, "-m", "ann_toolkit.teaching.grading", str(script), str(report)]
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout=time_limit)
    except subprocess.TimeoutExpired:
        _stop(process)
        return f"stopped after {time_limit:g} s: does a loop never end?"
    except BaseException:
        _stop(process)
        raise
    return ""


def _stop(process: subprocess.Popen) -> None:
    """End the process and all that it started."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _main(script: Path, report: Path) -> None:
    """In the child process: run the lesson and write down what its checks said."""
    from ann_toolkit.course.catalog import read_exercise
    from ann_toolkit.course.runner import run_exercise

    result = run_exercise(read_exercise(script), script.parent / "runs")
    found = {
        "lines": [check.line for check in result.checks],
        "passed": sum(check.passed for check in result.checks),
        "error": result.error,
    }
    report.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    _main(Path(sys.argv[1]), Path(sys.argv[2]))
