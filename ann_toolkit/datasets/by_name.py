"""The functions that the registry names: make a dataset, load the real one, or whichever of the two can be had."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Mapping
from typing import Any

from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.base.suggestions import did_you_mean
from ann_toolkit.datasets.arguments import HOW, OLD_NAMES
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.finding import real_files
from ann_toolkit.datasets.registry import Entry


def public(name: str) -> Callable[..., Any]:
    """The function of this name in ``ann_toolkit.datasets``."""
    return getattr(importlib.import_module("ann_toolkit.datasets"), name)


def generator(found: Entry) -> Callable[..., Any]:
    """The function that makes a dataset.

    Raises:
        DataError: it is a fixed table.
    """
    if not found.make:
        raise DataError(
            f"{found.name} is a fixed table and cannot be generated; see: ann data npz {found.name}"
        )
    return public(found.make)


def options(found: Entry) -> dict[str, Any]:
    """The arguments of the generator and their defaults, without those that the name stands for.

    >>> from ann_toolkit.datasets.registry import entry
    >>> options(entry("robot"))
    {'n_samples': 5456, 'sensors': 24, 'seed': 0}
    """
    told = inspect.signature(generator(found)).parameters
    hidden = {*HOW, *dict(found.fixed)}
    return {name: parameter.default for name, parameter in told.items() if name not in hidden}


def arguments(found: Entry, given: Mapping[str, Any] | None = None, **named: Any) -> dict[str, Any]:
    """The arguments for the generator: what the name stands for, and what is given and not None.

    Args:
        found: the dataset.
        given: arguments by their names; old names of a count are understood.
        **named: further arguments, such as ``n_samples``, ``noise`` and ``seed``.

    Raises:
        DataError: an argument that this generator does not have, or two values for the same one.

    >>> from ann_toolkit.datasets.registry import entry
    >>> arguments(entry("gears"), {"n_assemblies": 500}, n_samples=20, noise=None)
    {'n_samples': 20, 'n_assemblies': 500}
    """
    if given is not None and not isinstance(given, Mapping):
        raise DataError(f"options={given!r}: expected a dict such as {{'n_classes': 3}}")
    known = options(found)
    wanted: dict[str, Any] = {}
    for name, value in [*named.items(), *(given or {}).items()]:
        own = OLD_NAMES.get(name, name)
        if value is None:
            continue
        if own not in known:
            raise DataError(f"{found.name} has no option {name!r}; {did_you_mean(name, known)}")
        if own in wanted and wanted[own] != value:
            raise DataError(f"{own} is given twice, as {wanted[own]!r} and as {value!r}; give it once")
        wanted[own] = value
    return {**dict(found.fixed), **wanted}


def real_or_made(found: Entry, fetch: bool = True) -> Any:
    """The real dataset where its files are found or can be fetched, else what its generator makes.

    Args:
        found: the dataset.
        fetch: whether to try a download where the files are not found.

    Returns:
        A Dataset, or for images two; its name says which it is.

    Raises:
        FileError: the real files are there, but damaged.
    """
    there = bool(real_files(found.name))
    if not found.make or there or (found.files and (fetch or not found.fetcher)):
        try:
            return public(found.load)()
        except FileError:
            if there or not found.make:
                raise
    return generator(found)(**dict(found.fixed))


def sample(found: Entry) -> Dataset:
    """A few rows of a dataset, to look at: of its twin where it has one."""
    if not found.make:
        return public(found.load)()
    few = {"n_samples": 60, "n_assemblies": 1000}
    made = generator(found)(**arguments(found, {n: v for n, v in few.items() if n in options(found)}))
    return made[0] if isinstance(made, tuple) else made
