"""Several networks on the same rows: scores side by side, and whether a difference is more than luck."""

from __future__ import annotations

import itertools
import time
from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Integral
from typing import Any

import keras
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from ann_toolkit.base.errors import DataError
from ann_toolkit.base.kinds import check_dataset, check_kind
from ann_toolkit.base.protocols import NamedDataset
from ann_toolkit.evaluation.prediction import predict, predict_classes

RESAMPLES = 2000
QUICK = 2.0  # seconds: predictions that took less are timed once more
LEVEL = 0.95  # of the intervals


@dataclass(frozen=True, eq=False)
class Comparison:
    """Several networks judged on the same rows; ``print`` shows both tables.

    Args:
        table: a row for each network: its score, the bounds of a 95 % bootstrap interval, its parameters,
            and the seconds that it took to predict all rows.
        differences: a row for each pair: the difference of the scores, the bounds of its 95 % bootstrap
            interval, for classifiers the p-value of McNemar's exact test, and a verdict.
        score: what was compared: "accuracy" or "r2".
        rows: how many rows were judged.
    """

    table: pd.DataFrame
    differences: pd.DataFrame
    score: str
    rows: int

    def __str__(self) -> str:
        tables = [self.table.round(4).to_string()]
        if len(self.differences):
            tables.append(self.differences.round(4).to_string(index=False))
        return "\n\n".join([*tables, f"{self.score} on {self.rows} rows"])


def compare(models: Mapping[str, keras.Model], test: NamedDataset, seed: int = 0) -> Comparison:
    """Judge several networks on the same rows, and say which differences are more than luck.

    Each pair is compared on resampled rows (bootstrap), and two classifiers also by McNemar's exact test
    on the rows that only one of them gets right (McNemar, 1947).

    Args:
        models: trained networks by name.
        test: a ``Dataset`` that none of them has seen.
        seed: for the resampling.

    Returns:
        A :class:`Comparison`, for ``ann.plots.comparison``.

    Raises:
        DataError: no networks, or a network that does not fit the data.
    """
    check_kind(models, Mapping, "networks by name, such as {'perceptron': model1, 'mlp': model2}")
    check_dataset(test)
    check_kind(seed, Integral, "a seed, a whole number")
    if not models:
        raise DataError(
            "no networks to compare: give a dictionary such as {'perceptron': model1, 'mlp': model2}"
        )
    classes = test.task != "regression"
    scores, rows, right = {}, {}, {}
    for name, model in models.items():
        answers, seconds = _answers(model, test.X, classes)
        if seconds < QUICK:  # the first time Keras prepares the network as well, which is not its speed
            answers, seconds = _answers(model, test.X, classes)
        truth = test.y.reshape(len(test), -1)
        answers = np.asarray(answers).reshape(len(test), -1)
        if truth.shape != answers.shape:
            raise DataError(
                f"{name!r} gives {answers.shape[1]} value(s) for each row; expected {truth.shape[1]}"
            )
        if classes:
            right[name] = (answers == truth).all(axis=1)
            score = right[name].mean()
            resampled = _resampled_means(right[name][:, None].astype(float), seed)[:, 0]
        else:
            score, resampled = _r2(truth, answers, seed)
        scores[name] = (float(score), resampled)
        low, high = _interval(resampled)
        rows[name] = {"score": float(score), "low": low, "high": high, "parameters": model.count_params()}
        rows[name]["seconds"] = seconds
    table = pd.DataFrame.from_dict(rows, orient="index").rename_axis("network")
    pairs = [_pair(one, two, scores, right) for one, two in itertools.combinations(models, 2)]
    return Comparison(table, pd.DataFrame(pairs), "accuracy" if classes else "r2", len(test))


def _answers(model: keras.Model, X: np.ndarray, classes: bool) -> tuple[np.ndarray, float]:
    begin = time.perf_counter()
    answers = predict_classes(model, X) if classes else predict(model, X)
    return answers, time.perf_counter() - begin


def mcnemar(right_1: ArrayLike, right_2: ArrayLike) -> float:
    """How probable so uneven a split of the disputed rows is, if both classifiers were equally good.

    Args:
        right_1, right_2: for each row whether the first and the second classifier is right, shape (n,).

    Returns:
        The p-value of McNemar's exact (binomial) test, two-sided; 1 when no row is disputed.

    >>> mcnemar([True] * 9 + [False], [False] * 8 + [True, True])
    0.0390625
    """
    from scipy.stats import binomtest

    one, two = np.asarray(right_1, dtype=bool), np.asarray(right_2, dtype=bool)
    if one.shape != two.shape:
        raise DataError(f"{one.shape} and {two.shape} rows: McNemar's test needs the same rows for both")
    only_one, only_two = int((one & ~two).sum()), int((two & ~one).sum())
    if only_one + only_two == 0:
        return 1.0
    return float(binomtest(only_one, only_one + only_two).pvalue)


def _pair(
    one: str, two: str, scores: dict[str, tuple[float, np.ndarray]], right: dict[str, np.ndarray]
) -> dict[str, Any]:
    low, high = _interval(scores[one][1] - scores[two][1])
    pair: dict[str, Any] = {
        "networks": f"{one} - {two}",
        "difference": scores[one][0] - scores[two][0],
        "low": low,
        "high": high,
    }
    certain = low > 0 or high < 0
    if right:
        pair["p (McNemar)"] = mcnemar(right[one], right[two])
        certain = pair["p (McNemar)"] < 1 - LEVEL
    better = one if pair["difference"] > 0 else two
    pair["verdict"] = f"{better} is better" if certain else "may be luck"
    return pair


def _interval(values: np.ndarray) -> tuple[float, float]:
    low, high = np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def _r2(truth: np.ndarray, answers: np.ndarray, seed: int) -> tuple[float, np.ndarray]:
    """The mean r2 over the outputs, of all rows and for each resampling of them."""
    truth, answers = truth - truth.mean(axis=0), answers - truth.mean(axis=0)
    columns = np.hstack([(answers - truth) ** 2, truth, truth**2])
    scores = []
    for means in (columns.mean(axis=0, keepdims=True), _resampled_means(columns, seed)):
        error, mean, square = np.split(means, 3, axis=1)
        variance = square - mean**2
        scores.append((1 - error / np.where(variance > 0, variance, np.nan)).mean(axis=1))
    return float(scores[0][0]), scores[1]


def _resampled_means(columns: np.ndarray, seed: int) -> np.ndarray:
    """The mean of each column over rows drawn with replacement, again and again; one seed, the same rows."""
    rng = np.random.default_rng(seed)
    rows = len(columns)
    return np.stack([columns[rng.integers(0, rows, rows)].mean(axis=0) for _ in range(RESAMPLES)])
