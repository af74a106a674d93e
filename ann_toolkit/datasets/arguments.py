"""What every generator does with its arguments: check them, and write them down as the data's origin."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import replace
from typing import Any, ParamSpec, TypeVar

import numpy as np

from ann_toolkit.base.errors import DataError
from ann_toolkit.base.suggestions import did_you_mean
from ann_toolkit.base.version import __version__

P = ParamSpec("P")
R = TypeVar("R")  # a Dataset, or two of them: pictures to learn from and to test with

MOST_CLASSES = 10
HOW = ("workers", "progress", "checkpoint")  # arguments that say how to make the data, not which
OLD_NAMES = {"n_designs": "n_samples", "n_train": "n_samples"}  # counts have one name; old scripts still run


def generator(make: Callable[P, R]) -> Callable[P, R]:
    """Make a function a generator of data: what all of them do with their arguments, done once.

    ``n_samples``, ``noise``, ``seed``, ``n_classes`` and ``label_noise`` are checked where the function has
    them, a mistyped name is answered with the nearest one, and whatever it was called with becomes the
    provenance of the data, so that anybody can make the same data again. A generator that only chooses
    another one leaves that one's provenance as it is.

    Args:
        make: a function of plain arguments that returns a ``Dataset``, or a tuple of them.

    >>> from ann_toolkit.datasets import generate_plane_case
    >>> generate_plane_case(n_samples=5).provenance["arguments"]
    {'n_samples': 5, 'noise': 0.0, 'seed': 0}
    """
    signature = inspect.signature(make)

    @functools.wraps(make)
    def generate(*args: P.args, **kwargs: P.kwargs) -> R:
        named = _current_names(make.__name__, kwargs, signature)
        try:
            call = signature.bind(*args, **named)
        except TypeError as error:  # too many without a name, or one given twice
            raise TypeError(f"{make.__name__}(): {error}") from None
        call.apply_defaults()
        _check_common(call.arguments)
        origin = made_by(make.__name__, _told(call.arguments))
        made: Any = make(*call.args, **call.kwargs)
        if isinstance(made, tuple):
            return tuple(_from(origin, part) for part in made)  # type: ignore[return-value]
        return _from(origin, made)

    return generate


def _current_names(generator: str, given: dict[str, Any], signature: inspect.Signature) -> dict[str, Any]:
    """The arguments given by name, under the names that they have today."""
    known = signature.parameters
    named: dict[str, Any] = {}
    for name, value in given.items():
        new = OLD_NAMES.get(name, name) if name not in known else name
        if new not in known:
            raise DataError(f"{generator}() has no argument {name!r}; {did_you_mean(name, known)}")
        if new in named:
            raise DataError(f"{generator}(): {name!r} and {new!r} mean the same; give {new!r} alone")
        named[new] = value
    return named


def _check_common(arguments: dict[str, Any]) -> None:
    """Check the arguments that mean the same in every generator that has them."""
    least = 1
    if "weights" in arguments:  # classes: each has a point at least, and there are two unless told
        least = arguments.get("n_classes", 2)
        check_count(least, 2, "n_classes", most=MOST_CLASSES)
    for name, check in (
        ("n_samples", functools.partial(check_count, least=least, what="n_samples")),
        ("noise", check_noise),
        ("seed", check_seed),
        ("label_noise", functools.partial(check_share, what="label_noise")),
    ):
        if name in arguments:
            check(arguments[name])


def _told(arguments: dict[str, Any]) -> dict[str, Any]:
    """What the provenance says of a call; label noise only where there is some, as in files of old."""
    silent = {name for name, value in arguments.items() if value is None or name in HOW}
    if not arguments.get("label_noise"):
        silent.add("label_noise")
    return {name: _plain(value) for name, value in arguments.items() if name not in silent}


def _from(origin: dict[str, Any], data: Any) -> Any:
    return data if data.provenance else replace(data, provenance=origin)


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
