"""The mistakes that students make between data and model, caught in one line before TensorFlow answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import keras
import numpy as np

from ann_toolkit.base.arrays import check_input_shape, numbers
from ann_toolkit.base.errors import DataError, ModelError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

# one array, or those of a model with several inputs or outputs
Arrays: TypeAlias = "ArrayLike | Sequence[ArrayLike] | Mapping[str, ArrayLike]"

# what to do about names of classes
AS_NUMBERS = "turn names of classes into 0, 1, 2, ... (np.unique(y, return_inverse=True)[1])"


def check_compiled(model: keras.Model) -> None:
    """Raise a :class:`ModelError` when ``model`` has no loss and optimizer yet."""
    if not getattr(model, "compiled", False):
        raise ModelError(
            f"the model {model.name!r} is not compiled; call model.compile(loss=..., optimizer=...) first"
        )


def check_weights(
    y: Arrays | None,
    class_weight: Mapping[int, float] | None,
    sample_weight: Arrays | None,
    what: str = "training data",
) -> Arrays | None:
    """Check ``sample_weight`` and ``class_weight``; give the former as an array, shape (n,)."""
    if sample_weight is None:
        return None
    if class_weight is not None:
        raise DataError(
            "class_weight and sample_weight were both given; multiply them into one sample_weight"
        )
    if isinstance(sample_weight, dict | list | tuple) and _is_several(sample_weight):
        return sample_weight
    weights = numbers(sample_weight, f"sample_weight of the {what}")
    rows = len(_leaves(y)[0]) if y is not None else len(weights)
    if len(weights) != rows:
        raise DataError(
            f"the {what} has {rows} rows but sample_weight has {len(weights)}; give one for each row"
        )
    if not np.isfinite(weights).all():
        raise DataError(f"sample_weight of the {what} holds NaN or infinite values; give finite numbers")
    return weights


def check_data(
    model: keras.Model, x: Arrays | Iterable[Any], y: Arrays, what: str = "training data"
) -> tuple[Arrays, Arrays]:
    """Check that ``x`` and ``y`` can train ``model``, and give them the form that its loss wants.

    A model with one input and one output is checked in full. Of a model with several, only the row
    counts and the numbers themselves are checked, and its data is passed on as it is.

    Args:
        model: a compiled model.
        x: inputs, shape (n, ...).
        y: targets: (n,) or (n, outputs); class labels as integers or one-hot, whichever was compiled.
        what: what the data is, for the messages.

    Returns:
        ``x`` and ``y`` as arrays; class labels one-hot or integer as the model's loss wants them.

    Raises:
        DataError: empty, of unequal length, not numbers, NaN or infinite, or not what the model expects.
    """
    if isinstance(x, dict | list | tuple) and _is_several(x):
        _check_rows([*_leaves(x), *_leaves(y)], what)
        return x, y
    x = numbers(x, f"X of the {what}")
    if isinstance(y, dict | list | tuple) and _is_several(y):
        _check_rows([x, *_leaves(y)], what)
        return x, y
    y = numbers(y, f"y of the {what}", AS_NUMBERS)
    _check_rows([x, y], what)
    if model.built and not isinstance(model.input_shape, list | dict):
        check_input_shape(x.shape, model.input_shape[1:], model.name, f"X of the {what}")
    return x, _match_targets(model, y, what)


def _is_several(value: Any) -> bool:
    """Tell a structure of several arrays (a dict, a list of arrays) from plain nested numbers."""
    return isinstance(value, dict) or any(hasattr(part, "shape") and np.ndim(part) for part in value)


def _leaves(value: Any) -> list[np.ndarray]:
    parts = list(value.values()) if isinstance(value, dict) else value
    parts = parts if isinstance(parts, list | tuple) else [parts]
    return [np.asarray(part) for part in parts]


def _check_rows(arrays: Sequence[np.ndarray], what: str) -> None:
    lengths = [len(array) if array.ndim else 0 for array in arrays]
    if 0 in lengths:
        raise DataError(f"the {what} is empty (0 rows); give at least one row")
    if len(set(lengths)) > 1:
        raise DataError(
            f"the {what} has X and y of different length ({lengths[0]} and {lengths[-1]} rows); "
            "each row of X needs its own y"
        )
    for name, array in zip(["X", *["y"] * (len(arrays) - 1)], arrays, strict=True):
        if array.dtype.kind == "f" and not np.isfinite(array).all():
            bad = np.argwhere(~np.isfinite(array))
            raise DataError(
                f"{name} of the {what} holds {len(bad)} NaN or infinite value(s), the first in row {bad[0][0]}; "
                "remove those rows or fill them in"
            )


def _match_targets(model: keras.Model, y: np.ndarray, what: str) -> np.ndarray:
    """Check y against the model's outputs and its loss; switch between integer and one-hot labels."""
    if not model.built or isinstance(model.output_shape, list | dict) or len(model.output_shape) != 2:
        return y
    n_outputs = model.output_shape[-1]
    loss = loss_name(model)
    if loss == "sparse_categorical_crossentropy":
        return _check_labels(_to_labels(y, n_outputs), n_outputs, what)
    if loss == "categorical_crossentropy":
        if y.ndim == 1 or y.shape[1:] == (1,):
            labels = _check_labels(y.reshape(-1), n_outputs, what)
            return keras.utils.to_categorical(labels, n_outputs)
        return _check_width(y, n_outputs, what)
    if loss == "binary_crossentropy" and (y.min() < 0 or y.max() > 1):
        raise DataError(
            f"y of the {what} holds {_some(np.unique(y))} but the model is binary and wants 0 and 1; "
            "for more classes build it with task='multiclass', for numbers with task='regression'"
        )
    return _check_width(y, n_outputs, what)


def loss_name(model: keras.Model) -> str:
    """The name of the model's loss as Keras spells it ("mean_squared_error"), or "" when it has several."""
    loss = model.loss
    if isinstance(loss, str):
        loss = keras.losses.get(loss)
    return str(getattr(loss, "name", None) or getattr(loss, "__name__", "")) if loss is not None else ""


def _to_labels(y: np.ndarray, n_outputs: int) -> np.ndarray:
    is_one_hot = y.ndim == 2 and y.shape[1] == n_outputs > 1
    return y.argmax(axis=1) if is_one_hot else y


def _check_labels(y: np.ndarray, n_outputs: int, what: str) -> np.ndarray:
    labels = np.unique(y)
    if y.ndim > 1 and y.shape[1:] != (1,):
        raise DataError(
            f"y of the {what} has {y.shape[1]} columns but the model has {n_outputs} classes; "
            f"give labels 0..{n_outputs - 1} or {n_outputs} one-hot columns"
        )
    if (labels != labels.round()).any() or labels.min() < 0 or labels.max() >= n_outputs:
        raise DataError(
            f"y of the {what} holds {_some(labels)} but the model has {n_outputs} classes and wants labels "
            f"0..{n_outputs - 1}; build it with n_outputs={len(labels)} and number the classes from 0"
        )
    return y


def _check_width(y: np.ndarray, n_outputs: int, what: str) -> np.ndarray:
    width = y.shape[1] if y.ndim > 1 else 1
    if width != n_outputs or y.ndim > 2:
        raise DataError(
            f"y of the {what} has shape {y.shape} but the model has {n_outputs} output(s): "
            f"expected {'(n,)' if n_outputs == 1 else f'(n, {n_outputs})'}"
        )
    return y


def _some(values: np.ndarray) -> str:
    shown = ", ".join(f"{value:g}" for value in values[:5])
    return f"{shown}, ... ({len(values)} different values)" if len(values) > 5 else shown
