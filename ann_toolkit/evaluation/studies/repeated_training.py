"""The same kind of network trained again and again: over the training rows, its size, samples, and noise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

import keras
import numpy as np
import pandas as pd

from ann_toolkit.base.errors import DataError
from ann_toolkit.base.kinds import check_callable, check_dataset
from ann_toolkit.base.protocols import DatasetLike, NamedDataset
from ann_toolkit.evaluation.prediction import predict
from ann_toolkit.evaluation.scores.regression import noise_ceiling, regression_report

S = TypeVar("S")  # a setting of the network, such as its number of neurons


def learning_curve(
    build: Callable[[], keras.Model],
    fit: Callable[..., object],
    train: NamedDataset,
    validation: NamedDataset,
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
    _check_functions(build, fit)
    check_dataset(train)
    check_dataset(validation)
    rows = []
    for share in shares:
        if not 0 < share <= 1:
            raise DataError(f"shares holds {share!r}: expected numbers above 0, to 1")
        count = max(1, round(share * len(train)))
        X, y = train.X[:count], train.y[:count]
        model = build()
        fit(model, X, y)
        rows.append((len(X), loss_of(model, X, y), loss_of(model, validation.X, validation.y)))
    return pd.DataFrame(rows, columns=["rows", "training", "validation"]).set_index("rows")


def capacity_study(
    build: Callable[[S], keras.Model],
    fit: Callable[..., object],
    settings: Sequence[S],
    train: NamedDataset,
    validation: NamedDataset,
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
    _check_functions(build, fit)
    check_dataset(train)
    check_dataset(validation)
    rows = {}
    for setting in settings:
        model = build(setting)
        fit(model, train.X, train.y)
        rows[setting] = {
            "parameters": model.count_params(),
            "training": loss_of(model, train.X, train.y),
            "validation": loss_of(model, validation.X, validation.y),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("setting")


def bias_variance(
    build: Callable[[S], keras.Model],
    fit: Callable[..., object],
    settings: Sequence[S],
    make: Callable[[int], DatasetLike],
    truth: DatasetLike,
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
    _check_functions(build, fit)
    check_callable(make, "make", "lambda seed: ann.datasets.generate_regression_case(seed=seed)")
    check_dataset(truth, ("X", "y"))
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


class Splittable(NamedDataset, Protocol):
    """A dataset that can be cut into parts at random, as ``Dataset`` can."""

    def split(self, *fractions: float, seed: int = 0) -> Sequence[DatasetLike]: ...  # noqa: D102


def noise_study(
    make: Callable[[float], Splittable],
    build: Callable[[], keras.Model],
    fit: Callable[..., object],
    levels: Sequence[float] = (0.0, 0.1, 0.2, 0.5, 1.0),
    seed: int = 0,
) -> pd.DataFrame:
    """Train the same network on the same data with more and more noise (S0, regression exercise).

    Args:
        make: gives the ``Dataset`` of one noise level: ``lambda noise:
            ann.datasets.generate_regression_case(noise=noise)``. Its inputs must not change with the noise.
        build: gives a new, compiled network; give it a seed, so that all begin alike.
        fit: trains: called as ``fit(model, X, y)``.
        levels: standard deviations of the noise, in the unit of y.
        seed: for the split into 80 % training and 20 % test data.

    Returns:
        A table with a row for each level: r2 on noisy test data, the ceiling that the noise sets, r2
        against the noiseless truth of the same rows, and the RMSE on the noisy ones.

    Raises:
        DataError: ``make`` gives other inputs at another noise.
    """
    _check_functions(build, fit)
    check_callable(make, "make", "lambda noise: ann.datasets.generate_regression_case(noise=noise)")
    rows = {}
    truth = make(0.0)
    for noise in levels:
        data = make(noise)
        if not np.array_equal(data.X, truth.X):
            raise DataError(
                "make(noise) gives other inputs at another noise; generate all with the same seed"
            )
        train, test = data.split(0.8, 0.2, seed=seed)
        clean = truth.split(0.8, 0.2, seed=seed)[1]
        model = build()
        fit(model, train.X, train.y)
        predicted = predict(model, test.X)
        report = regression_report(test.y, predicted)
        rows[noise] = {
            "r2": float(report.r2.mean()),
            "ceiling": noise_ceiling(test.y, noise),
            "r2 against the truth": float(regression_report(clean.y, predicted).r2.mean()),
            "rmse": float(report.rmse.mean()),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("noise")


def loss_of(model: keras.Model, X: np.ndarray, y: np.ndarray) -> float:
    """The loss of a compiled network on some rows, without the part that weights cost (L1, L2)."""
    answers = predict(model, X)
    y = y if answers.shape[1] > 1 and y.ndim == 1 else y.reshape(answers.shape)
    return float(np.mean(keras.losses.get(model.loss)(y, answers)))


def _check_functions(build: object, fit: object) -> None:
    check_callable(build, "build", "lambda: ann.models.mlp(1, [8], 1, seed=0)")
    check_callable(fit, "fit", "functools.partial(ann.training.fit, epochs=50, verbose=0)")
