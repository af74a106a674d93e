"""The one way in for a model file from a stranger, for ``load`` and for ``inspect``."""

from __future__ import annotations

import random

import keras

from ann_toolkit.base.bounded.budget import check_budget
from ann_toolkit.models.files.archive import Archive
from ann_toolkit.models.files.building import build
from ann_toolkit.models.files.checks import refusals, refuse
from ann_toolkit.models.files.effort import declared_bytes, proved_small
from ann_toolkit.models.files.trial import try_out


def open_checked(archive: Archive) -> keras.Model:
    """Open the model of a ``.keras`` file after every part of it was checked.

    What is not proved small is opened in a process of its own first.

    Raises:
        FileError: damaged, too large, or nothing that Keras can build.
        UnsafeFileError: it could run code, read files or fill the memory.
    """
    if reason := next(refusals(archive), None):
        refuse(archive.path, reason)
    check_budget(declared_bytes(archive.config), archive.path, archive.budget)
    if not proved_small(archive.config, archive.weights.parameters):
        try_out(archive.checked, archive.path, archive.budget)
    return build(archive, archive.path, archive.budget)


def check_opens(archive: Archive) -> None:
    """Raise whatever :func:`open_checked` would; the model is gone again, and no seed was used up."""
    state = random.getstate()  # Keras draws the seeds of layers that have none from Python's own numbers
    try:
        open_checked(archive)
    finally:
        random.setstate(state)
