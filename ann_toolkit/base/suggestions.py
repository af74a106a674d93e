"""The word that somebody meant who misspelled it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The question after a word that nearly is a known one, or nothing where none comes near.

    Args:
        word: what was written.
        known: what could have been written.

    >>> did_you_mean("epoch", ["batch_size", "epochs"])
    "did you mean 'epochs'?"
    >>> did_you_mean("colour", ["batch_size", "epochs"])
    ''
    """
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"did you mean {near[0]!r}?" if near else ""
