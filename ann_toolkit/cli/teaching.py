"""``ann handout`` and ``ann check``: what an instructor types around a lesson."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ann_toolkit.base.errors import ExerciseError
from ann_toolkit.cli.completion import exercise_words
from ann_toolkit.teaching.grading import TIME_LIMIT


def handout(
    exercise: Annotated[str, typer.Argument(help="Its number or name.", autocompletion=exercise_words)] = "",
    folder: Annotated[Path, typer.Option("-o", "--out", help="Folder for the handouts.")] = Path("handouts"),
    every: Annotated[bool, typer.Option("--all", help="Hand out all exercises.")] = False,
    notebook: Annotated[bool, typer.Option(help="Write Jupyter notebooks as well.")] = False,
) -> None:
    """Write the student's version of an exercise: its solutions taken out, as nbgrader does it."""
    from ann_toolkit.course.catalog import exercises, find_exercise
    from ann_toolkit.teaching.handout import write_handouts

    if every == bool(exercise):
        raise ExerciseError("say which exercise, or --all: `ann handout 9` or `ann handout --all`")
    for path in write_handouts(exercises() if every else [find_exercise(exercise)], folder, notebook):
        typer.echo(str(path))


def check(
    exercise: Annotated[str, typer.Argument(help="Its number or name.", autocompletion=exercise_words)],
    script: Annotated[Path, typer.Argument(help="The student's version.")],
    time_limit: Annotated[float, typer.Option(help="Seconds after which it is stopped.")] = TIME_LIMIT,
) -> None:
    """Run a student's version in a process of its own and report each check."""
    from ann_toolkit.course.catalog import find_exercise
    from ann_toolkit.teaching.grading import check_script

    grade = check_script(find_exercise(exercise), script, time_limit)
    for line in grade.lines:
        typer.echo(line)
    if grade.error:
        typer.echo(grade.error)
    stopped = ", then it stopped" if grade.error else ""
    typer.echo(f"{grade.passed} of {len(grade.lines)} checks passed{stopped}")
    raise typer.Exit(0 if grade.complete else 1)
