"""Training runs that a JSON file describes (S3): read, split, scale, train, and keep what came out.

The same file trains the NumPy engine or Keras; both begin with the same weights, stop by the same
criteria and print the same table.
"""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from ann_toolkit.base.errors import DataError, ModelError
from ann_toolkit.base.files import writable
from ann_toolkit.base.protocols import CLASSES
from ann_toolkit.base.values import shown
from ann_toolkit.datasets import Dataset
from ann_toolkit.jobs.engines import train_from_scratch, train_with_keras
from ann_toolkit.jobs.params import Params, read_params
from ann_toolkit.jobs.report import ADVICE, Report, report_end, report_plan, write
from ann_toolkit.jobs.result import RunResult
from ann_toolkit.jobs.rows import find_rows
from ann_toolkit.scratch.errors import ScratchError
from ann_toolkit.scratch.layers import Dense
from ann_toolkit.scratch.network import Network

ENGINES = {"scratch": train_from_scratch, "keras": train_with_keras}
TRAIN_PART = 0.7  # S3: 70 % to train, 30 % to validate


def run(params_path: str | Path, engine: str = "scratch", out: str | Path | None = None) -> RunResult:
    """Train what a parameter file describes; print S3's table; keep log, history, picture and weights.

    Args:
        params_path: the JSON file; its names are those of S3 (see ``params.SCHEMA``).
        engine: "scratch" (NumPy) or "keras".
        out: the folder to write to; unless said ``runs/<name of the file>-<engine>``.

    Returns:
        The result; its ``folder`` holds log.txt, history.csv, history.png and weights.npz.

    Raises:
        FileError: a file is missing, malformed, or cannot be written.
        ModelError: the parameters are wrong, or training diverged.
        DataError: the data does not fit the parameters.
    """
    if not isinstance(engine, str) or engine not in ENGINES:
        raise ModelError(f"there is no engine {shown(engine)}; there are {' and '.join(ENGINES)}")
    params = read_params(params_path)
    given = Path("runs") / f"{params.path.stem}-{engine}" if out is None else out
    folder = writable(given, ADVICE)  # better known now than after training
    lines: list[str] = []

    def report(line: str) -> None:
        lines.append(line)
        print(line, flush=True)

    train, validation = _prepare(params, report)
    try:
        network = Network(
            [Dense(size, act) for size, act in zip(params.sizes[1:], params.activations, strict=True)],
            optimizer=params.optimizer(),
            input_shape=(params.sizes[0],),
            seed=params.seed,
        )
        report_plan(params, network, engine, report)
        begin = time.perf_counter()
        history = ENGINES[engine](network, params, train, validation, report)
    except ScratchError as error:
        raise ModelError(f"{params.path}: {error}") from None
    seconds = time.perf_counter() - begin
    result = RunResult(
        params,
        engine,
        history.history,
        history.stopped,
        seconds,
        network.evaluate(train.X, train.y),
        network.evaluate(validation.X, validation.y),
        network.get_weights(),
        folder,
        lines,
    )
    report_end(result, report)
    write(result)
    print(f"written to {result.folder}")
    return result


def _prepare(params: Params, report: Report) -> tuple[Dataset, Dataset]:
    """The rows to train with and those to validate with, scaled like the first."""
    data = _rows(params)
    train, validation = _split(data, params.seed)
    report(f"data        {data.name}: {len(data)} rows, {data.X.shape[1]} features")
    report(f"train       {len(train)} rows{_classes(train)}")
    report(f"validation  {len(validation)} rows{_classes(validation)}")
    scale_y = not params.classifies  # so that LR means the same whatever y is measured in; R2 doesn't change
    train = train.scale(y=scale_y)
    return train, validation.scale(like=train, y=scale_y)


def _rows(params: Params) -> Dataset:
    """The rows that the file names, as classes or as numbers, whatever its last layer answers with."""
    data = find_rows(
        params.values["NPZ_DATASET"], params.path.parent, "" if params.classifies else "regression"
    )
    if data.X.ndim != 2 or len(data) < 4:
        raise DataError(
            f"{data.name}: X has shape {data.X.shape}; expected at least 4 rows of numbers, and a y for each"
        )
    if params.classifies and data.y.ndim == 1 and data.task not in CLASSES:  # numbers, or very many classes
        try:
            data = replace(data, task="multiclass", target_names=())
        except DataError:
            raise DataError(f"{data.name}: y must hold the class numbers 0, 1, 2, ...") from None
    _check_sizes(params, data)
    return replace(data, X=data.X.astype(float), y=data.y.astype(float) if not params.classifies else data.y)


def _check_sizes(params: Params, data: Dataset) -> None:
    first, last = params.sizes[0], params.sizes[-1]
    if first != data.X.shape[1]:
        raise DataError(
            f"{params.path}: LAYER_SIZES begins with {first} but {data.name} has {data.X.shape[1]} features; "
            f"begin it with {data.X.shape[1]}"
        )
    wanted = data.y.shape[1] if data.y.ndim == 2 else 1
    if data.task in CLASSES and not (data.n_classes == 2 and params.activations[-1].name == "sigmoid"):
        wanted = data.n_classes
    if last != wanted:
        raise DataError(
            f"{params.path}: LAYER_SIZES ends with {last} but {data.name} needs {wanted} output(s); "
            f"end it with {wanted}"
        )


def _split(data: Dataset, seed: int) -> tuple[Dataset, Dataset]:
    """The first 70 % of the rows, shuffled, and the rest; with equal shares of each class."""
    from sklearn.model_selection import train_test_split

    labels = data.y if data.task in CLASSES else None
    if labels is not None and np.unique(labels, return_counts=True)[1].min() < 2:
        raise DataError(f"{data.name}: a class has a single row; each needs one to train and one to validate")
    # Dataset.split rounds 70 % to the nearest row and shuffles the rest once more: other rows, in another
    # order, than those for which docs/scratch_results.md compares S3's numbers.
    rows, others = train_test_split(
        np.arange(len(data)), train_size=TRAIN_PART, random_state=seed, stratify=labels
    )
    return data.take(rows), data.take(others)


def _classes(data: Dataset) -> str:
    if data.task not in CLASSES:
        return ""
    return (
        " (" + ", ".join(f"class {label}: {count}" for label, count in enumerate(np.bincount(data.y))) + ")"
    )
