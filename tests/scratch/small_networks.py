"""A small network and data for it."""

from __future__ import annotations

import numpy as np
from sklearn.datasets import load_iris

from ann_toolkit.scratch import layers
from ann_toolkit.scratch.network import Network


def iris() -> tuple[np.ndarray, np.ndarray]:
    """Iris, standardised, with its three classes as labels."""
    data = load_iris()
    return (data.data - data.data.mean(axis=0)) / data.data.std(axis=0), data.target


def classifier(**settings) -> Network:
    """A small network for three classes."""
    return Network([layers.Dense(16, "relu"), layers.Dense(3, "softmax")], **settings)
