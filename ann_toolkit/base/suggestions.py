"""What somebody meant who mistyped a name: the nearest one that there is."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """The known name that is most like ``word``, whatever its capitals; "" where none is like it.

    >>> nearest("n_sample", ["n_samples", "noise", "seed"]), nearest("colour", ["noise"])
    ('n_samples', '')
    """
    names = {name.lower(): name for name in known}
    near = difflib.get_close_matches(word.lower(), names, n=1)
    return names[near[0]] if near else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown name: the nearest one, or all of them where none is like it.

    >>> did_you_mean("n_sample", ["n_samples", "noise"])
    "did you mean 'n_samples'?"
    >>> did_you_mean("colour", ["n_samples", "noise"])
    'choose one of n_samples, noise'
    """
    names = list(known)
    near = nearest(word, names)
    return f"did you mean {near!r}?" if near else f"choose one of {', '.join(names)}"
