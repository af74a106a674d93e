"""What every generator does with its arguments: check them, and write them down as the data's origin."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import replace
from typing import Any, ParamSpec, TypeVar

import numpy as np

from ann_toolkit.base.errors import DataError
from ann_toolkit.base.version import __version__

P = ParamSpec("P")
R = TypeVar("R")  # a Dataset, or two of them: pictures to learn from and to test with

HOW = ("workers", "progress", "checkpoint")  # arguments that say how to make the data, not which
OLD_NAMES = {
    "n_designs": "n_samples",
    "n_train": "n_samples",
}  # counts have one name; scripts of old still run


def generator(make: Callable[P, R]) -> Callable[P, R]:
    """Make a function a generator of data: what all of them do with their arguments, done once.

    ``n_samples``, ``noise`` and ``seed`` are checked where the function has them, and whatever it was
    called with becomes the provenance of the data, so that anybody can make the same data again.

    Args:
        make: a function of plain arguments that returns a ``Dataset``, or a tuple of them.

    >>> from ann_toolkit.datasets import generate_plane_case
    >>> generate_plane_case(n_samples=5).provenance["arguments"]
    {'n_samples': 5, 'noise': 0.0, 'seed': 0}
    """
    signature = inspect.signature(make)
    old_names = {old: new for old, new in OLD_NAMES.items() if new in signature.parameters}

    @functools.wraps(make)
    def generate(*args: P.args, **kwargs: P.kwargs) -> R:
        named: dict[str, Any] = {old_names.get(name, name): value for name, value in kwargs.items()}
        try:
            call = signature.bind(*args, **named)
        except TypeError as error:
            raise TypeError(f"{make.__name__}(): {error}") from None
        call.apply_defaults()
        for name, check in _COMMON.items():
            if name in call.arguments:
                check(call.arguments[name])
        made: Any = make(*call.args, **call.kwargs)
        told = {n: _plain(v) for n, v in call.arguments.items() if v is not None and n not in HOW}
        origin = made_by(make.__name__, told)
        if isinstance(made, tuple):
            return tuple(replace(part, provenance=origin) for part in made)  # type: ignore[return-value]
        return replace(made, provenance=origin)

    return generate


def _plain(value: Any) -> Any:
    """``value`` as JSON knows it."""
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    return [_plain(part) for part in value] if isinstance(value, tuple | list) else value


def made_by(generator: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """The provenance of generated data: enough to make it again."""
    return {"generator": generator, "arguments": arguments, "version": __version__}


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


_COMMON: dict[str, Callable[[Any], None]] = {
    "n_samples": functools.partial(check_count, least=1, what="n_samples"),
    "noise": check_noise,
    "seed": check_seed,
}
