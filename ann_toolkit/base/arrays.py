"""Arrays that come from a person: numbers, and of the shape that a network expects. One rule for every room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ann_toolkit.base.errors import DataError


def numbers(values: Any, what: str, advice: str = "") -> np.ndarray:
    """``values`` as an array of numbers.

    Args:
        values: an array, or what NumPy makes one of.
        what: what it is, for the message ("X of the training data").
        advice: how to mend it, for the message.

    Raises:
        DataError: words or objects among them.

    >>> numbers([[1, 2.5]], "X").shape
    (1, 2)
    """
    try:
        array = np.asarray(values)
    except ValueError as error:  # rows of different lengths
        raise DataError(f"{what} must be an array of numbers: {str(error).partition('.')[0]}") from error
    if array.dtype.kind not in "biuf":
        example = array.ravel()[0] if array.size else values
        mend = advice and f"; {advice}"
        raise DataError(
            f"{what} must be numbers, but holds {type(example).__name__} such as {example!r}{mend}"
        )
    return array


def check_finite(array: np.ndarray, what: str, advice: str = "") -> None:
    """Raise a :class:`DataError` where an array of numbers holds NaN or an infinite number.

    >>> check_finite(np.array([[1.0, np.inf]]), "X")
    Traceback (most recent call last):
    ann_toolkit.base.errors.DataError: X holds inf in row 0, column 1; every value must be a finite number
    """
    if array.dtype.kind != "f" or np.isfinite(array).all():
        return
    row, *column = np.argwhere(~np.isfinite(array))[0].tolist()
    where = f"row {row}" + (f", column {', '.join(map(str, column))}" if column else "")
    mend = advice or "every value must be a finite number"
    raise DataError(f"{what} holds {array[(row, *column)]} in {where}; {mend}")


def check_input_shape(
    given: Sequence[int], wanted: Sequence[int | None], model_name: str, what: str = "X"
) -> None:
    """Raise a :class:`DataError` unless rows of shape ``given`` fit an input of shape ``wanted``.

    As in Keras, a last axis of length 1 may be there or not: pictures of 28 x 28 fit an input of
    28 x 28 x 1, and the other way round.

    Args:
        given: the shape of the data, rows included: ``X.shape``.
        wanted: the model's input without rows: ``model.input_shape[1:]``; None stands for any length.
        model_name: the name of the model, for the message.
        what: what the data is, for the message.

    >>> check_input_shape((100, 28, 28), (28, 28, 1), "cnn")
    """
    row, wanted = tuple(given[1:]), tuple(wanted)
    if any(
        _fits(row, shape) for shape in (wanted, (*wanted, 1), *([wanted[:-1]] if wanted[-1:] == (1,) else []))
    ):
        return
    if tuple(given) == wanted:
        hint = "; this is a single row: give X[:1], not X[0]"
    elif len(row) == len(wanted) == 1:
        hint = f"; build it with n_inputs={row[0]} or choose the columns"
    else:
        hint = ""
    raise DataError(f"{what} has rows of shape {row} but the model {model_name!r} expects {wanted}{hint}")


def _fits(row: tuple[int, ...], shape: tuple[int | None, ...]) -> bool:
    return len(row) == len(shape) and all(want in (None, has) for want, has in zip(shape, row, strict=True))
