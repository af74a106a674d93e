"""Models in files: written whole or not at all, and opened without running a stranger's code."""

from __future__ import annotations

import os
from pathlib import Path

import keras

from ann_toolkit.base.errors import FileError, ModelError, UnsafeFileError
from ann_toolkit.base.files import check_ending, existing, replacing
from ann_toolkit.base.messages import say
from ann_toolkit.models.files import archive
from ann_toolkit.models.files.config_checks import refuse
from ann_toolkit.models.files.opening import first_line, open_safely, open_with_keras, warn_not_finite
from ann_toolkit.models.files.weights import read_weights

MODEL_ENDING = (".keras",)
WEIGHTS_ENDING = (".weights.h5",)
LEGACY_ENDING = (".h5", ".hdf5")


def save(model: keras.Model, path: str | os.PathLike[str]) -> None:
    """Write a model with its weights, its optimizer and how it was compiled.

    Args:
        model: any Keras model.
        path: a file name ending with ``.keras``, in a folder that exists.

    Raises:
        FileError: another ending, a missing folder, or a failed write (the old file stays whole).
    """
    target = Path(path)
    check_ending(target, "a Keras model", MODEL_ENDING)
    if model.compiled and not model.optimizer.built:
        # Keras builds the optimizer on loading, and would then miss what was never saved.
        model.optimizer.build(model.trainable_variables)
    with replacing(target) as part:
        model.save(part)


def load(path: str | os.PathLike[str], trusted: bool = False) -> keras.Model:
    """Open a model that :func:`save` or ``model.save`` wrote; it predicts exactly what the saved one did.

    A model file from a stranger may carry code. Without ``trusted`` the file is looked into first, and
    opened only when it is made of Keras' own layers and functions (``ann_toolkit/models/allowed.py``) and
    of the toolkit's, when nothing in it points elsewhere, and when it is no larger than it seems.

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
    if not trusted:
        return open_safely(found)
    archive.check_whole(found)
    archive.read_config(found)
    return open_with_keras(found, found, safe_mode=False)


def convert(old: str | os.PathLike[str], new: str | os.PathLike[str], trusted: bool = False) -> keras.Model:
    """Write a ``.h5`` model of the years before Keras 3 as a ``.keras`` file.

    Args:
        old: the ``.h5`` file.
        new: the ``.keras`` file to write.
        trusted: must be True: opening a ``.h5`` file can run code. Only for files that you made yourself.

    Returns:
        The model.

    Raises:
        FileError: missing, truncated or no model; another ending; a failed write.
        UnsafeFileError: ``trusted`` is False.
    """
    check_ending(Path(new), "a Keras model", MODEL_ENDING)
    model = load(old, trusted)
    save(model, new)
    return model


def save_weights(model: keras.Model, path: str | os.PathLike[str]) -> None:
    """Write the weights alone, to a file name ending with ``.weights.h5``.

    Raises:
        FileError: another ending, a missing folder, or a failed write (the old file stays whole).
    """
    target = Path(path)
    check_ending(target, "a weights file", WEIGHTS_ENDING)
    with replacing(target) as part:
        model.save_weights(part)


def load_weights(model: keras.Model, path: str | os.PathLike[str]) -> None:
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
            f"{found} holds the weights of another network than {model.name!r}: {first_line(error)}"
        ) from error
    warn_not_finite(stored, found)


def _load_legacy(path: Path, trusted: bool) -> keras.Model:
    """Open a ``.h5`` model, whose code Keras runs whatever its ``safe_mode`` says (CVE-2025-9905)."""
    if not trusted:
        refuse(path, "a .h5 model can run code, and Keras cannot open one safely")
    try:
        return open_with_keras(path, path, safe_mode=False)
    except FileError:  # Keras 3 does not know every loss of those years ("mse" among them)
        model = open_with_keras(path, path, safe_mode=False, compiled=False)
        say(f"{path.name}: its optimizer and loss are of another time; call model.compile before training on")
        return model
