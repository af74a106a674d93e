"""Rare classes: weights, resampling, and what each did to the risks, side by side (S0 problem 2, S3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from numbers import Integral
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import keras
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from ann_toolkit.base.errors import DataError
from ann_toolkit.base.kinds import check_callable, check_dataset, check_kind
from ann_toolkit.base.protocols import CLASSES, NamedDataset
from ann_toolkit.evaluation.prediction import predict_classes
from ann_toolkit.evaluation.scores.classification import confusion, labels_of

if TYPE_CHECKING:
    from typing_extensions import Self

REMEDIES = ("none", "class weights", "oversample", "undersample", "smote")


class Resampled(NamedDataset, Protocol):
    """A dataset that gives some of its rows, and tells what was done to it, as ``Dataset`` does."""

    @property
    def provenance(self) -> dict[str, Any]: ...  # noqa: D102
    def take(self, rows: Any, step: str = "") -> Self: ...  # noqa: D102


D = TypeVar("D", bound=Resampled)


def class_weights(y: ArrayLike) -> dict[int, float]:
    """How much each class must count in the loss so that all classes count the same together.

    Args:
        y: labels, shape (n,), or one-hot (n, k).

    Returns:
        A weight for each label, n / (k * rows of the class); give it to ``fit(..., class_weight=...)``.

    Raises:
        DataError: y holds no labels.

    >>> class_weights([0, 0, 0, 1])
    {0: 0.6666666666666666, 1: 2.0}
    """
    labels, counts = np.unique(labels_of(y, "y"), return_counts=True)
    weights = counts.sum() / (len(labels) * counts)
    return {int(label): float(weight) for label, weight in zip(labels, weights, strict=True)}


def resample(data: D, method: str = "oversample", seed: int = 0) -> D:
    """Training data in which every class has as many rows: for training data only, never for test data.

    Args:
        data: a ``Dataset`` with classes.
        method: "oversample" (rows of the rare classes come several times), "undersample" (rows of the
            frequent classes are left out) or "smote" (new rows between neighbours of a rare class:
            Chawla et al., "SMOTE", JAIR 16, 2002; through imbalanced-learn).
        seed: the same seed gives the same rows.

    Returns:
        A ``Dataset``.

    Raises:
        DataError: no classes, an unknown method, or a class too rare for SMOTE.

    >>> import ann_toolkit as ann
    >>> data = ann.datasets.Dataset([[0.0], [1.0], [2.0], [3.0]], [0, 0, 0, 1], "binary")
    >>> resample(data).y.tolist()
    [0, 0, 0, 1, 1, 1]
    """
    check_dataset(data)
    check_kind(seed, Integral, "a seed, a whole number")
    check_kind(method, str, "the method 'oversample', 'undersample' or 'smote'")
    if method not in ("oversample", "undersample", "smote"):
        raise DataError(f"method={method!r} is unknown; choose 'oversample', 'undersample' or 'smote'")
    if data.task not in CLASSES:
        raise DataError(f"{data.name!r} is a {data.task} task; resampling needs classes")
    if method == "smote":
        return _smote(data, seed)
    from imblearn.over_sampling import RandomOverSampler
    from imblearn.under_sampling import RandomUnderSampler

    sampler = {"oversample": RandomOverSampler, "undersample": RandomUnderSampler}[method](random_state=seed)
    numbers = np.arange(len(data)).reshape(-1, 1)
    rows, _ = sampler.fit_resample(numbers, data.y)
    return data.take(rows[:, 0], f"{method}, seed {seed}")


def _smote(data: Any, seed: int) -> Any:
    from imblearn.over_sampling import SMOTE

    rarest = int(np.bincount(data.y)[np.unique(data.y)].min())
    if rarest < 2:
        raise DataError("SMOTE needs two rows or more of each class; use method='oversample'")
    flat = data.X.reshape(len(data), -1)
    X, y = SMOTE(random_state=seed, k_neighbors=min(5, rarest - 1)).fit_resample(flat, data.y)
    steps = [*data.provenance.get("steps", []), f"smote, seed {seed}"]
    X = X.reshape(-1, *data.X.shape[1:])
    return replace(data, X=X, y=y, provenance={**data.provenance, "steps": steps})


def compare_remedies(
    build: Callable[[], keras.Model],
    fit: Callable[..., object],
    train: Resampled,
    test: NamedDataset,
    remedies: Sequence[str] = REMEDIES,
    seed: int = 0,
) -> pd.DataFrame:
    """Train the same network once with each remedy for rare classes, and put the risks side by side.

    Args:
        build: gives a new, compiled classifier; give it a seed, so that all begin alike.
        fit: trains: called as ``fit(model, X, y)``, with ``class_weight=...`` for the class weights; for
            instance ``functools.partial(ann.training.fit, epochs=50, verbose=0)``.
        train: ``Dataset`` to train on; only this one is resampled.
        test: ``Dataset`` to judge on, as it came.
        remedies: any of "none", "class weights", "oversample", "undersample", "smote".
        seed: for the resampling.

    Returns:
        A table with a row for each remedy: training rows, accuracy, balanced accuracy, macro F1, and the
        recall, alpha and beta risk of each class.

    Raises:
        DataError: an unknown remedy, or data without classes.
    """
    check_callable(build, "build", "lambda: ann.models.mlp(2, [3], 1, seed=0)")
    check_callable(fit, "fit", "functools.partial(ann.training.fit, epochs=50, verbose=0)")
    check_dataset(train)
    check_dataset(test)
    rows = {}
    for remedy in remedies:
        if remedy not in REMEDIES:
            raise DataError(f"remedy {remedy!r} is unknown; choose from {', '.join(REMEDIES)}")
        data = train if remedy in ("none", "class weights") else resample(train, remedy, seed)
        model = build()
        weighted = {"class_weight": class_weights(data.y)} if remedy == "class weights" else {}
        fit(model, data.X, data.y, **weighted)
        report = confusion(test.y, predict_classes(model, test.X), test.target_names)
        row: dict[str, float] = {
            "training rows": len(data),
            "accuracy": report.accuracy,
            "balanced accuracy": report.balanced_accuracy,
            "macro f1": float(report.averages().loc["macro", "f1"]),
        }
        for what, values in (("recall", report.recall), ("alpha", report.alpha), ("beta", report.beta)):
            row.update(
                {f"{what} {name}": value for name, value in zip(report.class_names, values, strict=True)}
            )
        rows[remedy] = row
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("remedy")
