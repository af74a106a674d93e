"""The one type in which data travels: inputs, targets, and what they are called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from ann_toolkit.base.arrays import numbers
from ann_toolkit.base.errors import DataError
from ann_toolkit.base.messages import printable
from ann_toolkit.base.protocols import CLASSES, PathLike
from ann_toolkit.datasets.checks import (
    as_names,
    check_description,
    check_labels,
    check_names,
    check_shapes,
    check_yes_or_no,
    chosen_rows,
    default_target_names,
    floats,
    numbered,
    targets,
)
from ann_toolkit.datasets.files import formats
from ann_toolkit.datasets.files.cells import shortly
from ann_toolkit.datasets.files.columns import as_frame
from ann_toolkit.datasets.files.header import Contents
from ann_toolkit.datasets.scaling import check_like, fitted, flat, transformed, unscaled
from ann_toolkit.datasets.splitting import split_rows


@dataclass(frozen=True, eq=False)
class Dataset:
    """Inputs ``X`` and targets ``y`` with their names. Unpacks as the course does: ``X, y = data``.

    Args:
        X: inputs, shape (n, features) or (n, height, width, ...) for images, float.
        y: targets: (n,) integer labels 0..k-1 for "binary" and "multiclass"; (n, labels) of 0 and 1 for
            "multilabel"; (n,) or (n, outputs) float for "regression".
        task: "binary", "multiclass", "multilabel" or "regression".
        feature_names: a name for each column of X; x1, x2, ... unless given.
        target_names: a name for each class, or for each output when there are no classes.
        name: what the data is called in titles and reports.
        provenance: where it comes from: generator, arguments and seed, or file and checksum.

    Raises:
        DataError: shapes, labels, names or numbers that do not fit together.

    >>> data = Dataset([[0, 1], [2, 3], [4, 5]], [0, 1, 1], "binary", target_names=("no", "yes"))
    >>> X, y = data
    >>> X.shape, y.tolist(), data.feature_names
    ((3, 2), [0, 1, 1], ('x1', 'x2'))
    """

    X: np.ndarray
    y: np.ndarray
    task: str
    feature_names: tuple[str, ...] = ()
    target_names: tuple[str, ...] = ()
    name: str = "data"
    provenance: dict[str, Any] = field(default_factory=dict)
    X_scaler: Any = None
    y_scaler: Any = None

    def __post_init__(self) -> None:
        set_field = object.__setattr__  # the class is frozen: only here are fields brought into form
        set_field(self, "X", floats(self.X, "X"))
        set_field(self, "y", targets(self.y, self.task))
        check_shapes(self.X, self.y, self.task)
        check_description(self.name, self.provenance)
        columns = as_names(self.feature_names, "feature_names")
        set_field(
            self, "feature_names", columns or (() if self.X.ndim > 2 else numbered("x", self.X.shape[1]))
        )
        named = as_names(self.target_names, "target_names")
        set_field(self, "target_names", named or default_target_names(self.y, self.task))
        check_names(self.X, self.y, self.task, self.feature_names, self.target_names)
        check_labels(self.y, self.task, len(self.target_names))

    def __iter__(self) -> Iterator[np.ndarray]:
        """Unpack as ``X, y = data``."""
        yield self.X
        yield self.y

    def __getitem__(self, place: int) -> np.ndarray:
        """``data[0]`` is X and ``data[1]`` is y, as unpacking gives them; rows are ``data.take(rows)``."""
        if not (isinstance(place, int | np.integer) and -2 <= place < 2):
            raise DataError(
                f"data[{shortly(place)}]: data[0] is X and data[1] is y; "
                "for rows take data.X[...], data.y[...] or data.take(rows)"
            )
        return (self.X, self.y)[place]

    def __len__(self) -> int:
        """The number of rows, not of the two arrays that unpacking gives."""
        return len(self.X)

    __reversed__ = None  # with a length and items Python would count down through the rows

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NoReturn:
        """Refuse to be made an array, which would mix X and y."""
        raise DataError(f"{self.name!r} is a Dataset of two arrays; give its X or its y alone")

    def __repr__(self) -> str:
        counts = ""
        if self.task in CLASSES:
            per_class = np.bincount(self.y, minlength=len(self.target_names))
            counts = ": " + ", ".join(
                f"{n} {name}" for name, n in zip(self.target_names, per_class, strict=True)
            )
        inputs = " x ".join(str(size) for size in self.X.shape[1:])
        return printable(f"<Dataset {self.name!r}: {len(self)} rows, {inputs} inputs, {self.task}{counts}>")

    @property
    def n_classes(self) -> int:
        """The number of classes (0 for a regression)."""
        return len(self.target_names) if self.task in CLASSES else 0

    def one_hot(self) -> np.ndarray:
        """The labels as the course writes them: a column for each class, 1 where it is the class.

        Returns:
            Array of shape (n, classes), float32.

        >>> Dataset([[0.], [1.], [2.]], [0, 2, 1], "multiclass").one_hot().tolist()
        [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]]
        """
        if self.task not in CLASSES:
            raise DataError(f"one_hot() needs classes, but the task of {self.name!r} is {self.task!r}")
        return np.eye(self.n_classes, dtype=np.float32)[self.y]

    def take(self, rows: Any, step: str = "") -> Dataset:
        """The same data with only some of the rows.

        Args:
            rows: row numbers, a slice, or an array of booleans.
            step: a word on why, kept in ``provenance["steps"]``.

        Raises:
            DataError: there is no such row, or none is left.
        """
        chosen = chosen_rows(rows, len(self))
        return replace(self, X=self.X[chosen], y=self.y[chosen], provenance=self._with_step(step))

    def split(self, *fractions: float, seed: int = 0, stratify: bool | None = None) -> tuple[Dataset, ...]:
        """Cut the rows at random into parts, 80 % / 15 % / 5 % unless told otherwise (S0).

        Args:
            *fractions: the size of each part, summing to 1; (0.80, 0.15, 0.05) when none is given.
            seed: the same seed gives the same parts.
            stratify: keep the proportions of the classes in each part; by default wherever there are classes.

        Returns:
            A Dataset for each fraction: usually train, validation and test.

        Raises:
            DataError: the fractions do not sum to 1, a part would be empty, or a class is too rare to cut.

        >>> data = Dataset(np.zeros((100, 2)), np.repeat([0, 1], 50), "binary")
        >>> [len(part) for part in data.split(seed=0)]
        [80, 15, 5]
        """
        sizes = fractions or (0.80, 0.15, 0.05)
        check_yes_or_no(stratify, "stratify")
        stratify = self.task in CLASSES if stratify is None else stratify
        if stratify and self.task not in CLASSES:
            raise DataError(f"stratify=True needs classes, but the task of {self.name!r} is {self.task!r}")
        parts = split_rows(len(self), sizes, seed, self.y if stratify else None, self.target_names)
        shares = "/".join(f"{100 * size:g}" for size in sizes)
        return tuple(
            self.take(rows, f"part {number} of split {shares}, seed {seed}")
            for number, rows in enumerate(parts, 1)
        )

    def scale(self, like: Dataset | None = None, method: str = "standard", y: bool = False) -> Dataset:
        """Bring every input to a comparable size, with numbers learned from the training data alone.

        Args:
            like: the training data to learn the scale from, this very data when left out. Where it is
                scaled already, its own scale is used again.
            method: "standard" (mean 0, deviation 1), "minmax" (0 to 1) or "rank" (each value becomes the
                share of training values below it: 0 to 1, even when a few values are huge).
            y: scale the targets of a regression too; :meth:`inverse_y` brings predictions back.

        Returns:
            A Dataset with the scaled X (and y); ``X_scaler`` and ``y_scaler`` are scikit-learn's own objects.

        Raises:
            DataError: ``like`` is no data or has other columns, a value is infinite, there is no y to scale, or
                this data is scaled already.

        >>> data = Dataset([[1.0], [3.0]], [10.0, 30.0], "regression").scale(y=True)
        >>> data.X.ravel().tolist(), data.inverse_y([1.0]).tolist()
        ([-1.0, 1.0], [30.0])
        """
        if self.X_scaler is not None:
            raise DataError(f"{self.name!r} is scaled already; start again from the unscaled data")
        like = self if like is None else like
        check_like(self, like)
        if y and self.task != "regression":
            raise DataError(f"y=True scales the targets of a regression, but the task here is {self.task!r}")
        # Training data that is scaled already brings its own scale: fitting once more would undo nothing.
        X_scaler = like.X_scaler or fitted(method, flat(like.X), "X")
        scaled = transformed(X_scaler, flat(self.X), "X").reshape(self.X.shape)
        target, y_scaler = self.y, None
        if y:
            y_scaler = like.y_scaler or fitted(method, flat(like.y), "y")
            target = transformed(y_scaler, flat(self.y), "y").reshape(self.y.shape)
        provenance = self._with_step(f"{method} scaling like {like.name}")
        return replace(self, X=scaled, y=target, provenance=provenance, X_scaler=X_scaler, y_scaler=y_scaler)

    def inverse_y(self, y: Any) -> np.ndarray:
        """Bring targets or predictions back to the units that y had before :meth:`scale`.

        Args:
            y: scaled values, shape (n,) or (n, outputs).

        Returns:
            The same shape in the original units; unchanged where y was never scaled.

        Raises:
            DataError: no numbers, or of another width than y.
        """
        values = numbers(y, "y").astype(float)
        return values if self.y_scaler is None else unscaled(self.y_scaler, values)

    def to_frame(self) -> pd.DataFrame:
        """A pandas table: a column for each input, then the class by its name or a column for each output.

        >>> Dataset([[0.5]], [1], "binary", ("size",), ("small", "big")).to_frame()
           size class
        0   0.5   big
        """
        return as_frame(self.contents())

    def save(self, path: PathLike, decimal: str = ".", extra: pd.DataFrame | None = None) -> None:
        """Write the data to a file; its ending says how: .csv, .xlsx, .parquet, .npz, .h5 or .hdf5.

        Names, task and provenance are kept inside the file; for CSV they stand beside it in
        ``<name>.csv.json``. Images go into .npz, .h5 or .hdf5. A scaler is not kept: save unscaled data.

        Args:
            path: the file to write, in a folder that exists.
            decimal: "," writes CSV as French spreadsheets do, with ``;`` between the cells.
            extra: further columns for a table, such as standard errors, a row for each row of X; they stand in
                the file but are no part of the data, and :meth:`read` leaves them out.

        Raises:
            FileError: unknown ending, missing folder, or a failed write (the old file stays whole).
        """
        formats.save(self.contents(), path, decimal, extra)

    @classmethod
    def read(
        cls, path: PathLike, target: str | Sequence[str] = "", task: str = "", budget: int | None = None
    ) -> Dataset:
        """Read a file that :meth:`save` wrote, or any table with a header.

        Args:
            path: a file with one of the endings of :meth:`save`. CSV with ``,`` or with ``;`` and decimal commas.
            target: the column(s) of y in a foreign table; the last column unless given.
            task: the task of a foreign table; guessed unless given (names and few whole numbers are
                classes, other numbers a regression).
            budget: how many bytes the data may take in memory; a quarter of the machine's unless given.

        Returns:
            The data. What is doubtful in a foreign file and was kept all the same (numbers that stand as text,
            a class called NA) stands in ``provenance["doubts"]``.

        Raises:
            FileError: missing, damaged, of an unknown kind, or larger than the budget.
            UnsafeFileError: it points to other files, or holds Python objects.
            DataError: a table with words among its numbers, missing values, or no such column.
        """
        found = formats.read(path, target, task, budget)
        said = found.header
        names = said.feature_names, said.target_names
        try:
            return cls(found.X, found.y, said.task, *names, said.name, said.provenance)
        except DataError as error:  # the formats know the cells, only here is known whether all fits together
            raise DataError(f"{path}: {error}") from error

    def contents(self) -> Contents:
        """The data as the formats take it: arrays and a header."""
        return Contents.of(
            self.X, self.y, self.task, self.feature_names, self.target_names, self.name, self.provenance
        )

    def _with_step(self, step: str) -> dict[str, Any]:
        told = self.provenance.get("steps")
        steps = [*(told if isinstance(told, list) else []), *([step] if step else [])]
        return {**self.provenance, **({"steps": steps} if steps else {})}
