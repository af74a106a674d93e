"""Between the columns of a table and the arrays of a dataset: which columns are y, and what their cells mean."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from ann_toolkit.base.errors import DataError
from ann_toolkit.base.protocols import CLASSES
from ann_toolkit.datasets.files.cells import has_controls, shortly
from ann_toolkit.datasets.files.header import Contents, Header, origin
from ann_toolkit.datasets.files.labels import NOT_FINITE, Where

FEW_LABELS = 20  # a column of at most so many whole numbers is taken for classes


def as_frame(contents: Contents, extra: pd.DataFrame | None = None) -> pd.DataFrame:
    """A column for each input, then the class by its name or a column for each output.

    Args:
        contents: arrays and header.
        extra: further columns, to stand at the end.

    Raises:
        DataError: the data are arrays that no table can hold.
    """
    X, y, header = contents.X, contents.y, contents.header
    if X.ndim > 2:
        raise DataError(
            f"{header.name!r} holds arrays of shape {X.shape[1:]}, which no table can hold; save as .npz or .h5"
        )
    frame = pd.DataFrame(X, columns=list(header.feature_names))
    if header.task in CLASSES:
        frame["class"] = np.array(header.target_names, dtype=object)[y]
    else:
        frame[list(header.target_names)] = y.reshape(len(y), -1)
    return frame if extra is None else pd.concat([frame, extra.reset_index(drop=True)], axis=1)


def find_columns(
    names: Sequence[str], header: Header | None, target: str | Sequence[str], path: Path
) -> tuple[list[int], list[int]]:
    """The positions of the inputs and of the targets.

    Args:
        names: what the columns of the table are called.
        header: what the file says about them; None for a foreign table.
        target: the column(s) of y in a foreign table; the last one when it is "".
        path: the file, for messages.

    Raises:
        DataError: a column is missing or has no name of its own, or nothing is left for X.
    """
    if header is not None:
        return _own_columns(names, header, path)
    _check_names(names, path)
    wanted: list[str] = [target] if isinstance(target, str) and target else list(target)
    missing = [name for name in wanted if name not in names]
    if missing:
        raise DataError(f"{path} has no column {missing[0]!r}; its columns are {', '.join(names)}")
    if len(set(wanted)) < len(wanted):
        raise DataError(f"target={wanted!r}: give each column once")
    if len(names) - max(1, len(wanted)) < 1:
        raise DataError(f"{path} has {len(names)} column(s); expected at least one for X and one for y")
    targets = [list(names).index(name) for name in wanted] or [len(names) - 1]
    return [position for position in range(len(names)) if position not in targets], targets


def _own_columns(names: Sequence[str], header: Header, path: Path) -> tuple[list[int], list[int]]:
    """The positions of the columns that the header names; a text table keeps no space around a name."""
    places = {name.strip(): place for place, name in enumerate(names)}
    targets = ["class"] if header.task in CLASSES else list(header.target_names)
    if not places.keys() >= {name.strip() for name in (*header.feature_names, *targets)}:
        raise DataError(
            f"{path} and what is written about it name different columns; "
            f"give target= (and task=), or delete {path.name}.json, to read it as it is"
        )
    return [places[name.strip()] for name in header.feature_names], [places[name.strip()] for name in targets]


def _check_names(names: Sequence[str], path: Path) -> None:
    """Raise a :class:`DataError` unless each column of a foreign table has a name of its own."""
    seen: dict[str, int] = {}
    for place, name in enumerate(names, 1):
        if not name.strip() or name.startswith("__index_level_"):
            raise DataError(
                f"{path}: column {place} has no name; give it one, or leave it out (pandas writes a column of row "
                "numbers so, unless told index=False)"
            )
        if name in seen:
            raise DataError(f"{path}: columns {seen[name]} and {place} are both called {name!r}; rename one")
        if name.strip().casefold() in NOT_FINITE:
            raise DataError(f"{path}: column {place} is called {name!r}: is the first line data, not names?")
        if has_controls(name):
            raise DataError(f"{path}: the name of column {place} holds control characters ({shortly(name)})")
        seen[name] = place


def class_numbers(header: Header) -> dict[str, int]:
    """The number of each class by its name, also without the space around it, which a text table does not keep."""
    names = header.target_names
    return {name.strip(): number for number, name in enumerate(names)} | {
        name: number for number, name in enumerate(names)
    }


def own_contents(X: np.ndarray, y: np.ndarray, header: Header, path: Path, where: Where) -> Contents:
    """The contents of a table that says itself what its columns are.

    Args:
        X: inputs, shape (n, features).
        y: the target columns, shape (n, targets): numbers, or names of classes.
        header: what the file says about them.
        path: the file, for messages.
        where: how to find the class of a row in the file, for messages.

    Raises:
        DataError: a class that the header does not name, or numbers of another type.
    """
    if header.task in CLASSES:
        words = y[:, 0].tolist()
        numbers = class_numbers(header)
        if unknown := set(words) - set(numbers):
            row = next(row for row, word in enumerate(words) if word in unknown)
            known = ", ".join(header.target_names)
            raise DataError(f"{where(row)}: unknown class {shortly(words[row])}; the classes are {known}")
        y = np.array([numbers[word] for word in words])
    elif header.y_ndim == 1:
        y = y[:, 0]
    return Contents.restored(X, y, header, path)


def foreign_contents(
    X: np.ndarray,
    y: np.ndarray,
    task: str,
    path: Path,
    feature_names: Sequence[str] = (),
    target_names: Sequence[str] = (),
    doubts: Sequence[str] = (),
) -> Contents:
    """The contents of a file without a header; classes get their numbers in alphabetical order.

    Args:
        X: inputs, shape (n, features) or (n, ...).
        y: targets, shape (n,) or (n, targets), as numbers or as names of classes.
        task: the task, or "" to guess it from y.
        path: the file, for the name and the provenance.
        feature_names: names of the columns of X, if it has any.
        target_names: names of the columns of y, if it has any.
        doubts: what is doubtful about the values; it is kept in the provenance.
    """
    y = y[:, 0] if y.ndim == 2 and y.shape[1] == 1 else y
    task = task or _guess_task(y)
    names = tuple(target_names)
    if task in CLASSES and y.ndim == 1:
        classes, y = np.unique(y, return_inverse=True)
        names = tuple(f"{value:g}" if isinstance(value, float) else str(value) for value in classes.tolist())
    source = origin(path) | ({"doubts": list(doubts)} if doubts else {})
    return Contents.of(X, y, task, feature_names, names, path.stem, source)


def _guess_task(y: np.ndarray) -> str:
    words = y.dtype.kind in "OUS"
    values = np.unique(y)
    if y.ndim > 1:
        return "multilabel" if not words and set(values.tolist()) <= {0, 1} else "regression"
    if words or (len(values) <= FEW_LABELS and (values == values.round()).all()):
        return "binary" if len(values) == 2 else "multiclass"
    return "regression"
