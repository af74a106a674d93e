"""Convolution: the same small filter slid over a signal or an image, as one matrix product.

Every place of the filter becomes one row of a table (``windows``); the table times the filters is the
output. Shapes are those of Keras: rows of (length, channels) or (height, width, channels).
Formulas: S3 (B1.4, B1.5), S4 (convolution).
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ann_toolkit.scratch.catalogue import ActivationFunction
from ann_toolkit.scratch.errors import ScratchError
from ann_toolkit.scratch.layers import ActivatedLayer, Parameter, Shape, initial


def windows(x: np.ndarray, size: Shape, stride: Shape) -> np.ndarray:
    """Every window of ``size`` in ``x``, a view that copies nothing.

    Args:
        x: shape (n, *space, channels), space being (length,) or (height, width).
        size: the window, a length for each axis of space.
        stride: the step between two windows, for each axis of space.

    Returns:
        Shape (n, *places, channels, *size).

    >>> windows(np.arange(5).reshape(1, 5, 1), (3,), (2,)).tolist()
    [[[[0, 1, 2]], [[2, 3, 4]]]]
    """
    axes = tuple(range(1, 1 + len(size)))
    every = (slice(None), *(slice(None, None, step) for step in stride))
    return sliding_window_view(x, size, axis=axes)[every]


def correlate(x: np.ndarray, kernel: np.ndarray, stride: Shape) -> tuple[np.ndarray, np.ndarray]:
    """Slide ``kernel`` (*size, channels, filters) over ``x``; give the output and the table of windows."""
    *size, channels, filters = kernel.shape
    view = windows(x, tuple(size), stride)
    places = view.shape[: 1 + len(size)]
    table = np.moveaxis(view, 1 + len(size), -1).reshape(-1, np.prod(size, dtype=int) * channels)
    return (table @ kernel.reshape(-1, filters)).reshape(*places, filters), table


class Convolution(ActivatedLayer):
    """What Conv1D and Conv2D share; ``space`` is the number of axes that the filter slides along."""

    space: int

    def __init__(
        self,
        filters: int,
        kernel_size: int | Shape,
        activation: str | ActivationFunction = "linear",
        padding: str = "valid",
        strides: int | Shape = 1,
        init: str = "glorot_uniform",
    ) -> None:
        super().__init__(activation)
        if padding not in ("valid", "same"):
            raise ScratchError(f"{self.name} got padding={padding!r}; expected 'valid' or 'same'")
        self.filters, self.padding, self.init = filters, padding, init
        self.size, self.strides = spread(kernel_size, self.space), spread(strides, self.space)

    def make(self, input_shape: Shape) -> Shape:
        """The filters, shape (*size, channels, filters), one bias each, and the zeros to add around."""
        space = input_shape[:-1]
        if len(space) != self.space:
            axes = "(length, channels)" if self.space == 1 else "(height, width, channels)"
            self.refuse(input_shape, f"{axes}; put a Reshape before it")
        if self.padding == "valid" and any(k > length for k, length in zip(self.size, space, strict=True)):
            self.refuse(input_shape, f"at least the filter's size {self.size}, or padding='same'")
        self.around = [self._zeros(*sizes) for sizes in zip(space, self.size, self.strides, strict=True)]
        shape = (*self.size, input_shape[-1], self.filters)
        self.kernel = Parameter(initial(self.init, shape, self.rng, self.dtype), decays=True)
        self.bias = Parameter(np.zeros(self.filters, self.dtype))
        padded = [length + sum(zeros) for length, zeros in zip(space, self.around, strict=True)]
        return (*places(padded, self.size, self.strides), self.filters)

    def _zeros(self, length: int, size: int, stride: int) -> tuple[int, int]:
        """Zeros before and after, as TensorFlow: 'same' with stride 1 keeps the length."""
        if self.padding == "valid":
            return 0, 0
        needed = max((-(-length // stride) - 1) * stride + size - length, 0)
        return needed // 2, needed - needed // 2

    def parameters(self) -> list[Parameter]:
        """The filters, their biases."""
        return [self.kernel, self.bias]

    def weighted(self, x: np.ndarray, training: bool) -> np.ndarray:
        """z = every window times every filter, plus the filter's bias."""
        padded = np.pad(x, [(0, 0), *self.around, (0, 0)]) if self.padding == "same" else x
        self.padded_space = padded.shape[1:-1]
        z, self.table = correlate(padded, self.kernel.value, self.strides)
        z += self.bias.value
        return z

    def learn(self, delta: np.ndarray) -> None:
        """The filters' gradient: windows^T delta."""
        flat = delta.reshape(-1, self.filters)
        self.kernel.gradient = (self.table.T @ flat).reshape(self.kernel.value.shape)
        self.bias.gradient = flat.sum(axis=0)

    def pass_back(self, delta: np.ndarray) -> np.ndarray:
        """The input's gradient: the reversed filters slid over delta."""
        along = tuple(range(self.space))
        reversed_filters = np.swapaxes(np.flip(self.kernel.value, along), -1, -2)
        padded, _ = correlate(
            self._spread_out(delta), np.ascontiguousarray(reversed_filters), (1,) * self.space
        )
        middle = [
            slice(before, before + length)
            for (before, _), length in zip(self.around, self.input_shape, strict=False)
        ]
        return padded[(slice(None), *middle)]

    def _spread_out(self, delta: np.ndarray) -> np.ndarray:
        """``delta`` with zeros between its places (the stride) and size - 1 zeros around it."""
        lengths = [length + k - 1 for length, k in zip(self.padded_space, self.size, strict=True)]
        out = np.zeros((len(delta), *lengths, self.filters), delta.dtype)
        at = [
            slice(k - 1, k - 1 + count * step, step)
            for k, count, step in zip(self.size, delta.shape[1:-1], self.strides, strict=True)
        ]
        out[(slice(None), *at)] = delta
        return out


class Conv1D(Convolution):
    """A filter slid along a signal: rows of (length, channels).

    Args:
        filters: how many filters, so how many channels come out.
        kernel_size: how long a filter is.
        activation: a name of the catalogue.
        padding: "valid" (the filter stays inside) or "same" (zeros around, the length is kept).
        strides: the step between two places.
        init: how the filters begin, as in ``Dense``.

    S3's example, 0.5 * 0.20 + 1.0 * 0.60 + 0.5 * 0.90:

    >>> layer = Conv1D(1, 3)
    >>> layer.build((10, 1), np.random.default_rng(0), "float64")
    (8, 1)
    >>> layer.kernel.value[:] = np.reshape([0.5, 1.0, 0.5], (3, 1, 1))
    >>> x = np.reshape([0.2, 0.6, 0.9, 0.7, 0, 0, 0, 0, 0, 0], (1, 10, 1))
    >>> layer.forward(x)[0, 0, 0].round(8)
    np.float64(1.15)
    """

    space = 1


class Conv2D(Convolution):
    """A filter slid over an image: rows of (height, width, channels). Arguments as in :class:`Conv1D`."""

    space = 2


def spread(value: int | Shape, count: int) -> Shape:
    """One number for all axes, or one for each."""
    return (value,) * count if isinstance(value, int) else tuple(value)


def places(lengths: list[int] | Shape, size: Shape, stride: Shape) -> Shape:
    """How many windows fit along each axis."""
    return tuple((length - k) // step + 1 for length, k, step in zip(lengths, size, stride, strict=True))
