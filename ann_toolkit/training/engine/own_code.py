"""Errors in a model's own code, told from those in the engine around it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from ann_toolkit.base.errors import ModelError


class TracingError(ModelError):
    """The model's own code (layers, loss, metrics) cannot be traced; the engine around it is not meant."""


@contextlib.contextmanager
def models_own_code() -> Iterator[None]:
    """Tell an error in the model's code, which Keras may know to run, from one in the engine's.

    Raises:
        TracingError: for whatever is raised in the block; its text is one line.
    """
    try:
        yield
    except Exception as error:
        raise TracingError(first_line(error)) from error


def first_line(error: Exception) -> str:
    """The first line of an error's text that says something; the error's name where it has no text."""
    lines = (line.strip() for line in str(error).splitlines())
    return next(filter(None, lines), type(error).__name__)
