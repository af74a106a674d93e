"""``fit``: the twin of ``keras.Model.fit``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import keras

from ann_toolkit.errors import DataError
from ann_toolkit.training.checks import check_compiled, check_data
from ann_toolkit.training.progress import ProgressLine


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
    validation_freq: int = 1,
    **keras_only: Any,
) -> keras.callbacks.History:
    """Train ``model``, with the arguments and the results of ``keras.Model.fit``.

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
        validation_freq: validate after every so many epochs.
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
    if y is not None:
        x, y = check_data(model, x, y)
    if validation_data is not None and not hasattr(validation_data, "element_spec"):  # not a tf.data.Dataset
        validation_data = _check_validation(model, tuple(validation_data))
    callbacks = list(callbacks or [])
    if verbose in (1, "auto"):
        callbacks.append(ProgressLine())
    return model.fit(
        x,
        y,
        batch_size=batch_size,
        epochs=epochs,
        verbose=2 if verbose == 2 else 0,
        callbacks=callbacks,
        validation_split=validation_split,
        validation_data=validation_data,
        shuffle=shuffle,
        class_weight=class_weight,
        sample_weight=sample_weight,
        initial_epoch=initial_epoch,
        validation_freq=validation_freq,
        **keras_only,
    )


def _check_validation(model: keras.Model, parts: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(parts) not in (2, 3):
        raise DataError(f"validation_data has {len(parts)} part(s); expected (X, y) or (X, y, sample_weight)")
    return (*check_data(model, parts[0], parts[1], "validation data"), *parts[2:])
