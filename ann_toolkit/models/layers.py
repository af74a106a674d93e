"""Layers of the course that Keras does not have; models that use them are saved and loaded like any other."""

from __future__ import annotations

from typing import Any

import keras

from ann_toolkit.base.errors import ModelError


@keras.saving.register_keras_serializable(package="ann_toolkit")
class DropConnect(keras.layers.Dense):
    """A dense layer that switches off connections in training, where dropout switches off neurons (S1).

    In each training step every weight is set to 0 with probability ``rate``, and those that stay are
    divided by ``1 - rate``, so that the expected sum remains. Biases stay, and so do all weights when the
    network predicts. (Wan et al., "Regularization of Neural Networks using DropConnect", ICML 2013;
    one mask serves a whole batch here, and predictions use the mean weights.)

    Args:
        units: how many neurons.
        rate: share of the connections that is switched off, 0 to below 1.
        seed: makes the choice of connections the same every time.
        **dense: the other arguments of ``keras.layers.Dense`` (activation, kernel_initializer, ...).

    Raises:
        ModelError: a rate out of its range.

    >>> layer = DropConnect(3, rate=0.5, seed=0, kernel_initializer="ones")
    >>> layer(keras.ops.ones((1, 4))).shape, layer.count_params()
    (TensorShape([1, 3]), 15)
    """

    def __init__(self, units: int, rate: float = 0.5, seed: int | None = None, **dense: Any) -> None:
        """As the class tells."""
        if not 0 <= rate < 1:
            raise ModelError(f"rate={rate!r}: expected a share of the connections from 0 to below 1")
        super().__init__(units, **dense)
        self.rate = rate
        self.seed = seed
        self.seed_generator = keras.random.SeedGenerator(seed)

    def call(self, inputs: keras.KerasTensor, training: bool = False) -> keras.KerasTensor:
        """The outputs of the layer, shape (n, ..., units); connections are dropped when ``training``."""
        kernel = self.kernel
        if training and self.rate > 0:
            kept = keras.random.uniform(kernel.shape, seed=self.seed_generator) >= self.rate
            kernel = kernel * keras.ops.cast(kept, kernel.dtype) / (1 - self.rate)
        sums = keras.ops.matmul(inputs, kernel)
        if self.use_bias:
            sums = sums + self.bias
        return sums if self.activation is None else self.activation(sums)

    def get_config(self) -> dict[str, Any]:
        """What Keras writes into a model file."""
        return {**super().get_config(), "rate": self.rate, "seed": self.seed}
