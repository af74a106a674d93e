"""Text tables of any size: pandas reads the cells in blocks, and where one is odd, ``text`` says which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from ann_toolkit.base.bounded.budget import check_budget
from ann_toolkit.base.errors import AnnError, DataError
from ann_toolkit.datasets.files.cells import EXACT_UP_TO, not_exact
from ann_toolkit.datasets.files.lines import BlockTooLargeError, Watched
from ann_toolkit.datasets.files.text import CELL, Layout, blocks_of

_CELLS, _CHARACTERS = 2**20, 2**24  # that pandas reads at a time

# From 3.1 on pandas reads every float to its last bit by itself, and warns where it is told to.
_EXACT: dict[str, Any] = (
    {} if tuple(map(int, pd.__version__.split(".")[:2])) >= (3, 1) else {"float_precision": "round_trip"}
)


class DelimitedTable:
    """A text table whose layout is known; its cells are read when they are asked for.

    Columns are asked for by their positions; :meth:`places` gives those of names. ``doubts`` says what is
    doubtful about the cells that were read.
    """

    def __init__(self, layout: Layout, budget: int | None = None) -> None:
        """Take the table with this layout; see :func:`open_table`."""
        self.layout, self.budget = layout, budget
        self.path = layout.path
        self.names = layout.names or tuple(f"x{number}" for number in range(1, layout.width + 1))
        self.doubts: list[str] = []

    def places(self, names: Sequence[str]) -> list[int]:
        """The positions of the columns of these names.

        Raises:
            DataError: there is no such column; the message lists those there are.
        """
        missing = [name for name in names if name not in self.names]
        if missing:
            raise DataError(
                f"{self.path} has no column {missing[0]!r}; its columns are {', '.join(self.names)}"
            )
        return [self.names.index(name) for name in names]

    def numbers(self, columns: Sequence[int], empty: Sequence[int] = ()) -> np.ndarray:
        """Some columns as floats, shape (n, columns); see :meth:`read`."""
        return self.read(columns, (), empty)[0]

    def words(self, columns: Sequence[int]) -> np.ndarray:
        """Some columns as text, shape (n, columns); see :meth:`read`."""
        return self.read((), columns)[1]

    def read(
        self, numbers: Sequence[int], words: Sequence[int], empty: Sequence[int] = ()
    ) -> tuple[np.ndarray, np.ndarray]:
        """Some columns as numbers and some as text, in one go.

        Args:
            numbers: positions of the columns to give as floats.
            words: positions of the columns to give as text, without the space around a cell.
            empty: columns of numbers in which a cell may be empty; it becomes NaN.

        Returns:
            Arrays of shape (n, numbers) and (n, words).

        Raises:
            FileError: not UTF-8 text, or too large for the budget.
            DataError: a cell is empty or a word where a number is expected, or a line has other columns than
                the first; the message names line and column.
        """
        try:
            blocks = list(self._bounded(self._with_pandas(numbers, words, empty)))
        except _LookAtEachCell:
            blocks = list(self._bounded(self._cell_by_cell(numbers, words, empty)))
        if len(blocks) == 1:
            return blocks[0]
        values, text = zip(*blocks, strict=True)
        return np.concatenate(values), np.concatenate(text)

    def where(self, row: int, column: int) -> str:
        """How to find a cell in the file, for messages; looks through the file."""
        for block in blocks_of(self.layout, self.budget):
            if row < len(block.rows):
                return block.where(row, column)
            row -= len(block.rows)
        raise AssertionError(f"asked for a row that {self.path} does not have")

    def _bounded(
        self, blocks: Iterator[tuple[np.ndarray, np.ndarray]]
    ) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """The blocks, as long as all of them and their sum at the end fit into the budget."""
        taken = 0
        for values, text in blocks:
            taken += 2 * values.nbytes + text.size * CELL + sum(map(len, text.ravel()))
            check_budget(taken, self.path, self.budget)
            yield values, text

    def _cell_by_cell(
        self, numbers: Sequence[int], words: Sequence[int], empty: Sequence[int]
    ) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        for block in blocks_of(self.layout, self.budget):
            values = block.numbers(numbers, empty)
            for row in np.argwhere((np.abs(values) >= EXACT_UP_TO).any(axis=1))[:1, 0]:
                long = not_exact([block.rows[row][place].strip() for place in numbers])
                self._doubt_exactness(long, f"line {block.lines[row]}")
            yield values, block.words(words)

    def _with_pandas(
        self, numbers: Sequence[int], words: Sequence[int], empty: Sequence[int]
    ) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """What pandas makes of it.

        Raises:
            _LookAtEachCell: something is odd.
        """
        rows = 0
        for frame in self._frames(words):
            # pandas fills a line that is too short; its last cell is then missing
            if frame.shape[1] != self.layout.width or frame.iloc[:, -1].isna().any():
                raise _LookAtEachCell
            found = frame.iloc[:, list(numbers)]
            if any(dtype.kind not in "iuf" for dtype in found.dtypes):  # "True" is a word too
                raise _LookAtEachCell
            values = found.to_numpy(float)
            finite = np.isfinite(values)
            if not finite.all() and not (finite | np.isnan(values) & np.isin(numbers, empty)).all():
                raise _LookAtEachCell
            if self._loses_digits(found, values):
                raise _LookAtEachCell  # to see which they are
            text = [frame.iloc[:, place].fillna("").str.strip().to_numpy(object) for place in words]
            yield values, np.stack(text, axis=1) if text else np.empty((len(frame), 0), dtype=object)
            rows += len(frame)
        if not rows:
            raise _LookAtEachCell

    def _frames(self, words: Sequence[int]) -> Iterator[pd.DataFrame]:
        """Every line but empty ones, columns numbered from 0, so many lines at a time."""
        layout = self.layout
        watched = Watched(layout.path, layout.what, self.budget)
        try:
            with (
                watched.buffered() as file,
                pd.read_csv(
                    file,
                    sep=layout.delimiter,
                    decimal=layout.decimal,
                    header=None,
                    skiprows=layout.skip,
                    dtype=dict.fromkeys(words, str),
                    keep_default_na=False,  # "NA" is a word like any other
                    na_values=[""],
                    encoding="utf-8",  # pandas leaves a mark at the beginning out by itself
                    low_memory=False,
                    chunksize=max(1000, min(_CELLS // layout.width, _CHARACTERS // layout.length)),
                    **_EXACT,
                ) as chunks,
            ):
                for chunk in chunks:
                    watched.in_block = 0
                    blank = chunk.iloc[:, 0].isna().any()  # a line without any cell has no first one
                    frame = chunk.dropna(how="all") if blank else chunk
                    if len(frame):
                        yield frame
        except AnnError:
            raise
        except (
            ValueError,
            OverflowError,
            BlockTooLargeError,
        ) as error:  # pandas and the decoder; the text reader has our words
            raise _LookAtEachCell from error

    @staticmethod
    def _loses_digits(found: pd.DataFrame, values: np.ndarray) -> bool:
        """Whether a whole number is too large for a float; ``values`` are those of ``found`` as floats."""
        if (
            not values.size
            or max(np.fmax.reduce(values, axis=None), -np.fmin.reduce(values, axis=None)) < EXACT_UP_TO
        ):
            return False
        whole = found.select_dtypes("integer")
        return bool(whole.size) and max(int(whole.max().max()), -int(whole.min().min())) > EXACT_UP_TO

    def _doubt_exactness(self, number: str, place: str) -> None:
        if number:
            self.doubts.append(f"{place}: {number} has more digits than a float keeps")


class _LookAtEachCell(Exception):
    """Something in a table is odd: the cells must be looked at one by one."""
