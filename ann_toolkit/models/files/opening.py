"""A model file from a stranger, opened without running a line of theirs.

Keras' own ``safe_mode`` has been got around again and again (CVE-2024-3660, CVE-2025-1550,
CVE-2025-8747, CVE-2025-9905, CVE-2025-9906, CVE-2025-12058, CVE-2025-12060, CVE-2025-49655). Here the
archive is looked into first, and Keras gets a fresh one that holds only what was checked.
"""

from __future__ import annotations

import math
import tempfile
from pathlib import Path
from typing import Any

import keras

from ann_toolkit.base.errors import FileError
from ann_toolkit.base.messages import say
from ann_toolkit.models.files import archive
from ann_toolkit.models.files.config_checks import check_safe, refuse, shortened
from ann_toolkit.models.files.size import weight_shapes
from ann_toolkit.models.files.weights import StoredWeights, read_weights


def open_safely(path: Path) -> keras.Model:
    """Build the model of a ``.keras`` file after every part of it was checked.

    Args:
        path: an existing file.

    Raises:
        FileError: a damaged file, or one that describes no network.
        UnsafeFileError: it could run code, read files or fill the memory.
    """
    archive.check_whole(path)
    config = archive.read_config(path)
    if extra := archive.extra_parts(path):
        refuse(path, f"it carries {shortened(extra[0])!r} beside the three parts of a plain model")
    check_safe(config, path)
    with tempfile.TemporaryDirectory(prefix="ann_model_") as folder:
        weights = archive.extract_weights(path, Path(folder))
        stored = read_weights(weights)
        for problem in stored.problems:
            refuse(path, problem)
        _check_size(config, stored, path)
        checked = Path(folder, "checked.keras")
        archive.write_archive(checked, config, archive.read_metadata(path), weights)
        weights.unlink()
        model = open_with_keras(checked, path, safe_mode=True)
    warn_not_finite(stored, path)
    return model


def open_with_keras(file: Path, shown: Path, safe_mode: bool, compiled: bool = True) -> keras.Model:
    """``keras.models.load_model``, with one line for whatever it answers to a bad file.

    Args:
        file: the file to open.
        shown: the file to name in the message.
        safe_mode: as in Keras.
        compiled: whether to take over optimizer, loss and metrics.
    """
    try:
        return keras.models.load_model(file, compile=compiled, safe_mode=safe_mode)
    except Exception as error:  # Keras answers a malformed config with any error there is
        raise FileError(f"{shown} cannot be opened as a Keras model: {first_line(error)}") from error


def warn_not_finite(stored: StoredWeights, path: Path) -> None:
    """Say so when a file holds weights that are NaN or infinite."""
    if stored.not_finite:
        say(f"{path.name}: {stored.not_finite} weights are NaN or infinite; did its training diverge?")


def first_line(error: Exception) -> str:
    """The first line of what an error says, or its kind where it says nothing."""
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def _check_size(config: dict[str, Any], stored: StoredWeights, path: Path) -> None:
    """Refuse a small file that describes a network too large for this machine."""
    try:
        wanted = sum(math.prod(shape) for shape in weight_shapes(config))
    except Exception as error:  # as above
        raise FileError(f"{path} describes no network that Keras can build: {first_line(error)}") from error
    if wanted > stored.parameters:
        refuse(path, f"it describes {wanted} parameters but holds only {stored.parameters}")
