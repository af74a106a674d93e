"""The artificial neuron of S4 on one page: model, log loss, gradients, update, and the loop that learns.

Shapes: X (m, n), y (m, 1), w (n, 1), b (1,). Each of S4's four pitfalls is met here by one line.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.special import expit

from ann_toolkit.scratch.errors import ScratchError


def init(n: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """First weights: n normal numbers and a bias."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, 1)), rng.normal(size=1)


def model(X: np.ndarray, w: np.ndarray, b: np.ndarray) -> np.ndarray:
    """a = sigmoid(X w + b). ``expit`` does not overflow, however large X w is."""
    return expit(X @ w + b)


def log_loss(a: np.ndarray, y: np.ndarray, epsilon: float = 1e-10) -> float:
    """-mean(y log a + (1 - y) log(1 - a)). ``epsilon``, S4's own figure, keeps the log away from 0."""
    return float(-np.mean(y * np.log(a + epsilon) + (1 - y) * np.log(1 - a + epsilon)))


def gradients(a: np.ndarray, X: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, float]:
    """dL/dw = X^T (a - y) / m and dL/db = mean(a - y)."""
    return X.T @ (a - y) / len(y), float(np.mean(a - y))


def update(
    dw: np.ndarray, db: float, w: np.ndarray, b: np.ndarray, learning_rate: float
) -> tuple[np.ndarray, np.ndarray]:
    """One step down. A step that is too long jumps over the valley, and the cost bounces."""
    return w - learning_rate * dw, b - learning_rate * db


def predict(X: np.ndarray, w: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Whether the neuron says 1, shape (m, 1)."""
    return model(X, w, b) >= 0.5


def flat_rows(images: np.ndarray) -> np.ndarray:
    """Each image as one row: (m, 64, 64) becomes (m, 4096). The model knows rows only."""
    return images.reshape(len(images), -1)


def min_max(X: np.ndarray, like: np.ndarray | None = None) -> np.ndarray:
    """(X - min) / (max - min) of ``like`` (the training data), so that all numbers are of size 1."""
    like = X if like is None else like
    low, high = float(like.min()), float(like.max())
    return (X - low) / (high - low if high > low else 1.0)


@dataclass
class NeuronHistory:
    """The learned weights and the cost and accuracy after each step, on training and test rows."""

    w: np.ndarray
    b: np.ndarray
    train_loss: list[float] = field(default_factory=list)
    train_accuracy: list[float] = field(default_factory=list)
    test_loss: list[float] = field(default_factory=list)
    test_accuracy: list[float] = field(default_factory=list)


def artificial_neuron(
    X: np.ndarray,
    y: np.ndarray,
    X_test: np.ndarray | None = None,
    y_test: np.ndarray | None = None,
    learning_rate: float = 0.01,
    steps: int = 1000,
    seed: int = 0,
) -> NeuronHistory:
    """Put the parts together: model, loss, gradients, update, over and over, with all rows at once.

    Args:
        X: rows of numbers, (m, n).
        y: 0 or 1, (m,) or (m, 1).
        X_test: rows to judge by, if any.
        y_test: their labels.
        learning_rate: above 0.
        steps: how many updates.
        seed: of the first weights.

    Raises:
        ScratchError: X is not rows, or y has another length.

    >>> X = np.array([[-2.0], [-1.0], [1.0], [2.0]])
    >>> learned = artificial_neuron(X, np.array([0, 0, 1, 1]), learning_rate=0.5, steps=200)
    >>> learned.train_accuracy[-1]
    1.0
    """
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    if X.ndim != 2:
        raise ScratchError(f"X has shape {X.shape}; the neuron wants rows (m, n): use flat_rows(X)")
    if y.size != len(X):
        raise ScratchError(f"X has {len(X)} rows but y has {y.size} labels; each row needs its own")
    y = y.reshape(-1, 1)  # NumPy would spread a flat (m,) against (m, 1) into (m, m)
    learned = NeuronHistory(*init(X.shape[1], seed))
    for _ in range(steps):
        a = model(X, learned.w, learned.b)
        learned.train_loss.append(log_loss(a, y))
        learned.train_accuracy.append(float(np.mean((a >= 0.5) == y)))
        dw, db = gradients(a, X, y)
        learned.w, learned.b = update(dw, db, learned.w, learned.b, learning_rate)
        if X_test is not None and y_test is not None:
            truth = np.asarray(y_test, dtype=float).reshape(-1, 1)
            a = model(X_test, learned.w, learned.b)
            learned.test_loss.append(log_loss(a, truth))
            learned.test_accuracy.append(float(np.mean((a >= 0.5) == truth)))
    return learned
