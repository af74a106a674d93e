"""Losses and their gradients: one number for how wrong the predictions are, and which way is better.

``y`` and ``p`` (the predictions) have the same shape (n, outputs). A loss is the mean over rows, as in
Keras. Formulas: S0 (loss function), S3 (A1.7, cross-entropy), S4 (log loss).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ann_toolkit.scratch.errors import ScratchError

EPSILON = 1e-7  # probabilities are kept this far from 0 and 1, so that no log(0) occurs (Keras' figure too)


def mean_squared_error(y: np.ndarray, p: np.ndarray) -> float:
    """The mean of (p - y)^2; for one row with two outputs that is S0's sum halved."""
    return float(np.square(p - y).mean())


def mean_squared_error_gradient(y: np.ndarray, p: np.ndarray) -> np.ndarray:
    """2 (p - y) / size."""
    return 2 * (p - y) / y.size


def mean_absolute_error(y: np.ndarray, p: np.ndarray) -> float:
    """The mean of |p - y|."""
    return float(np.abs(p - y).mean())


def mean_absolute_error_gradient(y: np.ndarray, p: np.ndarray) -> np.ndarray:
    """The sign of p - y, over size."""
    return np.sign(p - y) / y.size


def mean_bias_error(y: np.ndarray, p: np.ndarray) -> float:
    """The mean of p - y: above 0 when the predictions are too high. To look at, not to minimise."""
    return float((p - y).mean())


def mean_bias_error_gradient(y: np.ndarray, p: np.ndarray) -> np.ndarray:
    """1 / size."""
    return np.full_like(p, 1 / y.size)


def huber(y: np.ndarray, p: np.ndarray, delta: float = 1.0) -> float:
    """Squared for errors below delta, straight above: outliers pull less."""
    error = np.abs(p - y)
    return float(np.where(error <= delta, 0.5 * error**2, delta * error - 0.5 * delta**2).mean())


def huber_gradient(y: np.ndarray, p: np.ndarray, delta: float = 1.0) -> np.ndarray:
    """The error, held between -delta and delta, over size."""
    return np.clip(p - y, -delta, delta) / y.size


def binary_crossentropy(y: np.ndarray, p: np.ndarray) -> float:
    """S4's log loss: the mean of -(y log p + (1 - y) log(1 - p))."""
    p = np.clip(p, EPSILON, 1 - EPSILON)
    return float(-(y * np.log(p) + (1 - y) * np.log1p(-p)).mean())


def binary_crossentropy_gradient(y: np.ndarray, p: np.ndarray) -> np.ndarray:
    """(p - y) / (p (1 - p)) / size, with respect to the probability."""
    p = np.clip(p, EPSILON, 1 - EPSILON)
    return (p - y) / (p * (1 - p)) / y.size


def categorical_crossentropy(y: np.ndarray, p: np.ndarray) -> float:
    """The mean over rows of -sum(y log p): minus the log of the true class' probability."""
    return float(-(y * np.log(np.clip(p, EPSILON, 1))).sum() / len(y))


def categorical_crossentropy_gradient(y: np.ndarray, p: np.ndarray) -> np.ndarray:
    """-y / p / n, with respect to the probabilities."""
    return -y / np.clip(p, EPSILON, 1) / len(y)


@dataclass(frozen=True)
class Loss:
    """A loss with its gradient, and the output activation with which the two melt into p - y.

    >>> loss = get_loss("categorical_crossentropy")
    >>> loss(np.array([[1.0, 0.0]]), np.array([[0.5, 0.5]])).__round__(4)
    0.6931
    """

    name: str
    function: Callable[..., float]
    gradient: Callable[..., np.ndarray]
    fused_with: str = ""

    def __call__(self, y: np.ndarray, p: np.ndarray) -> float:
        """The loss, a float."""
        return self.function(y, p)

    def fused_gradient(self, y: np.ndarray, p: np.ndarray) -> np.ndarray:
        """The gradient with respect to z, when ``p`` is ``fused_with(z)``: just p - y, over the rows.

        The sigmoid's a (1 - a), or the softmax's Jacobian, cancels the division by p: no overflow left.
        """
        return (p - y) / (y.size if self.fused_with == "sigmoid" else len(y))


LOSSES: dict[str, Loss] = {
    "mean_squared_error": Loss("mean_squared_error", mean_squared_error, mean_squared_error_gradient),
    "mean_absolute_error": Loss("mean_absolute_error", mean_absolute_error, mean_absolute_error_gradient),
    "mean_bias_error": Loss("mean_bias_error", mean_bias_error, mean_bias_error_gradient),
    "huber": Loss("huber", huber, huber_gradient),
    "binary_crossentropy": Loss(
        "binary_crossentropy", binary_crossentropy, binary_crossentropy_gradient, "sigmoid"
    ),
    "categorical_crossentropy": Loss(
        "categorical_crossentropy", categorical_crossentropy, categorical_crossentropy_gradient, "softmax"
    ),
}
SHORT = {"mse": "mean_squared_error", "mae": "mean_absolute_error", "mbe": "mean_bias_error"}


def get_loss(name: str | Loss) -> Loss:
    """Find a loss by its name ("mse", "categorical_crossentropy"); a :class:`Loss` is given back as it is.

    Raises:
        ScratchError: there is no such loss.
    """
    if isinstance(name, Loss):
        return name
    found = LOSSES.get(SHORT.get(name.lower(), name.lower()))
    if found is None:
        raise ScratchError(f"there is no loss {name!r}; there are {', '.join([*LOSSES, *SHORT])}")
    return found
