"""The instructor's desk: what ``ann data show``, ``make`` and ``npz`` do."""

from __future__ import annotations

import ast
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.base.files import check_ending
from ann_toolkit.base.messages import say
from ann_toolkit.datasets import streams
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.files import formats
from ann_toolkit.datasets.real import images as image_files, mnist as mnist_files
from ann_toolkit.datasets.registry import Entry, entry

PathLike = str | os.PathLike[str]
STREAMED_FROM = 1_000_000  # rows: more are made in blocks and written to Parquet as they come


def describe(name: str) -> str:
    """A page of text on a dataset: its schema, its options, and a few rows."""
    found = entry(name)
    lines = [f"{found.name}: {found.title}"]
    if found.make:
        data = sample(found)
        first = data[0] if isinstance(data, tuple) else data
        lines += [f"made by   ann.datasets.{found.make}()", f"options   {_options(found)}"]
    else:
        first = _loaded(found)
    if found.load:
        lines.append(f"real one  ann.datasets.{found.load}()")
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


def sample(found: Entry) -> Any:
    """A little of a dataset: enough to look at."""
    few: dict[str, Any] = {"n_samples": 60}
    if found.name == "gears":
        few["n_assemblies"] = 1000
    return found.generator()(**found.arguments(**few))


def make(
    name: str,
    path: PathLike,
    n_samples: int | None = None,
    noise: float | None = None,
    seed: int | None = None,
    options: Sequence[str] = (),
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
        options: further arguments of the generator as "name=value".
        french: write CSV with ``;`` and decimal commas.
        progress: show a bar where it takes long.

    Returns:
        The files written.

    Raises:
        DataError: an unknown name or option, or an argument out of its range.
        FileError: a wrong ending, no such folder, or a failed write.
    """
    found, target = entry(name), Path(path)
    arguments = found.arguments(n_samples=n_samples, noise=noise, seed=seed, **parse_options(options))
    if found.kind == "images":
        return write_images(found.name, found.generator()(**arguments), target)
    check_ending(target, "a dataset file", formats.ENDINGS)
    _check_folder(target)
    count = arguments.get("n_designs" if found.name == "gears" else "n_samples", 0)
    if (
        found.blocks
        and target.suffix.lower() == ".parquet"
        and isinstance(count, int)
        and count > STREAMED_FROM
    ):
        rest = {key: value for key, value in arguments.items() if key not in ("n_samples", "n_designs")}
        blocks = streams.generate_in_blocks(found.generator(), count, **rest)
        streams.write_parquet(blocks, target, count, progress)
        return [target]
    data, extra = _generated(found, arguments, target, progress)
    data.save(target, "," if french else ".", extra)
    return [target]


def _generated(found: Entry, arguments: dict[str, Any], target: Path, progress: bool) -> tuple[Dataset, Any]:
    """The dataset, and for gears the columns that stand beside it; a killed run of gears goes on later."""
    if found.name != "gears":
        return found.generator()(**arguments), None
    from ann_toolkit.datasets.real import gears

    note = target.with_name(f".{target.name}.unfinished")
    table = gears.gear_table(**arguments, progress=progress, checkpoint=note)
    named = [*gears.GEAR_INPUTS, *gears.GEAR_OUTPUTS]
    return gears.from_table(table, arguments), table.drop(columns=named)


def write_images(name: str, pair: tuple[Dataset, Dataset], folder: Path) -> list[Path]:
    """Write images as the real set's files; ``folder`` is made if need be.

    Raises:
        FileError: ``folder`` is a file or cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(
            f"{name} are written as several files: give a folder, not {folder} ({error.strerror})"
        ) from error
    names = {
        "signs": ("train_signs.h5", "test_signs.h5"),
        "cats_dogs": ("trainset.hdf5", "testset.hdf5"),
        "characters": (
            "emnist-balanced-train.csv",
            "emnist-balanced-test.csv",
            "emnist-balanced-mapping.txt",
        ),
        "digits28": ("mnist.npz",),
        "fashion": ("fashion_mnist.npz",),
    }[name]
    save = {
        "signs": image_files.save_signs,
        "cats_dogs": image_files.save_cats_dogs,
        "characters": image_files.save_emnist,
        "digits28": mnist_files.save_mnist,
        "fashion": mnist_files.save_mnist,
    }[name]
    paths = [folder / file for file in names]
    save(*pair, *paths)  # type: ignore[operator]
    return paths


def npz(name: str, path: PathLike) -> Path:
    """Write a table as S3's programs read it: a compressed .npz with the arrays X and y.

    Tables that scikit-learn brings along are themselves; others are the real one where it is found, else
    their twin, and the line that is printed says which.
    """
    found, target = entry(name), Path(path)
    check_ending(target, "a compressed NumPy file", (".npz",))
    _check_folder(target)
    if found.make and found.load:
        raise_if_pair(found)
        try:
            data = _loaded(found)
        except FileError:
            data = found.generator()(**dict(found.fixed))
    else:
        data = _loaded(found) if found.load else found.generator()(**dict(found.fixed))
    data.save(target)
    say(f"{data.name}: {len(data)} rows, {data.X.shape[1]} inputs")
    return target


def parse_options(options: Sequence[str]) -> dict[str, Any]:
    """Arguments from "name=value" words; values are numbers, lists of numbers, or text.

    >>> parse_options(["n_classes=3", "weights=0.9,0.1", "sampling=halton"])
    {'n_classes': 3, 'weights': (0.9, 0.1), 'sampling': 'halton'}
    """
    parsed = {}
    for option in options:
        name, sign, value = option.partition("=")
        if not sign or not name.strip():
            raise DataError(f"{option!r}: expected an option as name=value, such as n_classes=3")
        try:
            parsed[name.strip().replace("-", "_")] = ast.literal_eval(value)
        except (ValueError, SyntaxError):
            parsed[name.strip().replace("-", "_")] = value
    return parsed


def raise_if_pair(found: Entry) -> None:
    """Raise a :class:`DataError` for datasets that come as train and test pictures."""
    if found.kind == "images":
        raise DataError(f"{found.name} are images in two parts; use: ann data make {found.name} -o FOLDER")


def _loaded(found: Entry) -> Dataset:
    from ann_toolkit import datasets

    return getattr(datasets, found.load)()


def _options(found: Entry) -> str:
    return ", ".join(f"{name}={_short(value)}" for name, value in found.options().items())


def _short(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float | np.floating) else repr(value)


def _check_folder(target: Path) -> None:
    """Say that the folder is missing before hours of work, not after."""
    if not target.parent.is_dir():
        raise FileError(f"cannot write {target}: the folder {target.parent} does not exist; make it first")
