"""What all classification cases share: who gets which label, and how some labels are made wrong."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ann_toolkit.base.errors import DataError
from ann_toolkit.datasets.dataset import Dataset

Shares = Sequence[float] | None  # of each class; even where there are none


class ClassCase:
    """A classification case in the making: gives the labels and the errors, becomes a Dataset.

    Args:
        n_samples: how many points.
        n_classes: how many classes.
        noise: standard deviation of the error of each coordinate.
        seed: the same seed gives the same points.
        weights: the share of each class, summing to 1; even shares when left out.
        label_noise: the share of points that get the label of another class.
    """

    def __init__(
        self, n_samples: int, n_classes: int, noise: float, seed: int, weights: Shares, label_noise: float
    ) -> None:
        """Deal out the labels."""
        self.n_classes, self.noise, self.seed, self.label_noise = n_classes, noise, seed, label_noise
        self.rng = np.random.default_rng(seed)
        self.y = self.rng.permutation(_labels(n_samples, n_classes, weights))

    def errors(self, width: int = 2) -> np.ndarray:
        """Normal errors for each coordinate of each point, shape (n, width)."""
        return self.noise * self.rng.standard_normal((len(self.y), width))

    def dataset(self, name: str, X: np.ndarray) -> Dataset:
        """The Dataset of these points; only now do labels become wrong."""
        y = self.y
        if self.label_noise:  # from a stream of its own, so that the points stay where they are
            chance = np.random.default_rng([self.seed, 7])
            wrong = chance.permutation(len(y))[: round(self.label_noise * len(y))]
            y = y.copy()
            y[wrong] = (y[wrong] + chance.integers(1, self.n_classes, len(wrong))) % self.n_classes
        task = "binary" if self.n_classes == 2 else "multiclass"
        names = tuple(str(label) for label in range(self.n_classes))
        return Dataset(X, y, task, (), names, name)


def _labels(n_samples: int, n_classes: int, weights: Shares) -> np.ndarray:
    """The labels in order, each class as often as its weight says and at least once."""
    if weights is None:
        return np.arange(n_samples) % n_classes
    try:
        shares = np.array([float(weight) for weight in weights])
    except (TypeError, ValueError):
        shares = np.array([])
    if len(shares) != n_classes or not (shares > 0).all() or abs(shares.sum() - 1) > 1e-6:
        raise DataError(
            f"weights={weights!r}: expected {n_classes} shares above 0 that sum to 1, one for each class"
        )
    counts = np.maximum(1, np.floor(shares * n_samples + 1e-9).astype(int))
    counts[shares.argmax()] += n_samples - counts.sum()
    return np.repeat(np.arange(n_classes), counts)
