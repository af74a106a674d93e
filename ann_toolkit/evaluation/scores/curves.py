"""ROC and precision-recall: how a classifier does at every threshold, and the area under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ann_toolkit.base.errors import DataError
from ann_toolkit.evaluation.scores.probabilities import rows_of


@dataclass(frozen=True, eq=False)
class Curve:
    """One curve of a classifier over all thresholds.

    Args:
        class_name: the class that counts as True.
        x: beta risk (ROC) or recall (precision-recall), shape (m,).
        y: recall, which is 1 - alpha risk (ROC), or precision (precision-recall), shape (m,).
        thresholds: the output above which a row is called True at each point, shape (m,).
        area: under the curve: 1 is perfect. For precision-recall the average precision.
        chance: the area that guessing reaches.
    """

    class_name: str
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    thresholds: NDArray[np.float64]
    area: float
    chance: float


def roc(y_true: ArrayLike, scores: ArrayLike, class_names: Sequence[str] = ()) -> list[Curve]:
    """The ROC curve of each class against all others: recall over false alarms.

    Args:
        y_true: expected classes: labels (n,) or one-hot (n, k).
        scores: outputs of the network: (n,) or (n, 1) for two classes, (n, k) for more.
        class_names: a name for each class.

    Returns:
        One curve for two classes (that of class 1), else one for each class that has rows and lacks some.

    Raises:
        DataError: labels and outputs that don't fit together, or rows of one class only.

    >>> [curve] = roc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])
    >>> curve.area
    0.75
    """
    from sklearn.metrics import auc, roc_curve

    curves = []
    for name, truth, values in _one_against_rest(y_true, scores, class_names):
        beta, recall, thresholds = roc_curve(truth, values)
        curves.append(Curve(name, beta, recall, thresholds, float(auc(beta, recall)), 0.5))
    return curves


def precision_recall(y_true: ArrayLike, scores: ArrayLike, class_names: Sequence[str] = ()) -> list[Curve]:
    """Precision over recall of each class: the curve to look at when a class is rare.

    Arguments and errors as :func:`roc`; ``area`` is the average precision, ``chance`` the share of the class.

    >>> [curve] = precision_recall([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])
    >>> round(curve.area, 3), curve.chance
    (0.833, 0.5)
    """
    from sklearn.metrics import average_precision_score, precision_recall_curve

    curves = []
    for name, truth, values in _one_against_rest(y_true, scores, class_names):
        precision, recall, thresholds = precision_recall_curve(truth, values)
        area = float(average_precision_score(truth, values))
        curves.append(Curve(name, recall, precision, np.r_[thresholds, np.inf], area, float(truth.mean())))
    return curves


def _one_against_rest(
    y_true: ArrayLike, scores: ArrayLike, class_names: Sequence[str]
) -> list[tuple[str, np.ndarray, np.ndarray]]:
    labels, shares = rows_of(y_true, scores)
    k = shares.shape[1]
    if class_names and len(class_names) != k:
        raise DataError(f"{len(class_names)} class_names for {k} classes; name each class")
    names = [str(name) for name in class_names] or [str(label) for label in range(k)]
    wanted = [1] if k == 2 else range(k)
    found = [(names[label], labels == label, shares[:, label]) for label in wanted]
    found = [(name, truth, values) for name, truth, values in found if truth.any() and not truth.all()]
    if not found:
        raise DataError("y_true holds rows of one class only; a curve needs rows of both")
    return found
