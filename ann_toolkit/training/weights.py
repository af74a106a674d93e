"""How much each row counts: the weights of rows and of classes, as ``fit`` takes them."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Number
from typing import Any

import numpy as np

from ann_toolkit.base.arrays import numbers
from ann_toolkit.base.errors import DataError
from ann_toolkit.training.checks import Arrays, is_several, readable


def check_weights(
    y: Any,
    class_weight: Mapping[int, float] | None,
    sample_weight: Arrays | None,
    what: str = "training data",
    finite: bool = True,
) -> Any:
    """Check ``sample_weight`` and ``class_weight``; give the former as an array, shape (n,)."""
    _check_class_weight(class_weight)
    if sample_weight is None:
        return None
    if class_weight is not None:
        raise DataError(
            "class_weight and sample_weight were both given; multiply them into one sample_weight"
        )
    if is_several(sample_weight) or not readable(sample_weight):
        return sample_weight
    weights = numbers(sample_weight, f"sample_weight of the {what}")
    if weights.ndim == 0:
        raise DataError(f"sample_weight of the {what} is the one number {weights}; give one for each row")
    first = y if not is_several(y) else next((part for part in _parts(y) if part is not None), None)
    rows = len(first) if first is not None and readable(first) else len(weights)
    if len(weights) != rows:
        raise DataError(
            f"the {what} has {rows} rows but sample_weight has {len(weights)}; give one for each row"
        )
    if finite and not np.isfinite(weights).all():
        raise DataError(f"sample_weight of the {what} holds NaN or infinite values; give finite numbers")
    return weights


def _parts(several: Any) -> list[Any]:
    return list(several.values()) if isinstance(several, dict) else list(several)


def _check_class_weight(class_weight: Any) -> None:
    if class_weight is None:
        return
    if not isinstance(class_weight, Mapping):
        raise DataError(
            f"class_weight={class_weight!r} names no classes; give a dictionary of label and weight, "
            "such as {0: 1.0, 1: 2.5}"
        )
    for label, weight in class_weight.items():
        if not isinstance(label, Number) or label != round(label):  # type: ignore[call-overload]
            raise DataError(
                f"class_weight has the label {label!r}; labels are the whole numbers that stand in y: "
                "{0: 1.0, 1: 2.5}"
            )
        if not isinstance(weight, Number) and not (readable(weight) and np.ndim(weight) == 0):
            raise DataError(f"class_weight has {weight!r} for label {label}; a weight is one number")
