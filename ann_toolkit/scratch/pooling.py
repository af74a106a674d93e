"""Pooling: keep one number of each window; the gradient goes back to where it came from (S3, B1.5)."""

from __future__ import annotations

import numpy as np

from ann_toolkit.scratch.convolution import places, spread, windows
from ann_toolkit.scratch.layers import Layer, Shape


class Pooling(Layer):
    """What all poolings share: windows ``pool_size`` long, ``strides`` apart (pool_size unless said)."""

    space: int

    def __init__(self, pool_size: int | Shape = 2, strides: int | Shape | None = None) -> None:
        self.size = spread(pool_size, self.space)
        self.strides = self.size if strides is None else spread(strides, self.space)

    def make(self, input_shape: Shape) -> Shape:
        """Count the windows that fit."""
        space = input_shape[:-1]
        if len(space) != self.space or any(k > length for k, length in zip(self.size, space, strict=False)):
            axes = "(length, channels)" if self.space == 1 else "(height, width, channels)"
            self.refuse(input_shape, f"{axes} not smaller than the window {self.size}")
        return (*places(space, self.size, self.strides), input_shape[-1])

    def gather(self, x: np.ndarray) -> np.ndarray:
        """The windows of ``x``, each flat: shape (n, *places, channels, numbers in a window)."""
        view = windows(x, self.size, self.strides)
        return view.reshape(*view.shape[: -self.space], -1)

    def sources(self, n: int) -> np.ndarray:
        """For each number of each window: where in the flat input it came from."""
        return self.gather(np.arange(n * np.prod(self.input_shape)).reshape(n, *self.input_shape))

    def scatter(self, sources: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        """Add each gradient to the place it belongs to; windows that overlap add up."""
        shape = (len(gradient), *self.input_shape)
        sums = np.bincount(sources.ravel(), gradient.ravel(), minlength=int(np.prod(shape)))
        return sums.reshape(shape).astype(gradient.dtype)


class MaxPooling(Pooling):
    """The largest number of each window; it alone is sent the gradient (the first one, when several tie)."""

    def forward(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        """The winners, and who they were."""
        numbers = self.gather(x)
        self.winners = numbers.argmax(axis=-1)[..., None]
        return np.take_along_axis(numbers, self.winners, axis=-1)[..., 0]

    def backward(self, gradient: np.ndarray) -> np.ndarray:
        """Each gradient to its winner."""
        return self.scatter(np.take_along_axis(self.sources(len(gradient)), self.winners, axis=-1), gradient)


class AveragePooling(Pooling):
    """The mean of each window; each of its numbers gets an equal share of the gradient."""

    def forward(self, x: np.ndarray, training: bool = False) -> np.ndarray:
        """The means."""
        return self.gather(x).mean(axis=-1)

    def backward(self, gradient: np.ndarray) -> np.ndarray:
        """An equal share to all."""
        sources = self.sources(len(gradient))
        return self.scatter(sources, np.broadcast_to(gradient[..., None] / sources.shape[-1], sources.shape))


class MaxPooling1D(MaxPooling):
    """The largest of each window of a signal (length, channels)."""

    space = 1


class MaxPooling2D(MaxPooling):
    """The largest of each window of an image (height, width, channels)."""

    space = 2


class AveragePooling1D(AveragePooling):
    """The mean of each window of a signal (length, channels)."""

    space = 1


class AveragePooling2D(AveragePooling):
    """The mean of each window of an image (height, width, channels)."""

    space = 2
