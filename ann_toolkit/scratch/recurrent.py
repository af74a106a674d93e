"""A recurrent layer: it reads a sequence step by step and carries a state from one step to the next."""

from __future__ import annotations

import numpy as np

from ann_toolkit.scratch.catalogue import ActivationFunction, get_activation
from ann_toolkit.scratch.layers import Layer, Parameter, Shape, initial, times_transposed


class SimpleRNN(Layer):
    """h_t = f(x_t W + h_(t-1) U + b), for rows of (steps, features); all rows of a batch at once.

    Args:
        units: the size of the state h.
        activation: f, a name of the catalogue.
        return_sequences: whether to give every state, shape (n, steps, units), or only the last, (n, units).
    """

    def __init__(
        self, units: int, activation: str | ActivationFunction = "tanh", return_sequences: bool = False
    ) -> None:
        self.units, self.return_sequences = units, return_sequences
        self.activation = get_activation(activation)

    def make(self, input_shape: Shape) -> Shape:
        """W (features, units), U (units, units; orthogonal, so that states neither swell nor fade), b."""
        if len(input_shape) != 2:
            self.refuse(input_shape, "sequences (steps, features); put a Reshape before it")
        steps, features = input_shape
        first = initial("glorot_uniform", (features, self.units), self.rng, self.dtype)
        turn, _ = np.linalg.qr(self.rng.normal(size=(self.units, self.units)))
        self.kernel = Parameter(first, decays=True)
        self.recurrent = Parameter(turn.astype(self.dtype), decays=True)
        self.bias = Parameter(np.zeros(self.units, self.dtype))
        return (steps, self.units) if self.return_sequences else (self.units,)

    def parameters(self) -> list[Parameter]:
        """W, U, b."""
        return [self.kernel, self.recurrent, self.bias]

    def forward(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        """Step by step through time; the states and their z are kept for the way back."""
        n, steps, _ = x.shape
        self.x = x
        driven = x @ self.kernel.value + self.bias.value  # what the inputs say, for all steps at once
        self.z = np.empty((n, steps, self.units), driven.dtype)
        self.states = np.zeros((n, steps + 1, self.units), driven.dtype)  # states[:, 0] is the start, 0
        for t in range(steps):
            self.z[:, t] = driven[:, t] + self.states[:, t] @ self.recurrent.value
            self.states[:, t + 1] = self.activation(self.z[:, t])
        return self.states[:, 1:] if self.return_sequences else self.states[:, -1]

    def backward(self, gradient: np.ndarray) -> np.ndarray:
        """Backpropagation through time: from the last step to the first, each passing its error on."""
        delta = np.empty_like(self.z)
        later = np.zeros_like(self.z[:, 0])  # the error that comes from the step after
        for t in reversed(range(self.z.shape[1])):
            if self.return_sequences:
                later = later + gradient[:, t]
            elif t == self.z.shape[1] - 1:
                later = gradient
            delta[:, t] = self.activation.backward(later, self.z[:, t])
            later = times_transposed(delta[:, t], self.recurrent.value)
        flat = delta.reshape(-1, self.units)
        self.kernel.gradient = self.x.reshape(len(flat), -1).T @ flat
        self.recurrent.gradient = self.states[:, :-1].reshape(len(flat), -1).T @ flat
        self.bias.gradient = flat.sum(axis=0)
        return delta @ self.kernel.value.T
