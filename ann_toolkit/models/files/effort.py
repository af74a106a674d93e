"""How much work a network is to build, counted in its config alone: what is proved small, and what is not.

Keras may take hours or all the memory over a config of a few kB: models that call models that call models,
a loop over a sequence that is laid out step by step, or a ``Normalization`` of the width of its choice. Who
counts cannot know Keras by heart, so the counting errs on the careful side: what is not proved small is
tried out in a process of its own (``trial.py``).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from ann_toolkit.models.files.allowed import LAYERS, METRICS, MODELS, OWN

MOST_CALLS = 1_500  # layers, each as often as it is called: about three seconds of Keras
MOST_STEPS = 1_000  # of all loops that are laid out step by step
LARGEST_SIDE = 2**16  # of an array, unless the file holds as many weights
LARGEST_ARRAY = 2**22  # numbers in an array without weights
_WRAPPERS = {"Bidirectional", "TimeDistributed", "RNN", "StackedRNNCells", "SpectralNormalization"}
_COUNTED = LAYERS | MODELS | {name.partition(">")[2] for name in OWN}
_NO_SIDES = {
    *("seed", "shared_object_id", "compile_config", "axis", "axes"),
    *("epsilon", "mask_value", "value_range"),
}


def proved_small(config: dict[str, Any], parameters: int) -> bool:
    """Whether building the network surely takes seconds at most, and little more memory than its weights.

    Args:
        config: the architecture of a model, checked by ``refusals`` (so it is not nested without end).
        parameters: how many weights the file holds.

    >>> proved_small({"class_name": "Dense", "config": {"units": 20}}, parameters=60)
    True
    >>> proved_small({"class_name": "RepeatVector", "config": {"n": 10**9}}, parameters=60)
    False
    """
    largest = max(_sides(config), default=0)
    pieces = list(_pieces(config))
    return (
        _calls(config) <= MOST_CALLS
        and largest <= max(LARGEST_SIDE, parameters)
        and sum(map(_is_loop, pieces)) * largest <= MOST_STEPS
        and not any(map(_is_wide_normalization, pieces))
    )


def declared_bytes(config: dict[str, Any]) -> int:
    """The memory that a model takes beside its weights, as far as its config says so: an upper bound.

    >>> shape = {"build_config": {"input_shape": [None, 30_000]}, "config": {"axis": [-1]}}
    >>> declared_bytes({"class_name": "Normalization", **shape})
    480000
    """
    metrics = sum(map(_metric_bytes, _pieces(config.get("compile_config"))))
    return metrics + sum(map(_normalization_bytes, _pieces(config)))


def _metric_bytes(piece: dict[str, Any]) -> int:
    """Some metrics lay a table of the square of their classes."""
    told = piece.get("config")
    if piece["class_name"] not in METRICS or not isinstance(told, dict):
        return 0
    values = [len(value) if isinstance(value, list) else value for value in told.values()]
    largest = max((int(value) for value in values if isinstance(value, int | float)), default=0)
    return 16 * largest**2


def _normalization_bytes(piece: dict[str, Any]) -> int:
    """Mean and variance, each once as weights and once as they are used."""
    shape = _built_for(piece)
    if piece["class_name"] != "Normalization" or not isinstance(shape, list):
        return 0
    told = piece.get("config")
    axes = told.get("axis", -1) if isinstance(told, dict) else -1
    axes = axes if isinstance(axes, list) else [axes]
    known = [axis for axis in axes if isinstance(axis, int) and -len(shape) <= axis < len(shape)]
    return 16 * _array([shape[axis] for axis in known])


def _calls(part: Any) -> int:
    """How often layers are called while the network is built; who holds others calls them each time."""
    if isinstance(part, list):
        return sum(map(_calls, part))
    if not isinstance(part, dict):
        return 0
    inner = sum(_calls(value) for key, value in part.items() if key != "inbound_nodes")
    name = part.get("class_name")
    if not isinstance(name, str) or name not in _COUNTED:
        return inner
    nodes = part.get("inbound_nodes")
    times = max(1, len(nodes)) if isinstance(nodes, list) else 1
    return times * (2 if name in _WRAPPERS else 1) * (1 + inner)


def _pieces(part: Any) -> Iterator[dict[str, Any]]:
    """Every piece of a config, those inside others too."""
    waiting = [part]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if isinstance(part.get("class_name"), str):
                yield part
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part


def _sides(part: Any) -> Iterator[float]:
    """Every number in a config that could be the side of an array, and the size of every large shape."""
    waiting = [part]
    while waiting:
        part = waiting.pop()
        if isinstance(part, int | float):
            yield abs(part)
        elif isinstance(part, list):
            waiting += part
            if (size := _array(part)) > LARGEST_ARRAY:
                yield size
        elif isinstance(part, dict):
            waiting += (value for key, value in part.items() if key not in _NO_SIDES)


def _array(shape: list[Any]) -> int:
    """How many numbers an array of this shape has, for one example."""
    return math.prod(abs(side) or 1 for side in shape if isinstance(side, int))


def _is_loop(piece: dict[str, Any]) -> bool:
    config = piece.get("config")
    return piece["class_name"] == "TimeDistributed" or (
        isinstance(config, dict) and bool(config.get("unroll"))
    )


def _is_wide_normalization(piece: dict[str, Any]) -> bool:
    """Whether a ``Normalization`` makes arrays of an unknown or a large shape, whatever the file holds."""
    shape = _built_for(piece)
    is_known = isinstance(shape, list) and _array(shape) <= LARGEST_ARRAY
    return piece["class_name"] == "Normalization" and not is_known


def _built_for(piece: dict[str, Any]) -> Any:
    """The shape of inputs for which a layer was built, as far as its config says so."""
    built = piece.get("build_config")
    return built.get("input_shape") if isinstance(built, dict) else None
