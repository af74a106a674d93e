"""What one cell of a table means: a number, a word, nothing; and cells that a spreadsheet would take for a formula."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import numpy as np

NUMBER = re.compile(r"\s*[+-]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)([eE][+-]?[0-9]+)?\s*$")  # no digits but 0 to 9
EXACT_UP_TO = 2**53  # every whole number below has a float of its own
_SHOWN = 40  # characters of a cell in a message
_FORMULA = re.compile(r"'*[=+\-@\t\r]")  # how a cell begins that a spreadsheet may run
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_DIGITS = 15  # of a whole number that a float holds for certain


def as_numbers(cells: np.ndarray, commas: bool) -> np.ndarray | None:
    """Cells of text as floats, or None where one of them is no finite number.

    What Python reads as a number and nobody else does (``1_000``, digits of other alphabets) is none.

    >>> as_numbers(np.array(["1,5", "2"], dtype=object), commas=True)
    array([1.5, 2. ])
    >>> as_numbers(np.array(["1_000"], dtype=object), commas=False) is None
    True
    """
    whole = "".join(cells.ravel())
    if not whole.isascii() or "_" in whole:
        return None
    if commas and "," in whole:
        flat = [cell.replace(",", ".") if NUMBER.match(cell) else cell for cell in cells.ravel()]
        cells = np.array(flat, dtype=object).reshape(cells.shape)
    try:
        values = cells.astype(float)
    except ValueError:
        return None
    return values if np.isfinite(values).all() else None


def not_a_number(cell: object, commas: bool = False) -> str:
    """Why a cell is no number, for messages.

    >>> not_a_number("oops"), not_a_number(" ")
    ("'oops' where a number is expected", 'nothing where a number is expected')
    >>> not_a_number("1,5")
    "'1,5' where a number is expected (with a point, unless ; or tabs stand between the cells)"
    """
    text = cell.strip() if isinstance(cell, str) else str(cell)
    if not text:
        return "nothing where a number is expected"
    shown = shortly(cell)
    if NUMBER.match(text) and "," in text and not commas:
        return f"{shown} where a number is expected (with a point, unless ; or tabs stand between the cells)"
    if NUMBER.match(text):
        return f"{shown} is too large for a number"
    return f"{shown} where a number is expected"


def shortly(cell: object) -> str:
    """A cell as it stands in a message.

    >>> shortly("a" * 1000)
    "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...'"
    """
    if isinstance(cell, str) and len(cell) > _SHOWN:
        cell = cell[:_SHOWN] + "..."
    text = repr(cell)
    return text if len(text) <= 4 * _SHOWN else text[: 4 * _SHOWN] + "..."


def has_controls(text: str) -> bool:
    """Whether characters stand in it that command a terminal; line breaks and tabs are none.

    >>> has_controls("red"), has_controls("\x1b[31mred")
    (False, True)
    """
    return not text.isprintable() and any(
        unicodedata.category(sign) == "Cc" and sign not in "\t\n\r" for sign in text
    )


def guarded(text: Any) -> Any:
    """A word for a CSV file: what a spreadsheet would run gets an apostrophe before it, as in its own cells.

    Numbers stay what they are, and so do words that begin with nothing special.

    >>> guarded("=1+1"), guarded("-1.5"), guarded("oak")
    ("'=1+1", '-1.5', 'oak')
    """
    runs = isinstance(text, str) and _FORMULA.match(text) and not NUMBER.match(text)
    return f"'{text}" if runs else text


def unguarded(text: str) -> str:
    """The word that :func:`guarded` was given.

    >>> unguarded("'=1+1"), unguarded("'tis")
    ('=1+1', "'tis")
    """
    return text[1:] if _GUARDED.match(text) else text


def not_exact(texts: Sequence[str]) -> str:
    """The first whole number that a float cannot hold exactly; "" where there is none.

    >>> not_exact(["12", "9007199254740993"])
    '9007199254740993'
    """
    long = (text for text in texts if len(text) > _DIGITS and text.lstrip("+-").isdigit())
    return next((text for text in long if len(text) > 300 or int(float(text)) != int(text)), "")
