"""The mistakes that students make between data and model, caught in one line before TensorFlow answers.

What is looked at is arrays of numbers. Everything else that Keras knows (ragged and sparse tensors, text
for layers that read it, None for an optional input, generators, datasets) passes by, and is Keras' to judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from numbers import Number
from typing import TYPE_CHECKING, Any, TypeAlias, TypeGuard

import keras
import numpy as np
import tensorflow as tf

from ann_toolkit.base.arrays import check_input_shape, numbers
from ann_toolkit.base.errors import DataError
from ann_toolkit.training.targets import has_own_steps, match_targets

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

# one array, or those of a model with several inputs or outputs
Arrays: TypeAlias = "ArrayLike | Sequence[ArrayLike] | Mapping[str, ArrayLike]"

# what to do about names of classes
AS_NUMBERS = "turn names of classes into 0, 1, 2, ... (np.unique(y, return_inverse=True)[1])"

# the layers of Keras that read text
READERS = (
    *(keras.layers.TextVectorization, keras.layers.StringLookup, keras.layers.Hashing),
    *(keras.layers.HashedCrossing, keras.layers.Lambda),
)


def check_data(
    model: keras.Model,
    x: Arrays | Iterable[Any],
    y: Arrays | None,
    what: str = "training data",
    finite: bool = True,
) -> tuple[Any, Any]:
    """Check that ``x`` and ``y`` can train ``model``, and give them the form that its loss wants.

    A model with one input and one output is checked in full. Of a model with several, only the row
    counts and the numbers themselves are checked, and its data is passed on as it is.

    Args:
        model: a compiled model.
        x: inputs, shape (n, ...).
        y: targets: (n,) or (n, outputs); class labels as integers or one-hot, whichever was compiled; None
            where the model trains without.
        what: what the data is, for the messages.
        finite: whether NaN and infinite values are refused.

    Returns:
        ``x`` and ``y`` as arrays; class labels one-hot or integer as the model's loss wants them.

    Raises:
        DataError: empty, of unequal length, not numbers, NaN or infinite, or not what the model expects.
    """
    x = _rows_together(x, _only(model, "inputs"))
    y = _rows_together(y, _only(model, "outputs"))
    if not is_several(x):
        x = _as_numbers(x, f"X of the {what}", text=_takes_text(model))
    if not is_several(y):
        y = _as_numbers(y, f"y of the {what}", AS_NUMBERS, text=has_own_steps(model))
    _check_rows(_readable(x), _readable(y), what, finite)
    wanted = _only(model, "inputs")
    if wanted is not None and _is_numbers(x):
        check_input_shape(x.shape, wanted.shape[1:], model.name, f"X of the {what}")
    made = _only(model, "outputs")
    if made is not None and _is_numbers(y):
        y = match_targets(model, y, made.shape, what)
    return x, y


def is_several(value: Any) -> bool:
    """Tell a structure of several arrays (a dict, a list of arrays) from plain nested numbers."""
    if isinstance(value, list | tuple):
        return any(part is None or (hasattr(part, "shape") and np.ndim(part) != 0) for part in value)
    return isinstance(value, dict)


def readable(values: Any) -> bool:
    """Whether NumPy makes an array of ``values``: no stream, no ragged or sparse tensor, not None."""
    return hasattr(values, "__array__") or isinstance(values, list | tuple | Number)


def _only(model: keras.Model, side: str) -> Any:
    """The one input (or output) of a model, None when it has several or does not know them beforehand."""
    known = getattr(model, side, None)
    return known[0] if isinstance(known, list) and len(known) == 1 else None


def _rows_together(values: Any, wanted: Any) -> Any:
    """One array from a list of its rows; Keras would take ``list(X)`` for as many inputs."""
    if wanted is None or not isinstance(values, list | tuple) or len(values) < 2:
        return values
    is_rows = all(hasattr(row, "shape") and len(row.shape) == len(wanted.shape) - 1 for row in values)
    return np.stack([np.asarray(row) for row in values]) if is_rows and len(wanted.shape) > 1 else values


def _takes_text(model: keras.Model) -> bool:
    """Whether text may be what the model's first layer reads."""
    inputs = getattr(model, "inputs", None)
    if inputs is not None:
        return any(tensor.dtype == "string" for tensor in inputs)
    if isinstance(model, keras.Sequential):  # not built yet
        return any(isinstance(layer, READERS) or not _is_kerasic(layer) for layer in model.layers)
    return True  # a model of one's own may do anything


def _is_kerasic(layer: keras.layers.Layer) -> bool:
    return type(layer).__module__.startswith("keras.src.")


def _as_numbers(values: Any, what: str, advice: str = "", text: bool = False) -> Any:
    """``values`` as an array of numbers; as they are, where they are nothing that can be checked."""
    if not readable(values):
        return values
    if hasattr(values, "dtypes") and hasattr(values, "columns"):
        _check_columns(values, what, text)
    array = _array(values)
    if array is None:
        return numbers(values, what, advice)
    if array.dtype == object and all(isinstance(one, Number) for one in array.flat):
        array = array.astype("float64")  # a table of numbers and truth values
    if text and (array.dtype.kind in "SU" or all(isinstance(one, str | bytes) for one in array.flat)):
        return tf.constant(array)  # the one form of text that Keras takes
    return values if array.dtype.kind in "cV" else numbers(array, what, advice)


def _check_columns(table: Any, what: str, text: bool) -> None:
    """Raise a :class:`DataError` for a column of text, unless all are and the model reads text."""
    words = {name: _word(table[name]) for name in table.columns if np.ndim(table[name]) == 1}
    holding = [name for name, word in words.items() if word is not None]
    if holding and not (text and len(holding) == len(words)):
        raise DataError(
            f"{what} holds text in column {holding[0]!r}, such as {words[holding[0]]!r}; leave that column out or "
            "turn it into numbers (pandas.get_dummies)"
        )


def _word(column: Any) -> Any:
    """The first text in a column of a table, or None."""
    if getattr(column.dtype, "kind", "O") in "biuf":
        return None
    return next((value for value in column if isinstance(value, str | bytes)), None)


def _array(values: Any) -> np.ndarray | None:
    try:
        return np.asarray(values)
    except ValueError:  # rows of different lengths; `numbers` says which
        return None


def _is_numbers(values: Any) -> TypeGuard[np.ndarray]:
    return isinstance(values, np.ndarray) and values.dtype.kind in "biuf"


def _readable(value: Any) -> list[np.ndarray]:
    """The arrays of a structure, without the parts that cannot be looked into."""
    leaves = keras.tree.flatten(value) if is_several(value) else [value]
    return [np.asarray(leaf) for leaf in leaves if readable(leaf)]


def _check_rows(x: Sequence[np.ndarray], y: Sequence[np.ndarray], what: str, finite: bool) -> None:
    arrays = [*x, *y]
    lengths = [len(array) if array.ndim else 0 for array in arrays]
    if 0 in lengths:
        raise DataError(f"the {what} is empty (0 rows); give at least one row")
    if len(set(lengths)) > 1:
        raise DataError(
            f"the {what} has X and y of different length ({lengths[0]} and {lengths[-1]} rows); "
            "each row of X needs its own y"
        )
    for place, array in enumerate(arrays if finite else ()):
        if array.dtype.kind == "f" and not np.isfinite(array).all():
            bad = np.argwhere(~np.isfinite(array))
            raise DataError(
                f"{'X' if place < len(x) else 'y'} of the {what} holds {len(bad)} NaN or infinite value(s), the "
                f"first in row {bad[0][0]}; remove those rows or fill them in"
            )
