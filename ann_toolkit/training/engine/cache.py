"""Compiled functions, kept: the second model of an architecture compiles nothing again."""

from __future__ import annotations

import threading
import types
import weakref
from collections import OrderedDict
from typing import Any

import keras

from ann_toolkit.training.engine.program import Form, Program, trace

KEPT = 32  # programs; the one used longest ago goes first

_programs: OrderedDict[Any, Program] = OrderedDict()
_lock = threading.RLock()


class _OwnCodeError(Exception):
    """Something in the model is not Keras' own, so two equal descriptions need not mean equal models."""


def program_for(model: keras.Model, form: Form, train_layout: Any, validation_layout: Any) -> Program:
    """The compiled function for this model and these data, traced when there is none yet."""
    architecture = describe(model)
    with _lock:
        own = (weakref.ref(model), weakref.ref(model._loss_tracker), _trainable(model), form)
        shared = (architecture, form) if architecture is not None else own
        for key in (shared, own):
            if key in _programs:
                _programs.move_to_end(key)
                return _programs[key]
        program = trace(model, form, train_layout, validation_layout)
        key = shared if program.shareable else own
        _programs[key] = program
        if key is own:
            weakref.finalize(model, _programs.pop, own, None).atexit = False
        while len(_programs) > KEPT:
            _programs.popitem(last=False)
        return program


def forget_all() -> None:
    """Let go of every compiled function."""
    with _lock:
        _programs.clear()


def _trainable(model: keras.Model) -> tuple[bool, ...]:
    return tuple(layer.trainable for layer in model._flatten_layers())


def describe(model: keras.Model) -> str | None:
    """All that shapes the computation of ``model``, as text; None when it runs code that is not Keras' own.

    Names of layers, first weights, seeds and the learning rate are left out: they change no computation.
    """
    if not _is_kerasic(type(model)):
        return None
    try:
        compiled = model._compile_config.config
        parts = [compiled[name] for name in ("loss", "loss_weights", "metrics", "weighted_metrics")]
        return repr(
            (
                keras.config.floatx(),
                model.jit_compile,
                _layers(model),
                _plain(parts),
                _optimizer(model.optimizer),
            )
        )
    except (_OwnCodeError, AttributeError, KeyError, NotImplementedError):
        return None


def _layers(model: keras.Model) -> Any:
    for layer in model._flatten_layers():
        functions = [value for value in vars(layer).values() if isinstance(value, types.FunctionType)]
        if isinstance(layer, keras.layers.Lambda) or not all(map(_is_kerasic, [type(layer), *functions])):
            raise _OwnCodeError
    config = model.get_config()
    if len(model.outputs) == 1:  # names of several outputs are names of results too
        numbers = {layer["config"]["name"]: f"#{i}" for i, layer in enumerate(config["layers"])}
        config = _renamed(config, numbers)
    return type(model).__name__, _plain(config, named=True)


def _renamed(config: Any, numbers: dict[str, str]) -> Any:
    """The description of a model with its layers' names replaced by numbers."""
    if isinstance(config, list | tuple):
        return [_renamed(part, numbers) for part in config]
    if not isinstance(config, dict) or _is_precision(config):
        return config
    result = {}
    for key, value in config.items():
        if key == "name":
            value = numbers.get(value, "")
        elif key in ("keras_history", "input_layers", "output_layers"):
            value = repr([numbers.get(part, part) for part in _flat(value)])
        result[key] = _renamed(value, numbers)
    return result


def _is_precision(config: dict[str, Any]) -> bool:
    """Whether a description is that of a precision (float32, mixed_float16, ...), whose name is all that it is."""
    return "DTypePolicy" in str(config.get("class_name"))


def _flat(value: Any) -> list[Any]:
    if isinstance(value, dict):  # inputs or outputs by name
        return [leaf for name, part in value.items() for leaf in (f"{name}=", *_flat(part))]
    return [leaf for part in value for leaf in _flat(part)] if isinstance(value, list | tuple) else [value]


def _optimizer(optimizer: keras.optimizers.Optimizer) -> Any:
    if getattr(optimizer, "_exclude_from_weight_decay", None) or getattr(
        optimizer, "_exclude_from_weight_decay_pattern", None
    ):
        raise _OwnCodeError
    return _plain(optimizer)


def _plain(value: Any, named: bool = False) -> Any:
    """Turn a Keras description into plain tuples; raise when it holds anything that is not Keras' own."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list | tuple):
        return tuple(_plain(part, named) for part in value)
    if isinstance(value, dict):
        if "class_name" in value and not str(value.get("module", "keras")).startswith("keras"):
            raise _OwnCodeError
        if _is_precision(value):
            return repr(value)
        return tuple(
            sorted(
                (str(key), _plain(part, named)) for key, part in value.items() if _counts(key, part, named)
            )
        )
    if not _is_kerasic(value if isinstance(value, types.FunctionType) else type(value)):
        raise _OwnCodeError
    if isinstance(value, types.FunctionType):
        return value.__module__, value.__qualname__
    return type(value).__qualname__, _plain(value.get_config(), named)


def _counts(key: str, value: Any, named: bool) -> bool:
    """Whether an entry of a description changes the computation."""
    if key == "learning_rate":
        return isinstance(value, dict)  # a schedule is part of the function, a number is a variable
    return (key != "name" or named) and key != "seed" and not key.endswith("_initializer")


def _is_kerasic(code: Any) -> bool:
    return str(code.__module__).startswith("keras.src.")
