"""Datasets to look at and to write into files: what ``ann data show``, ``make`` and ``npz`` do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ann_toolkit.base.bounded.budget import in_words, memory_budget
from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.base.files import as_path, check_ending, folder as made_folder, writable
from ann_toolkit.base.messages import say
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.datasets import by_name, streams
from ann_toolkit.datasets.arguments import made_by
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.files import formats
from ann_toolkit.datasets.registry import Entry, entry

STREAMED_FROM = 1_000_000  # rows: more are made in blocks and written to Parquet as they come
_ASKED_FROM = 100_000  # rows: fewer fit into any memory, and onto any disk that is not full already
_COPIES = 4  # of the data in memory while it is made, put into a table and written
_SEVERAL = "{} are written as several files: give a folder, not a file"


def describe(name: str) -> str:
    """A page of text on a dataset: its schema, its options, and a few rows."""
    found = entry(name)
    first = by_name.sample(found)
    lines = [f"{found.name}: {found.title}"]
    if found.make:
        options = ", ".join(f"{option}={_short(value)}" for option, value in by_name.options(found).items())
        lines += [f"made by   ann.datasets.{found.make}()", f"options   {options}"]
    if found.load:
        lines.append(f"real one  ann.datasets.{found.load}()")
    if found.source:
        lines.append(f"source    {found.source}" + (f"; licence: {found.licence}" if found.licence else ""))
    inputs = " x ".join(str(size) for size in first.X.shape[1:])
    lines += [
        f"inputs    {inputs}, {first.X.min():.4g} to {first.X.max():.4g} in the sample",
        f"task      {first.task}",
    ]
    if first.feature_names:
        lines.append(f"X         {', '.join(first.feature_names)}")
    lines.append(f"y         {', '.join(first.target_names)}")
    lines.append(f"more      data/{found.page}")
    if first.X.ndim == 2 and first.X.shape[1] <= 12:
        lines += ["", first.to_frame().head(5).to_string(index=False, float_format="%.4g")]
    return "\n".join(lines)


def make(
    name: str,
    path: PathLike,
    n_samples: int | None = None,
    noise: float | None = None,
    seed: int | None = None,
    options: Mapping[str, Any] | None = None,
    french: bool = False,
    progress: bool = False,
) -> list[Path]:
    """Generate a dataset and write it.

    Args:
        name: a name from ``ann data list``.
        path: a file with a dataset's ending, or for images a folder, which gets the real set's layout.
        n_samples: how many rows (gears: designs; images: pictures to learn from).
        noise: as the generator understands it.
        seed: the same seed gives the same data.
        options: further arguments of the generator, by their names; these three may stand here too.
        french: write CSV with ``;`` and decimal commas.
        progress: show a bar where it takes long.

    Returns:
        The files written.

    Raises:
        DataError: an unknown name or option, or an argument out of its range.
        FileError: a wrong ending, no such folder, or a failed write.
    """
    found, target = entry(name), as_path(path)
    arguments = by_name.arguments(found, options, n_samples=n_samples, noise=noise, seed=seed)
    make_it = by_name.generator(found)
    if found.kind == "images":
        _check_is_folder(found, target)
        _check_size(found, arguments, target.absolute().parent)
        return write_images(found, make_it(**arguments), target)
    check_ending(target, "a dataset file", formats.ENDINGS)
    _check_folder(target)
    count = arguments.get("n_samples", 0)
    many = isinstance(count, int) and count > STREAMED_FROM
    streamed = bool(found.blocks) and target.suffix.lower() == ".parquet" and many
    _check_size(found, arguments, target.parent, streamed)
    if streamed:
        rest = {key: value for key, value in arguments.items() if key != "n_samples"}
        blocks = streams.generate_in_blocks(make_it, count, **rest)
        streams.write_parquet(blocks, target, count, progress)
        return [target]
    if found.name == "gears":
        data, beside = _gears(found, arguments, target, progress)
    else:
        data, beside = make_it(**arguments), None
    data.save(target, "," if french else ".", beside)
    return [target]


def _gears(
    found: Entry, arguments: dict[str, Any], target: Path, progress: bool
) -> tuple[Dataset, pd.DataFrame]:
    """Gears, and the columns that stand beside them in the file; a killed run goes on later."""
    from ann_toolkit.datasets.real import gears

    note = target.with_name(f".{target.name}.unfinished")
    table = gears.gear_table(**arguments, progress=progress, checkpoint=note)
    data = replace(
        gears.from_table(table), provenance=made_by(found.make, {**by_name.options(found), **arguments})
    )
    return data, table.drop(columns=[*found.columns, *found.targets])


def write_images(found: Entry, pair: tuple[Dataset, Dataset], folder: Path) -> list[Path]:
    """Write images as the real set's files; ``folder`` is made if need be.

    Raises:
        FileError: ``folder`` is a file or cannot be made.
    """
    made_folder(folder, _SEVERAL.format(found.name))
    paths = [folder / names[0] for names in found.files]
    by_name.public(found.save)(*pair, *paths)
    return paths


def npz(name: str, path: PathLike) -> Path:
    """Write a table as S3's programs read it: a compressed .npz with the arrays X and y.

    Tables that scikit-learn brings along are themselves; others are the real one where its file is found or
    can be fetched, else their twin, and the line that is printed says which.
    """
    found, target = entry(name), as_path(path)
    check_ending(target, "a compressed NumPy file", (".npz",))
    _check_folder(target)
    if found.kind == "images":
        raise DataError(f"{found.name} are images in two parts; use: ann data make {found.name} -o FOLDER")
    data = by_name.real_or_made(found)
    data.save(target)
    say(f"{data.name}: {len(data)} rows, {data.X.shape[1]} inputs")
    return target


def _short(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float | np.floating) else repr(value)


def _check_is_folder(found: Entry, target: Path) -> None:
    """Say that images go into a folder, before one is made that is called like a file."""
    if target.suffix.lower() in (*formats.ENDINGS, ".hdf5", ".zip") and not target.is_dir():
        raise FileError(f"{target}: {_SEVERAL.format(found.name)}, such as {target.stem}")


def _check_size(found: Entry, arguments: Mapping[str, Any], folder: Path, streamed: bool = False) -> None:
    """Raise a :class:`DataError` for more rows than memory or disk can hold, before hours of work."""
    count = arguments.get("n_samples", 0)
    if not isinstance(count, int) or count < _ASKED_FROM:
        return
    few = by_name.sample(found)
    size = count * (few.X.nbytes + few.y.nbytes) // len(few)
    said = f"{found.name} with {count} rows"
    if not streamed and size * _COPIES > (allowed := memory_budget()):
        blocks = "; a .parquet file is written in blocks, and may be larger" if found.blocks else ""
        raise DataError(
            f"{said} would take {in_words(size * _COPIES)} of memory, and {in_words(allowed)} are allowed; "
            f"make fewer rows{blocks}"
        )
    there = next(part for part in (folder, *folder.absolute().parents) if part.is_dir())
    if size > (free := shutil.disk_usage(there).free):
        raise DataError(
            f"{said} would take about {in_words(size)}, and {in_words(free)} are free in {there}; make fewer rows"
        )


def _check_folder(target: Path) -> None:
    """Say that the folder is missing before hours of work, not after."""
    if not os.path.isdir(target.parent):
        raise FileError(f"cannot write {target}: the folder {target.parent} does not exist; make it first")
    writable(target.parent)
