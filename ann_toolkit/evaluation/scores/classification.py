"""How well a classifier does, and which of its two kinds of error it makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ann_toolkit.base.errors import DataError

_MOST_CLASSES = 10_000


@dataclass(frozen=True, eq=False)
class Confusion:
    """A confusion matrix and the scores that follow from it; ``print`` shows it as a table.

    For each class, "true" means that a row belongs to it and "positive" that the network says so (S0):

    - alpha risk: the share of the true rows that were predicted false (missed);
    - beta risk: the share of the false rows that were predicted true (false alarms);
    - precision: the share of the positives that are true; recall: 1 - alpha risk; f1: their harmonic mean.

    A score whose denominator is 0 (a class without rows, or never predicted) is NaN.

    Args:
        matrix: (k, k) counts: row = the expected class, column = the predicted class.
        class_names: the k names.
    """

    matrix: NDArray[np.int64]
    class_names: tuple[str, ...]

    @property
    def accuracy(self) -> float:
        """The share of all rows that were predicted right."""
        return float(np.trace(self.matrix) / self.matrix.sum())

    @property
    def balanced_accuracy(self) -> float:
        """The mean recall of the classes that have rows: a rare class counts as much as a frequent one."""
        return float(np.nanmean(self.recall))

    @property
    def alpha(self) -> NDArray[np.float64]:
        """Alpha risk of each class, shape (k,)."""
        return _share(self._missed, self.matrix.sum(axis=1))

    @property
    def beta(self) -> NDArray[np.float64]:
        """Beta risk of each class, shape (k,)."""
        return _share(self._false_alarms, self.matrix.sum() - self.matrix.sum(axis=1))

    @property
    def precision(self) -> NDArray[np.float64]:
        """Precision of each class, shape (k,)."""
        return _share(np.diag(self.matrix), self.matrix.sum(axis=0))

    @property
    def recall(self) -> NDArray[np.float64]:
        """Recall of each class, shape (k,)."""
        return _share(np.diag(self.matrix), self.matrix.sum(axis=1))

    @property
    def f1(self) -> NDArray[np.float64]:
        """Harmonic mean of precision and recall of each class, shape (k,)."""
        hits = 2 * np.diag(self.matrix)
        return _share(hits, hits + self._missed + self._false_alarms)

    @property
    def _missed(self) -> np.ndarray:
        return self.matrix.sum(axis=1) - np.diag(self.matrix)

    @property
    def _false_alarms(self) -> np.ndarray:
        return self.matrix.sum(axis=0) - np.diag(self.matrix)

    def to_frame(self) -> pd.DataFrame:
        """The scores of each class as a pandas table, a row for each class."""
        columns = {
            "rows": self.matrix.sum(axis=1),
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "alpha risk": self.alpha,
            "beta risk": self.beta,
        }
        return pd.DataFrame(columns, index=pd.Index(self.class_names, name="class"))

    def normalised(self, by: str = "expected") -> NDArray[np.float64]:
        """The matrix as shares.

        Args:
            by: "expected" (each row sums to 1), "predicted" (each column does) or "all" (everything does).

        Returns:
            Array of shape (k, k); 0 in the row or column of a class that has none.

        >>> confusion([1, 1, 1, 0], [1, 1, 0, 0]).normalised().round(2).tolist()
        [[1.0, 0.0], [0.33, 0.67]]
        """
        if by not in ("expected", "predicted", "all"):
            raise DataError(f"by={by!r} is unknown; choose 'expected', 'predicted' or 'all'")
        axis = {"expected": 1, "predicted": 0, "all": None}[by]
        return self.matrix / np.maximum(self.matrix.sum(axis=axis, keepdims=True), 1)

    def averages(self) -> pd.DataFrame:
        """Precision, recall and F1 over all classes, in the three usual ways of averaging.

        Returns:
            A table with the rows "macro" (each class counts the same), "weighted" (each row counts the
            same) and "micro" (all hits and misses in one pot; with one label per row it is the accuracy).
            A score that does not exist for a class counts as 0.
        """
        scores = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        rows = self.matrix.sum(axis=1)
        used = (rows > 0) | (self.matrix.sum(axis=0) > 0)
        table = {}
        for name, values in scores.items():
            values = np.nan_to_num(values)
            weighted = float((values * rows).sum() / rows.sum())
            table[name] = [float(values[used].mean()), weighted, self.accuracy]
        return pd.DataFrame(table, index=pd.Index(["macro", "weighted", "micro"], name="average"))

    def __str__(self) -> str:
        counts = pd.DataFrame(self.matrix, index=self.class_names, columns=self.class_names)
        counts.index.name = "expected \\ predicted"
        scores = self.to_frame().map(lambda value: f"{value:.3f}" if isinstance(value, float) else value)
        return (
            f"{counts.to_string(index_names=True)}\n\n{scores.to_string()}\n\n"
            f"accuracy {self.accuracy:.3f} ({np.trace(self.matrix)} of {self.matrix.sum()} rows)"
        )


def confusion(y_true: ArrayLike, y_pred: ArrayLike, class_names: Sequence[str] = ()) -> Confusion:
    """Count for each class what was predicted for its rows.

    Args:
        y_true: the expected classes: integer labels, shape (n,), or one-hot, shape (n, k).
        y_pred: the predicted classes in either form, as :func:`predict_classes` gives them.
        class_names: a name for each label 0..k-1; the labels themselves unless given.

    Returns:
        A :class:`Confusion`; its ``matrix`` is scikit-learn's.

    Raises:
        DataError: different lengths, labels that are not whole numbers from 0 on, or too few names.

    >>> print(confusion([1, 1, 1, 0, 0], [1, 1, 0, 0, 1], ("sound", "defective")))
                          sound  defective
    expected \\ predicted
    sound                     1          1
    defective                 1          2
    <BLANKLINE>
               rows precision recall     f1 alpha risk beta risk
    class
    sound         2     0.500  0.500  0.500      0.500     0.333
    defective     3     0.667  0.667  0.667      0.333     0.500
    <BLANKLINE>
    accuracy 0.600 (3 of 5 rows)
    """
    from sklearn.metrics import confusion_matrix

    expected, predicted = labels_of(y_true, "y_true"), labels_of(y_pred, "y_pred")
    if len(expected) != len(predicted):
        raise DataError(
            f"y_true has {len(expected)} rows but y_pred has {len(predicted)}; each needs the other"
        )
    k = max(int(max(expected.max(), predicted.max())) + 1, 2, len(class_names))
    if class_names and len(class_names) < k:
        raise DataError(f"{len(class_names)} class_names for the labels 0..{k - 1}; name each class")
    if k > _MOST_CLASSES:
        raise DataError(
            f"the labels go up to {k - 1}; expected classes 0, 1, 2, ..., {_MOST_CLASSES} at most"
        )
    names = tuple(str(name) for name in class_names) or tuple(str(label) for label in range(k))
    return Confusion(confusion_matrix(expected, predicted, labels=np.arange(k)), names)


def labels_of(values: ArrayLike, what: str) -> NDArray[np.int64]:
    """Class labels, shape (n,), from labels, a column of labels, or one-hot rows.

    Raises:
        DataError: something else; the message names ``what``.
    """
    labels = np.asarray(values)
    if labels.size == 0 or labels.dtype.kind not in "biuf":
        raise DataError(f"{what} must be labels 0, 1, 2, ..., not {labels.dtype} of shape {labels.shape}")
    if labels.ndim == 2 and labels.shape[1] > 1:
        if not (np.isin(labels, (0, 1)).all() and (labels.sum(axis=1) == 1).all()):
            raise DataError(
                f"{what} has shape {labels.shape} and is not one-hot; use predict_classes, or one label"
            )
        return labels.argmax(axis=1)
    labels = labels.reshape(len(labels), -1)[:, 0] if labels.ndim == 2 else labels
    if labels.ndim != 1 or (labels != labels.round()).any() or labels.min() < 0:
        raise DataError(
            f"{what} must be whole labels 0, 1, 2, ...; for probabilities use predict_classes first"
        )
    return labels.astype(np.int64)


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)
