"""``ann data``: make, look at and hand out datasets. Only parses and calls."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ann_toolkit.base.messages import printable
from ann_toolkit.cli.apps import App
from ann_toolkit.cli.completion import dataset_names, generated_names
from ann_toolkit.cli.mistakes import notes
from ann_toolkit.cli.values import number, options_of, whole

app = App(help="Make, look at and hand out datasets.")

Name = Annotated[str, typer.Argument(help="a name from: ann data list", autocompletion=dataset_names)]
Generated = Annotated[str, typer.Argument(help="a name from: ann data list", autocompletion=generated_names)]
Rows = Annotated[
    str | None,
    typer.Option("--n-samples", "-n", metavar="<int>", help="rows; designs of gears; pictures to learn from"),
]
Noise = Annotated[
    str | None, typer.Option("--noise", metavar="<float>", help="a standard deviation, 0 or more")
]
Options = Annotated[list[str] | None, typer.Option("--set", help="a further argument as name=value")]


@app.command("list")
def list_datasets() -> None:
    """List every dataset by its short name."""
    from ann_toolkit.datasets.registry import ENTRIES

    kind = ""
    for entry in ENTRIES.values():
        if entry.kind != kind:
            typer.echo(f"{entry.kind}:")
            kind = entry.kind
        source = " and ".join(word for word, there in (("make", entry.make), ("load", entry.load)) if there)
        typer.echo(f"  {entry.name:16}  {entry.title}  ({source})")


@app.command()
def show(name: Name) -> None:
    """Show what a dataset holds: columns, classes, options, a few rows."""
    from ann_toolkit.teaching.tables import describe

    typer.echo(describe(name))


@app.command()
def make(
    name: Generated,
    output: Annotated[Path, typer.Option("--output", "-o", help="the file to write; a folder for images")],
    n_samples: Rows = None,
    noise: Noise = None,
    seed: Annotated[
        str | None, typer.Option("--seed", metavar="<int>", help="the same seed gives the same data")
    ] = None,
    options: Options = None,
    french: Annotated[bool, typer.Option("--french", help="CSV with ; and decimal commas")] = False,
) -> None:
    """Generate a dataset into a file: .csv, .xlsx, .parquet, .npz, .h5 (images: into a folder)."""
    from ann_toolkit.teaching.tables import make as make_dataset

    rows, start = _rows(n_samples), whole("--seed", seed)
    given = options_of(options or ())
    for path in make_dataset(name, output, rows, _noise(noise), start, given, french, progress=True):
        typer.echo(f"{printable(str(path))}  {path.stat().st_size} bytes")


@app.command()
def npz(name: Name, output: Annotated[Path | None, typer.Option("--output", "-o")] = None) -> None:
    """Write a table as S3's programs read it: NAME.npz with the arrays X and y."""
    from ann_toolkit.teaching.tables import npz as write_npz

    written = write_npz(name, output or Path(f"{name.removesuffix('.npz')}.npz"))
    typer.echo(printable(str(written)))


@app.command()
def plot(
    file: Annotated[Path, typer.Argument(help="a dataset file")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="the picture: .png, .pdf, .svg")
    ] = None,
    target: Annotated[list[str] | None, typer.Option(help="the column(s) of y in a foreign table")] = None,
) -> None:
    """Draw what a dataset file holds."""
    from ann_toolkit.plots.data import draw_file

    with notes():  # such as letters that matplotlib's font does not have
        picture = draw_file(file, output, target or ())
    typer.echo(printable(str(picture)))


@app.command()
def cohort(
    name: Generated,
    roster: Annotated[Path, typer.Option(help="CSV with a header and a column 'id'")],
    secret_file: Annotated[
        Path, typer.Option(help="the secret that the seeds follow from (ann data secret)")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="the folder to fill")],
    n_samples: Rows = None,
    noise: Noise = None,
    options: Options = None,
    hidden: Annotated[
        str, typer.Option("--hidden", metavar="<float>", help="the share of the rows for the hidden test set")
    ] = "0.2",
    ending: Annotated[str, typer.Option("--format", help="the ending of the files")] = ".csv",
) -> None:
    """Make one dataset for each student: hand_out/, hidden/ and a manifest with checksums."""
    from ann_toolkit.teaching.cohort import make_cohort

    ending = ending if ending.startswith(".") else f".{ending}"
    share = number("--hidden", hidden, "a share above 0 and below 1", 1e-9, 1 - 1e-9)
    given = options_of(options or ())
    manifest = make_cohort(
        name,
        roster,
        secret_file,
        output,
        _rows(n_samples),
        _noise(noise),
        given,
        share or 0.0,
        ending,
        progress=True,
    )
    typer.echo(printable(str(manifest)))


@app.command()
def verify(folder: Annotated[Path, typer.Argument(help="the folder of a cohort, or its manifest")]) -> None:
    """Check that every file of a cohort is there and unchanged."""
    from ann_toolkit.teaching.manifest import verify_cohort

    typer.echo(f"{verify_cohort(folder)} files are there and unchanged")


@app.command()
def secret(file: Annotated[Path, typer.Argument(help="the file to write")]) -> None:
    """Write a new secret for cohorts, which only you may read."""
    from ann_toolkit.teaching.roster import make_secret

    written = printable(str(make_secret(file)))
    typer.echo(f"{written}: keep it apart from what you hand out, and do not lose it")


def _rows(typed: str | None) -> int | None:
    return whole("--n-samples", typed, least=1, most=2**63 - 1)


def _noise(typed: str | None) -> float | None:
    return number("--noise", typed, "a standard deviation, a number, 0 or more")
