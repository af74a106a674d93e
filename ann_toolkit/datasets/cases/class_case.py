"""What all classification cases share: their arguments, who gets which label, and how some labels are made wrong."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Sequence
from typing import Any, ParamSpec

import numpy as np

from ann_toolkit.base.errors import DataError
from ann_toolkit.base.values import shown
from ann_toolkit.datasets.arguments import check_rows, generator
from ann_toolkit.datasets.dataset import Dataset

P = ParamSpec("P")
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
        width: how many coordinates a point has.
    """

    def __init__(
        self,
        n_samples: int,
        n_classes: int,
        noise: float,
        seed: int,
        weights: Shares,
        label_noise: float,
        width: int = 2,
    ) -> None:
        """Deal out the labels."""
        check_rows(n_samples, width + 1)
        self.n_samples, self.n_classes, self.noise = n_samples, n_classes, noise
        self.seed, self.label_noise, self.width = seed, label_noise, width
        self.rng = np.random.default_rng(seed)
        self.y = self.rng.permutation(_labels(n_samples, n_classes, weights))

    def errors(self) -> np.ndarray:
        """Normal errors for each coordinate of each point, shape (n, width)."""
        return self.noise * self.rng.standard_normal((len(self.y), self.width))

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
            f"weights={shown(weights)}: expected {n_classes} shares above 0 that sum to 1, one for each class"
        )
    counts = np.maximum(1, np.floor(shares * n_samples + 1e-9).astype(int))
    counts[shares.argmax()] += n_samples - counts.sum()
    return np.repeat(np.arange(n_classes), counts)


Draw = Callable[[ClassCase], np.ndarray]  # where the points of a case lie, shape (n, 2)


def many_classes(name: str, noise: float = 0.1) -> Callable[[Draw], Callable[..., Dataset]]:
    """Make a function that places points a generator with these arguments, for 2 to 10 classes.

    Args:
        name: what the data is called.
        noise: the default of the argument ``noise``.
    """

    def arguments(
        n_samples: int = 1000,
        noise: float = noise,
        n_classes: int = 2,
        seed: int = 0,
        weights: Shares = None,
        label_noise: float = 0.0,
    ) -> None:
        """Every argument and its default."""

    return functools.partial(_with_arguments, arguments, name)


def two_classes(name: str, noise: float) -> Callable[[Draw], Callable[..., Dataset]]:
    """As :func:`many_classes`, for two classes."""

    def arguments(
        n_samples: int = 1000,
        noise: float = noise,
        seed: int = 0,
        weights: Shares = None,
        label_noise: float = 0.0,
    ) -> None:
        """Every argument and its default."""

    return functools.partial(_with_arguments, arguments, name)


def _with_arguments(arguments: Callable[P, None], name: str, draw: Draw) -> Callable[P, Dataset]:
    """The generator that ``draw`` becomes, with the signature of ``arguments``: ``help`` shows it."""
    signature = inspect.signature(arguments).replace(return_annotation="Dataset")

    @functools.wraps(draw)
    def make(*args: P.args, **kwargs: P.kwargs) -> Dataset:
        call = signature.bind(*args, **kwargs)
        call.apply_defaults()
        asked: dict[str, Any] = {"n_classes": 2, **call.arguments}
        case = ClassCase(**asked)
        return case.dataset(name, draw(case))

    make.__signature__ = signature  # type: ignore[attr-defined]
    return generator(make)
