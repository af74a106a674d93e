"""The scalers behind ``Dataset.scale``: scikit-learn's, by short names."""

from __future__ import annotations

from typing import Any

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
