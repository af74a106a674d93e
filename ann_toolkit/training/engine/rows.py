"""Data as the compiled function wants it: tensors, split and weighted as ``keras.Model.fit`` does it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from ann_toolkit.base.errors import DataError


@dataclass(frozen=True)
class Rows:
    """Inputs, targets and weights of the same rows, on the device.

    Attributes:
        leaves: every array, first axis rows.
        layout: the nest ``(x, y, sample_weight)`` with the position of a leaf in place of each array.
        count: the number of rows.
    """

    leaves: tuple[tf.Tensor, ...]
    layout: Any
    count: int


def to_rows(x: Any, y: Any = None, sample_weight: Any = None) -> Rows:
    """Put arrays on the device, as tensors of the types that Keras would use (floats as ``floatx``)."""
    nested = isinstance(y, dict | list | tuple)
    if nested and sample_weight is not None and not isinstance(sample_weight, dict | list | tuple):
        sample_weight = tf.nest.map_structure(lambda _: sample_weight, y)  # the same for each output
    leaves: list[tf.Tensor] = []

    def keep(part: Any) -> Any:
        if isinstance(part, dict):
            return {name: keep(inner) for name, inner in part.items()}
        if isinstance(part, list | tuple):
            return tuple(keep(inner) for inner in part)
        if part is None:
            return None
        leaves.append(_to_tensor(part))
        return len(leaves) - 1

    layout = keep((x, y, sample_weight))
    return Rows(tuple(leaves), layout, int(leaves[0].shape[0]))


def _to_tensor(values: Any) -> tf.Tensor:
    if not isinstance(values, tf.Tensor):
        values = np.asarray(values)
        if values.dtype.kind == "f" and values.dtype != keras.config.floatx():
            values = values.astype(keras.config.floatx())
        return tf.convert_to_tensor(values)
    return tf.cast(values, keras.config.floatx()) if values.dtype.is_floating else values


def nest(layout: Any, leaves: Sequence[tf.Tensor]) -> Any:
    """The nest of arrays that a layout describes; None where it has none."""
    return tf.nest.map_structure(lambda place: None if place is None else leaves[place], layout)


def split_off_validation(arrays: tuple[Any, Any, Any], part: float) -> tuple[tuple, tuple]:
    """Keep the last ``part`` of the rows for validation, before any shuffling, as Keras does.

    Args:
        arrays: ``(x, y, sample_weight)``, each an array, a nest of arrays or None.
        part: the share of the rows to keep, between 0 and 1.

    Returns:
        ``(x, y, sample_weight)`` to train on, and ``(x, y, sample_weight)`` to validate on.

    Raises:
        DataError: the share leaves no row on one of the two sides.
    """
    rows = len(next(leaf for leaf in tf.nest.flatten(arrays) if leaf is not None))
    first = math.floor(rows * (1.0 - part)) if 0 < part < 1 else 0
    if not 0 < first < rows:
        raise DataError(
            f"validation_split={part} leaves {'nothing to validate on' if first else 'nothing to train on'} "
            f"of {rows} row(s); give a share between 0 and 1 (0.15, say) or more rows"
        )

    def cut(begin: int, end: int) -> tuple:
        return tf.nest.map_structure(lambda leaf: None if leaf is None else leaf[begin:end], arrays)

    return cut(0, first), cut(first, rows)


def weights_of_classes(y: Any, class_weight: Mapping[int, float]) -> np.ndarray:
    """The weight of each row, shape (n,), from the weight of its class; 1 for classes not named.

    Args:
        y: class labels, (n,) or (n, 1), or one-hot (n, classes).
        class_weight: the weight of each label.

    Raises:
        DataError: a model with several outputs has no single label to go by.
    """
    if isinstance(y, dict | list | tuple):
        raise DataError(
            "class_weight needs a model with one output; give sample_weight for each output instead"
        )
    labels = np.asarray(y)
    if labels.ndim > 1:
        labels = labels.argmax(axis=-1) if labels.shape[-1] != 1 else labels[..., 0]
    values, places = np.unique(np.round(labels).astype("int32"), return_inverse=True)
    weights = np.array([class_weight.get(int(value), 1.0) for value in values], keras.config.floatx())
    return weights[places.reshape(labels.shape)]
