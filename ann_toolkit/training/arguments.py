"""What ``fit`` is asked to do: the arguments of ``keras.Model.fit``, checked."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import keras

from ann_toolkit.base.errors import AnnError, DataError
from ann_toolkit.base.protocols import DatasetLike
from ann_toolkit.base.suggestions import did_you_mean
from ann_toolkit.training.checks import Arrays, check_compiled, check_data, check_weights

ENGINES = ("auto", "xla", "graph", "keras")


@dataclass(frozen=True)
class Arguments:
    """The arguments of ``fit`` that say what to train on and for how long; :func:`fit` explains each.

    Attributes:
        others: those that only Keras' own ``fit`` knows (``steps_per_epoch``, ...).
    """

    x: Arrays | Iterable[Any] | None
    y: Arrays | None
    batch_size: int | None
    epochs: int
    validation_split: float
    validation_data: Any
    shuffle: bool | str
    class_weight: Mapping[int, float] | None
    sample_weight: Arrays | None
    initial_epoch: int
    validation_freq: int | Sequence[int]
    validation_batch_size: int | None
    others: dict[str, Any]

    def checked(self, model: keras.Model) -> Arguments:
        """The same with arrays that ``model`` can be trained on.

        Raises:
            ModelError: the model is not compiled.
            DataError: data that the model cannot be trained on, or a number that trains nothing.
            AnnError: an argument that Keras does not know.
        """
        check_compiled(model)
        self._check_names()
        if self.epochs < 1:
            raise DataError(f"epochs={self.epochs} trains nothing; give 1 or more")
        if self.batch_size is not None and self.batch_size < 1:
            raise DataError(f"batch_size={self.batch_size} has no row; give 1 or more")
        if self.x is None:
            raise DataError("x is None: there is nothing to train on; give an array of shape (n, ...)")
        if isinstance(self.x, DatasetLike):
            raise DataError("fit takes inputs and targets, not a Dataset: write fit(model, *data, ...)")
        x, y = (self.x, None) if self.y is None else check_data(model, self.x, self.y)
        return replace(
            self,
            x=x,
            y=y,
            validation_data=_checked_validation(model, self.validation_data),
            sample_weight=check_weights(y, self.class_weight, self.sample_weight),
        )

    def _check_names(self) -> None:
        known = [name for name in inspect.signature(keras.Model.fit).parameters if name != "self"]
        for name in self.others:
            if name not in known:
                hint = did_you_mean(name, [*known, "engine"])
                raise AnnError(f"fit has no argument {name!r}; {hint}")

    def for_keras(self) -> dict[str, Any]:
        """All of them by the names that ``keras.Model.fit`` has for them."""
        named = dict(vars(self))
        return named | named.pop("others")


def _checked_validation(model: keras.Model, data: Any) -> Any:
    """Arrays to validate on as ``(X, y)`` or ``(X, y, sample_weight)``; anything else as it is."""
    if isinstance(data, DatasetLike):
        data = (data.X, data.y)
    if not isinstance(data, list | tuple):
        return data
    if len(data) not in (2, 3):
        raise DataError(f"validation_data has {len(data)} part(s); expected (X, y) or (X, y, sample_weight)")
    x, y = check_data(model, data[0], data[1], "validation data")
    return (x, y, check_weights(y, None, data[2], "validation data")) if len(data) == 3 else (x, y)
