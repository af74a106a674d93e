"""Models and weights into files: written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import keras

from ann_toolkit.base.files import check_ending, replacing
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.models.files.archive import MODEL_ENDING
from ann_toolkit.models.files.loading import load
from ann_toolkit.models.files.weights import WEIGHTS_ENDING


def save(model: keras.Model, path: PathLike) -> None:
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


def save_weights(model: keras.Model, path: PathLike) -> None:
    """Write the weights alone, to a file name ending with ``.weights.h5``.

    Raises:
        FileError: another ending, a missing folder, or a failed write (the old file stays whole).
    """
    target = Path(path)
    check_ending(target, "a weights file", WEIGHTS_ENDING)
    with replacing(target) as part:
        model.save_weights(part)


def convert(old: PathLike, new: PathLike, trusted: bool = False) -> keras.Model:
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
