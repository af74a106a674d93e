"""JSON from strangers: what is no JSON, nested without end, or a number that no computer holds, is told in one line."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from ann_toolkit.base.errors import FileError

_MOST_DIGITS = 300  # a number with more is larger than any float


def read_json(path: Path, what: str) -> Any:
    """What a JSON file holds.

    Args:
        path: a file that is there (see ``files.existing``).
        what: what it should be, for the message ("the manifest of a cohort").

    Raises:
        FileError: no UTF-8, no JSON, or a number that is too large for a computer.
    """
    try:
        return json.loads(
            path.read_text(encoding="utf-8-sig"),
            parse_constant=_refuse,
            parse_float=_float,
            parse_int=_int,
        )
    except UnicodeDecodeError:
        raise FileError(f"{path} is not JSON: it is not UTF-8 text; expected {what}") from None
    except json.JSONDecodeError as error:
        where = f" in line {error.lineno}, column {error.colno}" if error.doc else ""
        raise FileError(f"{path} is not JSON: {error.msg}{where}; expected {what}") from None
    except RecursionError:
        raise FileError(f"{path} is nested too deeply; expected {what}") from None
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror}; expected {what}") from None


def _refuse(name: str) -> float:
    raise json.JSONDecodeError(f"{name} is not a number", "", 0)


def _float(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise json.JSONDecodeError(f"{text[:20]} is larger than numbers can be", "", 0)
    return value


def _int(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise json.JSONDecodeError(f"a number has {len(text)} digits", "", 0)
    return int(text)
