"""Two equal models, one trained by the engine and one by ``keras.Model.fit``, and how they are compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np

from ann_toolkit.training import fit

ROWS, EPOCHS, BATCH = 70, 5, 24  # two full batches and one of 22 rows


@dataclass(frozen=True)
class Trained:
    """What a training left behind, as plain numbers.

    Attributes:
        epochs: the numbers of the epochs that were run.
        history: what Keras wrote down of each epoch.
        variables: weights and optimizer state by path, in order.
    """

    epochs: list[int]
    history: dict[str, list[float]]
    variables: list[tuple[str, np.ndarray]]


def train(build: Callable[[], keras.Model], x: Any, y: Any, engine: str, **arguments: Any) -> Trained:
    """Build a model and train it, with ``keras.Model.fit`` itself when ``engine`` is "keras"."""
    arguments = {"batch_size": BATCH, "epochs": EPOCHS, "shuffle": False, "verbose": 0, **arguments}
    keras.utils.set_random_seed(11)
    model = build()
    by_keras = engine == "keras"
    history = model.fit(x, y, **arguments) if by_keras else fit(model, x, y, engine=engine, **arguments)
    variables = [*model.variables, *model.optimizer.variables]
    values = [(variable.path, variable.numpy()) for variable in variables]
    return Trained(history.epoch, history.history, values)


def assert_same(ours: Trained, theirs: Trained, rtol: float = 0.0) -> None:
    """The same epochs, the same losses and metrics, the same weights and optimizer state.

    Args:
        ours: trained by the engine.
        theirs: trained by Keras.
        rtol: how far apart losses and metrics may be, as a share of them, and weights as a share of 1;
            accuracies must be equal, and with 0 everything must, to the last bit.
    """
    assert ours.epochs == theirs.epochs
    assert list(ours.history) == list(theirs.history)
    for name, values in theirs.history.items():
        allowed = 0.0 if "accuracy" in name else rtol
        np.testing.assert_allclose(ours.history[name], values, rtol=allowed, atol=allowed, err_msg=name)
    for (_, mine), (path, value) in zip(ours.variables, theirs.variables, strict=True):
        np.testing.assert_allclose(mine, value, rtol=10 * rtol, atol=rtol, err_msg=path)


def rows(*shape: int) -> np.ndarray:
    return np.random.default_rng(3).normal(size=(ROWS, *shape)).astype("float32")


def labels(n_classes: int) -> np.ndarray:
    return np.random.default_rng(4).integers(0, n_classes, ROWS)


def attention() -> keras.Model:
    """Series that look at themselves, then three classes."""
    series = keras.Input((5, 4))
    seen = keras.layers.MultiHeadAttention(2, 3)(series, series)
    return keras.Model(series, keras.layers.Dense(3, "softmax")(keras.layers.Flatten()(seen)))


def classifier(*hidden: Any, shape: tuple[int, ...] = (5,), n_classes: int = 3, activation: str = "softmax"):
    return keras.Sequential(
        [keras.Input(shape), *hidden, keras.layers.Dense(n_classes, activation=activation)]
    )


def regression(*hidden: Any, shape: tuple[int, ...] = (5,), n_outputs: int = 2):
    return keras.Sequential([keras.Input(shape), *hidden, keras.layers.Dense(n_outputs)])


def compiled(model, loss="mse", optimizer="sgd", metrics=None, **others):
    model.compile(loss=loss, optimizer=optimizer, metrics=metrics, **others)
    return model
