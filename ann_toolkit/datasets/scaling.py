"""The scalers behind ``Dataset.scale``: scikit-learn's, by short names."""

from __future__ import annotations

from typing import Any

import numpy as np

from ann_toolkit.base.errors import DataError
from ann_toolkit.datasets.files.cells import shortly

METHODS = ("standard", "minmax", "rank")


def make_scaler(method: str, n_rows: int) -> Any:
    """An unfitted scikit-learn scaler for ``method``, to be fitted on ``n_rows`` rows."""
    from sklearn.preprocessing import MinMaxScaler, QuantileTransformer, StandardScaler

    if method == "standard":
        return StandardScaler()
    if method == "minmax":
        return MinMaxScaler()
    if method == "rank":
        return QuantileTransformer(n_quantiles=min(1000, n_rows), subsample=None)
    raise DataError(f"method={shortly(method)} is unknown; choose one of {', '.join(METHODS)}")


def fitted(method: str, values: np.ndarray, what: str) -> Any:
    """A scaler that has learned from the training data.

    Args:
        method: "standard", "minmax" or "rank".
        values: shape (n, columns).
        what: what they are, for the message ("X").

    Raises:
        DataError: unknown method, or infinite values.
    """
    scaler = make_scaler(method, len(values))
    _check_not_infinite(values, what)
    return scaler.fit(values)


def transformed(scaler: Any, values: np.ndarray, what: str) -> np.ndarray:
    """Values on the scale that was learned; arguments and errors as those of :func:`fitted`."""
    _check_not_infinite(values, what)
    return np.asarray(scaler.transform(values))


def unscaled(scaler: Any, values: np.ndarray) -> np.ndarray:
    """Values in the units that they had before, in the shape that they have.

    Raises:
        DataError: more or fewer columns than the scaler knows.
    """
    if flat(values).shape[1] != scaler.n_features_in_:
        raise DataError(f"y has shape {values.shape}; expected {scaler.n_features_in_} column(s)")
    return np.asarray(scaler.inverse_transform(flat(values)).reshape(values.shape))


def flat(values: np.ndarray) -> np.ndarray:
    """Values with a row for each sample, shape (n, columns), as scikit-learn takes them."""
    return values.reshape(len(values), -1) if values.ndim else values.reshape(1, 1)


def check_like(data: Any, like: Any) -> None:
    """Raise a :class:`DataError` unless ``like`` is a Dataset with inputs of the same shape as ``data``."""
    if not isinstance(like, type(data)):
        meant = f"; write scale(method={like!r})" if isinstance(like, str) and like in METHODS else ""
        raise DataError(f"like={shortly(like)}: expected the training data, a Dataset{meant}")
    if like.X.shape[1:] != data.X.shape[1:]:
        raise DataError(f"cannot scale {data.X.shape[1:]} inputs like data with {like.X.shape[1:]}")


def _check_not_infinite(values: np.ndarray, what: str) -> None:
    """Raise a :class:`DataError` where a value is infinite; NaN is left where it is."""
    bad = np.argwhere(np.isinf(values))
    if len(bad):
        row = int(bad[0][0])
        raise DataError(f"row {row} of {what} holds {values[tuple(bad[0])]}; fill it in before scaling")
