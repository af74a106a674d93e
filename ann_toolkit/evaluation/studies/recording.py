"""A callback that remembers the weights of each epoch, for pictures of how training went."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np


class WeightRecorder(keras.callbacks.Callback):
    """Keeps the weights before training and after every so many epochs: give it to ``fit(callbacks=[...])``.

    Args:
        every: how many epochs lie between two records.

    Attributes:
        epochs: the epoch of each record; 0 is before training.
        weights: for each record the list that ``model.get_weights()`` gave.

    >>> recorder = WeightRecorder()
    >>> model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    >>> model.compile(loss="mse")
    >>> _ = model.fit(np.ones((4, 1)), np.ones(4), epochs=2, verbose=0, callbacks=[recorder])
    >>> recorder.epochs
    [0, 1, 2]
    """

    def __init__(self, every: int = 1) -> None:
        """As the class tells."""
        super().__init__()
        self.every = max(1, every)
        self.epochs: list[int] = []
        self.weights: list[list[np.ndarray]] = []

    def on_train_begin(self, logs: dict[str, Any] | None = None) -> None:
        """Record the weights that training begins with."""
        self.epochs, self.weights = [0], [self.model.get_weights()]

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Record the weights of this epoch, if it is one of those to keep."""
        if (epoch + 1) % self.every == 0:
            self.epochs.append(epoch + 1)
            self.weights.append(self.model.get_weights())
