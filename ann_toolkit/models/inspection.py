"""A look into a model file before Keras opens it: could it run code?"""

from __future__ import annotations

import functools
import inspect
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keras

from ann_toolkit.errors import FileError, UnsafeFileError

# What a saved model may be made of without `trusted=True`: Keras' own classes, by the public module
# that its config names. Whatever is not listed is refused.
_SAFE_MODULES = frozenset(
    f"keras.{room}" if room else "keras"
    for room in (
        "",
        "layers",
        "models",
        "activations",
        "initializers",
        "regularizers",
        "constraints",
        "losses",
        "metrics",
        "optimizers",
        "optimizers.schedules",
        "random",
        "src.models.functional",  # Keras writes functional models so
    )
)
# Classes of Keras that call what their config names, or read files that it names.
_UNSAFE_CLASSES = frozenset(
    {"Lambda", "TFSMLayer", "TorchModuleWrapper", "JaxLayer", "FlaxLayer", "StringLookup", "IntegerLookup"}
    | {"TextVectorization", "HashedCrossing", "Hashing"}
)
_TOOLKIT = "ann_toolkit>"  # the registered name of the toolkit's own layers begins so
_PARTS = {"config.json", "metadata.json", "model.weights.h5"}


def read_config(path: Path) -> dict[str, Any]:
    """The architecture that a ``.keras`` file describes, read without building anything.

    Raises:
        FileError: not a model file, or a damaged one.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            missing = sorted(_PARTS - set(archive.namelist()))
            if missing:
                raise FileError(f"{path} is not a Keras model: it has no {missing[0]}")
            if (broken := archive.testzip()) is not None:
                raise FileError(f"{path} is damaged ({broken}); copy or save it again")
            config = json.loads(archive.read("config.json"))
    except (zipfile.BadZipFile, EOFError, OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise FileError(f"{path} is not a whole Keras model ({error}); copy or save it again") from error
    if not isinstance(config, dict) or "class_name" not in config:
        raise FileError(f"{path} is not a Keras model: its config.json describes none")
    return config


@functools.cache
def _keras_functions() -> frozenset[str]:
    """Names of Keras' own losses, metrics and activations: a config may name them as bare functions."""
    rooms = (keras.losses, keras.metrics, keras.activations)
    named = {name for room in rooms for name in dir(room) if inspect.isfunction(getattr(room, name))}
    return frozenset(named - {"get", "serialize", "deserialize"})


def check_safe(config: dict[str, Any], path: Path) -> None:
    """Raise an :class:`UnsafeFileError` when opening the model could run code.

    Args:
        config: what :func:`read_config` gave.
        path: the file, for the message.
    """
    for reason in unsafe_parts(config):
        raise UnsafeFileError(
            f"{path} was not opened: {reason}, which could run code; if you made the file yourself: "
            "ann.models.load(path, trusted=True)"
        )


def unsafe_parts(config: Any) -> Iterator[str]:
    """Say what in a model's config could run code, part by part; nothing for a safe model."""
    if isinstance(config, list):
        for part in config:
            yield from unsafe_parts(part)
    if not isinstance(config, dict):
        return
    name = config.get("class_name")
    if isinstance(name, str):
        yield from _unsafe_class(name, config)
    for part in config.values():
        yield from unsafe_parts(part)


def _unsafe_class(name: str, config: dict[str, Any]) -> Iterator[str]:
    module, registered = config.get("module"), config.get("registered_name")
    if name == "__keras_tensor__":  # a connection between layers of a functional model
        return
    if name in _UNSAFE_CLASSES or name.startswith("__"):
        yield f"it holds a {name}"
    elif isinstance(registered, str) and registered.startswith(_TOOLKIT):
        return
    elif name == "function" or module == "builtins":
        if config.get("config") in _keras_functions():
            return
        yield f"it names the function {config.get('config')!r} of {module!r}"
    elif module is not None and module not in _SAFE_MODULES:
        yield f"it holds the class {name!r} of the module {module!r}"
