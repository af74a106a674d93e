"""What somebody gave, as a message shows it."""

from __future__ import annotations

import reprlib

_SHORT = reprlib.Repr()  # of a long list it shows the beginning
_SHORT.maxlist = _SHORT.maxtuple = _SHORT.maxdict = 10
_SHORT.maxstring = _SHORT.maxother = _SHORT.maxlong = 80


def shown(value: object) -> str:
    """What was given, short and on one line, for a message: NumPy shows an array on many.

    >>> shown([1] * 100), shown("many")
    ('[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, ...]', "'many'")
    """
    try:
        text = " ".join(_SHORT.repr(value).split())
    except ValueError:  # Python writes no number of more than 4300 digits
        return "a number of thousands of digits"
    return text if len(text) <= 80 else f"{text[:77]}..."
