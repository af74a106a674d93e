"""Is this data for this network? Each mistake in one line."""

from __future__ import annotations

from typing import Any

import numpy as np

from ann_toolkit.scratch.errors import ScratchError


def inputs(X: Any, what: str) -> np.ndarray:
    """``X`` as an array of finite numbers with at least one row, else a :class:`ScratchError`."""
    X = np.asarray(X)
    if X.dtype.kind not in "biuf":
        raise ScratchError(
            f"X of the {what} must be numbers, but holds {X.dtype}; turn text into numbers first"
        )
    if X.ndim < 2 or len(X) == 0:
        raise ScratchError(
            f"X of the {what} has shape {X.shape}; expected one row for each case, (n, features); "
            "one case alone is X.reshape(1, -1)"
        )
    if not np.isfinite(X).all():
        raise ScratchError(f"X of the {what} holds NaN or infinite values; remove or fill those rows")
    return X


def targets(y: Any, rows: int, outputs: tuple[int, ...], activation: str, what: str) -> np.ndarray:
    """``y`` in the shape of the outputs, (n, outputs); class labels become one-hot for a softmax.

    Raises:
        ScratchError: the wrong length or shape, a label out of range, or not a number.
    """
    y = np.asarray(y)
    if y.dtype.kind not in "biuf" or not np.isfinite(y).all():
        raise ScratchError(f"y of the {what} must be finite numbers; number the classes 0, 1, 2, ...")
    if y.ndim == 0 or len(y) != rows:
        raise ScratchError(
            f"the {what} has {rows} rows of X but y has shape {y.shape}; each row needs its own y"
        )
    flat = y.ndim == 1 or (y.ndim == 2 and y.shape[1] == 1)
    if activation == "softmax" and len(outputs) == 1 and flat and outputs[0] > 1:
        return one_hot(y.reshape(-1), outputs[0], what)
    if flat and outputs == (1,):
        y = y.reshape(-1, 1)
    if y.shape[1:] != outputs:
        raise ScratchError(
            f"y of the {what} has rows of shape {y.shape[1:]}, but the last layer gives {outputs}; "
            "the last layer needs one neuron for each class (softmax) or each column of y"
        )
    if activation in ("sigmoid", "softmax") and (y.min() < 0 or y.max() > 1):
        raise ScratchError(
            f"y of the {what} goes from {y.min():g} to {y.max():g}; a {activation} output wants 0 to 1"
        )
    return y


def one_hot(labels: np.ndarray, count: int, what: str) -> np.ndarray:
    """Labels 0..count-1 as rows with a single 1.

    >>> one_hot(np.array([2, 0]), 3, "data").tolist()
    [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]
    """
    if (labels != labels.round()).any() or labels.min() < 0 or labels.max() >= count:
        raise ScratchError(
            f"y of the {what} holds labels from {labels.min():g} to {labels.max():g}; with {count} outputs "
            f"they must be the whole numbers 0 to {count - 1}"
        )
    return np.eye(count)[labels.astype(int)]
