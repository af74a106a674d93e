"""Model files and weights, opened without running a line of a stranger's code.

Keras' own ``safe_mode`` has been got around again and again (CVE-2024-3660, CVE-2025-1550,
CVE-2025-8747, CVE-2025-9905, CVE-2025-9906, CVE-2025-12058, CVE-2025-12060, CVE-2025-49655). Here the
archive is looked into first, and Keras gets a fresh one that holds only what was checked.
"""

from __future__ import annotations

import math
from pathlib import Path

import keras

from ann_toolkit.base.errors import FileError, ModelError, UnsafeFileError
from ann_toolkit.base.files import existing
from ann_toolkit.base.messages import say
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.models.files.archive import LEGACY_ENDING, MODEL_ENDING, Archive
from ann_toolkit.models.files.checks import refusals, refuse
from ann_toolkit.models.files.size import weight_shapes
from ann_toolkit.models.files.weights import WEIGHTS_ENDING, StoredWeights, read_weights


def load(path: PathLike, trusted: bool = False) -> keras.Model:
    """Open a model that :func:`save` or ``model.save`` wrote; it predicts exactly what the saved one did.

    A model file from a stranger may carry code. Without ``trusted`` the file is looked into first, and
    opened only when it is made of Keras' own layers and functions and of the toolkit's (the lists stand in
    ``ann_toolkit/models/files/allowed.py``), when nothing in it points elsewhere, and when it is no larger
    than it seems.

    Args:
        path: a ``.keras`` file; with ``trusted`` also a ``.h5`` file of the years before Keras 3.
        trusted: open it even if it holds code (Lambda layers, functions of other modules). Only for
            files that you made yourself.

    Raises:
        FileError: missing, truncated, or no model.
        UnsafeFileError: it could run code, read files or fill the memory, and ``trusted`` is False.
    """
    found = existing(path, "a Keras model", MODEL_ENDING + LEGACY_ENDING)
    if found.name.lower().endswith(WEIGHTS_ENDING):
        raise FileError(
            f"{found} holds weights alone; build the model and use ann.models.load_weights(model, path)"
        )
    if found.name.lower().endswith(LEGACY_ENDING):
        return _load_legacy(found, trusted)
    with Archive(found) as archive:
        return _open(found, found, safe_mode=False) if trusted else _load_checked(archive)


def load_weights(model: keras.Model, path: PathLike) -> None:
    """Put the weights of a ``.weights.h5`` file into ``model``; all of them or, on an error, none.

    Args:
        model: a built model of the same architecture as the one whose weights were saved.
        path: a file that :func:`save_weights` or ``model.save_weights`` wrote.

    Raises:
        FileError: missing, truncated, or no weights file.
        UnsafeFileError: it points to another file, or would fill the memory.
        ModelError: weights of another architecture.
    """
    found = existing(path, "a weights file", WEIGHTS_ENDING)
    stored = read_weights(found)
    for problem in stored.problems:
        raise UnsafeFileError(f"{found} was not opened: {problem}")
    before = model.get_weights()
    try:
        # an optimizer's state belongs to the training that was, and fits no other optimizer
        optimizer = [model.optimizer] if getattr(model, "optimizer", None) is not None else None
        model.load_weights(found, objects_to_skip=optimizer)
    except OSError as error:
        model.set_weights(before)
        raise FileError(f"{found} is not a whole weights file; save it again") from error
    except (ValueError, KeyError) as error:
        model.set_weights(before)
        raise ModelError(
            f"{found} holds the weights of another network than {model.name!r}: {_first_line(error)}"
        ) from error
    _warn_not_finite(stored, found)


def _load_checked(archive: Archive) -> keras.Model:
    """Build the model of a ``.keras`` file after every part of it was checked."""
    if reason := next(refusals(archive), None):
        refuse(archive.path, reason)
    _check_size(archive)
    model = _open(archive.repacked(), archive.path, safe_mode=True)
    _warn_not_finite(archive.weights, archive.path)
    return model


def _check_size(archive: Archive) -> None:
    """Refuse a small file that describes a network too large for this machine."""
    try:
        wanted = sum(math.prod(shape) for shape in weight_shapes(archive.config))
    except Exception as error:  # Keras answers a malformed config with any error there is
        raise FileError(
            f"{archive.path} describes no network that Keras can build: {_first_line(error)}"
        ) from error
    held = archive.weights.parameters
    if wanted > held:
        refuse(archive.path, f"it describes {wanted} parameters but holds only {held}")


def _load_legacy(path: Path, trusted: bool) -> keras.Model:
    """Open a ``.h5`` model, whose code Keras runs whatever its ``safe_mode`` says (CVE-2025-9905)."""
    if not trusted:
        refuse(path, "a .h5 model can run code, and Keras cannot open one safely")
    try:
        return _open(path, path, safe_mode=False)
    except FileError:  # Keras 3 does not know every loss of those years ("mse" among them)
        model = _open(path, path, safe_mode=False, compiled=False)
        say(f"{path.name}: its optimizer and loss are of another time; call model.compile before training on")
        return model


def _open(file: Path, shown: Path, safe_mode: bool, compiled: bool = True) -> keras.Model:
    """``keras.models.load_model``, with one line for whatever it answers to a bad file.

    Args:
        file: the file to open.
        shown: the file to name in the message.
        safe_mode: as in Keras.
        compiled: whether to take over optimizer, loss and metrics.
    """
    try:
        return keras.models.load_model(file, compile=compiled, safe_mode=safe_mode)
    except Exception as error:  # as above
        raise FileError(f"{shown} cannot be opened as a Keras model: {_first_line(error)}") from error


def _warn_not_finite(stored: StoredWeights, path: Path) -> None:
    """Say so when a file holds weights that are NaN or infinite."""
    if stored.not_finite:
        say(f"{path.name}: {stored.not_finite} weights are NaN or infinite; did its training diverge?")


def _first_line(error: Exception) -> str:
    """The first line of what an error says, or its kind where it says nothing."""
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
