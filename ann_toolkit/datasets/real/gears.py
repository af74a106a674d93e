"""The gears of the course's second project (S0): designs, and the share of their production that is defective."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ann_toolkit.base.bounded.npz import read_npz
from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.base.files import existing, replacing
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.base.values import shown
from ann_toolkit.datasets.arguments import (
    check_choice,
    check_count,
    check_path,
    check_rows,
    check_seed,
    generator,
    loader,
)
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.files.delimited import open_table
from ann_toolkit.datasets.files.excel import excel_sheets
from ann_toolkit.datasets.files.frames import frame_numbers
from ann_toolkit.datasets.real.gear_simulator import count_defects
from ann_toolkit.datasets.real.tables import described, read_rows, told
from ann_toolkit.datasets.registry import entry
from ann_toolkit.datasets.schemas import GEAR_INPUTS, GEAR_OUTPUTS, GEAR_RAW

_ENTRY = entry("gears")
LOWEST = np.array([1.0] * 7 + [0.7] * 7 + [3.5])  # micrometres, capabilities, micrometres
HIGHEST = np.array([30.0] * 7 + [3.0] * 7 + [30.0])
SAMPLINGS = ("sobol", "halton", "latin")
_DESIGNS_A_STEP = 64
_MOST_WORKERS = 1024
SECONDS_A_NOTE = 1.0  # between two marks in the checkpoint: so much is lost at most


@generator
def generate_gear_case(
    n_samples: int = 2000,
    n_assemblies: int = 10_000,
    seed: int = 0,
    sampling: str = "sobol",
    workers: int | None = None,
    progress: bool = False,
    checkpoint: PathLike | None = None,
) -> Dataset:
    """Gear designs and, by Monte Carlo, how much of their production is defective (S0, problem 2).

    Args:
        n_samples: how many designs, spread over the whole domain: tolerances in 1..30 micrometres,
            capabilities in 0.7..3, admissible KTE in 3.5..30 micrometres.
        n_assemblies: how many pairs of parts are made of each design; those whose parts both conform are
            assembled. The smallest share above 0 is then 100 / n_assemblies percent.
        seed: the same seed gives the same bytes, for any number of workers.
        sampling: "sobol", "halton" or "latin" (hypercube).
        workers: threads that compute at once; the number of cores unless given.
        progress: show a bar.
        checkpoint: a file to note finished designs in. After an interruption the same call goes on from
            there; it is deleted at the end.

    Returns:
        A regression Dataset with X of shape (n, 15) and y of shape (n, 3), in percent. Most designs have
        next to no defects (see data/gears.md): the data is strongly imbalanced, as real production is.

    Raises:
        DataError: an argument out of its range, or a checkpoint of another call.

    >>> generate_gear_case(n_samples=4, n_assemblies=100)
    <Dataset 'gears': 4 rows, 15 inputs, regression>
    """
    return from_table(gear_table(n_samples, n_assemblies, seed, sampling, workers, progress, checkpoint))


def from_table(table: pd.DataFrame, name: str = "gears", provenance: dict[str, Any] | None = None) -> Dataset:
    """The Dataset of a :func:`gear_table`, or of another table with its columns."""
    X, y = table[list(GEAR_INPUTS)].to_numpy(), table[list(GEAR_OUTPUTS)].to_numpy()
    return described(_ENTRY, X, y, name, provenance)


def gear_table(
    n_samples: int = 2000,
    n_assemblies: int = 10_000,
    seed: int = 0,
    sampling: str = SAMPLINGS[0],
    workers: int | None = None,
    progress: bool = False,
    checkpoint: PathLike | None = None,
    *,
    n_designs: int | None = None,
) -> pd.DataFrame:
    """What :func:`generate_gear_case` gives, as a table with each rate in ppm and its standard error too.

    Arguments and errors as there; ``n_designs`` is the old name of ``n_samples``. :func:`load_gears` reads the table
    back from CSV and Excel.

    >>> gear_table(n_samples=2, n_assemblies=100).shape
    (2, 24)
    """
    n_samples = n_samples if n_designs is None else n_designs
    check_count(n_samples, 1, "n_samples")
    check_count(n_assemblies, 1, "n_assemblies")
    check_seed(seed)
    check_rows(n_samples, len(GEAR_INPUTS) + 3 * len(GEAR_OUTPUTS) + 4)  # percent, ppm, error; counts
    check_path(checkpoint, "checkpoint")
    if workers is not None:
        check_count(workers, 1, "workers", most=_MOST_WORKERS)
    designs = gear_designs(n_samples, seed, sampling)
    # n_designs is what checkpoints have always called it: one of an earlier version can be gone on with
    call = {"n_designs": n_samples, "n_assemblies": n_assemblies, "seed": seed, "sampling": sampling}
    counts = np.empty((n_samples, 4), np.int64)
    done = _resume(checkpoint, call, counts)
    noted = time.monotonic()
    for first, part in _steps(designs, n_assemblies, seed, workers, done, progress):
        counts[first : first + len(part)] = part
        if checkpoint is not None and time.monotonic() - noted >= SECONDS_A_NOTE:
            _note(Path(checkpoint), call, counts[: first + len(part)])
            noted = time.monotonic()
    if checkpoint is not None:
        Path(checkpoint).unlink(missing_ok=True)
    return rates_table(designs, counts, n_assemblies)


def gear_designs(n_samples: int, seed: int = 0, sampling: str = "sobol") -> np.ndarray:
    """Designs spread evenly over the domain by a low-discrepancy sequence (scipy.stats.qmc).

    Returns:
        (n_samples, 15) in the order of the input columns.

    >>> gear_designs(3, sampling="halton").shape
    (3, 15)
    """
    from scipy.stats import qmc

    check_choice(sampling, SAMPLINGS, "sampling")
    rng = np.random.default_rng([seed, 1])
    if sampling == "sobol":  # whole powers of 2 keep the sequence balanced: the rest is cut off
        unit = qmc.Sobol(len(LOWEST), rng=rng).random_base2((n_samples - 1).bit_length())[:n_samples]
    else:
        engine = qmc.Halton if sampling == "halton" else qmc.LatinHypercube
        unit = engine(len(LOWEST), rng=rng).random(n_samples)
    return LOWEST + unit * (HIGHEST - LOWEST)


def simulate_design(design: np.ndarray, n_assemblies: int, seed: int, number: int) -> np.ndarray:
    """Counts of one design (see :func:`count_defects`), from a stream of chance of its own."""
    rng = np.random.Generator(np.random.SFC64([seed, 2, number]))
    return count_defects(design[:7], design[7:14], float(design[14]), n_assemblies, rng)


def rates_table(designs: np.ndarray, counts: np.ndarray, n_assemblies: int) -> pd.DataFrame:
    """Counts as percent, ppm and standard errors (percent) beside the designs.

    The standard error is that of a binomial share p, sqrt(p (1 - p) / n), with p = (k + 1/2) / (n + 1)
    for k defects in n (Jeffreys), so that "none found" is not taken for "none there". Where no pair could
    be assembled, all assemblies count as defective.
    """
    found = counts[:, [0, 1, 3]].astype(float)
    made = np.stack([np.full(len(counts), n_assemblies)] * 2 + [counts[:, 2]], axis=1)
    share = np.where(made > 0, found / np.maximum(made, 1), 1.0)
    likely = (found + 0.5) / (made + 1)
    error = np.sqrt(likely * (1 - likely) / np.maximum(made, 1))
    table = pd.DataFrame(designs, columns=list(GEAR_INPUTS))
    for values, ending in ((100 * share, "percent"), (1e6 * share, "ppm"), (100 * error, "percent_error")):
        for column, name in enumerate(GEAR_OUTPUTS):
            table[name.replace("percent", ending)] = values[:, column]
    return table


@loader
def load_gears(path: PathLike | None = None, budget: int | None = None) -> Dataset:
    """Gear designs and their defects from an Excel or CSV file with the columns of :func:`gear_table`.

    Args:
        path: an .xlsx or .csv file; columns in any order, further columns are left out. It has to be given: the
            real table is not public.
        budget: how many bytes of memory the file may take; a quarter of the machine's unless given.

    Returns:
        A regression Dataset with X of shape (n, 15) and y of shape (n, 3) in percent.

    Raises:
        FileError: missing or damaged; the message says how to generate one.
        DataError: a missing column, a word or a gap among the numbers, or a value that cannot be.
    """
    what = "a table of gears (to make one: ann data make gears -o gears.xlsx)"
    if path is None:
        raise FileError(f"load_gears() needs the path of {what}")
    found = existing(path, what, (".csv", ".xlsx"))
    if found.suffix.lower() == ".xlsx":
        values, doubts = _from_excel(found, budget), []
    else:
        rows = read_rows(open_table(found, what, header=True, budget=budget), GEAR_RAW)
        values, doubts = rows.numbers, rows.doubts
    return from_table(pd.DataFrame(values, columns=list(GEAR_RAW)), found.stem, told(found, doubts))


def _from_excel(path: Path, budget: int | None) -> np.ndarray:
    sheets = excel_sheets(path, budget)
    frame = sheets.get("data", next(iter(sheets.values())))
    header = [str(name).strip() for name in frame.columns]
    missing = [name for name in GEAR_RAW if name not in header]
    twice = [name for name in GEAR_RAW if header.count(name) > 1]
    if twice:
        raise DataError(f"{path} has the column {twice[0]!r} twice; leave only the right one")
    if missing:
        raise DataError(f"{path} has no column {missing[0]!r}; its columns are {', '.join(header)}")
    places = [header.index(name) for name in GEAR_RAW]
    values = frame_numbers(frame.iloc[:, places], path)
    for column, (name, quantity) in enumerate(GEAR_RAW.items()):
        wrong = quantity.wrong(values[:, column])
        if wrong.any():
            row = int(np.argmax(wrong))
            raise DataError(
                f"{path}, row {frame.index[row]}, column {places[column] + 1} ({name}): {values[row, column]:.12g}; "
                f"expected {quantity.what}"
            )
    return values


def _steps(
    designs: np.ndarray, n_assemblies: int, seed: int, workers: int | None, done: int, progress: bool
) -> Iterator[tuple[int, np.ndarray]]:
    """Counts of the designs from ``done`` on, some designs at a time and in order, by threads.

    NumPy lets go of Python's lock while it draws and computes, so threads share the cores well.
    """
    from rich.progress import Progress

    with ThreadPoolExecutor(workers or os.cpu_count()) as pool, Progress(disable=not progress) as bar:
        task = bar.add_task("designs", total=len(designs), completed=done)
        for first in range(done, len(designs), _DESIGNS_A_STEP):
            numbers = range(first, min(first + _DESIGNS_A_STEP, len(designs)))
            part = list(
                pool.map(lambda number: simulate_design(designs[number], n_assemblies, seed, number), numbers)
            )
            yield first, np.array(part)
            bar.advance(task, len(numbers))


def _note(path: Path, call: dict[str, Any], counts: np.ndarray) -> None:
    with replacing(path) as part, part.open("wb") as file:
        np.savez(file, call=np.array(json.dumps(call)), counts=counts)


def _resume(checkpoint: PathLike | None, call: dict[str, Any], counts: np.ndarray) -> int:
    """Fill in the counts of designs that an interrupted call has finished, and say how many they are."""
    if checkpoint is None or not Path(checkpoint).exists():
        return 0
    path, told = Path(checkpoint), f"{checkpoint} is not a checkpoint of gears; delete it"
    try:
        arrays = read_npz(path)
        noted, finished = json.loads(str(arrays["call"])), arrays["counts"]
    except (FileError, KeyError, ValueError, RecursionError) as error:
        raise FileError(told) from error
    if noted != call:
        raise DataError(
            f"{checkpoint} belongs to another call ({shown(noted)}); delete it or choose another file"
        )
    fits = finished.dtype.kind in "iu" and finished.ndim == 2 and finished.shape[1] == counts.shape[1]
    if not fits or len(finished) > len(counts) or ((finished < 0) | (finished > call["n_assemblies"])).any():
        raise FileError(told)
    counts[: len(finished)] = finished
    return len(finished)
