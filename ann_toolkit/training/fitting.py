"""``fit``: the twin of ``keras.Model.fit``, compiled."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import keras

from ann_toolkit.base.errors import DataError, ModelError
from ann_toolkit.base.messages import say
from ann_toolkit.base.protocols import DatasetLike
from ann_toolkit.base.suggestions import did_you_mean
from ann_toolkit.training.amounts import flat_callbacks
from ann_toolkit.training.arguments import ENGINES, Arguments
from ann_toolkit.training.checks import Arrays
from ann_toolkit.training.engine import choice, loop, rows
from ann_toolkit.training.engine.own_code import TracingError
from ann_toolkit.training.engine.progress import EpochLines, ProgressLine
from ann_toolkit.training.fallback import fit_with_keras

logger = logging.getLogger(__name__)


def fit(
    model: keras.Model,
    x: Arrays | Iterable[Any] | None = None,
    y: Arrays | None = None,
    batch_size: int | None = None,
    epochs: int = 1,
    verbose: int | str = "auto",
    callbacks: Sequence[keras.callbacks.Callback] | None = None,
    validation_split: float = 0.0,
    validation_data: DatasetLike | tuple[Arrays, ...] | Iterable[Any] | None = None,
    shuffle: bool = True,
    class_weight: Mapping[int, float] | None = None,
    sample_weight: Arrays | None = None,
    initial_epoch: int = 0,
    validation_freq: int | Sequence[int] = 1,
    *,
    engine: str = "auto",
    **keras_only: Any,
) -> keras.callbacks.History:
    """Train ``model``, with the arguments and the results of ``keras.Model.fit``, at compiled speed.

    Whole epochs run as one compiled function around the model's own training step, so the losses,
    metrics and weights are those of Keras: to the last bit as a graph, within rounding under XLA
    (docs/same_as_keras.md says how far). What cannot run so (generators, callbacks that look into each
    batch, a model with a training step of its own) is trained by Keras itself, and a line says why.

    Ctrl-C ends training after the running epoch and gives the history so far; with ``BackupAndRestore``
    among the callbacks the same call goes on later. When the loss is no longer a number, training stops
    with a warning, and the model keeps the last weights that were good.

    Args:
        model: any compiled Keras model.
        x: inputs, shape (n, ...).
        y: targets, (n,) or (n, outputs); class labels as integers or one-hot, whichever was compiled.
        batch_size: rows for each update of the weights; 32 unless said.
        epochs: how many times every row is seen.
        verbose: "auto" or 1 shows one live line, 0 nothing, 2 a line for each epoch.
        callbacks: any Keras callbacks (``EarlyStopping``, ...).
        validation_split: the last part of the rows, 0 to 1, that is kept for validation.
        validation_data: ``(X, y)`` or ``(X, y, sample_weight)`` to validate on after each epoch; a
            ``Dataset`` will do.
        shuffle: whether the rows come in another order in each epoch.
        class_weight: how much each class label counts in the loss.
        sample_weight: how much each row counts in the loss, shape (n,).
        initial_epoch: the epoch to begin with, when training goes on.
        validation_freq: validate after every so many epochs, or after the epochs listed.
        engine: "auto" chooses; "xla" and "graph" insist on one way to compile and raise where it cannot
            be, "keras" insists on ``keras.Model.fit``.
        **keras_only: the other arguments of ``keras.Model.fit`` (``steps_per_epoch``, ...).

    Returns:
        The ``History`` of Keras: ``history.history["loss"]`` and so on, a number for each epoch.

    Raises:
        ModelError: the model is not compiled, or the engine insisted on cannot train it.
        DataError: data that the model cannot be trained on; the message says how to mend it.
        AnnError: an argument that ``keras.Model.fit`` does not have.

    >>> import ann_toolkit as ann
    >>> data = ann.datasets.generate_classification_case1(n_samples=200, seed=0)
    >>> model = ann.models.perceptron(2, seed=0)
    >>> history = ann.training.fit(model, *data, epochs=5, verbose=0)
    >>> len(history.history["loss"])
    5
    """
    if engine not in ENGINES:
        raise DataError(f"engine={engine!r} is not known; {did_you_mean(str(engine), ENGINES)}")
    flat = flat_callbacks(callbacks)
    waits_for_nan = any(isinstance(callback, keras.callbacks.TerminateOnNaN) for callback in flat)
    arguments = Arguments(
        x=x,
        y=y,
        batch_size=batch_size,
        epochs=epochs,
        validation_split=validation_split,
        validation_data=validation_data,
        shuffle=shuffle,
        class_weight=class_weight,
        sample_weight=sample_weight,
        initial_epoch=initial_epoch,
        validation_freq=validation_freq,
        validation_batch_size=keras_only.pop("validation_batch_size", None) or batch_size,
        others=keras_only,
    ).checked(model, finite=not waits_for_nan)
    ready = prepare(model, arguments, flat, engine)
    quiet = verbose == 0
    shown = [] if quiet else [EpochLines() if verbose == 2 else ProgressLine()]
    if isinstance(ready, loop.Runner):
        return loop.train(ready, [*flat, *shown], verbose=0 if quiet else 1)
    if engine in ("xla", "graph"):
        raise ModelError(
            f"engine={engine!r} cannot train {model.name!r}: {ready.text}; engine='auto' leaves it to Keras"
        ) from ready.cause
    if not quiet:
        say(f"training with keras.Model.fit: {ready.text}")
    return fit_with_keras(model, arguments, [*flat, *shown])


@dataclass(frozen=True)
class Reason:
    """Why only ``keras.Model.fit`` can train.

    Attributes:
        text: part of a line.
        cause: the error that told it, if one did.
    """

    text: str
    cause: Exception | None = None


def prepare(
    model: keras.Model, arguments: Arguments, callbacks: Sequence[keras.callbacks.Callback], engine: str
) -> loop.Runner | Reason:
    """What runs the epochs of a training, or the reason why Keras must.

    Args:
        model: a compiled model.
        arguments: what to train on and for how long, checked.
        callbacks: the user's callbacks.
        engine: as given to :func:`fit`.

    Raises:
        DataError: the rows cannot be split or weighted as asked.
    """
    if engine == "keras":
        return Reason("engine='keras' was given")
    data = (arguments.x, arguments.y, arguments.sample_weight, arguments.validation_data)
    if why := choice.why_keras(model, data, callbacks, arguments.others, arguments.shuffle):
        return Reason(why)
    try:
        return loop.Runner(model, plan(arguments, engine))
    except TracingError as error:
        logger.debug("the epochs of %r cannot be compiled", model.name, exc_info=True)
        return Reason(f"its epochs cannot be compiled ({error})", error)


def plan(arguments: Arguments, engine: str) -> loop.Plan:
    """Put the data on the device, split and weighted as Keras does it."""
    parts = (arguments.x, arguments.y, arguments.sample_weight)
    validation_data = arguments.validation_data
    if validation_data is None and arguments.validation_split:
        parts, validation_data = rows.split_off_validation(parts, arguments.validation_split)
    x, y, sample_weight = parts
    if arguments.class_weight is not None:
        sample_weight = rows.weights_of_classes(y, arguments.class_weight)
    return loop.Plan(
        train=rows.to_rows(x, y, sample_weight),
        validation=rows.to_rows(*validation_data) if validation_data is not None else None,
        batch_sizes=(arguments.batch_size or 32, arguments.validation_batch_size or 32),
        epochs=arguments.epochs,
        initial_epoch=arguments.initial_epoch,
        validation_freq=arguments.validation_freq,
        shuffle=bool(arguments.shuffle),
        xla={"xla": True, "graph": False}.get(engine),
    )
