"""All exercises in a row, each in a process of its own, and a page that shows what became of them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ann_toolkit.base.files import folder
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.course.catalog import Exercise
from ann_toolkit.course.pages import write_page
from ann_toolkit.course.results import SUMMARY, telling_picture


@dataclass(frozen=True)
class Outcome:
    """What became of one exercise.

    Args:
        exercise: which one.
        passed: whether all its checks passed.
        seconds: how long its cells took; 0 when it could not start.
        picture: the picture to show for it, as an address relative to the page; "" for none.
    """

    exercise: Exercise
    passed: bool
    seconds: float
    picture: str


def run_all(exercises: list[Exercise], runs: PathLike, tell: Callable[[Outcome], None]) -> list[Outcome]:
    """Run exercises one after the other, each in a fresh Python, and write ``index.html``.

    Args:
        exercises: which ones.
        runs: the folder for the results.
        tell: called with each outcome as soon as it is known.
    """
    made = folder(runs, "choose another with --out")
    outcomes = []
    for exercise in exercises:
        command = [sys.executable, "-m", "ann_toolkit.course.runner", str(exercise.path), str(runs)]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        outcomes.append(_outcome(exercise, done.returncode == 0, made))
        tell(outcomes[-1])
    write_page(
        made / "index.html",
        "index.html.j2",
        outcomes=outcomes,
        passed=sum(outcome.passed for outcome in outcomes),
        seconds=sum(outcome.seconds for outcome in outcomes),
    )
    return outcomes


def _outcome(exercise: Exercise, passed: bool, runs: Path) -> Outcome:
    where = runs / exercise.name
    try:
        seconds = json.loads((where / SUMMARY).read_text(encoding="utf-8"))["seconds"]
    except (OSError, ValueError, KeyError):  # it broke before it could write anything down
        return Outcome(exercise, passed, 0.0, "")
    picture = telling_picture(where)
    return Outcome(exercise, passed, seconds, f"{exercise.name}/{picture.name}" if picture else "")
