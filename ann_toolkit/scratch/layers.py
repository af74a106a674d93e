"""Layers: each turns its input into an output, and the gradient of its output into that of its input.

A layer learns its input shape when it is built. ``forward`` keeps what ``backward`` will need; ``backward``
fills the ``gradient`` of each parameter and returns the gradient with respect to the input. The first axis
is always the batch: n rows at once, with no loop over them. Formulas: S3 (A1.7).
"""

from __future__ import annotations

import numpy as np

from ann_toolkit.scratch.catalogue import ActivationFunction, get_activation
from ann_toolkit.scratch.errors import ScratchError

Shape = tuple[int, ...]


class Parameter:
    """Numbers that learn: ``value``, the ``gradient`` of the loss with respect to it, of the same shape."""

    def __init__(self, value: np.ndarray, decays: bool = False) -> None:
        self.value = value
        self.gradient = np.zeros_like(value)
        self.decays = decays  # whether L2 pulls it towards 0: weights yes, biases no


class Layer:
    """A step of the network: no parameters, the output of the input's shape, unless a child says more."""

    def build(self, input_shape: Shape, rng: np.random.Generator, dtype: str) -> Shape:
        """Make the parameters for rows of ``input_shape``; return the shape of the output's rows."""
        self.input_shape = input_shape
        self.rng, self.dtype = rng, dtype
        self.output_shape = self.make(input_shape)
        return self.output_shape

    def make(self, input_shape: Shape) -> Shape:
        """What ``build`` does in this layer; returns the output's shape."""
        return input_shape

    def forward(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        """The output for the inputs ``x``, shape (n, *input_shape)."""
        raise NotImplementedError

    def backward(self, gradient: np.ndarray) -> np.ndarray:
        """The gradient with respect to the inputs, from the one with respect to the output."""
        raise NotImplementedError

    def parameters(self) -> list[Parameter]:
        """The parameters in Keras' order: weights, then biases."""
        return []

    @property
    def name(self) -> str:
        """The kind of layer, for messages and the summary."""
        return type(self).__name__

    def refuse(self, input_shape: Shape, expected: str) -> None:
        """Raise the error of a layer that cannot take ``input_shape``."""
        raise ScratchError(f"{self.name} got rows of shape {input_shape}; it expects {expected}")


class ActivatedLayer(Layer):
    """A layer that ends with an activation: a = f(z)."""

    def __init__(self, activation: str | ActivationFunction = "linear") -> None:
        self.activation = get_activation(activation)

    def forward(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        """a = f(z), keeping z for the way back."""
        self.z = self.weighted(x, training)
        return self.activation(self.z)

    def backward(self, gradient: np.ndarray) -> np.ndarray:
        """Through the activation, then through the weights."""
        return self.backward_from_z(self.activation.backward(gradient, self.z))

    def weighted(self, x: np.ndarray, training: bool) -> np.ndarray:
        """The weighted sums z."""
        raise NotImplementedError

    def backward_from_z(self, delta: np.ndarray) -> np.ndarray:
        """Through the weights alone; ``delta`` is the gradient with respect to z."""
        self.learn(delta)
        return self.pass_back(delta)

    def learn(self, delta: np.ndarray) -> None:
        """Fill the gradients of the parameters, if there are any."""

    def pass_back(self, delta: np.ndarray) -> np.ndarray:
        """The gradient with respect to the inputs."""
        raise NotImplementedError


class Activation(ActivatedLayer):
    """An activation on its own."""

    def weighted(self, x: np.ndarray, training: bool) -> np.ndarray:
        """The input itself."""
        return x

    def pass_back(self, delta: np.ndarray) -> np.ndarray:
        """Nothing to go through."""
        return delta


class Dense(ActivatedLayer):
    """Every input to every neuron: a = f(x W + b).

    Args:
        units: how many neurons.
        activation: a name of the catalogue, or an ``ActivationFunction``.
        init: how the weights begin: "glorot_uniform" (as Keras), "he_normal" (for ReLU), "lecun_normal"
            or "normal" (mean 0, deviation 0.5, as S3).
    """

    def __init__(
        self, units: int, activation: str | ActivationFunction = "linear", init: str = "glorot_uniform"
    ) -> None:
        super().__init__(activation)
        if units < 1:
            raise ScratchError(f"{self.name} got units={units}; expected 1 or more")
        self.units, self.init = units, init

    def make(self, input_shape: Shape) -> Shape:
        """W of shape (inputs, units) and b of shape (units,)."""
        if len(input_shape) != 1:
            self.refuse(input_shape, "flat rows (features,); put a Flatten() before it")
        self.kernel = Parameter(
            initial(self.init, (input_shape[0], self.units), self.rng, self.dtype), decays=True
        )
        self.bias = Parameter(np.zeros(self.units, self.dtype))
        return (self.units,)

    def parameters(self) -> list[Parameter]:
        """W, b."""
        return [self.kernel, self.bias]

    def weighted(self, x: np.ndarray, training: bool) -> np.ndarray:
        """z = x W + b."""
        self.x = x
        z = x @ self.kernel.value
        z += self.bias.value
        return z

    def learn(self, delta: np.ndarray) -> None:
        """dL/dW = x^T delta and dL/db = the sum of delta over the rows."""
        self.kernel.gradient = self.x.T @ delta
        self.bias.gradient = delta.sum(axis=0)

    def pass_back(self, delta: np.ndarray) -> np.ndarray:
        """dL/dx = delta W^T."""
        return times_transposed(delta, self.kernel.value)


class DropConnect(Dense):
    """A Dense layer that, while training, cuts a random part ``rate`` of its weights (S1's variant)."""

    def __init__(
        self,
        units: int,
        rate: float,
        activation: str | ActivationFunction = "linear",
        init: str = "glorot_uniform",
    ) -> None:
        super().__init__(units, activation, init)
        self.rate = check_rate(self.name, rate)

    def weighted(self, x: np.ndarray, training: bool) -> np.ndarray:
        """z = x (mask W) + b, the kept weights enlarged so that z keeps its mean."""
        self.x = x
        shape = self.kernel.value.shape
        self.mask = (
            keep_mask(self.rng, shape, self.rate, self.dtype) if training else np.ones(shape, self.dtype)
        )
        return x @ (self.mask * self.kernel.value) + self.bias.value

    def learn(self, delta: np.ndarray) -> None:
        """As in Dense, for the weights that were kept."""
        self.kernel.gradient = self.mask * (self.x.T @ delta)
        self.bias.gradient = delta.sum(axis=0)

    def pass_back(self, delta: np.ndarray) -> np.ndarray:
        """As in Dense, through the weights that were kept."""
        return times_transposed(delta, self.mask * self.kernel.value)


class Dropout(Layer):
    """While training, silence a random part ``rate`` of the inputs and enlarge the others by 1/(1 - rate).

    Enlarging them now ("inverted" dropout) leaves nothing to do when predicting; S4's own version does
    not enlarge, and so predicts with larger sums than it was trained with.
    """

    def __init__(self, rate: float) -> None:
        self.rate = check_rate(self.name, rate)

    def forward(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        """x times the mask while training, x itself otherwise."""
        self.mask = keep_mask(self.rng, x.shape, self.rate, self.dtype) if training else None
        return x if self.mask is None else x * self.mask

    def backward(self, gradient: np.ndarray) -> np.ndarray:
        """The gradient passes where the input passed."""
        return gradient if self.mask is None else gradient * self.mask


class Reshape(Layer):
    """The same numbers in another shape; one length may be -1 (what is left)."""

    def __init__(self, shape: Shape) -> None:
        self.shape = tuple(shape)

    def make(self, input_shape: Shape) -> Shape:
        """Check that the sizes agree."""
        try:
            return np.empty(input_shape, dtype=bool).reshape(self.shape).shape
        except ValueError:
            self.refuse(input_shape, f"as many numbers as the shape {self.shape} holds")
            raise

    def forward(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        """To the new shape."""
        return x.reshape(len(x), *self.output_shape)

    def backward(self, gradient: np.ndarray) -> np.ndarray:
        """Back to the old one."""
        return gradient.reshape(len(gradient), *self.input_shape)


class Flatten(Reshape):
    """Each row as one flat vector."""

    def __init__(self) -> None:
        super().__init__((-1,))


def times_transposed(delta: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """delta W^T, written as (W delta^T)^T with every array in row order.

    For a few rows BLAS does this five times faster than ``delta @ W.T``, and does not wait for other
    threads, which on a busy computer takes a hundred times longer than the product itself.
    """
    return np.ascontiguousarray((weights @ np.ascontiguousarray(delta.T)).T)


def initial(how: str, shape: Shape, rng: np.random.Generator, dtype: str) -> np.ndarray:
    """First weights of ``shape`` (..., inputs, outputs), drawn so that signals neither swell nor fade."""
    window = int(np.prod(shape[:-2]))  # positions of a convolution's filter; 1 for a Dense layer
    fan_in, fan_out = shape[-2] * window, shape[-1] * window
    if how == "glorot_uniform":
        limit = np.sqrt(6 / (fan_in + fan_out))
        return rng.uniform(-limit, limit, shape).astype(dtype)
    spreads = {"he_normal": np.sqrt(2 / fan_in), "lecun_normal": np.sqrt(1 / fan_in), "normal": 0.5}
    if how not in spreads:
        raise ScratchError(f"there is no init {how!r}; there are glorot_uniform, {', '.join(spreads)}")
    return rng.normal(0, spreads[how], shape).astype(dtype)


def keep_mask(rng: np.random.Generator, shape: Shape, rate: float, dtype: str) -> np.ndarray:
    """0 with probability ``rate``, else 1/(1 - rate)."""
    return ((rng.random(shape) >= rate) / (1 - rate)).astype(dtype)


def check_rate(name: str, rate: float) -> float:
    """``rate``, if it is a part of the whole."""
    if not 0 <= rate < 1:
        raise ScratchError(f"{name} got rate={rate}; expected 0 <= rate < 1 (the part that is dropped)")
    return rate
