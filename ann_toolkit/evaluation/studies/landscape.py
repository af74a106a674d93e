"""The loss over two of a network's weights, and the path that training took through it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import keras
import numpy as np
from numpy.typing import ArrayLike, NDArray

from ann_toolkit.base.errors import ModelError
from ann_toolkit.base.kinds import check_dataset, check_kind, check_model
from ann_toolkit.base.protocols import DatasetLike
from ann_toolkit.evaluation.studies.recording import WeightRecorder


@dataclass(frozen=True, eq=False)
class LossSurface:
    """The loss over two weights, the others held; ``ann.plots.loss_landscape`` draws it.

    Args:
        first: values of the first weight, shape (points,).
        second: values of the second weight, shape (points,).
        losses: the loss at each pair of them, shape (points, points): a row for each value of ``second``.
        path: both weights at each record of training, shape (records, 2); where they are now, (1, 2),
            when nothing was recorded.
        end: both weights now, shape (2,).
        names: what the two weights are called.
        model_name: what the network is called.
    """

    first: NDArray[np.float64]
    second: NDArray[np.float64]
    losses: NDArray[np.float64]
    path: NDArray[np.float32]
    end: NDArray[np.float32]
    names: tuple[str, str]
    model_name: str


def loss_surface(
    model: keras.Model,
    data: DatasetLike,
    recorder: WeightRecorder | None = None,
    weights: tuple[int, int] = (0, 1),
    span: float | None = None,
    points: int = 41,
) -> LossSurface:
    """The loss over two of the weights; the others stay as they are: a cut through the landscape (S0).

    Args:
        model: a compiled network; S0 shows one of two weights and a bias. It is left as it was.
        data: the ``Dataset`` on which the loss is taken.
        recorder: the callback that was given to ``fit``, for the path.
        weights: which two weights, by their place in all weights written one after the other.
        span: how far the surface goes to each side of the weights now; the path and a margin unless given.
        points: how many values of each of the two weights.

    Returns:
        A :class:`LossSurface`.

    Raises:
        ModelError: the model is not compiled, or has no such weights.

    >>> from ann_toolkit.datasets import generate_regression_case
    >>> model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    >>> model.compile(loss="mse")
    >>> loss_surface(model, generate_regression_case(n_samples=20), points=5).losses.shape
    (5, 5)
    """
    check_model(model)
    check_dataset(data, ("X", "y"))
    if recorder is not None:
        check_kind(recorder, WeightRecorder, "the WeightRecorder that was given to fit")
    if not getattr(model, "compiled", False):
        raise ModelError(f"the model {model.name!r} is not compiled; call model.compile(loss=...) first")
    flat = _flat(variable.value for variable in model.trainable_variables)
    if not all(0 <= place < len(flat) for place in weights) or weights[0] == weights[1]:
        raise ModelError(
            f"weights={weights}: {model.name!r} has {len(flat)} weights, numbered from 0; choose two"
        )
    chosen = list(weights)
    path = np.stack([state[chosen] for state in _states(model, recorder)] or [flat[chosen]])
    end = flat[chosen]
    reach = span if span is not None else max(1.0, 1.35 * float(np.abs(path - end).max()))
    first, second = (np.linspace(centre - reach, centre + reach, points) for centre in end)
    pairs = np.stack(np.meshgrid(first, second), axis=-1).reshape(-1, 2)
    losses = _losses(model, data, flat, weights, pairs).reshape(points, points)
    names = (f"weight {weights[0] + 1}", f"weight {weights[1] + 1}")
    return LossSurface(first, second, losses, path, end, names, model.name)


def _flat(arrays: Iterable[ArrayLike]) -> np.ndarray:
    """All weights written one after the other."""
    return np.concatenate([np.ravel(array) for array in arrays])


def _states(model: keras.Model, recorder: WeightRecorder | None) -> list[np.ndarray]:
    """The trained weights of each record; a record also holds those that training leaves alone."""
    trained = [any(weight is own for own in model.trainable_variables) for weight in model.weights]
    records = recorder.weights if recorder is not None else []
    return [_flat(part for part, keep in zip(record, trained, strict=True) if keep) for record in records]


def _losses(
    model: keras.Model, data: DatasetLike, flat: np.ndarray, places: tuple[int, int], pairs: np.ndarray
) -> np.ndarray:
    """The loss with each of ``pairs`` at the two ``places``; the model's own weights are not touched."""
    import tensorflow as tf

    loss = keras.losses.get(model.loss)
    shapes = [tuple(variable.shape) for variable in model.trainable_variables]
    fixed = [variable.value for variable in model.non_trainable_variables]
    X = tf.constant(data.X.astype("float32"))
    y = tf.constant(data.y.reshape(len(data.y), -1).astype("float32"))

    def loss_at(pair: tf.Tensor) -> tf.Tensor:
        moved = tf.tensor_scatter_nd_update(flat.astype("float32"), [[place] for place in places], pair)
        parts = tf.split(moved, [int(np.prod(shape)) for shape in shapes])
        weights = [tf.reshape(part, shape) for part, shape in zip(parts, shapes, strict=True)]
        answers, _ = model.stateless_call(weights, fixed, X)
        return tf.reduce_mean(loss(y, answers))

    # one pair after the other, in one graph: all at once would take as many copies of the network as pairs
    losses = tf.function(lambda: tf.map_fn(loss_at, tf.constant(pairs.astype("float32"))))()
    return np.asarray(losses, dtype=float)
