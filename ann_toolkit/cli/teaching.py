"""``ann handout`` and ``ann check``: what an instructor types around a lesson."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ann_toolkit.base.errors import ExerciseError
from ann_toolkit.base.messages import printable
from ann_toolkit.cli.completion import exercise_words
from ann_toolkit.cli.values import number
from ann_toolkit.teaching.grading import MOST_TIME, TIME_LIMIT


def handout(
    exercise: Annotated[str, typer.Argument(help="Its number or name.", autocompletion=exercise_words)] = "",
    folder: Annotated[Path, typer.Option("-o", "--out", help="Folder for the handouts.")] = Path("handouts"),
    every: Annotated[bool, typer.Option("--all", help="Hand out all exercises.")] = False,
    notebook: Annotated[bool, typer.Option(help="Write Jupyter notebooks as well.")] = False,
) -> None:
    """Write the student's version of an exercise: its solutions taken out, as nbgrader does it."""
    from ann_toolkit.course.catalog import exercises, find_exercise
    from ann_toolkit.teaching.handout import write_handouts

    if every and exercise:
        raise ExerciseError(f"say either the exercise {exercise!r} or --all, not both")
    if not (every or exercise):
        raise ExerciseError("say which exercise, or --all: `ann handout 9` or `ann handout --all`")
    for path in write_handouts(exercises() if every else [find_exercise(exercise)], folder, notebook):
        typer.echo(printable(str(path)))


def check(
    exercise: Annotated[str, typer.Argument(help="Its number or name.", autocompletion=exercise_words)],
    script: Annotated[Path, typer.Argument(help="The student's version.")],
    time_limit: Annotated[
        str, typer.Option("--time-limit", metavar="<float>", help="Seconds after which it is stopped.")
    ] = f"{TIME_LIMIT:g}",
) -> None:
    """Run a student's version in a process of its own and report each check."""
    from ann_toolkit.course.catalog import find_exercise
    from ann_toolkit.teaching.grading import check_script

    limit = number("--time-limit", time_limit, "seconds, more than 0 and up to a day", 1e-3, MOST_TIME)
    grade = check_script(find_exercise(exercise), script, limit or TIME_LIMIT)
    for line in grade.lines:
        typer.echo(printable(line))
    for line in grade.error.splitlines():  # a student's script can print anything
        typer.echo(printable(line))
    stopped = ", then it stopped" if grade.error else ""
    typer.echo(f"{grade.passed} of {len(grade.lines)} checks passed{stopped}")
    raise typer.Exit(0 if grade.complete else 1)
