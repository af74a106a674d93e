"""What every generator and every loader does with its arguments: check them; generators also write them down."""

from __future__ import annotations

import csv
import functools
import inspect
import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, ParamSpec, TypeVar

import numpy as np

from ann_toolkit.base.bounded.budget import in_words, memory_budget
from ann_toolkit.base.errors import AnnError, DataError, FileError
from ann_toolkit.base.suggestions import did_you_mean
from ann_toolkit.base.values import shown
from ann_toolkit.base.version import __version__

P = ParamSpec("P")
R = TypeVar("R")  # a Dataset, or two of them: pictures to learn from and to test with

MOST_CLASSES = 10
LONGEST_NAME = 255  # bytes: no usual file system has longer names
MOST = 2**64 - 1  # of whole numbers: what NumPy counts and seeds with
MOST_NOISE = 1e100  # squares of it are still numbers
COPIES = 4  # of a row that a generator keeps while it works: the inputs, their parts, the noise, the result
HOW = ("workers", "progress", "checkpoint")  # arguments that say how to make the data, not which
NO_PATHS = ("sensors",)  # arguments of loaders that are no files
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
        try:
            made: Any = make(*call.args, **call.kwargs)
        except MemoryError as error:  # an argument that asks for more than the machine has at this moment
            raise DataError(
                f"{make.__name__}(): there is not enough memory for what was asked; ask for less"
            ) from error
        if isinstance(made, tuple):
            return tuple(_from(origin, part) for part in made)  # type: ignore[return-value]
        return _from(origin, made)

    return generate


def loader(load: Callable[P, R]) -> Callable[P, R]:
    """Make a function a loader of real files: a wrong argument, or whatever befalls a file, is one line.

    What the files hold is checked where they are read; here stand the causes that no reader can expect.

    Args:
        load: a function whose arguments are paths, ``budget`` (bytes), and others that it checks itself.
    """
    signature = inspect.signature(load)

    @functools.wraps(load)
    def read(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            call = signature.bind(*args, **_current_names(load.__name__, kwargs, signature))
        except TypeError as error:  # too many without a name, or one given twice
            raise TypeError(f"{load.__name__}(): {error}") from None
        paths = {n: value for n, value in call.arguments.items() if n not in (*NO_PATHS, "budget")}
        for name, value in paths.items():
            check_path(value, name)
        if call.arguments.get("budget") is not None:
            check_count(call.arguments["budget"], 1, "budget")
        given = " and ".join(str(path) for path in paths.values() if path is not None)
        file = given or f"what {load.__name__}() reads"
        try:
            return load(*call.args, **call.kwargs)
        except OSError as error:  # removed or cut while it is read, a name that is too long, a broken disk
            reason = os.strerror(error.errno) if error.errno else "the system refuses it"
            raise FileError(f"{error.filename or file} cannot be read: {reason}") from error
        except MemoryError as error:
            raise FileError(f"{file} takes more memory than is free; close other programs") from error
        except RecursionError as error:
            raise FileError(f"{file} cannot be read: it is nested too deeply") from error
        except UnicodeError as error:
            if isinstance(error, AnnError):
                raise
            raise FileError(f"{file} cannot be read: it is not UTF-8 text") from error
        except csv.Error as error:
            raise FileError(f"{file} cannot be read as a table: {error}") from error

    return read


def check_path(path: object, what: str) -> None:
    """Raise a :class:`DataError` unless ``path`` is a path or None; whether it exists is seen later."""
    text = os.fspath(path) if isinstance(path, os.PathLike) else path
    if text is not None and not (isinstance(text, str) and _can_be_a_path(text)):
        raise DataError(f"{what}={shown(path)}: expected the path of a file, as text")


def _can_be_a_path(text: str) -> bool:
    try:
        names = os.fsencode(text).split(os.fsencode(os.sep))
    except UnicodeError:  # half a character
        return False
    return bool(text) and "\0" not in text and max(map(len, names)) <= LONGEST_NAME


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


def is_number(value: Any) -> bool:
    """Whether ``value`` is one real number, and no truth value.

    >>> is_number(0.5), is_number(np.float32(1)), is_number(True), is_number("1")
    (True, True, False, False)
    """
    return isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)


def check_count(value: int, least: int, what: str, most: int | None = None) -> None:
    """Raise a :class:`DataError` unless ``value`` is a whole number from ``least`` to ``most``."""
    whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not (whole and least <= value <= (MOST if most is None else most)):
        wanted = f"{least} or more" if most is None else f"{least} to {most}"
        raise DataError(f"{what}={shown(value)}: expected a whole number, {wanted}")


def check_rows(n_rows: int, width: int, what: str = "n_samples") -> None:
    """Raise a :class:`DataError` unless so many rows can be made in memory; called before any is made.

    Args:
        n_rows: how many rows.
        width: how many numbers a row has, inputs and targets.
        what: the name of the argument, for the message.

    >>> check_rows(3_000_000_000_000, 3)
    Traceback (most recent call last):
    ann_toolkit.base.errors.DataError: n_samples=3000000000000: to make so many rows of 3 numbers takes 288 TB of
    memory, and ... are allowed; at most ... rows fit
    """
    needed, allowed = COPIES * 8 * int(width) * int(n_rows), memory_budget()
    if needed > allowed:
        raise DataError(
            f"{what}={n_rows}: to make so many rows of {width} numbers takes {in_words(needed)} of memory, "
            f"and {in_words(allowed)} are allowed; at most {allowed // (COPIES * 8 * width)} rows fit"
        )


def check_choice(value: Any, known: Iterable[Any], what: str, expected: str = "") -> None:
    """Raise a :class:`DataError` unless ``value`` is one of ``known``, and of its type.

    Args:
        value: what was given.
        known: what may be given: words, or whole numbers.
        what: the name of the argument, for the message.
        expected: what to say of them; a list of all unless given.

    >>> check_choice([24], (24, 4, 2), "sensors")
    Traceback (most recent call last):
    ann_toolkit.base.errors.DataError: sensors=[24] is unknown; choose one of 24, 4, 2
    """
    known = list(known)
    plain = value.item() if isinstance(value, np.integer | np.str_) else value
    if not any(type(plain) is type(one) and plain == one for one in known):
        choose = expected or f"choose one of {', '.join(map(str, known))}"
        raise DataError(f"{what}={shown(value)} is unknown; {choose}")


def check_seed(seed: int) -> None:
    """Raise a :class:`DataError` unless ``seed`` is a whole number of 64 bits."""
    check_count(seed, 0, "seed", most=MOST)


def check_share(value: float, what: str) -> None:
    """Raise a :class:`DataError` unless ``value`` is a share, 0 or more and less than 1."""
    if not (is_number(value) and 0 <= _plain(value) < 1):
        raise DataError(f"{what}={shown(value)}: expected a share, 0 or more and less than 1")


def check_noise(noise: float) -> None:
    """Raise a :class:`DataError` unless ``noise`` is a standard deviation: a number, 0 or more."""
    if not (is_number(noise) and 0 <= _plain(noise) <= MOST_NOISE):
        raise DataError(
            f"noise={shown(noise)}: it is a standard deviation; expected a number, 0 or more (up to {MOST_NOISE:g})"
        )
