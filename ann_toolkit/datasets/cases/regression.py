"""Curves and surfaces to fit: the course's regression case (S0), a plane and bumps as in the TensorFlow Playground."""

from __future__ import annotations

from typing import Any

import numpy as np

from ann_toolkit.base.arrays import numbers
from ann_toolkit.base.errors import DataError
from ann_toolkit.datasets.arguments import check_choice, check_rows, generator
from ann_toolkit.datasets.dataset import Dataset

_SIDE = 6.0
# Where the bumps stand, and whether they rise or fall.
_BUMPS = ((-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1))


def regression_function(X: Any) -> np.ndarray:
    """The function behind :func:`generate_regression_case`, without any noise.

    With one input f(x) = x + 2 sin(3x); with two f(x1, x2) = x1 - x2 + 2 sin(2 x1) cos(x2).

    Args:
        X: inputs, shape (n, 1) or (n, 2).

    Returns:
        Array of shape (n,).

    >>> regression_function([[0.0], [np.pi / 6]]).round(3).tolist()
    [0.0, 2.524]
    """
    X = numbers(X, "X").astype(float)
    if X.ndim != 2 or X.shape[1] not in (1, 2):
        raise DataError(
            f"X has shape {X.shape}; the regression case has 1 or 2 inputs: expected (n, 1) or (n, 2)"
        )
    if X.shape[1] == 1:
        return X[:, 0] + 2 * np.sin(3 * X[:, 0])
    return X[:, 0] - X[:, 1] + 2 * np.sin(2 * X[:, 0]) * np.cos(X[:, 1])


@generator
def generate_regression_case(
    n_samples: int = 1000, n_inputs: int = 1, noise: float = 0.0, seed: int = 0
) -> Dataset:
    """Points on a curve (one input) or a surface (two), with as much noise as you like (S0).

    Args:
        n_samples: how many points, uniform in [-2, 2] for each input.
        n_inputs: 1 or 2.
        noise: standard deviation of the normal error added to y, in units of y; 0 gives exactly
            :func:`regression_function`, whose own values have a standard deviation of
            about 1.4 (one input) or 1.9 (two).
        seed: the same seed gives the same points.

    Returns:
        A Dataset with X of shape (n, n_inputs) and y of shape (n,).

    Raises:
        DataError: an argument out of its range.

    >>> X, y = generate_regression_case(n_samples=5)
    >>> bool((y == regression_function(X)).all())
    True
    """
    check_choice(n_inputs, (1, 2), "n_inputs", "the regression case has 1 or 2 inputs")
    check_rows(n_samples, n_inputs + 1)
    rng = np.random.default_rng(seed)
    X = rng.uniform(-2, 2, (n_samples, n_inputs))
    y = regression_function(X) + noise * rng.standard_normal(n_samples)
    return Dataset(X, y, "regression", name="regression case")


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
    X = numbers(X, "X").astype(float)
    if X.ndim != 2 or X.shape[1] != 2:
        raise DataError(f"X has shape {X.shape}; the bumps have 2 inputs: expected (n, 2)")
    squares = [((X[:, 0] - x) ** 2 + (X[:, 1] - y) ** 2, sign) for x, y, sign in _BUMPS]
    return np.sum([sign * np.exp(-square / 2) for square, sign in squares], axis=0)


def _surface(name: str, n_samples: int, noise: float, seed: int) -> Dataset:
    check_rows(n_samples, 3)
    rng = np.random.default_rng(seed)
    X = rng.uniform(-_SIDE, _SIDE, (n_samples, 2))
    y = (X.sum(axis=1) / 10 if name == "plane" else bumps(X)) + noise * rng.standard_normal(n_samples)
    return Dataset(X, y, "regression", name=name)
