"""The checks of a ``.keras`` file: why one from a stranger would be refused, part by part.

Here is the walk over its config, piece by piece, against the lists in ``allowed.py``. The bounds of the
archive stand in ``archive.py``, those of the arrays in ``weights.py``, those of the network in ``effort.py``
and ``size.py``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn

from ann_toolkit.base.errors import FileError, UnsafeFileError
from ann_toolkit.models.files.allowed import (
    CLASSES,
    FUNCTIONS,
    METRICS,
    MODELS,
    OWN,
    OWN_WORDS,
    PLAIN,
    REFERENCES,
)
from ann_toolkit.models.files.archive import Archive

MAX_PARTS = 1_000_000  # numbers, words and pieces in one config
MAX_DEPTH = 100  # parts inside parts
MAX_LOOP = 10_000  # steps that a layer may be built for one by one
MAX_METRIC_SIZE = 5_000  # thresholds or classes that a metric may lay tables for

_CLASSES = frozenset().union(*CLASSES.values())
_NAMES = {name.lower() for name in _CLASSES | FUNCTIONS | OWN}  # Keras takes "Adam" and "adam"
_FUNCTION_MODULES = {"builtins", "keras.activations", "keras.losses", "keras.metrics"}
_NO_SIZES = {"shared_object_id", "seed", "decay_steps", "first_decay_steps"}
_REFERENCE, _OWN_WORD, _DATA = "reference", "own word", "data"
_RUNS_CODE = {
    "Lambda": "it runs the code in the file",
    "TorchModuleWrapper": "it unpickles a PyTorch module, which can run code",
    "TFSMLayer": "it loads another model from a path",
    "StringLookup": "it can read a file or an address",
    "IntegerLookup": "it can read a file or an address",
    "TextVectorization": "it can read a file or an address",
}


def refusals(archive: Archive) -> Iterator[str]:
    """Say why a ``.keras`` file from a stranger is not opened: it could run code, read files or fill the memory.

    Whether the network itself would be too large is asked afterwards (``size.py``), because only Keras knows.

    Args:
        archive: the opened file.

    Yields:
        One phrase for each reason, the parts beside the model first, then its config.

    Raises:
        FileError: it describes something else than a model.
    """
    kind = archive.config["class_name"]
    if isinstance(kind, str) and kind in _CLASSES - MODELS:
        raise FileError(
            f"{archive.path} holds a {kind} alone, which is no model; put it into one: keras.Sequential([...])"
        )
    for name in archive.extra_parts:
        yield f"it carries {shortened(name)!r} beside the three parts of a plain model"
    yield from unsafe_parts(archive.config)


def refuse(path: Path, reason: str) -> NoReturn:
    """Raise the :class:`UnsafeFileError` that says why ``path`` was not opened, and how its maker can."""
    raise UnsafeFileError(
        f"{path} was not opened: {reason}; only if you made the file yourself: "
        "ann.models.load(path, trusted=True)"
    )


def unsafe_parts(config: Any) -> Iterator[str]:
    """Say what in a model's config is not on the list of allowed pieces; nothing for a safe model.

    Args:
        config: the architecture of a model, as ``config.json`` describes it.

    Yields:
        One phrase for each piece that speaks against opening the file.
    """
    waiting: list[tuple[Any, str, int]] = [(config, _DATA, 0)]
    looked_at = 0
    loops, largest = "", 0
    while waiting:
        part, role, depth = waiting.pop()
        looked_at += 1
        if depth > MAX_DEPTH or looked_at > MAX_PARTS:
            yield "its config is nested or repeated without end"
            return
        if isinstance(part, str):
            yield from _unsafe_name(part, role)
        elif isinstance(part, float) and not math.isfinite(part):
            yield f"it holds {'NaN' if math.isnan(part) else 'Infinity'} where a number is expected"
        elif isinstance(part, list):
            waiting += [(item, role, depth + 1) for item in reversed(part)]
        elif isinstance(part, dict):
            is_piece = "class_name" in part
            if is_piece:
                yield from _unsafe_piece(part)
            loops = loops or _loop(part)
            sizes = (size for key, size in part.items() if key not in _NO_SIZES)
            largest = max([largest, *_whole_numbers(sizes)])
            # {"output 1": "mse"} as a loss: what names the loss there is the value, whatever its key
            inherited = role == _REFERENCE and not is_piece
            items = [
                (value, _REFERENCE if inherited else _role(key), depth + 1) for key, value in part.items()
            ]
            waiting += reversed(items)
    if loops and largest > MAX_LOOP:
        yield f"it holds {loops}, which Keras would build step by step, {largest} times"


def _loop(part: dict[str, Any]) -> str:
    """Name what Keras builds anew for each step of a sequence, if ``part`` is such a thing."""
    if part.get("class_name") == "TimeDistributed":
        return "a TimeDistributed"
    return "an unrolled recurrent layer" if part.get("unroll") else ""


def _whole_numbers(values: Iterable[Any]) -> Iterator[int]:
    for value in values:
        for number in value if isinstance(value, list) else [value]:
            if isinstance(number, int):
                yield number


def _role(key: str) -> str:
    """What a string under ``key`` is: a reference to look up, a word of the model's own, or data."""
    if any(key == end or key.endswith(f"_{end}") for end in REFERENCES):
        return _REFERENCE
    return _OWN_WORD if key in OWN_WORDS else _DATA


