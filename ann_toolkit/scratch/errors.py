"""The one error of the engine."""

from __future__ import annotations


class ScratchError(ValueError):
    """A mistake explained in one line: what was given, what was expected, how to mend it."""
