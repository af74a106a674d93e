"""Activation functions that Keras does not have; models that use them are saved and loaded like any other."""

from __future__ import annotations

import keras
import numpy.typing as npt


@keras.saving.register_keras_serializable(package="ann_toolkit", name="step")
def step(x: npt.ArrayLike | keras.KerasTensor) -> keras.KerasTensor:
    """The threshold of the first artificial neurons: 1 where the weighted sum is 0 or more, else 0 (S0).

    It has no slope, so that a network of such neurons cannot be trained by gradient descent; its weights
    are set by hand (``model.set_weights``).

    Args:
        x: weighted sums, a tensor of any shape.

    Returns:
        A tensor of 0 and 1 of the same shape and type.

    >>> import numpy as np
    >>> np.asarray(step(np.array([-1.0, 0.0, 2.0]))).tolist()
    [0.0, 1.0, 1.0]
    """
    x = keras.ops.convert_to_tensor(x)
    return keras.ops.cast(x >= 0, x.dtype)
