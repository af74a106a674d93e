"""Numbers out of the words of a command line; a mistake names the option as it was typed."""

from __future__ import annotations

import ast
import math
import re
import warnings
from collections.abc import Sequence
from typing import Any

from ann_toolkit.base.errors import DataError

MOST_TYPED = 500  # characters of a value; nobody types more
_WHOLE = re.compile(r"[+-]?[0-9]{1,20}")
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")


def whole(option: str, text: str | None, least: int = 0, most: int = 2**64 - 1) -> int | None:
    """The whole number that was typed after ``option``; None where the option was not given.

    Raises:
        DataError: it is none, or out of range.

    >>> whole("--seed", "7"), whole("--seed", None)
    (7, None)
    """
    if text is None:
        return None
    value = int(text) if _WHOLE.fullmatch(text) else least - 1
    if not least <= value <= most:
        wanted = f"{least} or more" if value < least else f"{most} at most"
        raise DataError(f"{option}={_short(text)}: expected a whole number, {wanted}")
    return value


def number(
    option: str, text: str | None, wanted: str, least: float = 0, most: float = math.inf
) -> float | None:
    """The number that was typed after ``option``; None where the option was not given.

    Args:
        option: its name, with the dashes.
        text: what was typed.
        wanted: what is expected, for the message ("a share above 0 and below 1").
        least: the smallest that is allowed.
        most: the largest that is allowed.

    Raises:
        DataError: it is none, or out of range.

    >>> number("--noise", "0.3", "a number, 0 or more")
    0.3
    """
    if text is None:
        return None
    value = float(text) if len(text) < MOST_TYPED and _NUMBER.fullmatch(text) else math.nan
    if not (math.isfinite(value) and least <= value <= most):
        comma = f" (a point instead of the comma: {text.replace(',', '.')})" if _with_comma(text) else ""
        raise DataError(f"{option}={_short(text)}: expected {wanted}{comma}")
    return value


def options_of(words: Sequence[str]) -> dict[str, Any]:
    """Arguments from "name=value" words; values are numbers, lists of numbers, or text.

    Raises:
        DataError: a word without "=", or two values for one name.

    >>> options_of(["n_classes=3", "weights=0.9,0.1", "sampling=halton"])
    {'n_classes': 3, 'weights': (0.9, 0.1), 'sampling': 'halton'}
    """
    parsed: dict[str, Any] = {}
    for word in words:
        name, sign, text = word.partition("=")
        name = name.strip().replace("-", "_")
        if not sign or not name:
            raise DataError(f"{_short(word)!r}: expected an option as name=value, such as n_classes=3")
        if not text.strip():
            raise DataError(f"--set {_short(word)}: nothing stands after the sign =")
        value = _value(text)
        if name in parsed and parsed[name] != value:
            raise DataError(f"{name} is given twice, as {parsed[name]!r} and as {value!r}; give it once")
        parsed[name] = value
    return parsed


def _value(text: str) -> Any:
    if len(text) > MOST_TYPED:
        raise DataError(f"{_short(text)} has {len(text)} characters; expected {MOST_TYPED} at most")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python's opinion of "1or", which is text here
            return ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):  # also a million of brackets
        return text


def _with_comma(text: str) -> bool:
    return text.count(",") == 1 and len(text) < 30 and bool(_NUMBER.fullmatch(text.replace(",", ".")))


def _short(text: str) -> str:
    """What was typed, and no more of it than a line can hold."""
    return text if len(text) <= 60 else f"{text[:40]}... ({len(text)} characters)"
