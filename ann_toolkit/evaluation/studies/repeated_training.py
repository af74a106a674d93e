"""Studies that train the same kind of network again and again: over the training rows, over its size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import keras
import numpy as np
import pandas as pd

from ann_toolkit.base.errors import DataError
from ann_toolkit.evaluation.prediction import predict


def learning_curve(
    build: Callable[[], keras.Model],
    fit: Callable[..., Any],
    train: Any,
    validation: Any,
    shares: Sequence[float] = (0.1, 0.2, 0.4, 0.7, 1.0),
) -> pd.DataFrame:
    """Loss over the number of training rows: would more data help?

    Args:
        build: gives a new, compiled network; give it a seed, so that all begin alike.
        fit: trains: called as ``fit(model, X, y)``.
        train: ``Dataset`` whose first rows are used, in its order: split it first, which shuffles.
        validation: ``Dataset`` to judge on.
        shares: which parts of the training rows to use, above 0 to 1.

    Returns:
        A table with a row for each share: rows, training loss and validation loss.

    Raises:
        DataError: a share out of its range.
    """
    rows = []
    for share in shares:
        if not 0 < share <= 1:
            raise DataError(f"shares holds {share!r}: expected numbers above 0, to 1")
        part = train.take(slice(0, max(1, round(share * len(train)))))
        model = build()
        fit(model, part.X, part.y)
        rows.append((len(part), loss_of(model, part), loss_of(model, validation)))
    return pd.DataFrame(rows, columns=["rows", "training", "validation"]).set_index("rows")


def capacity_study(
    build: Callable[[Any], keras.Model],
    fit: Callable[..., Any],
    settings: Sequence[Any],
    train: Any,
    validation: Any,
) -> pd.DataFrame:
    """Loss over the size of the network (or any other setting): from underfitting to overfitting.

    Args:
        build: gives a new, compiled network for one of ``settings``: ``lambda neurons: ann.models.mlp(...)``.
        fit: trains: called as ``fit(model, X, y)``.
        settings: what is given to ``build``, from the simplest network to the largest.
        train: ``Dataset`` to train on.
        validation: ``Dataset`` to judge on.

    Returns:
        A table with a row for each setting: parameters, training loss and validation loss.
    """
    rows = {}
    for setting in settings:
        model = build(setting)
        fit(model, train.X, train.y)
        rows[setting] = {
            "parameters": model.count_params(),
            "training": loss_of(model, train),
            "validation": loss_of(model, validation),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("setting")


def bias_variance(
    build: Callable[[Any], keras.Model],
    fit: Callable[..., Any],
    settings: Sequence[Any],
    make: Callable[[int], Any],
    truth: Any,
    repeats: int = 5,
) -> pd.DataFrame:
    """How far off networks are on average (bias), and how far apart from each other (variance).

    For each setting ``repeats`` networks learn from as many samples of the same process. The expected
    squared error is bias**2 + variance + noise (Geman et al., Neural Computation 4, 1992).

    Args:
        build, fit, settings: as in :func:`capacity_study`.
        make: gives a new training ``Dataset`` of a regression for a seed: ``lambda seed: ...``.
        truth: a ``Dataset`` without noise, to compare with.
        repeats: how many networks for each setting, 2 or more.

    Returns:
        A table with a row for each setting: bias2, variance and their sum, in the square of y's unit.

    Raises:
        DataError: fewer than two repeats.
    """
    if repeats < 2:
        raise DataError(f"repeats={repeats!r}: a variance takes two networks or more")
    rows = {}
    for setting in settings:
        answers = []
        for seed in range(repeats):
            data = make(seed)
            model = build(setting)
            fit(model, data.X, data.y)
            answers.append(predict(model, truth.X))
        mean = np.mean(answers, axis=0)
        bias2 = float(((mean - truth.y.reshape(mean.shape)) ** 2).mean())
        variance = float(np.var(answers, axis=0).mean())
        rows[setting] = {"bias2": bias2, "variance": variance, "sum": bias2 + variance}
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("setting")


def loss_of(model: keras.Model, data: Any) -> float:
    """The loss of a compiled network on a ``Dataset``, without the part that weights cost (L1, L2)."""
    answers = predict(model, data.X)
    y = data.y if answers.shape[1] > 1 and data.y.ndim == 1 else data.y.reshape(answers.shape)
    return float(np.mean(keras.losses.get(model.loss)(y, answers)))
