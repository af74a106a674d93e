"""A ``.keras`` file that was checked, turned into a model by Keras."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import keras

from ann_toolkit.base.bounded.budget import check_budget
from ann_toolkit.base.errors import FileError
from ann_toolkit.models.files.archive import Archive
from ann_toolkit.models.files.checks import refuse, shortened
from ann_toolkit.models.files.effort import declared_bytes
from ann_toolkit.models.files.sequence import BUILDERS
from ann_toolkit.models.files.size import Size, size_of

MOST_WORDS = 300  # of what Keras says to a bad file


def build(archive: Archive, shown: Path, budget: int | None = None) -> keras.Model:
    """Build the model of an archive whose pieces are all on the lists, unless it would be too large.

    Args:
        archive: the opened file.
        shown: the file to name in errors.
        budget: how many bytes it may take (default: a quarter of the memory).

    Raises:
        FileError: Keras cannot build it, or it takes too much memory.
        UnsafeFileError: it describes more than it holds.
    """
    held = archive.weights
    try:
        size = size_of(archive.config)
    except Exception as error:  # Keras answers a malformed config with any error there is
        raise _cannot(shown, "describes no network that Keras can build", error) from error
    if size.parameters > held.parameters:
        refuse(shown, f"it describes {size.parameters} parameters but holds only {held.parameters}")
    _check_memory(archive, size, shown, budget)
    return open_with_keras(archive.checked, shown, safe_mode=True, custom_objects=BUILDERS)


def _check_memory(archive: Archive, size: Size, shown: Path, budget: int | None) -> None:
    """Refuse what would take too much: Keras reads all weights, beside those that it makes."""
    in_file = archive.checked.stat().st_size
    declared = declared_bytes(archive.config)
    check_budget(in_file + size.weights + size.training + declared, shown, budget)
    check_budget(size.one_example, shown, budget)


def open_with_keras(
    file: Path,
    shown: Path,
    safe_mode: bool,
    compiled: bool = True,
    custom_objects: Mapping[str, Any] | None = None,
) -> keras.Model:
    """``keras.models.load_model``, with one line for whatever it answers to a bad file.

    Args:
        file: the file to open.
        shown: the file to name in the message.
        safe_mode: as in Keras.
        compiled: whether to take over optimizer, loss and metrics.
        custom_objects: as in Keras.

    Raises:
        FileError: it is no model, or none that Keras can open.
    """
    try:
        model = keras.models.load_model(file, custom_objects, compile=compiled, safe_mode=safe_mode)
    except Exception as error:  # as above
        raise _cannot(shown, "cannot be opened as a Keras model", error) from error
    if not isinstance(model, keras.Model):
        raise FileError(f"{shown} holds a {shortened(type(model).__name__)} alone, which is no model")
    return model


def _cannot(shown: Path, what: str, error: Exception) -> FileError:
    """The one line for what Keras or TensorFlow says; theirs for a full memory tells of their insides."""
    if type(error).__name__ in ("MemoryError", "ResourceExhaustedError"):
        return FileError(f"{shown} was not opened: building it takes more memory than there is")
    return FileError(f"{shown} {what}: {first_line(error)}")


def first_line(error: Exception) -> str:
    """The first line of what an error says, fit for a screen, or its kind where it says nothing."""
    lines = str(error).strip().splitlines()
    return shortened(lines[0], MOST_WORDS) if lines else type(error).__name__
