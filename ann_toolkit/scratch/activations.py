"""Activations and their derivatives: what bends a weighted sum, and how much of a small change passes.

Each activation is two plain functions of z, ``relu`` and ``relu_derivative``, both of the shape of z (any
shape). ``catalogue.py`` puts them together with their range and use. Formulas: S3, A1.3; steps: S2, 2.1.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.special import erf, expit

Function = Callable[..., np.ndarray]
SELU_ALPHA, SELU_SCALE = 1.6732632423543772, 1.0507009873554805  # S3 rounds them to 1.6733 and 1.0507
# plain floats, because a NumPy number would turn float32 arrays into float64
ROOT_2, ROOT_2_PI, ROOT_2_OVER_PI = 2**0.5, (2 * 3.141592653589793) ** 0.5, (2 / 3.141592653589793) ** 0.5


def linear(z: np.ndarray) -> np.ndarray:
    """z itself."""
    return z


def linear_derivative(z: np.ndarray) -> np.ndarray:
    """1 everywhere."""
    return np.ones_like(z)


def relu(z: np.ndarray) -> np.ndarray:
    """The positive part: max(0, z)."""
    return np.maximum(z, 0)


def relu_derivative(z: np.ndarray) -> np.ndarray:
    """1 where z > 0, else 0 (at 0 any number of [0, 1] would do; this is the usual choice)."""
    return (z > 0).astype(z.dtype)


def leaky_relu(z: np.ndarray, alpha: float = 0.01) -> np.ndarray:
    """``z`` where positive, a small slope ``alpha`` below, so that no neuron dies."""
    return np.where(z > 0, z, alpha * z)


def leaky_relu_derivative(z: np.ndarray, alpha: float = 0.01) -> np.ndarray:
    """1 where z > 0, else alpha."""
    return np.where(z > 0, 1, alpha).astype(z.dtype)


def elu(z: np.ndarray, alpha: float = 1.0) -> np.ndarray:
    """``z`` where positive, alpha (e^z - 1) below: smooth, and never under -alpha."""
    return np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0)))


def elu_derivative(z: np.ndarray, alpha: float = 1.0) -> np.ndarray:
    """1 where z > 0, else alpha e^z."""
    return np.where(z > 0, 1, alpha * np.exp(np.minimum(z, 0)))


def selu(z: np.ndarray) -> np.ndarray:
    """ELU scaled so that layer after layer keeps mean 0 and variance 1."""
    return SELU_SCALE * elu(z, SELU_ALPHA)


def selu_derivative(z: np.ndarray) -> np.ndarray:
    """The derivative of ELU, scaled."""
    return SELU_SCALE * elu_derivative(z, SELU_ALPHA)


def gelu(z: np.ndarray) -> np.ndarray:
    """z Phi(z), with Phi the normal distribution function (the exact form)."""
    return 0.5 * z * (1 + erf(z / ROOT_2))


def gelu_derivative(z: np.ndarray) -> np.ndarray:
    """Phi(z) + z phi(z)."""
    return 0.5 * (1 + erf(z / ROOT_2)) + z * np.exp(-0.5 * z**2) / ROOT_2_PI


def gelu_tanh(z: np.ndarray) -> np.ndarray:
    """GELU by the tanh approximation that S3 prints."""
    return 0.5 * z * (1 + np.tanh(ROOT_2_OVER_PI * (z + 0.044715 * z**3)))


def gelu_tanh_derivative(z: np.ndarray) -> np.ndarray:
    """The derivative of the tanh approximation (product rule)."""
    bend = np.tanh(ROOT_2_OVER_PI * (z + 0.044715 * z**3))
    return 0.5 * (1 + bend) + 0.5 * z * (1 - bend**2) * ROOT_2_OVER_PI * (1 + 3 * 0.044715 * z**2)


def sigmoid(z: np.ndarray) -> np.ndarray:
    """1 / (1 + e^-z), in a form that does not overflow at any size of z."""
    return expit(z)


def sigmoid_derivative(z: np.ndarray) -> np.ndarray:
    """a (1 - a): never above 0.25, and almost 0 far from 0."""
    a = expit(z)
    return a * (1 - a)


def tanh(z: np.ndarray) -> np.ndarray:
    """The hyperbolic tangent."""
    return np.tanh(z)


def tanh_derivative(z: np.ndarray) -> np.ndarray:
    """1 - a^2."""
    return 1 - np.tanh(z) ** 2


def softplus(z: np.ndarray) -> np.ndarray:
    """log(1 + e^z), in a form that does not overflow."""
    return np.logaddexp(z, np.zeros_like(z))


def softplus_derivative(z: np.ndarray) -> np.ndarray:
    """The sigmoid."""
    return expit(z)


def silu(z: np.ndarray) -> np.ndarray:
    """z sigmoid(z), also called swish: smooth, and dips a little below 0."""
    return z * expit(z)


def silu_derivative(z: np.ndarray) -> np.ndarray:
    """sigmoid(z) (1 + z (1 - sigmoid(z)))."""
    a = expit(z)
    return a * (1 + z * (1 - a))


def heaviside(z: np.ndarray) -> np.ndarray:
    """The step of the perceptron: 1 where z >= 0, else 0 (S2, equation 2)."""
    return np.where(z >= 0, 1, 0).astype(np.result_type(z, np.float32))


def sign(z: np.ndarray) -> np.ndarray:
    """-1, 0 or +1 (S2, equation 3)."""
    return np.sign(z)


def no_derivative(z: np.ndarray) -> np.ndarray:
    """0: a step is flat, so it lets no gradient through (why the perceptron needed another rule)."""
    return np.zeros_like(z)


def softmax(z: np.ndarray) -> np.ndarray:
    """Turn each row of scores into probabilities; the largest score is taken off first, against overflow.

    >>> softmax(np.array([5.0, 0.0, 0.0])).round(8)
    array([0.98670329, 0.00664835, 0.00664835])
    """
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_jacobian(z: np.ndarray) -> np.ndarray:
    """How each probability answers to each score: diag(a) - a a^T.

    Args:
        z: the scores, shape (..., classes).

    Returns:
        The derivatives, shape (..., classes, classes).
    """
    a = softmax(z)
    return a[..., None] * np.eye(z.shape[-1], dtype=z.dtype) - a[..., None] * a[..., None, :]


def numerical_derivative(function: Function, z: np.ndarray) -> np.ndarray:
    """The slope of ``function`` at each z, by central differences (for an activation without a formula)."""
    z = np.asarray(z)
    wide = z.astype(np.float64)
    step = 1e-6 * np.maximum(1, np.abs(wide))
    return ((function(wide + step) - function(wide - step)) / (2 * step)).astype(z.dtype)
