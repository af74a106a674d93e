"""``ann list``, ``ann run`` and ``ann doctor``: what a student types."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ann_toolkit.base.errors import ExerciseError
from ann_toolkit.base.messages import printable
from ann_toolkit.cli.completion import exercise_words

if TYPE_CHECKING:
    from ann_toolkit.course.catalog import Exercise
    from ann_toolkit.course.index import Outcome


def list_exercises() -> None:
    """List the exercises: number, title, seconds on 2 cores."""
    from ann_toolkit.course.catalog import exercises

    for exercise in exercises():
        seconds = f"{exercise.seconds:>4} s" if exercise.seconds is not None else "     -"
        typer.echo(f"{exercise.number:>3}  {exercise.title:<66} {seconds}")


def run(
    exercise: Annotated[
        str,
        typer.Argument(help="Its number or name, or the path of a script.", autocompletion=exercise_words),
    ] = "",
    every: Annotated[bool, typer.Option("--all", help="Run all exercises, one after the other.")] = False,
    out: Annotated[Path, typer.Option(help="Folder for the results.")] = Path("runs"),
    open_report: Annotated[bool, typer.Option("--open", help="Open the report page in the browser.")] = False,
) -> None:
    """Run an exercise without a screen; keep its log, its pictures and a report page."""
    from ann_toolkit.course.catalog import exercises, find_exercise

    if every and exercise:
        raise ExerciseError(f"say either the exercise {exercise!r} or --all, not both")
    if every:
        _run_all(exercises(), out, open_report)
    elif exercise:
        _run_one(find_exercise(exercise), out, open_report)
    else:
        raise ExerciseError("say which exercise, or --all: `ann run 9` or `ann run --all`")


def _run_one(exercise: Exercise, out: Path, open_report: bool) -> None:
    from ann_toolkit.course.runner import run_exercise

    result = run_exercise(exercise, out)
    if result.error:
        for line in result.error.splitlines():
            typer.echo(printable(line), err=True)
    verdict = "passed" if result.exit_code == 0 else "not passed"
    typer.echo(f"\n{exercise.number}. {exercise.title}: {verdict} in {result.seconds:.1f} s")
    typer.echo(f"report    {printable(str(_short(result.report)))}")
    if result.figures:
        more = f" to {len(result.figures):02d}" if len(result.figures) > 1 else ""
        typer.echo(f"pictures  {printable(str(_short(result.figures[0])))}{more}")
    if open_report:
        typer.launch(result.report.as_uri())
    raise typer.Exit(result.exit_code)


def _run_all(exercises: list[Exercise], out: Path, open_report: bool) -> None:
    from ann_toolkit.course.index import run_all

    outcomes = run_all(exercises, out, tell=_tell)
    page = out / "index.html"
    passed = sum(outcome.passed for outcome in outcomes)
    typer.echo(f"{passed} of {len(outcomes)} exercises passed; see {printable(str(page))}")
    if open_report:
        typer.launch(page.resolve().as_uri())
    raise typer.Exit(0 if passed == len(outcomes) else 1)


def _tell(outcome: Outcome) -> None:
    verdict, exercise = "ok" if outcome.passed else "no", outcome.exercise
    typer.echo(f"{verdict}  {exercise.number:>2}  {exercise.title:<62} {outcome.seconds:5.1f} s")


def _short(path: Path) -> Path:
    """``path`` as seen from here, where that is shorter."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def doctor(
    clean: Annotated[
        bool,
        typer.Option(
            "--clean", help="Remove half-written files of killed runs, here and below; nothing else."
        ),
    ] = False,
) -> None:
    """Look at Python, TensorFlow, devices, Graphviz and data; say what to do about what is missing."""
    from ann_toolkit.course.doctor import examine

    if clean:
        _clean(Path.cwd())
        return

    findings = examine()
    for finding in findings:
        typer.echo(f"{finding.state:<8} {finding.what:<13} {printable(finding.found)}")
        if finding.advice:
            typer.echo(f"{'':<22} {printable(finding.advice)}")
    raise typer.Exit(2 if any(finding.state == "missing" for finding in findings) else 0)


def _clean(folder: Path) -> None:
    from ann_toolkit.base.leftovers import leftovers_below, remove

    gone = remove(leftovers_below(folder))
    for path in gone:
        typer.echo(f"removed {printable(str(_short(path)))}")
    typer.echo(
        f"{len(gone)} half-written files of killed runs were removed in {printable(str(folder))} and below"
    )
