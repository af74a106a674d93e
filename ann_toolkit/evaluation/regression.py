"""How well a regression does."""

from __future__ import annotations

from typing import Any

import numpy as np

from ann_toolkit.errors import DataError


def r_squared(y_true: Any, y_pred: Any) -> float | np.ndarray:
    """The share of the variance of y that the prediction explains: 1 is perfect, 0 no better than the mean (S0).

    Args:
        y_true: expected values, shape (n,) or (n, outputs).
        y_pred: predicted values, (n,), (n, 1) or (n, outputs).

    Returns:
        r2 as a float for one output, else an array of shape (outputs,).

    Raises:
        DataError: shapes that don't match, fewer than two rows, NaN, or an output that is constant.

    >>> r_squared([1.0, 2.0, 3.0], [[1.0], [2.0], [3.0]])
    1.0
    """
    from sklearn.metrics import r2_score

    expected, predicted = paired(y_true, y_pred)
    if len(expected) < 2:
        raise DataError(f"r2 needs two rows or more, not {len(expected)}")
    constant = np.flatnonzero(expected.min(axis=0) == expected.max(axis=0))
    if len(constant):
        raise DataError(
            f"r2 is undefined: output {constant[0] + 1} of y_true has one value only ({expected[0, 0]:g})"
        )
    scores = r2_score(expected, predicted, multioutput="raw_values")
    return float(scores[0]) if len(scores) == 1 else scores


def paired(y_true: Any, y_pred: Any) -> tuple[np.ndarray, np.ndarray]:
    """Expected and predicted values as two arrays of shape (n, outputs).

    Raises:
        DataError: shapes that don't match, no rows, or values that are not finite numbers.
    """
    pair = []
    for what, values in (("y_true", y_true), ("y_pred", y_pred)):
        array = np.asarray(values)
        if array.dtype.kind not in "biuf" or array.ndim not in (1, 2) or array.size == 0:
            raise DataError(
                f"{what} must be numbers of shape (n,) or (n, outputs), not {array.dtype} {array.shape}"
            )
        if not np.isfinite(array).all():
            raise DataError(f"{what} holds NaN or infinite values; did the training diverge?")
        pair.append(array.reshape(len(array), -1).astype(float))
    expected, predicted = pair
    if expected.shape != predicted.shape:
        raise DataError(
            f"y_true has shape {np.shape(y_true)} but y_pred has {np.shape(y_pred)}: they must match"
        )
    return expected, predicted
