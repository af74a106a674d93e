"""Sequences for recurrent networks: waves to go on with, bits to count, numbers to remember and add."""

from __future__ import annotations

import numpy as np

from ann_toolkit.datasets.arguments import check_count, check_rows, generator
from ann_toolkit.datasets.dataset import Dataset


@generator
def generate_sines_case(
    n_samples: int = 1000, n_steps: int = 50, n_ahead: int = 1, noise: float = 0.05, seed: int = 0
) -> Dataset:
    """Pieces of waves, each a sum of two sines of its own; the task is to say how it goes on.

    Args:
        n_samples: how many sequences.
        n_steps: the length of each.
        n_ahead: how many of the next values to predict.
        noise: standard deviation of the normal error of each value; the waves reach about 1.
        seed: the same seed gives the same sequences.

    Returns:
        A regression Dataset with X of shape (n, n_steps, 1) and y of shape (n,), or (n, n_ahead) for more.

    >>> data = generate_sines_case(n_samples=3, n_steps=20, n_ahead=4)
    >>> data.X.shape, data.y.shape
    ((3, 20, 1), (3, 4))
    """
    check_count(n_steps, 1, "n_steps")
    check_count(n_ahead, 1, "n_ahead")
    check_rows(n_samples, n_steps + n_ahead)
    rng = np.random.default_rng(seed)
    time = np.arange(n_steps + n_ahead) / n_steps
    waves = np.zeros((n_samples, len(time)))
    for height, slowest, fastest in ((0.7, 1.5, 3.5), (0.3, 5.0, 8.0)):  # turns within n_steps
        turns, phase = rng.uniform(slowest, fastest, (n_samples, 1)), rng.random((n_samples, 1))
        waves += height * np.sin(2 * np.pi * (turns * time + phase))
    waves += noise * rng.standard_normal(waves.shape)
    y = waves[:, n_steps] if n_ahead == 1 else waves[:, n_steps:]
    return Dataset(waves[:, :n_steps, None], y, "regression", name="sines")


@generator
def generate_parity_case(n_samples: int = 1000, n_steps: int = 8, seed: int = 0) -> Dataset:
    """Bits in a row; the class says whether the number of ones is odd. Every bit counts, none alone tells.

    Returns:
        A binary Dataset with X of shape (n, n_steps, 1), 0 or 1.

    >>> X, y = generate_parity_case(n_samples=4, n_steps=3)
    >>> bool((X.sum(axis=(1, 2)) % 2 == y).all())
    True
    """
    check_count(n_steps, 1, "n_steps")
    check_rows(n_samples, n_steps + 1)
    bits = np.random.default_rng(seed).integers(0, 2, (n_samples, n_steps, 1))
    y = bits.sum(axis=(1, 2)) % 2
    return Dataset(bits, y, "binary", target_names=("even", "odd"), name="parity")


@generator
def generate_adding_case(n_samples: int = 1000, n_steps: int = 50, seed: int = 0) -> Dataset:
    """Numbers in 0..1, two of them marked; the answer is their sum (S. Hochreiter, J. Schmidhuber, 1997).

    One mark lies in the first half, one in the second, so the first must be kept in mind. Always
    answering 1 has a mean squared error of 1/6.

    Returns:
        A regression Dataset with X of shape (n, n_steps, 2), the numbers and the marks, and y of shape (n,).

    >>> X, y = generate_adding_case(n_samples=4, n_steps=6)
    >>> bool(np.allclose((X[..., 0] * X[..., 1]).sum(axis=1), y))
    True
    """
    check_count(n_steps, 2, "n_steps")
    check_rows(n_samples, 2 * n_steps + 1)
    rng = np.random.default_rng(seed)
    numbers, marks = rng.random((n_samples, n_steps)), np.zeros((n_samples, n_steps))
    half, rows = n_steps // 2, np.arange(n_samples)
    marks[rows, rng.integers(0, half, n_samples)] = 1
    marks[rows, rng.integers(half, n_steps, n_samples)] = 1
    X = np.stack([numbers, marks], axis=2)
    return Dataset(X, (numbers * marks).sum(axis=1), "regression", name="adding")