def _unsafe_name(name: str, role: str) -> Iterator[str]:
    """A string that Keras would look up: only for what is on the lists."""
    if role == _REFERENCE and name.lower() not in _NAMES:
        yield f"it names {shortened(name)!r} where a function or class of Keras is expected"
    elif role == _DATA and ">" in name and name not in OWN:
        yield f"it names {shortened(name)!r}, which somebody else registered in Keras"


def _unsafe_piece(piece: dict[str, Any]) -> Iterator[str]:
    """A dictionary that Keras would turn into an object."""
    name, module, registered = (piece.get(key) for key in ("class_name", "module", "registered_name"))
    if not all(isinstance(word, str | type(None)) for word in (name, module, registered)):
        yield f"it names a class with something that is no word ({shortened(name)})"
    elif name == "function":
        function = piece.get("config")
        known = isinstance(function, str) and function in FUNCTIONS and module in _FUNCTION_MODULES
        if not known and function not in [*OWN]:
            yield f"it names the function {shortened(function)!r} of {shortened(module)!r}, which could run code"
    elif registered in OWN and registered == f"ann_toolkit>{name}":  # one of the toolkit's own pieces
        return
    elif registered is not None and registered != name:
        yield f"it holds {shortened(registered)!r}, which somebody else registered in Keras"
    elif name in PLAIN and module is None:
        return
    elif name in _RUNS_CODE:
        yield f"it holds a {name}: {_RUNS_CODE[name]}"
    elif name not in (_CLASSES if module is None else CLASSES.get(module, ())):
        yield f"it holds {shortened(name)!r} of {shortened(module)!r}, which is not on the list of safe pieces"
    elif name in METRICS:
        yield from _large_metric(piece)


def _large_metric(piece: dict[str, Any]) -> Iterator[str]:
    config = piece.get("config")
    for key, value in config.items() if isinstance(config, dict) else ():
        size = len(value) if isinstance(value, list) else value
        if isinstance(size, int | float) and size > MAX_METRIC_SIZE:
            yield f"its metric {piece['class_name']} has {key}={shortened(value)} and would fill the memory"


def shortened(value: Any, most: int = 60) -> str:
    """Write a value from a stranger's file, cut to a size that fits on a line, without control characters."""
    whole = str(value)
    text = "".join(letter if letter.isprintable() else "?" for letter in whole[:most])
    return text + ("..." if len(whole) > most else "")
