"""Classes in the shape of blobs, circles, moons, spirals: each needs another kind of boundary.

Circles, xor, spiral and gaussians lie in -5..5 as those of the TensorFlow Playground do. Each function says where
the points of a case lie; the decorator above it gives it these arguments, and makes a Dataset of the points:

    n_samples: how many points, 1000 unless given.
    noise: standard deviation of the normal error added to each coordinate, in units of x.
    seed: the same seed gives the same points.
    weights: the share of each class; even shares when left out.
    label_noise: the share of points whose label is wrong.

They return a Dataset with X of shape (n, 2) and integer labels y of shape (n,), and raise a DataError for an
argument out of its range.
"""

from __future__ import annotations

import numpy as np

from ann_toolkit.datasets.arguments import check_count, generator
from ann_toolkit.datasets.cases.class_case import ClassCase, Shares, many_classes, two_classes
from ann_toolkit.datasets.dataset import Dataset

_SIDE = 5.0  # the Playground draws -6..6


@generator
def generate_blobs_case(
    n_samples: int = 100,
    noise: float = 1.0,
    n_classes: int = 2,
    n_features: int = 2,
    seed: int = 0,
    weights: Shares = None,
    label_noise: float = 0.0,
) -> Dataset:
    """Round clouds around places drawn at random in -10..10, in any number of dimensions (S4 takes 100).

    Arguments as at the head of this file, and:

    Args:
        n_classes: 2 to 10 clouds.
        n_features: how many inputs; S4 uses 100, scikit-learn's make_blobs 2.

    >>> generate_blobs_case(n_samples=100, n_features=100).X.shape
    (100, 100)
    """
    check_count(n_features, 1, "n_features")
    case = ClassCase(n_samples, n_classes, noise, seed, weights, label_noise, n_features)
    centres = case.rng.uniform(-10, 10, (n_classes, n_features))
    return case.dataset("blobs", centres[case.y] + case.errors())


@two_classes("circles", noise=0.2)
def generate_circles_case(case: ClassCase) -> np.ndarray:
    """A disc (class 1, radius 2.5) inside a ring (class 0, radius 3.5 to 5).

    >>> X, y = generate_circles_case(noise=0)
    >>> bool((np.hypot(*X.T)[y == 1] < 2.5).all())
    True
    """
    inner, outer = np.array([(3.5, 5.0), (0.0, 2.5)]).T[:, case.y]
    radius, angle = case.rng.uniform(inner, outer), case.rng.uniform(0, 2 * np.pi, case.n_samples)
    return _polar(radius, angle) + case.errors()


@two_classes("gaussians", noise=0.7)
def generate_gaussians_case(case: ClassCase) -> np.ndarray:
    """Two normal clouds around (2, 2) and (-2, -2), whose standard deviation is the noise.

    >>> generate_gaussians_case(n_samples=10).name
    'gaussians'
    """
    return 2.0 * (2 * case.y[:, None] - 1) + case.errors()


@two_classes("moons", noise=0.1)
def generate_moons_case(case: ClassCase) -> np.ndarray:
    """Two half circles that reach into each other.

    >>> generate_moons_case(n_samples=10).name
    'moons'
    """
    X = _polar(np.ones(case.n_samples), case.rng.uniform(0, np.pi, case.n_samples))
    lower = case.y == 1
    X[lower] = [1.0, 0.5] - X[lower]
    return X + case.errors()


@many_classes("spiral")
def generate_spiral_case(case: ClassCase) -> np.ndarray:
    """Spirals around each other, one and three quarters of a turn long: the hardest case in the plane.

    Arguments as at the head of this file, and ``n_classes`` (2 to 10 arms).

    >>> generate_spiral_case(n_samples=9, n_classes=3).n_classes
    3
    """
    along = case.rng.uniform(0.05, 1, case.n_samples)
    angle = 2 * np.pi * (1.75 * along + case.y / case.n_classes)
    return _polar(_SIDE * along, angle) + case.errors()


@two_classes("xor", noise=0.0)
def generate_xor_case(case: ClassCase) -> np.ndarray:
    """A square cut in four: opposite quarters belong together. Class 1 where one coordinate is negative.

    Points stay 0.3 off the axes, so that noise below 0.1 leaves the quarters apart.

    >>> X, y = generate_xor_case(n_samples=50)
    >>> bool(((X[:, 0] * X[:, 1] < 0) == y).all())
    True
    """
    X = case.rng.uniform(0.3, _SIDE, (case.n_samples, 2)) * case.rng.choice([-1.0, 1.0], (case.n_samples, 1))
    X[case.y == 1, 0] *= -1
    return X + case.errors()


def _polar(radius: np.ndarray, angle: np.ndarray) -> np.ndarray:
    return radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
