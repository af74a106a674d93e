"""``ann train``: a training that a JSON file describes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def train(
    params: Annotated[Path, typer.Argument(help="A JSON file with S3's parameter names.")],
    engine: Annotated[str, typer.Option(help="scratch (NumPy) or keras.")] = "scratch",
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Folder for the results.")] = None,
) -> None:
    """Train a network that a JSON file describes (S3); keep its log, history, picture and weights."""
    from ann_toolkit.jobs.running import run

    run(params, engine=engine, out=out)
