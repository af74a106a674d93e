"""What ``fit`` is asked to do: the arguments of ``keras.Model.fit``, checked."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import keras

from ann_toolkit.base.errors import AnnError, DataError, ModelError
from ann_toolkit.base.protocols import DatasetLike
from ann_toolkit.base.suggestions import did_you_mean
from ann_toolkit.training.amounts import frequency, share, whole
from ann_toolkit.training.checks import Arrays, check_data, readable
from ann_toolkit.training.targets import check_names, check_presence, needs_targets
from ann_toolkit.training.weights import check_weights

ENGINES = ("auto", "xla", "graph", "keras")
ORDER = "write fit(model, X, y, ...)"


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

    def checked(self, model: keras.Model, finite: bool = True) -> Arguments:
        """The same with arrays that ``model`` can be trained on, and plain numbers.

        Args:
            model: what is to be trained.
            finite: whether NaN and infinite values are refused; Keras' ``TerminateOnNaN`` waits for them.

        Raises:
            ModelError: no model, one that is not compiled, or that was compiled with a name unknown to Keras.
            DataError: data that the model cannot be trained on, or a number that trains nothing.
            AnnError: an argument that Keras does not know.
        """
        check_compiled(model)
        check_names(model)
        self._check_names(model)
        if isinstance(self.y, keras.Model) or isinstance(self.x, keras.Model):
            raise DataError(f"a model was given where data belongs; {ORDER}")
        if self.x is None:
            raise DataError("x is None: there is nothing to train on; give an array of shape (n, ...)")
        if isinstance(self.x, DatasetLike):
            raise DataError("fit takes inputs and targets, not a Dataset: write fit(model, *data, ...)")
        counted = self._counted()
        x, y = self.x, self.y
        if readable(x) or isinstance(x, dict):
            check_presence(model, y)
            x, y = check_data(model, x, y, finite=finite)
        return replace(
            counted,
            x=x,
            y=y,
            validation_data=_checked_validation(model, self.validation_data, finite),
            sample_weight=check_weights(y, self.class_weight, self.sample_weight, finite=finite),
        )

    def _counted(self) -> Arguments:
        """The same with each number as Python's own."""
        validates = self.validation_data is not None or self.validation_split
        own = self.validation_data is None
        sizes: dict[str, Any] = {
            name: value if value is None else whole(name, value, 1, "has no row")
            for name, value in vars(self).items()
            if name.endswith("batch_size")
        }
        others = {
            name: whole(name, value) if name.endswith("steps") or name.startswith("steps") else value
            for name, value in self.others.items()
            if value is not None
        }
        return replace(
            self,
            epochs=whole("epochs", self.epochs, 1, "trains nothing"),
            initial_epoch=whole("initial_epoch", self.initial_epoch),
            validation_split=share("validation_split", self.validation_split) if own else 0.0,
            validation_freq=frequency(self.validation_freq) if validates else 1,
            others=others,
            **sizes,
        )

    def _check_names(self, model: keras.Model) -> None:
        """Raise an :class:`AnnError` for an argument that the model's ``fit`` does not have."""
        known = inspect.signature(type(model).fit).parameters
        if any(parameter.kind == parameter.VAR_KEYWORD for parameter in known.values()):
            return  # somebody's own `fit` around Keras', which takes whatever comes
        names = [name for name in known if name != "self"]
        for name in self.others:
            if name not in names:
                raise AnnError(f"fit has no argument {name!r}; {did_you_mean(name, [*names, 'engine'])}")

    def for_keras(self) -> dict[str, Any]:
        """All of them by the names that ``keras.Model.fit`` has for them."""
        named = dict(vars(self))
        return named | named.pop("others")


def check_compiled(model: keras.Model) -> None:
    """Raise a :class:`ModelError` when ``model`` is none, or has no loss and optimizer yet."""
    if not callable(getattr(model, "train_step", None)) or inspect.isclass(model):
        shape = getattr(model, "shape", None)
        what = f"an array of shape {tuple(shape)}" if shape is not None else repr(model)[:60]
        raise ModelError(f"the first argument of fit is the model, but it is {what}; {ORDER}")
    if not getattr(model, "compiled", False):
        raise ModelError(
            f"the model {model.name!r} is not compiled; call model.compile(loss=..., optimizer=...) first"
        )


def _checked_validation(model: keras.Model, data: Any, finite: bool) -> Any:
    """Arrays to validate on as ``(X, y)`` or ``(X, y, sample_weight)``; anything else as it is."""
    what = "validation data"
    if data is None:
        return None
    if isinstance(data, DatasetLike):
        data = (data.X, data.y)
    if hasattr(data, "__array__") or isinstance(
        data, dict
    ):  # inputs alone, for a model that needs no targets
        data = (data,)
    if not isinstance(data, list | tuple):
        return data
    if len(data) not in (2, 3) and (needs_targets(model) or len(data) != 1):
        raise DataError(f"validation_data has {len(data)} part(s); expected (X, y) or (X, y, sample_weight)")
    x, y, weights = (*data, None, None)[:3]
    check_presence(model, y, what)
    x, y = check_data(model, x, y, what, finite)
    return (x, y, check_weights(y, None, weights, what, finite)) if len(data) == 3 else (x, y)
