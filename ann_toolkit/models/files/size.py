"""How much memory a network would take, found without making it."""

from __future__ import annotations

import copy
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import keras
from keras.src.backend.common import global_state

import ann_toolkit.models.activations
import ann_toolkit.models.layers  # noqa: F401  both register the toolkit's own pieces in Keras
from ann_toolkit.models.files.sequence import BUILDERS, built_in_one_go

_WAITING = "uninitialized_variables"  # Keras' list of variables whose values are still to be made


@dataclass(frozen=True)
class Size:
    """What a network would take.

    Args:
        parameters: how many numbers its layers hold.
        weights: their bytes.
        training: the bytes that its optimizer keeps for them.
        one_example: the bytes of the largest result of a layer for one example.
    """

    parameters: int
    weights: int
    training: int
    one_example: int


def size_of(config: dict[str, Any]) -> Size:
    """Find out how large the network that ``config`` describes would be; no weight is made.

    Args:
        config: the architecture of a model, checked by ``refusals``.

    Raises:
        Exception: whatever Keras says to a config that describes no network.
    """
    compiled = config.get("compile_config")
    config = {
        **built_in_one_go(config),
        "compile_config": None,
    }  # a copy: Keras takes pieces out of what it reads
    waiting = list(global_state.get_global_attribute(_WAITING, [], set_to_default=True))
    try:
        with keras.StatelessScope(initialize_variables=False):
            model = keras.saving.deserialize_keras_object(config, custom_objects=BUILDERS)
            shapes = [tuple(weight.shape) for weight in model.weights]
            weights = sum(map(_bytes, model.weights))
            trained = [(len(weight.shape), _bytes(weight)) for weight in model.trainable_variables]
            one_example = max(_results(model), default=0)
    finally:
        global_state.set_global_attribute(_WAITING, waiting)
    slots = _slots(compiled, {ranks for ranks, _ in trained})
    training = sum(size * slots for _, size in trained)
    return Size(sum(map(math.prod, shapes)), weights, training, one_example)


def _bytes(weight: keras.Variable) -> int:
    return math.prod(weight.shape) * (8 if weight.dtype.endswith("64") else 4)


def _results(model: keras.Model) -> Iterator[int]:
    """The bytes of each layer's results for one example."""
    for layer in model._flatten_layers(include_self=False):
        for node in layer._inbound_nodes:
            for tensor in node.output_tensors:
                yield 4 * math.prod(side or 1 for side in tensor.shape[1:])


def _slots(compiled: Any, ranks: set[int]) -> int:
    """How many numbers the optimizer keeps for each weight, tried out on weights of a single number."""
    told = compiled.get("optimizer") if isinstance(compiled, dict) else None
    if not told or not ranks:
        return 0
    optimizer = keras.optimizers.get(keras.saving.deserialize_keras_object(copy.deepcopy(told)))
    own = len(optimizer.variables)
    optimizer.build([keras.Variable(keras.ops.zeros((1,) * rank)) for rank in ranks])
    return math.ceil((len(optimizer.variables) - own) / len(ranks))
