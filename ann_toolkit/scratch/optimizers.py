"""Optimizers: how a gradient becomes a change of the weights.

``update`` takes the parameters after a backward pass and moves each one a step down. Whether a step sees
all rows, one, or some (batch, stochastic, mini-batch) is the ``batch_size`` of ``Network.fit``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ann_toolkit.scratch.errors import ScratchError
from ann_toolkit.scratch.layers import Parameter


class Optimizer:
    """What all optimizers share.

    Args:
        learning_rate: the length of a step, above 0.
        clip: when the gradients of all parameters together are longer than this, they are shortened to
            it (S3's GRAD_CLIP; Keras' ``global_clipnorm``); None for never.
        l2: this times the sum of the squared weights is added to the loss, so 2 l2 W to the gradient
            (Keras' ``regularizers.L2``); biases are left alone.
    """

    def __init__(self, learning_rate: float, clip: float | None = None, l2: float = 0.0) -> None:
        if not learning_rate > 0:
            raise ScratchError(f"learning_rate is {learning_rate}; expected a number above 0, such as 0.01")
        if clip is not None and not clip > 0:
            raise ScratchError(f"clip is {clip}; expected a number above 0, or None")
        if l2 < 0:
            raise ScratchError(f"l2 is {l2}; expected 0 or more")
        self.learning_rate, self.clip, self.l2 = learning_rate, clip, l2
        self.steps = 0
        self.memory: dict[int, list[np.ndarray]] = {}  # what an optimizer remembers of each parameter

    def update(self, parameters: Sequence[Parameter]) -> None:
        """Move every parameter one step, by its gradient."""
        self.steps += 1
        if self.l2:
            for parameter in parameters:
                if parameter.decays:
                    parameter.gradient = parameter.gradient + 2 * self.l2 * parameter.value
        if self.clip:
            self.shorten(parameters, self.clip)
        for number, parameter in enumerate(parameters):
            self.move(number, parameter)

    def penalty(self, parameters: Sequence[Parameter]) -> float:
        """What L2 adds to the loss."""
        if not self.l2:
            return 0.0
        return self.l2 * sum(float(np.vdot(p.value, p.value)) for p in parameters if p.decays)

    def shorten(self, parameters: Sequence[Parameter], longest: float) -> None:
        """Scale all gradients by the same factor, so that together they are no longer than ``longest``."""
        length = np.sqrt(sum(float(np.vdot(p.gradient, p.gradient)) for p in parameters))
        if length > longest:
            for parameter in parameters:
                parameter.gradient = parameter.gradient * float(longest / length)

    def move(self, number: int, parameter: Parameter) -> None:
        """Change one parameter in place; ``number`` is its key in ``memory``."""
        raise NotImplementedError

    def remembered(self, number: int, parameter: Parameter, count: int) -> list[np.ndarray]:
        """``count`` arrays of the parameter's shape that last from step to step, 0 at first."""
        if number not in self.memory:
            self.memory[number] = [np.zeros_like(parameter.value) for _ in range(count)]
        return self.memory[number]


class GradientDescent(Optimizer):
    """W <- W - learning_rate * gradient."""

    def __init__(self, learning_rate: float = 0.01, clip: float | None = None, l2: float = 0.0) -> None:
        super().__init__(learning_rate, clip, l2)

    def move(self, number: int, parameter: Parameter) -> None:
        """One step straight down."""
        parameter.value -= self.learning_rate * parameter.gradient


class Momentum(Optimizer):
    """A ball that keeps its speed: v <- momentum v - learning_rate gradient; W <- W + v."""

    def __init__(
        self, learning_rate: float = 0.01, momentum: float = 0.9, clip: float | None = None, l2: float = 0.0
    ) -> None:
        super().__init__(learning_rate, clip, l2)
        if not 0 <= momentum < 1:
            raise ScratchError(f"momentum is {momentum}; expected 0 <= momentum < 1")
        self.momentum = momentum

    def move(self, number: int, parameter: Parameter) -> None:
        """Roll on."""
        (speed,) = self.remembered(number, parameter, 1)
        speed *= self.momentum
        speed -= self.learning_rate * parameter.gradient
        parameter.value += speed


class Adam(Optimizer):
    """Each weight has its own step: the mean of its gradients over the root of the mean of their squares.

    Args:
        learning_rate: about the length of each step.
        beta1: how much of the mean is kept from step to step.
        beta2: the same for the mean of the squares.
        eps: against division by 0 (Keras: 1e-7, S3: 1e-8).
        clip: as in :class:`Optimizer`.
        l2: as in :class:`Optimizer`.
    """

    def __init__(
        self,
        learning_rate: float = 0.001,
        beta1: float = 0.9,
        beta2: float = 0.999,
        eps: float = 1e-7,
        clip: float | None = None,
        l2: float = 0.0,
    ) -> None:
        super().__init__(learning_rate, clip, l2)
        if not (0 <= beta1 < 1 and 0 <= beta2 < 1):
            raise ScratchError(f"Adam got beta1={beta1}, beta2={beta2}; expected numbers of [0, 1)")
        self.beta1, self.beta2, self.eps = beta1, beta2, eps

    def move(self, number: int, parameter: Parameter) -> None:
        """The means start at 0 and are too small at first; ``rate`` makes up for that."""
        mean, square = self.remembered(number, parameter, 2)
        gradient = parameter.gradient
        mean += (1 - self.beta1) * (gradient - mean)
        square += (1 - self.beta2) * (gradient * gradient - square)
        rate = self.learning_rate * (1 - self.beta2**self.steps) ** 0.5 / (1 - self.beta1**self.steps)
        step = np.sqrt(square)
        step += self.eps
        np.divide(mean, step, out=step)
        step *= rate
        parameter.value -= step


OPTIMIZERS: dict[str, Callable[[], Optimizer]] = {
    "sgd": GradientDescent,
    "gradient_descent": GradientDescent,
    "momentum": Momentum,
    "adam": Adam,
}


def get_optimizer(name: str | Optimizer) -> Optimizer:
    """An optimizer by its name ("sgd", "momentum", "adam") with its usual settings, or the one given.

    Raises:
        ScratchError: there is no such optimizer.
    """
    if isinstance(name, Optimizer):
        return name
    if name.lower() not in OPTIMIZERS:
        raise ScratchError(f"there is no optimizer {name!r}; there are {', '.join(OPTIMIZERS)}")
    return OPTIMIZERS[name.lower()]()
