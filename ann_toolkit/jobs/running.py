"""Training runs that a JSON file describes (S3): read, split, scale, train, and keep what came out.

The same file trains the NumPy engine or Keras; both begin with the same weights, stop by the same
criteria and print the same table.
"""

from __future__ import annotations

import time
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ann_toolkit.base.errors import DataError, ModelError
from ann_toolkit.jobs.params import Params, read_params
from ann_toolkit.jobs.report import check_folder, report_end, report_plan, write
from ann_toolkit.jobs.rows import load_arrays
from ann_toolkit.scratch import log
from ann_toolkit.scratch.errors import ScratchError
from ann_toolkit.scratch.history import History
from ann_toolkit.scratch.layers import Dense
from ann_toolkit.scratch.network import Network

if TYPE_CHECKING:
    from ann_toolkit.scratch.stopping import Stopping

ENGINES = ("scratch", "keras")
TRAIN_PART = 0.7  # S3: 70 % to train, 30 % to validate


@dataclass
class RunResult:
    """What a run gave: its history, why it ended, how good it is, and where everything was written."""

    params: Params
    engine: str
    history: dict[str, list[float]]
    stopped: str
    seconds: float
    train: dict[str, float]
    validation: dict[str, float]
    weights: list[np.ndarray]
    folder: Path
    log: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Split:
    """Scaled rows: to train, to validate."""

    X: np.ndarray
    y: np.ndarray
    X_val: np.ndarray
    y_val: np.ndarray


def run(params_path: str | Path, engine: str = "scratch", out: str | Path | None = None) -> RunResult:
    """Train what a parameter file describes; print S3's table; keep log, history, picture and weights.

    Args:
        params_path: the JSON file; its names are those of S3 (see ``train_params.SCHEMA``).
        engine: "scratch" (NumPy) or "keras".
        out: the folder to write to; unless said ``runs/<name of the file>-<engine>``.

    Returns:
        The result; its ``folder`` holds log.txt, history.csv, history.png and weights.npz.

    Raises:
        FileError: a file is missing, malformed, or cannot be written.
        ModelError: the parameters are wrong, or training diverged.
        DataError: the data does not fit the parameters.
    """
    if engine not in ENGINES:
        raise ModelError(f"there is no engine {engine!r}; there are {' and '.join(ENGINES)}")
    params = read_params(params_path)
    folder = Path(out) if out is not None else Path("runs") / f"{params.path.stem}-{engine}"
    check_folder(folder)
    lines: list[str] = []

    def report(line: str) -> None:
        lines.append(line)
        print(line, flush=True)

    data = _split(params, report)
    train = _train_with_keras if engine == "keras" else _train_from_scratch
    try:
        network = Network(
            [Dense(size, act) for size, act in zip(params.sizes[1:], params.activations, strict=True)],
            optimizer=params.optimizer(),
            input_shape=(params.sizes[0],),
            seed=params.seed,
        )
        report_plan(params, network, engine, report)
        begin = time.perf_counter()
        history = train(network, params, data, report)
    except ScratchError as error:
        raise ModelError(f"{params.path}: {error}") from None
    seconds = time.perf_counter() - begin
    result = RunResult(
        params,
        engine,
        history.history,
        history.stopped,
        seconds,
        network.evaluate(data.X, data.y),
        network.evaluate(data.X_val, data.y_val),
        network.get_weights(),
        folder,
        lines,
    )
    report_end(result, report)
    write(result)
    print(f"written to {result.folder}")
    return result


# ---- the data ----


def _split(params: Params, report: Any) -> Split:
    from sklearn.model_selection import train_test_split

    arrays = load_arrays(params.values["NPZ_DATASET"], params.path.parent)
    X, y = arrays.X, arrays.y
    numbers = X.dtype.kind in "biuf" and y.dtype.kind in "biuf"
    if not numbers or X.ndim != 2 or y.ndim not in (1, 2) or len(X) != len(y) or len(X) < 4:
        raise DataError(
            f"{arrays.origin}: X has shape {X.shape} ({X.dtype}) and y {y.shape} ({y.dtype}); "
            "expected at least 4 rows of numbers, and a y for each"
        )
    _check_sizes(params, X, y, arrays.origin)
    labels = y.reshape(-1) if params.classifies and y.size == len(y) else None
    if labels is not None and np.bincount(labels.astype(int))[np.unique(labels).astype(int)].min() < 2:
        raise DataError(
            f"{arrays.origin}: a class has a single row; each needs one to train and one to validate"
        )
    X, X_val, y, y_val = train_test_split(
        X.astype(float), y, train_size=TRAIN_PART, random_state=params.seed, stratify=labels
    )
    report(f"data        {arrays.origin}: {len(X) + len(X_val)} rows, {X.shape[1]} features")
    report(f"train       {len(X)} rows{_classes(params, y)}")
    report(f"validation  {len(X_val)} rows{_classes(params, y_val)}")
    X, X_val = _standardise(X, X_val)
    if not params.classifies:  # so that LR means the same whatever y is measured in; R2 doesn't change
        y, y_val = _standardise(
            y.reshape(len(y), -1).astype(float), y_val.reshape(len(y_val), -1).astype(float)
        )
    return Split(X, y, X_val, y_val)


