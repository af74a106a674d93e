"""The ``ann`` command: it only parses and calls, and turns mistakes into one line and exit code 2."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ann_toolkit.base.errors import AnnError
from ann_toolkit.cli import data, model

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Neural networks with Keras: run the course's exercises.",
)
app.add_typer(data.app, name="data")
app.add_typer(model.app, name="model")
_STATE = {"debug": False}


@app.callback()
def _options(debug: Annotated[bool, typer.Option(help="Show the traceback of a mistake.")] = False) -> None:
    _STATE["debug"] = debug


@app.command("list")
def list_exercises() -> None:
    """List the exercises: number, title, seconds on 2 cores."""
    from ann_toolkit.course.catalog import exercises

    for exercise in exercises():
        seconds = f"{exercise.seconds:>4} s" if exercise.seconds is not None else "     -"
        typer.echo(f"{exercise.number:>3}  {exercise.title:<66} {seconds}")


@app.command()
def run(
    exercise: Annotated[str, typer.Argument(help="Its number or name, or the path of a script.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Run all exercises, one after the other.")] = False,
    out: Annotated[Path, typer.Option(help="Folder for the results.")] = Path("runs"),
    open_report: Annotated[bool, typer.Option("--open", help="Open the report page in the browser.")] = False,
) -> None:
    """Run an exercise without a screen; keep its log, its pictures and a report page."""
    from ann_toolkit.course.catalog import find_exercise

    if every or not exercise:
        return _run_all(out, every and not exercise, open_report)
    from ann_toolkit.course.runner import run_exercise

    result = run_exercise(find_exercise(exercise), out)
    if result.error:
        typer.echo(result.error.rstrip(), err=True)
    verdict = "passed" if result.exit_code == 0 else "not passed"
    typer.echo(f"\n{result.exercise.number}. {result.exercise.title}: {verdict} in {result.seconds:.1f} s")
    typer.echo(f"report    {_short(result.report)}")
    if result.figures:
        typer.echo(f"pictures  {_short(result.figures[0])}" + _and_more(len(result.figures)))
    if open_report:
        typer.launch(result.report.as_uri())
    raise typer.Exit(result.exit_code)


def _run_all(out: Path, asked: bool, open_report: bool) -> None:
    from ann_toolkit.course.catalog import exercises
    from ann_toolkit.course.index import Outcome, run_all

    if not asked:
        raise AnnError("say which exercise, or --all: `ann run 9` or `ann run --all`")

    def tell(outcome: Outcome) -> None:
        verdict = "ok" if outcome.passed else "no"
        typer.echo(
            f"{verdict}  {outcome.exercise.number:>2}  {outcome.exercise.title:<62} {outcome.seconds:5.1f} s"
        )

    outcomes = run_all(exercises(), out, tell)
    typer.echo(
        f"{sum(o.passed for o in outcomes)} of {len(outcomes)} exercises passed; see {out / 'index.html'}"
    )
    if open_report:
        typer.launch((out / "index.html").resolve().as_uri())
    raise typer.Exit(0 if all(outcome.passed for outcome in outcomes) else 1)


@app.command()
def handout(
    exercise: Annotated[str, typer.Argument(help="Its number or name.")] = "",
    folder: Annotated[Path, typer.Option("-o", "--out", help="Folder for the handouts.")] = Path("handouts"),
    every: Annotated[bool, typer.Option("--all", help="Hand out all exercises.")] = False,
    notebook: Annotated[bool, typer.Option(help="Write Jupyter notebooks as well.")] = False,
) -> None:
    """Write the student's version of an exercise: its solutions taken out, as nbgrader does it."""
    from ann_toolkit.course.catalog import exercises, find_exercise
    from ann_toolkit.teaching.handout import write_handouts

    if every == bool(exercise):
        raise AnnError("say which exercise, or --all: `ann handout 9` or `ann handout --all`")
    for path in write_handouts(exercises() if every else [find_exercise(exercise)], folder, notebook):
        typer.echo(str(path))


@app.command()
def check(
    exercise: Annotated[str, typer.Argument(help="Its number or name.")],
    script: Annotated[Path, typer.Argument(help="The student's version.")],
    time_limit: Annotated[float, typer.Option(help="Seconds after which it is stopped.")] = 180.0,
) -> None:
    """Run a student's version in a process of its own and report each check."""
    from ann_toolkit.course.catalog import find_exercise
    from ann_toolkit.teaching.grading import check_script

    grade = check_script(find_exercise(exercise), script, time_limit)
    for line in grade.lines:
        typer.echo(line)
    if grade.error:
        typer.echo(grade.error)
    typer.echo(
        f"{grade.passed} of {len(grade.lines)} checks passed" + (", then it stopped" if grade.error else "")
    )
    raise typer.Exit(0 if grade.complete else 1)


@app.command()
def train(
    params: Annotated[Path, typer.Argument(help="A JSON file with S3's parameter names.")],
    engine: Annotated[str, typer.Option(help="scratch (NumPy) or keras.")] = "scratch",
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Folder for the results.")] = None,
) -> None:
    """Train a network that a JSON file describes (S3); keep its log, history, picture and weights."""
    from ann_toolkit.jobs.running import run as run_params

    run_params(params, engine=engine, out=out)


@app.command()
def doctor() -> None:
    """Look at Python, TensorFlow, devices, Graphviz and data; say what to do about what is missing."""
    from ann_toolkit.course.doctor import examine

    findings = examine()
    for finding in findings:
        typer.echo(f"{finding.state:<8} {finding.what:<13} {finding.found}")
        if finding.advice:
            typer.echo(f"{'':<22} {finding.advice}")
    raise typer.Exit(2 if any(finding.state == "missing" for finding in findings) else 0)


def _short(path: Path) -> Path:
    """``path`` as seen from here, where that is shorter."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _and_more(count: int) -> str:
    return f" to {count:02d}" if count > 1 else ""


def main() -> None:
    """Run the command; a mistake that the toolkit explains becomes one line and exit code 2."""
    try:
        app()
    except AnnError as error:
        if _STATE["debug"]:
            raise
        print(f"ann: {error}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
