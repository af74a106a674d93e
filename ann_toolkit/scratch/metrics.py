"""How good the predictions are, in the words of S3's tables: accuracy, recall, F1, R2."""

from __future__ import annotations

import numpy as np


def accuracy(y: np.ndarray, p: np.ndarray) -> float:
    """The part of the rows whose class is right.

    Args:
        y: targets as the network sees them: one-hot (n, classes), or 0 and 1 (n, outputs).
        p: probabilities of the same shape.
    """
    return float((classes(y) == classes(p)).mean())


def recall(y: np.ndarray, p: np.ndarray) -> float:
    """The part of a class' rows that were found: of class 1 for two classes, else the mean of all classes."""
    return _scores(y, p)[0]


def f1(y: np.ndarray, p: np.ndarray) -> float:
    """The harmonic mean of recall and precision, over the same classes as :func:`recall`."""
    return _scores(y, p)[1]


def r2(y: np.ndarray, p: np.ndarray) -> float:
    """1 for a perfect regression, 0 for always answering the mean; the mean over the outputs."""
    spread = np.square(y - y.mean(axis=0)).sum(axis=0)
    missed = np.square(y - p).sum(axis=0)
    return float(np.mean(1 - missed / np.where(spread == 0, 1, spread)))


def scores(y: np.ndarray, p: np.ndarray, activation: str, brief: bool = False) -> dict[str, float]:
    """Accuracy (and recall and F1 unless ``brief``) for a softmax or sigmoid output, else R2.

    Several sigmoid outputs are several labels: their accuracy is the part of all labels that are right.
    """
    if activation not in ("softmax", "sigmoid"):
        return {"r2": r2(y, p)}
    if activation == "sigmoid" and y.shape[1] > 1:
        return {"accuracy": float(((y > 0.5) == (p > 0.5)).mean())}
    more = {} if brief else {"recall": recall(y, p), "f1": f1(y, p)}
    return {"accuracy": accuracy(y, p), **more}


def classes(p: np.ndarray) -> np.ndarray:
    """The class of each row: the most probable one, or whether the single output is above one half."""
    return p.argmax(axis=1) if p.shape[1] > 1 else (p[:, 0] > 0.5).astype(int)


def _scores(y: np.ndarray, p: np.ndarray) -> tuple[float, float]:
    true, found = classes(y), classes(p)
    count = max(y.shape[1], 2)
    table = np.bincount(true * count + found, minlength=count * count).reshape(count, count)
    hits = np.diag(table)
    present, claimed = table.sum(axis=1), table.sum(axis=0)
    recalls = hits / np.maximum(present, 1)
    f1s = 2 * hits / np.maximum(present + claimed, 1)
    if count == 2:
        return float(recalls[1]), float(f1s[1])
    seen = present + claimed > 0  # a class that neither occurs nor is predicted says nothing
    return float(recalls[present > 0].mean()), float(f1s[seen].mean())
