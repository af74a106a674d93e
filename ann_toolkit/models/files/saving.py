"""Models and weights into files: written whole or not at all."""

from __future__ import annotations

import io

import keras
from keras.src.saving import saving_lib

from ann_toolkit.base.errors import ModelError
from ann_toolkit.base.files import as_path, check_ending, replacing
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.models.files.archive import MODEL_ENDING
from ann_toolkit.models.files.checks import shortened
from ann_toolkit.models.files.checksum import with_checksum
from ann_toolkit.models.files.loading import load
from ann_toolkit.models.files.weights import WEIGHTS_ENDING


def save(model: keras.Model, path: PathLike) -> None:
    """Write a model with its weights, its optimizer and how it was compiled.

    Args:
        model: any Keras model.
        path: a file name ending with ``.keras``, in a folder that exists.

    Raises:
        FileError: another ending, a missing folder, or a failed write (the old file stays whole).
        ModelError: no Keras model.
    """
    _check_model(model)
    target = as_path(path)
    check_ending(target, "a Keras model", MODEL_ENDING)
    if model.compiled and not model.optimizer.built:
        # Keras builds the optimizer on loading, and would then miss what was never saved.
        model.optimizer.build(model.trainable_variables)
    with replacing(target) as part:
        model.save(part)


def save_weights(model: keras.Model, path: PathLike) -> None:
    """Write the weights alone, to a file name ending with ``.weights.h5``.

    The file ends with a checksum, by which :func:`load_weights` tells a damaged file from a sound one;
    ``model.load_weights`` reads it too.

    Raises:
        FileError: another ending, a missing folder, or a failed write (the old file stays whole).
        ModelError: no Keras model, or one that has no weights yet.
    """
    _check_model(model)
    target = as_path(path)
    check_ending(target, "a weights file", WEIGHTS_ENDING)
    if not model.built:
        raise ModelError(f"{shortened(model.name)!r} has no weights yet; build it first: model.build(...)")
    with replacing(target) as part:
        part.write_bytes(with_checksum(_weights_file(model)))


def _weights_file(model: keras.Model) -> bytes:
    """What ``model.save_weights`` writes; in memory, because HDF5 crashes the process when a disk is full."""
    whole = io.BytesIO()
    store = saving_lib.H5IOStore(whole, mode="w")
    try:
        saving_lib._save_state(
            model, weights_store=store, assets_store=None, inner_path="", visited_saveables=set()
        )
    finally:
        store.close()
    return whole.getvalue()


def _check_model(model: keras.Model) -> None:
    if not isinstance(model, keras.Model):
        raise ModelError(f"model is a {type(model).__name__}; expected a Keras model to be saved")


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
    check_ending(as_path(new), "a Keras model", MODEL_ENDING)
    model = load(old, trusted)
    save(model, new)
    return model
