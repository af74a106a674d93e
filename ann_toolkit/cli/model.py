"""``ann model``: look into a model file, and bring an old one into today's form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ann_toolkit import models
from ann_toolkit.base.messages import printable
from ann_toolkit.cli.apps import App

app = App(help="Look into model files, and convert old ones.")


@app.command()
def inspect(file: Annotated[Path, typer.Argument(help="a .keras or .h5 file")]) -> None:
    """Show what is in a model file, and whether it can be opened or why it would be refused."""
    typer.echo(str(models.inspect(file)))


@app.command()
def convert(
    old: Annotated[Path, typer.Argument(help="a .h5 file of the years before Keras 3")],
    new: Annotated[Path, typer.Argument(help="the .keras file to write")],
    trusted: Annotated[
        bool, typer.Option("--trusted", help="you made the file yourself: opening it can run code")
    ] = False,
) -> None:
    """Write a .h5 model as a .keras file."""
    model = models.convert(old, new, trusted=trusted)
    typer.echo(printable(f"{new}: {model.name}, {model.count_params()} parameters"))
