"""Models in files: written whole or not at all, and opened without running a stranger's code."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import keras

from ann_toolkit.errors import FileError, ModelError
from ann_toolkit.files import check_ending, existing, replacing
from ann_toolkit.models.inspection import check_safe, read_config

MODEL_ENDING = (".keras",)
WEIGHTS_ENDING = (".weights.h5",)


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
    opened only when it is made of Keras' own layers and functions.

    Args:
        path: a ``.keras`` file.
        trusted: open it even if it holds code (Lambda layers, functions of other modules). Only for
            files that you made yourself.

    Raises:
        FileError: missing, truncated, or no model.
        UnsafeFileError: it could run code and ``trusted`` is False.
    """
    found = existing(path, "a Keras model", MODEL_ENDING)
    config = read_config(found)
    if not trusted:
        check_safe(config, found)
    try:
        return keras.models.load_model(found, safe_mode=not trusted)
    except (ValueError, TypeError, KeyError, OSError, EOFError, zipfile.BadZipFile) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise FileError(f"{found} cannot be opened as a Keras model: {reason}") from error


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
        ModelError: weights of another architecture.
    """
    found = existing(path, "a weights file", WEIGHTS_ENDING)
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
        reason = str(error).strip().splitlines()[0]
        raise ModelError(
            f"{found} holds the weights of another network than {model.name!r}: {reason}"
        ) from error
