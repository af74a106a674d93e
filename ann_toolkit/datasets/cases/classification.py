"""The course's classification cases by their number (S0): points in the plane that belong to classes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ann_toolkit.base.errors import DataError
from ann_toolkit.datasets.arguments import check_choice, generator
from ann_toolkit.datasets.cases import shapes
from ann_toolkit.datasets.cases.class_case import ClassCase, Shares, many_classes
from ann_toolkit.datasets.dataset import Dataset


@generator
def generate_classification_case(
    case: int | str = 1,
    n_samples: int = 1000,
    noise: float = 0.1,
    n_classes: int = 2,
    seed: int = 0,
    weights: Shares = None,
    label_noise: float = 0.0,
) -> Dataset:
    """Points in the plane that belong to classes: the course's classification cases by their number (S0).

    Args:
        case: 1 (classes that straight lines separate), 2 (classes that no line separates), or the name of
            a shape: "blobs", "circles", "gaussians", "moons", "spiral", "xor".
        n_samples: how many points; the classes share them evenly.
        noise: standard deviation of the normal error added to both coordinates, in units of x.
        n_classes: 2 to 10 classes; the shapes other than blobs and spiral have 2.
        seed: the same seed gives the same points.
        weights: the share of each class, to make the classes uneven: (0.95, 0.05).
        label_noise: the share of points whose label is wrong.

    Returns:
        A Dataset with X of shape (n, 2) and integer labels y of shape (n,).

    Raises:
        DataError: an argument out of its range.

    >>> generate_classification_case(case=2, n_samples=9, n_classes=3)
    <Dataset 'classification case 2': 9 rows, 2 inputs, multiclass: 3 0, 3 1, 3 2>
    """
    check_choice(case, CLASSIFICATION_CASES, "case")
    arguments = {"n_classes": n_classes, "weights": weights, "label_noise": label_noise}
    if case in TWO_CLASSES:
        if n_classes != 2:
            raise DataError(f"n_classes={n_classes!r}: the case {case!r} has 2 classes")
        del arguments["n_classes"]
    return CLASSIFICATION_CASES[case](n_samples=n_samples, noise=noise, seed=seed, **arguments)


@many_classes("classification case 1")
def generate_classification_case1(case: ClassCase) -> np.ndarray:
    """Case 1: round clouds that a straight line separates; a perceptron is enough (S0, exercise 1).

    Each class is a disc; the gap between discs is 0.7 wide. Errors are cut off at three standard
    deviations, so that up to ``noise=0.11`` a separating line exists for certain; with more noise the
    clouds grow into each other. Arguments, result and errors as :func:`generate_classification_case`.

    >>> generate_classification_case1(n_samples=4).y.tolist()
    [0, 0, 1, 1]
    """
    # On a circle of this radius, a line cuts each disc from all others with 1 unit to either side.
    circle = 2 / (1 - np.cos(2 * np.pi / case.n_classes))
    direction = np.pi / 6 + 2 * np.pi * case.y / case.n_classes
    centres = circle * np.column_stack([np.cos(direction), np.sin(direction)])
    return centres + _in_ring(case, 0.0, 0.65) + _errors(case)


@many_classes("classification case 2")
def generate_classification_case2(case: ClassCase) -> np.ndarray:
    """Case 2: a disc inside a ring, which no line can separate; it takes a hidden layer (S0, exercise 2).

    More classes are more rings, each 0.5 wide with a gap of 0.5 to the next. Arguments, result and
    errors as :func:`generate_classification_case`.

    >>> X, y = generate_classification_case2(n_samples=100, noise=0)
    >>> float(np.hypot(*X[y == 0].T).max()) < 0.5, float(np.hypot(*X[y == 1].T).min()) > 1.0
    (True, True)
    """
    radius = case.y.astype(float)
    return _in_ring(case, radius, radius + 0.5) + _errors(case)


CLASSIFICATION_CASES: dict[int | str, Callable[..., Dataset]] = {
    1: generate_classification_case1,
    2: generate_classification_case2,
    "blobs": shapes.generate_blobs_case,
    "circles": shapes.generate_circles_case,
    "gaussians": shapes.generate_gaussians_case,
    "moons": shapes.generate_moons_case,
    "spiral": shapes.generate_spiral_case,
    "xor": shapes.generate_xor_case,
}
TWO_CLASSES = ("circles", "gaussians", "moons", "xor")


def _in_ring(case: ClassCase, inner: Any, outer: Any) -> np.ndarray:
    """Points spread evenly over the area between two radii."""
    radius = np.sqrt(case.rng.uniform(np.square(inner), np.square(outer), case.n_samples))
    angle = case.rng.uniform(0, 2 * np.pi, case.n_samples)
    return radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])


def _errors(case: ClassCase) -> np.ndarray:
    """Normal errors for both coordinates, none longer than three standard deviations."""
    errors = case.rng.standard_normal((case.n_samples, 2))
    length = np.hypot(errors[:, 0], errors[:, 1])
    return case.noise * errors * np.minimum(1, 3 / length)[:, None]
