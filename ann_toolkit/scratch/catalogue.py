"""The catalogue of activations: find one by its name, add one's own, print the table of S3."""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from ann_toolkit.scratch import activations as a
from ann_toolkit.scratch.errors import ScratchError


@dataclass(frozen=True)
class ActivationFunction:
    """A function, its derivative, and what one should know about them.

    >>> relu = get_activation("ReLU")
    >>> relu(np.array([-1.0, 2.0])), relu.derivative(np.array([-1.0, 2.0]))
    (array([0., 2.]), array([0., 1.]))
    """

    name: str
    function: a.Function
    derivative: a.Function
    formula: str = ""
    range: str = ""
    use: str = ""
    settings: dict[str, float] = field(default_factory=dict)

    def __call__(self, z: np.ndarray) -> np.ndarray:
        """a = f(z), of the shape of z."""
        return self.function(z)

    def backward(self, gradient: np.ndarray, z: np.ndarray) -> np.ndarray:
        """Turn the gradient with respect to a into the gradient with respect to z, both of the shape of z."""
        if self.name == "softmax":  # each output depends on every score: J^T g without building J
            p = self.function(z)
            return p * (gradient - (gradient * p).sum(axis=-1, keepdims=True))
        return gradient * self.derivative(z)


# The table of S3 (A1.3, VII): name, formula, range and use.
_TABLE = """
    linear     | z                                              | (-∞, +∞)      | output of a regression
    relu       | max(0, z)                                      | [0, +∞)       | hidden layers, the usual choice
    leaky_relu | z if z > 0, else alpha z                       | (-∞, +∞)      | hidden layers without dead neurons
    elu        | z if z > 0, else alpha (e^z - 1)               | (-alpha, +∞)  | hidden layers, smooth
    selu       | lambda z if z > 0, else lambda alpha (e^z - 1) | (-1.758, +∞)  | self-normalising networks
    gelu       | z Φ(z)                                         | (-0.170, +∞)  | deep networks, Transformers
    gelu_tanh  | z/2 (1 + tanh(√(2/π) (z + 0.044715 z³)))       | (-0.170, +∞)  | GELU, cheaper
    silu       | z / (1 + e^-z)                                 | (-0.279, +∞)  | hidden layers, smooth (swish)
    sigmoid    | 1 / (1 + e^-z)                                 | (0, 1)        | output for two classes
    tanh       | (e^z - e^-z) / (e^z + e^-z)                    | (-1, 1)       | centred data, recurrent layers
    softplus   | log(1 + e^z)                                   | (0, +∞)       | outputs that must be positive
    softmax    | e^zᵢ / Σ e^zⱼ                                  | (0, 1), sum 1 | output for several classes
    heaviside  | 1 if z ≥ 0, else 0                             | {0, 1}        | the perceptron; no gradient
    sign       | -1, 0 or 1                                     | {-1, 0, 1}    | the perceptron; no gradient
"""
_DERIVATIVES: dict[a.Function, a.Function] = {
    a.linear: a.linear_derivative,
    a.relu: a.relu_derivative,
    a.leaky_relu: a.leaky_relu_derivative,
    a.elu: a.elu_derivative,
    a.selu: a.selu_derivative,
    a.gelu: a.gelu_derivative,
    a.gelu_tanh: a.gelu_tanh_derivative,
    a.silu: a.silu_derivative,
    a.sigmoid: a.sigmoid_derivative,
    a.tanh: a.tanh_derivative,
    a.softplus: a.softplus_derivative,
    a.softmax: a.softmax_jacobian,
    a.heaviside: a.no_derivative,
    a.sign: a.no_derivative,
}


def _course_activations() -> Iterator[ActivationFunction]:
    """The rows of the table, each with its function, its slope and the settings that the function takes."""
    functions = {function.__name__: function for function in _DERIVATIVES}
    for line in _TABLE.strip().splitlines():
        name, formula, span, use = (cell.strip() for cell in line.split("|"))
        function = functions[name]
        _, *settings = inspect.signature(function).parameters.values()  # the first is z
        defaults = {setting.name: setting.default for setting in settings}
        yield ActivationFunction(name, function, _DERIVATIVES[function], formula, span, use, defaults)


