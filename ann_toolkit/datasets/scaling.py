"""The scalers behind ``Dataset.scale``: scikit-learn's, by short names."""

from __future__ import annotations

from typing import Any

import numpy as np

from ann_toolkit.base.errors import DataError

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
    raise DataError(f"method={method!r} is unknown; choose one of {', '.join(METHODS)}")


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


def meant_as_method(like: Any) -> str:
    """What to write instead, where the name of a method was given for the training data.

    >>> meant_as_method("minmax")
    "; write scale(method='minmax')"
    """
    return f"; write scale(method={like!r})" if isinstance(like, str) and like in METHODS else ""


def _check_not_infinite(values: np.ndarray, what: str) -> None:
    """Raise a :class:`DataError` where a value is infinite; NaN is left where it is."""
    bad = np.argwhere(np.isinf(values))
    if len(bad):
        row = int(bad[0][0])
        raise DataError(f"row {row} of {what} holds {values[tuple(bad[0])]}; fill it in before scaling")
