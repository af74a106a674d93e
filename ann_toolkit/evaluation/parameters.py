"""The parameters of a network: how many there are, with the arithmetic written out, and their values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import keras
import numpy as np
import pandas as pd

from ann_toolkit.base.errors import DataError, ModelError
from ann_toolkit.base.kinds import check_kind, check_model


@dataclass(frozen=True, eq=False)
class Structure:
    """The layers of a network and how their parameters are counted; ``print`` shows them.

    Args:
        table: a row for each layer: layer, kind, output (its shape), arithmetic, parameters.
        total: all parameters.
        trainable: those that training changes.
    """

    table: pd.DataFrame
    total: int
    trainable: int

    def __str__(self) -> str:
        shown = self.table.assign(parameters=[grouped(count) for count in self.table["parameters"]])
        lines = shown.to_string(index=False)
        rest = (
            f", {grouped(self.total - self.trainable)} of them fixed" if self.trainable < self.total else ""
        )
        return f"{lines}\n\n{grouped(self.total)} parameters{rest}"


def structure(model: keras.Model) -> Structure:
    """List the layers of a network with the arithmetic behind each parameter count.

    Args:
        model: a built model.

    Returns:
        A :class:`Structure`.

    Raises:
        ModelError: the model is not built.

    >>> layers = [keras.Input((784,)), keras.layers.Dense(256, name="hidden"), keras.layers.Dense(10, name="out")]
    >>> print(structure(keras.Sequential(layers)))
    layer  kind output      arithmetic parameters
    hidden Dense    256 784 * 256 + 256    200 960
       out Dense     10   256 * 10 + 10      2 570
    <BLANKLINE>
    203 530 parameters
    """
    check_built(model)
    rows = [
        (layer.name, type(layer).__name__, _shape(layer), _arithmetic(layer), layer.count_params())
        for layer in model.layers
        if not isinstance(layer, keras.layers.InputLayer)
    ]
    table = pd.DataFrame(rows, columns=["layer", "kind", "output", "arithmetic", "parameters"])
    trainable = sum(int(weight.shape.num_elements()) for weight in model.trainable_weights)
    return Structure(table, model.count_params(), trainable)


def check_built(model: keras.Model) -> None:
    """Raise a :class:`ModelError` unless the model knows its inputs, and so has weights."""
    check_model(model)
    if not model.built:
        raise ModelError(f"{model.name!r} is not built yet: begin it with keras.Input((n_inputs,))")


def grouped(count: int) -> str:
    """A whole number with its thousands set apart.

    >>> grouped(182950)
    '182 950'
    """
    return f"{count:,}".replace(",", " ")


def weights(model: keras.Model, input_names: Sequence[str] = ()) -> pd.DataFrame:
    """Every weight and bias of the dense layers in one table (S0, access to the parameters).

    Args:
        model: a built model with dense layers.
        input_names: a name for each input of the first dense layer.

    Returns:
        A table with the columns layer, neuron (from 1), input (its name, or the number of the neuron
        before it, or "bias") and weight.

    Raises:
        ModelError: no dense layer, or a model that is not built.
        DataError: as many names as there are not inputs.

    >>> model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, name="out")])
    >>> model.set_weights([np.array([[0.5], [-1.0]]), np.array([0.25])])
    >>> print(weights(model, ("x1", "x2")).to_string(index=False))
    layer  neuron input  weight
      out       1    x1    0.50
      out       1    x2   -1.00
      out       1  bias    0.25
    """
    check_kind(input_names, (list, tuple), "input_names, a list of names")
    layers = dense_layers(model)
    first = layers[0].kernel.shape[0]
    if input_names and len(input_names) != first:
        raise DataError(f"{len(input_names)} input_names for {first} inputs; name each")
    rows = []
    names = [str(name) for name in input_names] or [f"x{number}" for number in range(1, first + 1)]
    for layer in layers:
        kernel = np.asarray(layer.kernel)
        if len(names) != len(kernel):
            names = [f"neuron {number}" for number in range(1, len(kernel) + 1)]
        for neuron in range(kernel.shape[1]):
            values = list(zip(names, kernel[:, neuron], strict=True))
            if layer.use_bias:
                values.append(("bias", np.asarray(layer.bias)[neuron]))
            rows += [(layer.name, neuron + 1, name, float(value)) for name, value in values]
        names = [f"neuron {number}" for number in range(1, kernel.shape[1] + 1)]
    return pd.DataFrame(rows, columns=["layer", "neuron", "input", "weight"])


def dense_layers(model: keras.Model) -> list[keras.layers.Dense]:
    """The dense layers of a built model, in their order.

    Raises:
        ModelError: none, or a model that is not built.
    """
    check_built(model)
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    if not dense:
        raise ModelError(f"{model.name!r} has no dense layer, whose weights could be shown")
    return dense


def _shape(layer: keras.layers.Layer) -> str:
    shape = layer.output.shape if not isinstance(layer.output, list | dict) else ()
    return " x ".join("any" if size is None else str(size) for size in shape[1:])


def _arithmetic(layer: keras.layers.Layer) -> str:
    """One term for each weight array: the product of its sides."""
    return " + ".join(" * ".join(str(size) for size in weight.shape) or "1" for weight in layer.weights)
