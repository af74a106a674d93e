"""All exercises in a row, each in a process of its own, and a page that shows what became of them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ann_toolkit.base.errors import FileError
from ann_toolkit.base.files import existing, folder
from ann_toolkit.base.json_files import read_json
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.course.catalog import Exercise
from ann_toolkit.course.covers import alt_in
from ann_toolkit.course.pages import write_page
from ann_toolkit.course.results import CHOOSE, SUMMARY, emptied, telling_picture

_LONGEST = 1e6  # seconds; a run that says more does not know


@dataclass(frozen=True)
class Outcome:
    """What became of one exercise.

    Args:
        exercise: which one.
        passed: whether all its checks passed.
        seconds: how long its cells took; 0 when it could not start.
        picture: the picture to show for it, as an address relative to the page; "" for none.
        alt: what is to be seen on it, for who cannot see it.
    """

    exercise: Exercise
    passed: bool
    seconds: float
    picture: str
    alt: str = ""


def run_all(exercises: list[Exercise], runs: PathLike, tell: Callable[[Outcome], None]) -> list[Outcome]:
    """Run exercises one after the other, each in a fresh Python, and write ``index.html``.

    Args:
        exercises: which ones.
        runs: the folder for the results.
        tell: called with each outcome as soon as it is known.
    """
    made = folder(runs, CHOOSE)
    outcomes: list[Outcome] = []
    _write(made, outcomes)  # from the beginning: after a kill no page of an earlier run is left
    for exercise in exercises:
        emptied(made / exercise.name)
        command = [sys.executable, "-m", "ann_toolkit.course.runner", str(exercise.path), str(runs)]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        outcomes.append(_outcome(exercise, done.returncode == 0, made))
        tell(outcomes[-1])
        _write(made, outcomes)
    return outcomes


def _write(runs: Path, outcomes: list[Outcome]) -> None:
    write_page(
        runs / "index.html",
        "index.html.j2",
        outcomes=outcomes,
        passed=sum(outcome.passed for outcome in outcomes),
        seconds=sum(outcome.seconds for outcome in outcomes),
    )


def _outcome(exercise: Exercise, passed: bool, runs: Path) -> Outcome:
    where = runs / exercise.name
    picture = telling_picture(where)
    if picture is None:
        return Outcome(exercise, passed, _seconds(where), "")
    return Outcome(exercise, passed, _seconds(where), f"{exercise.name}/{picture.name}", alt_in(picture))


def _seconds(where: Path) -> float:
    """How long a run took; 0 where it broke before it could write that down, or wrote something else."""
    try:
        told = read_json(existing(where / SUMMARY, "the result of a run"), "the result of a run")
    except FileError:
        return 0.0
    seconds = told.get("seconds") if isinstance(told, dict) else None
    return float(seconds) if isinstance(seconds, int | float) and 0 <= seconds < _LONGEST else 0.0
