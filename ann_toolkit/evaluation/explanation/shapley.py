"""SHAP: how much each input pushed each prediction up or down (S0; Lundberg and Lee, NeurIPS 2017)."""

from __future__ import annotations

import contextlib
import math
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import keras
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ann_toolkit.base.errors import DataError, ModelError
from ann_toolkit.base.messages import say
from ann_toolkit.evaluation.prediction import predict

METHODS = ("auto", "deep", "gradient", "exact")
MOST_EXACT = 12  # inputs: each more doubles the work
ADDITIVITY = 0.01  # largest gap between the sum of the values and the prediction, as a share of its spread


@dataclass(frozen=True, eq=False)
class ShapValues:
    """What each input added to each prediction: ``base + values.sum over the inputs = prediction``.

    Args:
        values: shape (n, inputs, outputs), in the unit of the outputs.
        base: the mean prediction over the background, shape (outputs,).
        X: the explained rows, shape (n, inputs).
        feature_names: a name for each input.
        output_names: a name for each output.
        method: "deep", "gradient" or "exact".
        gap: the largest distance between a prediction and base + sum of the values.
    """

    values: NDArray[np.float64]
    base: NDArray[np.floating]
    X: NDArray[np.float32]
    feature_names: tuple[str, ...]
    output_names: tuple[str, ...]
    method: str
    gap: float

    def importance(self) -> pd.DataFrame:
        """The mean absolute value of each input (row) for each output (column): its weight in the answers."""
        return pd.DataFrame(
            np.abs(self.values).mean(axis=0),
            index=pd.Index(self.feature_names, name="input"),
            columns=list(self.output_names),
        )

    def output(self, which: int | str = 0) -> int:
        """The number of an output, given by number or by name.

        Raises:
            DataError: no such output.
        """
        number = self.output_names.index(which) if which in self.output_names else which
        if not isinstance(number, int) or not 0 <= number < len(self.output_names):
            raise DataError(f"output {which!r} is unknown; there are {', '.join(self.output_names)}")
        return number

    def __str__(self) -> str:
        return (
            f"mean |SHAP value|, {self.method} ({len(self.X)} rows)\n{self.importance().round(4).to_string()}"
        )


def shap_values(
    model: keras.Model,
    background: ArrayLike,
    X: ArrayLike,
    feature_names: Sequence[str] = (),
    output_names: Sequence[str] = (),
    method: str = "auto",
    seed: int = 0,
) -> ShapValues:
    """Explain predictions: how much each input pushed each of them away from the mean prediction.

    Args:
        model: a Keras model with one input of shape (inputs,).
        background: 50 to 100 typical rows, shape (m, inputs), to compare with (S0).
        X: the rows to explain, shape (n, inputs); about 200 show the picture (S0).
        feature_names: a name for each input; x1, x2, ... unless given.
        output_names: a name for each output.
        method: "deep" (DeepExplainer: fast, near the exact values), "gradient" (GradientExplainer: slower and
            rougher, for layers that the first one can't go through), "exact" (every subset of up to 12
            inputs) or "auto" (deep, else gradient, with a word said).
        seed: for the gradient method, which draws at random.

    Returns:
        :class:`ShapValues`, for ``ann.plots.shap_beeswarm``, ``shap_bar``, ``shap_dependence`` and
        ``shap_waterfall``.

    Raises:
        DataError: rows that don't fit the model, or names that don't fit the rows.
        ModelError: neither method can go through the model, or too many inputs for "exact".
    """
    if method not in METHODS:
        raise DataError(f"method={method!r} is unknown; choose one of {', '.join(METHODS)}")
    rows, typical = _rows(X, "X"), _rows(background, "background")
    predictions = predict(model, rows)
    typical_predictions = predict(model, typical)
    features = _names(feature_names, rows.shape[1], "x", "feature_names")
    outputs = _names(output_names, predictions.shape[1], "output ", "output_names")
    if method == "exact":
        used, values = "exact", exact_shapley(model, typical, rows)
    else:
        used, values = _with_shap(model, typical, rows, method, seed)
    base = typical_predictions.mean(axis=0)
    gap = float(np.abs(base + values.sum(axis=1) - predictions).max())
    if gap > ADDITIVITY * max(float(np.ptp(predictions)), 1e-6):
        say(f"SHAP values ({used}) miss their predictions by up to {gap:.3g}: read them as approximate")
    return ShapValues(values, base, rows, features, outputs, used, gap)


