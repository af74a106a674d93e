"""The numbers and callbacks among the arguments of ``fit``: what Keras takes, and one line for what it doesn't."""

from __future__ import annotations

import inspect
import operator
from typing import Any

import keras

from ann_toolkit.base.errors import DataError
from ann_toolkit.base.suggestions import nearest


def whole(name: str, value: Any, lowest: int | None = None, otherwise: str = "") -> int:
    """A whole number, from whatever counts as one for Python (NumPy's, an array of one, a tensor).

    Args:
        name: the argument's name.
        value: what was given.
        lowest: the smallest that makes sense.
        otherwise: what a smaller one would do, for the message ("trains nothing").

    Raises:
        DataError: no whole number, or one that is too small.

    >>> import numpy as np
    >>> whole("epochs", np.int64(3))
    3
    """
    try:
        number = operator.index(value)
    except TypeError as error:
        hint = _nearest_whole(value)
        raise DataError(f"{name}={value!r} is not a whole number; give {hint}") from error
    if lowest is not None and number < lowest:
        raise DataError(f"{name}={number} {otherwise}; give {lowest} or more")
    return number


def _nearest_whole(value: Any) -> str:
    try:
        return str(max(1, round(float(value))))
    except (TypeError, ValueError, OverflowError):
        return "1 or more"


def share(name: str, value: Any) -> float:
    """A share of the rows: 0, or a number between 0 and 1.

    Raises:
        DataError: anything else.

    >>> share("validation_split", 0.15)
    0.15
    """
    try:
        number = float(value) if not isinstance(value, str) else float("nan")
    except (TypeError, ValueError):
        number = float("nan")
    if not 0 <= number < 1:
        raise DataError(
            f"{name}={value!r} is no share of the rows; give a number between 0 and 1 (0.15, say)"
        )
    return number


def frequency(value: Any) -> int | list[int]:
    """How often to validate: after every so many epochs, or after the epochs listed.

    Raises:
        DataError: neither.
    """
    if isinstance(value, list | tuple | set | range):
        return [whole("validation_freq", epoch) for epoch in value]
    number = whole("validation_freq", value)
    if number == 0:
        raise DataError("validation_freq=0 never validates; give 1 or more, or leave validation out")
    return number


def flat_callbacks(callbacks: Any) -> list[Any]:
    """The callbacks in a nest of them.

    Raises:
        DataError: something among them that Keras cannot call.
    """
    flat = keras.tree.flatten(callbacks) if callbacks else []
    for callback in flat:
        if inspect.isclass(callback) and issubclass(callback, keras.callbacks.Callback):
            raise DataError(
                f"callbacks has the class {callback.__name__}; make one of it: {callback.__name__}()"
            )
        if not hasattr(callback, "set_model"):
            raise DataError(
                f"callbacks has {callback!r}, which is no callback; {_hint(callback)}".replace("\n", " ")
            )
    return flat


def _hint(given: Any) -> str:
    if not isinstance(given, str):
        return "give objects such as keras.callbacks.EarlyStopping()"
    known = [name for name, code in vars(keras.callbacks).items() if inspect.isclass(code)]
    plain = given.replace("_", "").replace(" ", "").lower()
    meant = next((name for name in known if name.lower().startswith(plain)), nearest(plain, known))
    return f"did you mean keras.callbacks.{meant}()?" if meant else f"choose one of {', '.join(known)}"
