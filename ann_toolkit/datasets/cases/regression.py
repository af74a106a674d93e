"""Surfaces to fit, as the TensorFlow Playground has them: a plane, and bumps that are bell-shaped."""

from __future__ import annotations

import numpy as np

from ann_toolkit.datasets.arguments import generator
from ann_toolkit.datasets.dataset import Dataset

_SIDE = 6.0
# Where the bumps stand, and whether they rise or fall.
_BUMPS = ((-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1))


@generator
def generate_plane_case(n_samples: int = 1000, noise: float = 0.0, seed: int = 0) -> Dataset:
    """A tilted plane, y = (x1 + x2) / 10 with both inputs in -6..6: one linear neuron fits it.

    Args:
        n_samples: how many points.
        noise: standard deviation of the normal error added to y, in units of y.
        seed: the same seed gives the same points.

    Returns:
        A regression Dataset with X of shape (n, 2) and y of shape (n,).

    >>> X, y = generate_plane_case(n_samples=5)
    >>> bool(np.allclose(y, X.sum(axis=1) / 10))
    True
    """
    return _surface("plane", n_samples, noise, seed)


@generator
def generate_bumps_case(n_samples: int = 1000, noise: float = 0.0, seed: int = 0) -> Dataset:
    """Six bumps of height 1, three up and three down, with both inputs in -6..6: it takes hidden neurons.

    Arguments and result as :func:`generate_plane_case`.

    >>> X, y = generate_bumps_case(n_samples=5)
    >>> bool(np.allclose(y, bumps(X)))
    True
    """
    return _surface("bumps", n_samples, noise, seed)


def bumps(X: np.ndarray) -> np.ndarray:
    """The surface of :func:`generate_bumps_case` without noise: bell curves of width 1.

    >>> bumps(np.array([[-4.0, 2.5], [4.0, -2.5]])).round(2).tolist()
    [1.0, -1.0]
    """
    X = np.asarray(X, float)
    squares = [((X[:, 0] - x) ** 2 + (X[:, 1] - y) ** 2, sign) for x, y, sign in _BUMPS]
    return np.sum([sign * np.exp(-square / 2) for square, sign in squares], axis=0)


def _surface(name: str, n_samples: int, noise: float, seed: int) -> Dataset:
    rng = np.random.default_rng(seed)
    X = rng.uniform(-_SIDE, _SIDE, (n_samples, 2))
    y = (X.sum(axis=1) / 10 if name == "plane" else bumps(X)) + noise * rng.standard_normal(n_samples)
    return Dataset(X, y, "regression", name=name)