def exact_shapley(model: keras.Model, background: ArrayLike, X: ArrayLike) -> NDArray[np.float64]:
    """Shapley values by their definition: over every subset of the inputs, the others from the background.

    Args:
        model: a Keras model with one input of shape (inputs,), 12 inputs at the most.
        background: rows that stand for "this input is unknown", shape (m, inputs).
        X: the rows to explain, shape (n, inputs).

    Returns:
        Values, shape (n, inputs, outputs).

    Raises:
        ModelError: more than 12 inputs.
    """
    rows, typical = _rows(X, "X"), _rows(background, "background")
    count = rows.shape[1]
    if count > MOST_EXACT:
        raise ModelError(
            f"exact Shapley values of {count} inputs take {2**count} subsets; 12 inputs at the most"
        )
    subsets = (np.arange(2**count)[:, None] >> np.arange(count)) & 1 == 1
    known = np.stack([_mean_prediction(model, typical, rows, subset) for subset in subsets])
    weights = [1 / (count * math.comb(count - 1, size)) for size in range(count)]
    values = np.zeros((len(rows), count, known.shape[2]))
    for feature in range(count):
        for number in np.flatnonzero(~subsets[:, feature]):
            gain = known[number | 1 << feature] - known[number]
            values[:, feature] += weights[int(subsets[number].sum())] * gain
    return values


def _mean_prediction(
    model: keras.Model, typical: np.ndarray, rows: np.ndarray, subset: np.ndarray
) -> np.ndarray:
    """The mean prediction for each row when only the inputs of ``subset`` are known."""
    mixed = np.where(subset, rows[:, None, :], typical[None, :, :]).reshape(-1, rows.shape[1])
    return predict(model, mixed).reshape(len(rows), len(typical), -1).mean(axis=1)


def _with_shap(
    model: keras.Model, typical: np.ndarray, rows: np.ndarray, method: str, seed: int
) -> tuple[str, np.ndarray]:
    """The method that did it, and its values."""
    if method != "gradient":
        try:
            with _shap_at_work():
                import shap

                values = shap.DeepExplainer(model, typical).shap_values(rows, check_additivity=False)
            return "deep", _three_axes(values, rows)
        except Exception as error:  # an operation that it has no rule for: shap raises whatever it met
            if method == "deep":
                raise ModelError(
                    f"DeepExplainer cannot explain {model.name!r}: {_last_line(error)}"
                ) from error
            say(
                f"DeepExplainer cannot explain {model.name!r} ({_last_line(error)}); GradientExplainer is used"
            )
    try:
        with _shap_at_work():
            import shap

            values = shap.GradientExplainer(model, typical).shap_values(rows, rseed=seed)
    except Exception as error:
        raise ModelError(f"shap cannot explain {model.name!r}: {_last_line(error)}") from error
    return "gradient", _three_axes(values, rows)


@contextlib.contextmanager
def _shap_at_work() -> Iterator[None]:
    """Hold back the notes of shap, Keras and TensorFlow, and undo what shap leaves behind in TensorFlow.

    DeepExplainer puts its own function for gradients into TensorFlow; when it fails halfway it stays
    there, and no network could be trained any more.
    """
    import tensorflow as tf
    from tensorflow.python.eager import execute

    logger, record_gradient = tf.get_logger(), execute.record_gradient
    level = logger.level
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logger.setLevel("ERROR")
        try:
            yield
        finally:
            execute.record_gradient = record_gradient
            logger.setLevel(level)


def _three_axes(values: ArrayLike, rows: np.ndarray) -> np.ndarray:
    return np.asarray(values, dtype=float).reshape(*rows.shape, -1)


def _last_line(error: Exception) -> str:
    """What an error says at its end: TensorFlow begins with a page of its own code."""
    lines = str(error).strip().splitlines()
    return lines[-1].strip()[:120] if lines else type(error).__name__


def _rows(values: ArrayLike, what: str) -> np.ndarray:
    array = np.asarray(values)
    if array.ndim != 2 or array.dtype.kind not in "biuf" or not len(array):
        raise DataError(
            f"{what} must be rows of numbers (n, inputs), not {array.dtype} of shape {array.shape}"
        )
    return array.astype(np.float32)


def _names(names: Sequence[str], count: int, letter: str, what: str) -> tuple[str, ...]:
    if names and len(names) != count:
        raise DataError(f"{len(names)} {what} for {count} columns; name each")
    return tuple(str(name) for name in names) or tuple(f"{letter}{number}" for number in range(1, count + 1))