ACTIVATIONS: dict[str, ActivationFunction] = {row.name: row for row in _course_activations()}


def get_activation(name: str | ActivationFunction, **settings: float) -> ActivationFunction:
    """Find an activation by its name, in any case ("ReLU", "softmax"), with its settings (``alpha``).

    Args:
        name: one of ``ACTIVATIONS``; an :class:`ActivationFunction` is given back as it is.
        **settings: for example ``alpha=0.2`` for the leaky ReLU.

    Raises:
        ScratchError: there is no such activation, or it has no such setting.

    >>> get_activation("leaky_relu", alpha=0.2)(np.array([-1.0]))
    array([-0.2])
    """
    if isinstance(name, ActivationFunction):
        return name
    key = _key(name)
    if key not in ACTIVATIONS:
        near = difflib.get_close_matches(key, ACTIVATIONS, n=1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        raise ScratchError(f"there is no activation {name!r}; {hint}there are {', '.join(ACTIVATIONS)}")
    found = ACTIVATIONS[key]
    if wrong := sorted(set(settings) - set(found.settings)):
        known = ", ".join(found.settings) or "no settings"
        raise ScratchError(f"the activation {key!r} has no setting {wrong[0]!r}; it has {known}")
    return _with_settings(found, {**found.settings, **settings})


def _key(name: str) -> str:
    """ "Leaky ReLU", "LeakyReLU" and "leaky_relu" are the same."""
    return name.lower().replace(" ", "_").replace("leakyrelu", "leaky_relu")


def _with_settings(found: ActivationFunction, settings: dict[str, float]) -> ActivationFunction:
    if settings == found.settings:
        return found
    function, derivative = partial(found.function, **settings), partial(found.derivative, **settings)
    return ActivationFunction(
        found.name, function, derivative, found.formula, found.range, found.use, settings
    )


def register(
    name: str,
    function: a.Function,
    derivative: a.Function | None = None,
    formula: str = "",
    range: str = "",
    use: str = "",
) -> ActivationFunction:
    """Add an activation of one's own to the catalogue, under ``name``.

    Args:
        name: how layers and parameter files will call it.
        function: takes z and gives an array of the same shape.
        derivative: the same for the slope; without it the slope is found numerically.
        formula: for the catalogue.
        range: for the catalogue.
        use: for the catalogue.

    Returns:
        The new activation.

    Raises:
        ScratchError: the name belongs to the course's own, or the function changes the shape of z.

    >>> cube = register("cube", lambda z: z**3)
    >>> cube.derivative(np.array([2.0])).round(4)
    array([12.])
    >>> del ACTIVATIONS["cube"]
    """
    key = _key(name)
    if key in _BUILT_IN:
        raise ScratchError(f"the activation {name!r} is one of the course's own; choose another name")
    trial = np.linspace(-1, 1, 6).reshape(2, 3)
    if np.shape(function(trial)) != trial.shape:
        raise ScratchError(
            f"the activation {name!r} gives shape {np.shape(function(trial))} for z of shape (2, 3); "
            "it must keep the shape"
        )
    slope = derivative or partial(a.numerical_derivative, function)
    ACTIVATIONS[key] = ActivationFunction(key, function, slope, formula, range, use)
    return ACTIVATIONS[key]


_BUILT_IN = frozenset(ACTIVATIONS)


def activation_table() -> list[dict[str, str]]:
    """The table of S3 (A1.3, VII): name, formula, range and use of every activation.

    >>> activation_table()[1]["formula"]
    'max(0, z)'
    """
    return [
        {"name": row.name, "formula": row.formula, "range": row.range, "use": row.use}
        for row in ACTIVATIONS.values()
    ]
