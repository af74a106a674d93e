"""``fit``: the twin of ``keras.Model.fit``, compiled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import keras

from ann_toolkit.base.errors import DataError
from ann_toolkit.training.checks import check_compiled, check_data, check_numbers, check_weights
from ann_toolkit.training.engine import choice, loop, rows
from ann_toolkit.training.engine.progress import EpochLines, ProgressLine
from ann_toolkit.training.fallback import fit_with_keras


def fit(
    model: keras.Model,
    x: Any = None,
    y: Any = None,
    batch_size: int | None = None,
    epochs: int = 1,
    verbose: int | str = "auto",
    callbacks: Sequence[keras.callbacks.Callback] | None = None,
    validation_split: float = 0.0,
    validation_data: Any = None,
    shuffle: bool = True,
    class_weight: dict[int, float] | None = None,
    sample_weight: Any = None,
    initial_epoch: int = 0,
    validation_freq: int | Sequence[int] = 1,
    *,
    engine: str = "auto",
    **keras_only: Any,
) -> keras.callbacks.History:
    """Train ``model``, with the arguments and the results of ``keras.Model.fit``, at compiled speed.

    Whole epochs run as one compiled function around the model's own training step, so the losses,
    metrics and weights are those of Keras. What cannot run so (generators, callbacks that look into each
    batch, a model with a training step of its own) is trained by Keras itself, and a line says why.

    Ctrl-C ends training after the running epoch and gives the history so far. When the loss is no longer
    a number, training stops with a warning, and the model keeps the last weights that were good.

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
        engine: "auto" chooses; "xla" and "graph" insist on one way to compile, "keras" on
            ``keras.Model.fit``.
        **keras_only: the other arguments of ``keras.Model.fit`` (``steps_per_epoch``, ...).

    Returns:
        The ``History`` of Keras: ``history.history["loss"]`` and so on, a number for each epoch.

    Raises:
        ModelError: the model is not compiled.
        DataError: data that the model cannot be trained on; the message says how to mend it.

    >>> import ann_toolkit as ann
    >>> data = ann.datasets.generate_classification_case1(n_samples=200, seed=0)
    >>> model = ann.models.perceptron(2, seed=0)
    >>> history = ann.training.fit(model, *data, epochs=5, verbose=0)
    >>> len(history.history["loss"])
    5
    """
    check_compiled(model)
    check_numbers(epochs, batch_size, engine)
    if x is None:
        raise DataError("x is None: there is nothing to train on; give an array of shape (n, ...)")
    if y is not None:
        x, y = check_data(model, x, y)
    if isinstance(validation_data, list | tuple) or hasattr(validation_data, "feature_names"):  # or a Dataset
        validation_data = _check_validation(model, tuple(validation_data))
    sample_weight = check_weights(y, class_weight, sample_weight)
    callbacks = keras.tree.flatten(callbacks) if callbacks else []
    arguments = {
        "batch_size": batch_size,
        "epochs": epochs,
        "validation_split": validation_split,
        "validation_data": validation_data,
        "shuffle": shuffle,
        "class_weight": class_weight,
        "sample_weight": sample_weight,
        "initial_epoch": initial_epoch,
        "validation_freq": validation_freq,
    }
    validation_batch_size = keras_only.pop("validation_batch_size", None) or batch_size
    why = "engine='keras' was given" if engine == "keras" else ""
    why = why or choice.why_keras(
        model, (x, y, sample_weight, validation_data), callbacks, keras_only, shuffle
    )
    if not why:
        plan = _plan(x, y, validation_batch_size, engine, **arguments)
        try:
            runner = loop.Runner(model, plan)
        except Exception as error:  # whatever a model's own code cannot do in a compiled loop, Keras may
            why = f"its epochs cannot be compiled ({str(error).splitlines()[0]})"
    shown = [] if verbose == 0 else [EpochLines() if verbose == 2 else ProgressLine()]
    if why:
        arguments |= {"validation_batch_size": validation_batch_size, **keras_only}
        return fit_with_keras(model, x, y, [*callbacks, *shown], why, bool(shown), arguments)
    return loop.train(runner, [*callbacks, *shown], verbose=0 if verbose == 0 else 1)


def _plan(
    x: Any,
    y: Any,
    validation_batch_size: int | None,
    engine: str,
    *,
    batch_size: int | None,
    validation_split: float,
    validation_data: Any,
    class_weight: dict[int, float] | None,
    sample_weight: Any,
    **others: Any,
) -> loop.Plan:
    """Put the data on the device, split and weighted as Keras does it."""
    parts = (x, y, sample_weight)
    if validation_data is None and validation_split:
        parts, validation_data = rows.split_off_validation(parts, validation_split)
    x, y, sample_weight = parts
    if class_weight is not None:
        sample_weight = rows.weights_of_classes(y, class_weight)
    return loop.Plan(
        train=rows.to_rows(x, y, sample_weight),
        validation=rows.to_rows(*validation_data) if validation_data is not None else None,
        batch_sizes=(batch_size or 32, validation_batch_size or 32),
        xla={"xla": True, "graph": False}.get(engine),
        **others,
    )


def _check_validation(model: keras.Model, parts: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(parts) not in (2, 3):
        raise DataError(f"validation_data has {len(parts)} part(s); expected (X, y) or (X, y, sample_weight)")
    x, y = check_data(model, parts[0], parts[1], "validation data")
    return (x, y, check_weights(y, None, parts[2], "validation data")) if len(parts) == 3 else (x, y)
