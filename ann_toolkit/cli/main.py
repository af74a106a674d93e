"""The ``ann`` command: its list of commands, ``--debug``, and what becomes of a mistake."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from ann_toolkit.base.errors import AnnError
from ann_toolkit.cli import course, data, jobs, model, teaching


class Commands(TyperGroup):
    """All commands: a mistake that the toolkit explains becomes one line and exit code 2."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]  # typer has no other kind
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except AnnError as error:
            if ctx.params["debug"]:
                raise
            typer.echo(f"ann: {error}", err=True)
            raise typer.Exit(2) from None


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
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
    app(prog_name="ann")
