"""The ``ann`` command: its list of commands, ``--debug``, and what becomes of a mistake."""

from __future__ import annotations

import itertools
import sys
from typing import Annotated, Any

import typer

from ann_toolkit.cli import course, data, jobs, model, teaching
from ann_toolkit.cli.apps import App, Group
from ann_toolkit.cli.mistakes import last_handler


class Commands(Group):
    """All commands: a mistake, whatever it is, becomes one line and an exit code."""

    def make_context(self, info_name: str | None, args: list[str], *more: Any, **extra: Any) -> Any:
        """Read the options before the command."""
        before = itertools.takewhile(lambda word: word.startswith("-"), args)
        with last_handler("--debug" in before):
            return super().make_context(info_name, args, *more, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        with last_handler(ctx.params["debug"]):
            return super().invoke(ctx)


app = App(
    cls=Commands,
    pretty_exceptions_enable=False,
    help="Neural networks with Keras: run the course's exercises.",
)
app.command("list")(course.list_exercises)
app.command()(course.run)
app.command()(teaching.handout)
app.command()(teaching.check)
app.command()(jobs.train)
app.command()(course.doctor)
app.add_typer(data.app, name="data")
app.add_typer(model.app, name="model")


@app.callback()
def _options(debug: Annotated[bool, typer.Option(help="Show the traceback of a mistake.")] = False) -> None:
    """Take the options that stand before the command; ``Commands`` reads them."""


def main() -> None:
    """Run the command, by the name ``ann`` however it was started."""
    for stream in (sys.stdout, sys.stderr):  # what a terminal of another encoding cannot show is written out
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    app(prog_name="ann")
