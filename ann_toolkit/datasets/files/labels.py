"""What may be the name of a class: a column of words becomes labels only where nothing in it is missing or foreign."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from ann_toolkit.base.errors import DataError
from ann_toolkit.datasets.files.cells import (
    EXACT_UP_TO,
    NUMBER,
    as_numbers,
    has_controls,
    not_a_number,
    not_exact,
    shortly,
)

# No program means a class by these; by the others some people do: NA is Namibia.
NOT_FINITE = {"nan", "+nan", "-nan", "inf", "+inf", "-inf", "infinity", "-infinity", "nat", "<na>", "#n/a"}
_PERHAPS_NOTHING = {"na", "n/a", "null", "none", "nil", "missing", "?", "-", ".", "#na", "#null!"}
_DATE = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}([T ]\d{1,2}:\d{2}.*)?$")
_ROWS = 20  # from so many on, a column of words that never repeat names no classes
MOST_LETTERS = 200  # of the name of a class; more is a text
_ADVICE = "give task='multiclass' to take every word for the name of a class"

Where = Callable[[int], str]


def labels(
    words: Sequence[str], where: Where, told: bool, commas: bool = False
) -> tuple[np.ndarray, list[str]]:
    """A column of y in a foreign table: numbers where all cells are numbers, names of classes otherwise.

    Args:
        words: the cells, without the space around them.
        where: how to find the cell of a row in the file, for messages.
        told: whether the caller said that these are classes.
        commas: whether numbers may have a decimal comma.

    Returns:
        The cells as floats or as words, shape (n,), and what is doubtful about them.

    Raises:
        DataError: a cell is empty, not finite, or a control character stands in it; unless told: a date,
            a word among numbers, or words of which no two are equal; a word that is a text.

    >>> labels(["1", "2", "1"], str, told=False)
    (array([1., 2., 1.]), [])
    >>> labels(["cat", "", "dog"], "t.csv, line {}".format, told=False)
    Traceback (most recent call last):
    ann_toolkit.base.errors.DataError: t.csv, line 1: nothing where a class is expected
    """
    numeric_at_first = bool(NUMBER.match(words[0]))  # names of classes are told from numbers by the first
    values = as_numbers(np.array(words, dtype=object), commas) if numeric_at_first else None
    if values is not None and np.abs(values).max() < EXACT_UP_TO:  # else two classes could become one
        return values, []
    counts = Counter(words)
    wrong = next((word for word in counts if _no_class(word)), None)
    if wrong is not None:
        raise DataError(f"{where(list(words).index(wrong))}: {_no_class(wrong)}")
    if values is not None and not not_exact(list(counts)):
        return values, []
    if wrong := next((word for word in counts if _odd_number(word, commas, told)), ""):
        raise DataError(f"{where(list(words).index(wrong))}: {not_a_number(wrong, commas)}")
    if text := next((word for word in counts if len(word) > MOST_LETTERS), ""):
        raise DataError(
            f"{where(list(words).index(text))}: {shortly(text)} has {len(text)} letters; the name of a class has "
            f"{MOST_LETTERS} at most"
        )
    numeric = {word for word in counts if _is_number(word, commas)}
    _check_kinds(words, counts, numeric, where, told)
    doubts = []
    if numeric and len(numeric) < len(counts):
        doubts.append("y holds words and numbers: each of them was taken for the name of a class")
    if unsure := [word for word in counts if word.casefold() in _PERHAPS_NOTHING]:
        doubts.append(f"y holds {shortly(unsure[0])}: taken for the name of a class, not for a missing one")
    if len({word.casefold() for word in counts}) < len(counts):
        doubts.append("y holds classes that differ by capital letters alone")
    return np.array(words, dtype=object), doubts


def _no_class(word: str) -> str:
    if not word:
        return "nothing where a class is expected"
    if word.casefold() in NOT_FINITE:
        return f"{shortly(word)} where a class or a number is expected"
    if has_controls(word):
        return f"{shortly(word)} is no name of a class: it holds control characters"
    return ""


def _is_number(word: str, commas: bool) -> bool:
    """A plain number; "01" is a code."""
    digits = word.lstrip("+-")
    coded = len(digits) > 1 and digits[0] == "0" and digits[1].isdigit()
    return bool(NUMBER.match(word)) and (commas or "," not in word) and not coded


def _odd_number(word: str, commas: bool, told: bool) -> bool:
    """A number too large for a float, and unless told: one that nobody else reads as Python does, such as 1_000."""
    plain = word.replace(",", ".", 1) if NUMBER.match(word) else word
    try:
        value = float(plain)
    except ValueError:
        return False
    return not np.isfinite(value) or not (told or (NUMBER.match(word) and (commas or "," not in word)))


def _check_kinds(
    words: Sequence[str], counts: Counter[str], numeric: set[str], where: Where, told: bool
) -> None:
    others = [word for word in counts if word not in numeric]
    first = list(words).index(others[0]) if others else 0
    if numeric and others and all(word.casefold() in _PERHAPS_NOTHING for word in others):
        raise DataError(f"{where(first)}: {shortly(others[0])} where all others are numbers: a missing one?")
    if told:
        return
    if sum(counts[word] for word in numeric) > sum(counts[word] for word in others) > 0:
        raise DataError(
            f"{where(first)}: {shortly(others[0])} where most others are numbers; correct it, or {_ADVICE}"
        )
    if others and all(_DATE.match(word) for word in others):
        raise DataError(f"{where(first)}: {shortly(others[0])} is a date, no number or class; {_ADVICE}")
    if len(words) > _ROWS and len(counts) == len(words):
        raise DataError(
            f"{where(0)}: {shortly(words[0])}: no two of {len(words)} rows have the same word here, so they name no "
            f"classes; name another column with target=, or {_ADVICE}"
        )
