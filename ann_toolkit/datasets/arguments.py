"""What every generator does with its arguments: check them, and write them down as the data's origin."""

from __future__ import annotations

from typing import Any

import numpy as np

import ann_toolkit
from ann_toolkit.base.errors import DataError


def made_by(generator: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """The provenance of generated data: enough to make it again."""
    return {"generator": generator, "arguments": arguments, "version": ann_toolkit.__version__}


def check_count(value: int, least: int, what: str, most: int | None = None) -> None:
    """Raise a :class:`DataError` unless ``value`` is a whole number from ``least`` to ``most``."""
    whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not whole or value < least or (most is not None and value > most):
        wanted = f"{least} or more" if most is None else f"{least} to {most}"
        raise DataError(f"{what}={value!r}: expected a whole number, {wanted}")


def check_seed(seed: int) -> None:
    """Raise a :class:`DataError` unless ``seed`` is a whole number of 64 bits."""
    check_count(seed, 0, "seed", most=2**64 - 1)


def check_share(value: float, what: str) -> None:
    """Raise a :class:`DataError` unless ``value`` is a share, 0 or more and less than 1."""
    number = isinstance(value, int | float | np.number) and not isinstance(value, bool)
    if not (number and 0 <= value < 1):
        raise DataError(f"{what}={value!r}: expected a share, 0 or more and less than 1")


def check_noise(noise: float) -> None:
    """Raise a :class:`DataError` unless ``noise`` is a standard deviation: a number, 0 or more."""
    number = isinstance(noise, int | float | np.number) and not isinstance(noise, bool)
    if not (number and np.isfinite(noise) and noise >= 0):
        raise DataError(f"noise={noise!r}: it is a standard deviation; expected a number, 0 or more")
