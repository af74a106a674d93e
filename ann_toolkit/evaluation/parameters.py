"""Where the parameters of a network are, with the arithmetic written out."""

from __future__ import annotations

from dataclasses import dataclass

import keras
import pandas as pd

from ann_toolkit.base.errors import ModelError


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
    if not model.built:
        raise ModelError(f"{model.name!r} is not built yet: begin it with keras.Input((n_inputs,))")
    rows = [
        (layer.name, type(layer).__name__, _shape(layer), _arithmetic(layer), layer.count_params())
        for layer in model.layers
        if not isinstance(layer, keras.layers.InputLayer)
    ]
    table = pd.DataFrame(rows, columns=["layer", "kind", "output", "arithmetic", "parameters"])
    trainable = sum(int(weight.shape.num_elements()) for weight in model.trainable_weights)
    return Structure(table, model.count_params(), trainable)


def grouped(count: int) -> str:
    """A whole number with its thousands set apart.

    >>> grouped(182950)
    '182 950'
    """
    return f"{count:,}".replace(",", " ")


def _shape(layer: keras.layers.Layer) -> str:
    shape = layer.output.shape if not isinstance(layer.output, list | dict) else ()
    return " x ".join("any" if size is None else str(size) for size in shape[1:])


def _arithmetic(layer: keras.layers.Layer) -> str:
    """One term for each weight array: the product of its sides."""
    return " + ".join(" * ".join(str(size) for size in weight.shape) or "1" for weight in layer.weights)
