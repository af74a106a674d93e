"""Model files and weights, opened without running a line of a stranger's code.

Keras' own ``safe_mode`` has been got around again and again (CVE-2024-3660, CVE-2025-1550,
CVE-2025-8747, CVE-2025-9905, CVE-2025-9906, CVE-2025-12058, CVE-2025-12060, CVE-2025-49655). Here the
archive is looked into first, and Keras gets a fresh one that holds only what was checked.
"""

from __future__ import annotations

from pathlib import Path

import keras

from ann_toolkit.base.errors import FileError, ModelError
from ann_toolkit.base.files import existing
from ann_toolkit.base.messages import say
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.models.files.archive import LEGACY_ENDING, MODEL_ENDING, Archive
from ann_toolkit.models.files.building import first_line, open_with_keras
from ann_toolkit.models.files.checks import refuse, shortened
from ann_toolkit.models.files.opening import open_checked
from ann_toolkit.models.files.weights import WEIGHTS_ENDING, StoredWeights, read_weights


def load(path: PathLike, trusted: bool = False, budget: int | None = None) -> keras.Model:
    """Open a model that :func:`save` or ``model.save`` wrote; it predicts exactly what the saved one did.

    A model file from a stranger may carry code. Without ``trusted`` the file is looked into first, and
    opened only when it is made of Keras' own layers and functions and of the toolkit's (the lists stand in
    ``ann_toolkit/models/files/allowed.py``), when nothing in it points elsewhere, and when it is no larger
    than it seems. A network that is not certain to be built within seconds (over a thousand layers, arrays
    far larger than its weights) is opened in a process of its own first, which takes some seconds more.

    Args:
        path: a ``.keras`` file; with ``trusted`` also a ``.h5`` file of the years before Keras 3.
        trusted: open it even if it holds code (Lambda layers, functions of other modules). Only for
            files that you made yourself.
        budget: how many bytes of memory it may take (default: a quarter of the machine's). What you
            trusted is held to no more than its size in the file.

    Raises:
        FileError: missing, truncated, too large, or no model.
        UnsafeFileError: it could run code, read files or fill the memory, and ``trusted`` is False.
    """
    found = existing(path, "a Keras model", MODEL_ENDING + LEGACY_ENDING)
    if found.name.lower().endswith(WEIGHTS_ENDING):
        raise FileError(
            f"{found} holds weights alone; build the model and use ann.models.load_weights(model, path)"
        )
    if found.name.lower().endswith(LEGACY_ENDING):
        return _load_legacy(found, trusted)
    with Archive(found, budget) as archive:
        if trusted:
            return open_with_keras(found, found, safe_mode=False)
        model = open_checked(archive)
        _warn_not_finite(archive.weights, found)
        return model


def load_weights(model: keras.Model, path: PathLike, budget: int | None = None) -> None:
    """Put the weights of a ``.weights.h5`` file into ``model``; all of them or, on an error, none.

    Args:
        model: a built model of the same architecture as the one whose weights were saved.
        path: a file that :func:`save_weights` or ``model.save_weights`` wrote.
        budget: how many bytes of memory the weights may take (default: a quarter of the machine's).

    Raises:
        FileError: missing, truncated, changed since it was saved, too large, or no weights file.
        UnsafeFileError: it points to another file, or would fill the memory.
        ModelError: weights of another architecture, or no Keras model.
    """
    if not isinstance(model, keras.Model):
        raise ModelError(f"model is a {type(model).__name__}; expected a Keras model to put the weights into")
    if not model.built:
        raise ModelError(f"{shortened(model.name)!r} has no weights yet; build it first: model.build(...)")
    found = existing(path, "a weights file", WEIGHTS_ENDING)
    stored = read_weights(found, budget)
    before = [(variable, variable.numpy()) for variable in model.variables]
    try:
        # an optimizer's state belongs to the training that was, and fits no other optimizer
        optimizer = [model.optimizer] if getattr(model, "optimizer", None) is not None else None
        model.load_weights(found, objects_to_skip=optimizer)
    except Exception as error:  # Keras answers a weights file that does not fit with any error there is
        for variable, value in before:
            variable.assign(value)
        if isinstance(error, OSError):
            raise FileError(f"{found} is not a whole weights file; save it again") from error
        raise ModelError(
            f"{found} holds the weights of another network than {shortened(model.name)!r}: {first_line(error)}"
        ) from error
    _warn_not_finite(stored, found)


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


def _warn_not_finite(stored: StoredWeights, path: Path) -> None:
    """Say so when a file holds weights that are NaN or infinite."""
    if stored.not_finite:
        say(f"{path.name}: {stored.not_finite} weights are NaN or infinite; did its training diverge?")
