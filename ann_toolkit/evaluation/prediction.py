"""What a trained network answers, in the form that the scores want."""

from __future__ import annotations

import keras
import numpy as np
from numpy.typing import ArrayLike, NDArray

from ann_toolkit.base.arrays import check_input_shape, numbers
from ann_toolkit.base.errors import DataError, ModelError
from ann_toolkit.base.kinds import check_model

BATCH = 1024  # rows at a time: large enough to be quick, small enough for images


def predict(model: keras.Model, X: ArrayLike) -> NDArray[np.floating]:
    """The network's outputs: what ``model.predict`` gives, without its progress bar.

    The model is called directly, batch by batch: for the models of a course that is quicker than
    ``model.predict``, which first builds a graph for every new model (and warns about it).

    Args:
        model: a Keras model with one input.
        X: inputs, shape (n, ...).

    Returns:
        Outputs, shape (n, outputs).

    Raises:
        DataError: X does not fit the model's input.
    """
    inputs = _checked(model, X)
    batches = [model(inputs[start : start + BATCH], training=False) for start in range(0, len(inputs), BATCH)]
    return np.concatenate([keras.ops.convert_to_numpy(batch) for batch in batches])


def predict_classes(model: keras.Model, X: ArrayLike) -> NDArray[np.int64]:
    """The class that the network gives to each row (the course's function; Keras 3 has none of that name).

    Args:
        model: a classifier: one sigmoid output, or softmax outputs, or several sigmoid outputs.
        X: inputs, shape (n, ...).

    Returns:
        Integer labels, shape (n,): for one output 1 where it is above 0.5, for softmax the largest.
        For several sigmoid outputs (multilabel) an array of 0 and 1, shape (n, labels).

    Raises:
        DataError: X does not fit the model's input.
        ModelError: the model is not a classifier.

    >>> model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, activation="sigmoid")])
    >>> model.set_weights([np.array([[2.0]]), np.array([-1.0])])
    >>> predict_classes(model, [[0.0], [1.0]]).tolist()
    [0, 1]
    """
    outputs = predict(model, X)
    kind = output_kind(model)
    if kind == "softmax":
        return outputs.argmax(axis=-1)
    threshold = 0.0 if kind == "logit" else 0.5
    classes = (outputs > threshold).astype(np.int64)
    return classes[:, 0] if classes.shape[-1] == 1 else classes


def output_kind(model: keras.Model) -> str:
    """How the outputs say which class it is: "softmax", "sigmoid" or "logit" (compiled with from_logits).

    Raises:
        ModelError: the model is a regression.
    """
    last = model.layers[-1]
    name = getattr(getattr(last, "activation", None), "__name__", "")
    name = "softmax" if isinstance(last, keras.layers.Softmax) else name
    if name in ("softmax", "sigmoid"):
        return name
    loss = model.loss if getattr(model, "compiled", False) else None
    if getattr(loss, "from_logits", False) or _has_logits(loss):
        return "softmax" if "categorical" in getattr(loss, "name", "") else "logit"
    raise ModelError(
        f"{model.name!r} ends with {name or type(last).__name__!r} and is not a classifier; "
        "a classifier ends with sigmoid or softmax"
    )


def _has_logits(loss: object) -> bool:
    return bool(getattr(loss, "_fn_kwargs", {}).get("from_logits"))


def _checked(model: keras.Model, X: ArrayLike) -> np.ndarray:
    check_model(model)
    inputs = numbers(X, "X")
    if inputs.ndim == 0:
        raise DataError("X is a single number; expected rows, an array of shape (n, ...)")
    if len(inputs) == 0:
        raise DataError("X is empty (0 rows): nothing to predict")
    if model.built and not isinstance(model.input_shape, list | dict):
        check_input_shape(inputs.shape, model.input_shape[1:], model.name)
    return inputs