def _check_sizes(params: Params, X: np.ndarray, y: np.ndarray, origin: str) -> None:
    first, last = params.sizes[0], params.sizes[-1]
    if first != X.shape[1]:
        raise DataError(
            f"{params.path}: LAYER_SIZES begins with {first} but {origin} has {X.shape[1]} features; "
            f"begin it with {X.shape[1]}"
        )
    wanted = y.shape[1] if y.ndim == 2 else 1
    if params.classifies and y.size == len(y):
        if (y != np.round(y)).any() or y.min() < 0:
            raise DataError(f"{origin}: y must hold the class numbers 0, 1, 2, ...")
        classes = int(y.max()) + 1
        wanted = 1 if params.activations[-1].name == "sigmoid" and classes == 2 else classes
    if last != wanted:
        raise DataError(
            f"{params.path}: LAYER_SIZES ends with {last} but {origin} needs {wanted} output(s); "
            f"end it with {wanted}"
        )


def _standardise(like: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Both with the mean and deviation of the first taken off: what is validated on stays unseen."""
    mean, deviation = like.mean(axis=0), like.std(axis=0)
    deviation[deviation == 0] = 1
    return (like - mean) / deviation, (other - mean) / deviation


def _classes(params: Params, y: np.ndarray) -> str:
    if not params.classifies or y.size != len(y):
        return ""
    counts = np.bincount(y.reshape(-1).astype(int))
    return " (" + ", ".join(f"class {label}: {count}" for label, count in enumerate(counts)) + ")"


# ---- the two engines ----


def _train_from_scratch(network: Network, params: Params, data: Split, report: Any) -> History:
    from threadpoolctl import threadpool_limits

    # matrices of a few rows: sharing them among cores takes longer than multiplying them
    with threadpool_limits(1 if params.batch_size < 64 else None, "blas"):
        return network.fit(
            data.X,
            data.y,
            epochs=params.values["MAX_EPOCHS"],
            batch_size=params.batch_size,
            validation_data=(data.X_val, data.y_val),
            stopping=params.stopping(),
            verbose=1,
            report=report,
        )


def _train_with_keras(network: Network, params: Params, data: Split, report: Any) -> History:
    """Train a plain Keras model that begins with the network's weights; put its weights into the network."""
    import keras

    from ann_toolkit.training import fit

    keras.utils.set_random_seed(params.seed)
    model = network.to_keras()
    if not params.classifies:
        model.compile(loss=model.loss, optimizer=model.optimizer, metrics=[keras.metrics.R2Score(name="r2")])
    X, y = network.check(data.X, data.y, "training data")
    X_val, y_val = network.check(data.X_val, data.y_val, "validation data")
    observer = _observer(keras, network, params.stopping(), X_val, y_val, report)
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message="training diverged")
        try:
            fit(
                model,
                X,
                y,
                batch_size=params.batch_size,
                epochs=params.values["MAX_EPOCHS"],
                validation_data=(X_val, y_val),
                callbacks=[observer],
                verbose=0,
            )
        except UserWarning as diverged:  # fit has stopped by itself; a run has nothing to go on with
            raise ModelError(f"{params.path}: {diverged}") from None
    network.set_weights(model.get_weights())
    return observer.result


def _observer(keras: Any, network: Network, stopping: Stopping, X: Any, y: Any, report: Any) -> Any:
    """A Keras callback that keeps S3's table and stops by S3's criteria."""

    class Observer(keras.callbacks.Callback):
        def __init__(self) -> None:
            super().__init__()
            self.result = History(stopped="all epochs were done")

        def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
            numbers = {key: float(value) for key, value in (logs or {}).items()}
            if not np.isfinite(numbers["loss"]):
                raise ModelError(
                    f"training diverged in epoch {epoch + 1}: the loss became {numbers['loss']}; "
                    f"LR {network.optimizer.learning_rate:g} is too large, divide it by 10"
                )
            if network.classifies:
                # recall and F1: the NumPy engine, given Keras' weights, predicts the same, and at once
                network.set_weights(self.model.get_weights())
                scores = network.scores(y, network.predict(X))
                numbers |= {f"val_{key}": scores[key] for key in ("recall", "f1") if key in scores}
            self.result.add(numbers)
            score = numbers.get("val_accuracy", numbers.get("val_r2"))
            reason = stopping.reason(epoch + 1, numbers["loss"], score, numbers["val_loss"])
            if epoch == 0:
                report(log.header(list(self.result.history)))
            if log.worth_printing(epoch + 1) or reason or epoch + 1 == self.params["epochs"]:
                report(log.row(self.result.history, stopping.waited))
            if reason:
                self.result.stopped = f"stopped after epoch {epoch + 1}: {reason}"
                self.model.stop_training = True

    return Observer()
