"""How large a network would be, found without making it."""

from __future__ import annotations

import copy
from typing import Any

import keras
from keras.src.backend.common import global_state

import ann_toolkit.models.activations
import ann_toolkit.models.layers  # noqa: F401  both register the toolkit's own pieces in Keras

_WAITING = "uninitialized_variables"  # Keras' list of variables whose values are still to be made


def weight_shapes(config: dict[str, Any]) -> list[tuple[int, ...]]:
    """The shape of each weight of the network that ``config`` describes; no weight is made.

    Args:
        config: the architecture of a model, checked by ``check_safe``.

    Returns:
        The shapes, in the order of ``model.weights``.

    Raises:
        Exception: whatever Keras says to a config that describes no network.
    """
    config = {**copy.deepcopy(config), "compile_config": None}  # Keras takes pieces out of what it reads
    waiting = list(global_state.get_global_attribute(_WAITING, [], set_to_default=True))
    try:
        with keras.StatelessScope(initialize_variables=False):
            model = keras.saving.deserialize_keras_object(config)
            return [tuple(weight.shape) for weight in model.weights]
    finally:
        global_state.set_global_attribute(_WAITING, waiting)
