"""How near the numbers of a regression come, and how near noise lets them come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Real

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ann_toolkit.base.arrays import numbers
from ann_toolkit.base.errors import DataError
from ann_toolkit.base.kinds import check_kind
from ann_toolkit.base.values import shown


def r_squared(y_true: ArrayLike, y_pred: ArrayLike) -> float | NDArray[np.float64]:
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


def paired(y_true: ArrayLike, y_pred: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
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


@dataclass(frozen=True, eq=False)
class RegressionReport:
    """The five scores of a regression for each output; ``print`` shows them as a table.

    Args:
        r2: share of the variance that is explained, shape (outputs,); NaN for an output with one value only.
        mae: mean absolute error, in the unit of the output (S1).
        mse: mean squared error, in its square (S1).
        rmse: root of the mean squared error, in the unit of the output.
        mbe: mean bias error, predicted less expected: above 0 the network says too much (S1).
        names: a name for each output.
        rows: how many rows were judged.
    """

    r2: NDArray[np.float64]
    mae: NDArray[np.float64]
    mse: NDArray[np.float64]
    rmse: NDArray[np.float64]
    mbe: NDArray[np.float64]
    names: tuple[str, ...]
    rows: int

    def to_frame(self) -> pd.DataFrame:
        """The scores as a pandas table, a row for each output."""
        scores = {name: getattr(self, name) for name in ("r2", "mae", "mse", "rmse", "mbe")}
        return pd.DataFrame(scores, index=pd.Index(self.names, name="output"))

    def __str__(self) -> str:
        table = self.to_frame().map(lambda value: f"{value:.4g}")
        return f"{table.to_string()}\n\n{self.rows} rows"


def regression_report(y_true: ArrayLike, y_pred: ArrayLike, names: Sequence[str] = ()) -> RegressionReport:
    """r2, MAE, MSE, RMSE and MBE of each output.

    Args:
        y_true: expected values, shape (n,) or (n, outputs).
        y_pred: predicted values of the same shape ((n, 1) will do for (n,)).
        names: a name for each output.

    Returns:
        A :class:`RegressionReport`.

    Raises:
        DataError: shapes that don't match, NaN, or as many names as there are not outputs.

    >>> print(regression_report([1.0, 2.0, 3.0], [1.5, 2.5, 3.5], ("KTE",)))
              r2  mae   mse rmse  mbe
    output
    KTE    0.625  0.5  0.25  0.5  0.5
    <BLANKLINE>
    3 rows
    """
    expected, predicted = paired(y_true, y_pred)
    outputs = expected.shape[1]
    if names and len(names) != outputs:
        raise DataError(f"{len(names)} names for {outputs} output(s)")
    error = predicted - expected
    mse = (error**2).mean(axis=0)
    variance = expected.var(axis=0)
    return RegressionReport(
        r2=1 - np.divide(mse, variance, out=np.full(outputs, np.nan), where=variance > 0),
        mae=np.abs(error).mean(axis=0),
        mse=mse,
        rmse=np.sqrt(mse),
        mbe=error.mean(axis=0),
        names=tuple(str(name) for name in names) or tuple(f"y{number}" for number in range(1, outputs + 1)),
        rows=len(expected),
    )


def noise_ceiling(y: ArrayLike, noise: float) -> float:
    """The r2 that no network can exceed for long: what noise adds to y cannot be learned.

    Args:
        y: noisy values, shape (n,).
        noise: standard deviation of the noise in them, in the unit of y.

    Returns:
        1 - noise**2 / variance of y: the expected r2 of the noiseless truth itself.

    >>> noise_ceiling([-1.0, 1.0, -1.0, 1.0], noise=0.5)
    0.75
    """
    check_kind(noise, Real, "noise, a number")
    variance = float(np.var(numbers(y, "y").astype(float)))
    if not variance > 0 or not noise >= 0:
        raise DataError(
            f"noise={shown(noise)} on values of variance {variance:g}: expected 0 or more, above 0"
        )
    return 1 - noise**2 / variance
