"""A dense network drawn neuron by neuron, and the weights of one layer as a heat map."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Integral

import keras
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from ann_toolkit.base.errors import DataError, ModelError
from ann_toolkit.base.kinds import check_kind
from ann_toolkit.evaluation.parameters import check_built, dense_layers
from ann_toolkit.plots.style import NEGATIVE, POSITIVE, SIGNS, axes_for, styled

_UNIT = 1.0  # distance between two neurons of a layer
_SIDE_LAYERS = (keras.layers.Dropout, keras.layers.Flatten, keras.layers.Activation, keras.layers.InputLayer)


@styled
def network(
    model: keras.Model,
    input_names: Sequence[str] = (),
    output_names: Sequence[str] = (),
    max_neurons: int = 10,
    values: bool = False,
    ax: Axes | None = None,
) -> Axes:
    """The neurons of a dense network and the weights between them: blue positive, vermilion negative.

    The thicker a line, the larger the weight within its layer. Of a large layer the first and last
    neurons are drawn, with dots between them; the number below each layer counts them all.

    Args:
        model: a built Sequential model of Dense layers (Dropout and Flatten may stand between them).
        input_names: a name for each input.
        output_names: a name for each output neuron.
        max_neurons: how many neurons of a layer are drawn at the most, 3 or more.
        values: write each weight on its line and each bias at its neuron, as S0 does for two neurons; for
            small networks.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.

    Raises:
        ModelError: layers other than Dense, or a model that is not built.
    """
    for names in (input_names, output_names):
        check_kind(names, (list, tuple), "a list of names")
    dense = _dense_layers(model)
    kernels = [np.asarray(layer.kernel) for layer in dense]
    sizes = [kernels[0].shape[0], *(kernel.shape[1] for kernel in kernels)]
    shown = [_shown(size, max(3, max_neurons)) for size in sizes]
    tallest = max(len(neurons) for neurons in shown)
    ax = axes_for(ax, 2.4 * len(sizes) + 1.5, min(9.0, max(3.8, 0.5 * tallest + 1.6)))
    spread = max(3.0, tallest / 3)
    places = [
        _places(column * spread, size, neurons)
        for column, (size, neurons) in enumerate(zip(sizes, shown, strict=True))
    ]
    for number, kernel in enumerate(kernels):
        _draw_weights(ax, places[number], places[number + 1], kernel, values)
        if values and dense[number].use_bias:
            _write_biases(ax, places[number + 1], shown[number + 1], np.asarray(dense[number].bias))
    top = max(place[0, 1] for place in places) + 0.5
    bottom = -top - 0.1
    for number, (size, neurons) in enumerate(zip(sizes, shown, strict=True)):
        _draw_neurons(ax, places[number], size, neurons)
        title = "inputs" if number == 0 else f"{dense[number - 1].activation.__name__}"
        ax.text(number * spread, bottom, f"{size}\n{title}", ha="center", va="top", fontsize=12)
    _name(ax, places[0], shown[0], input_names, "right", -0.35)
    _name(ax, places[-1], shown[-1], output_names, "left", 0.35)
    signs = [
        Line2D([], [], color=c, linewidth=2.5, label=f"{w} weight")
        for c, w in ((POSITIVE, "positive"), (NEGATIVE, "negative"))
    ]
    ax.legend(handles=signs, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, frameon=False)
    names = (*input_names, *output_names)
    room = 0.5 + 0.14 * max((len(name) for name in names), default=0)
    ax.set(xlim=(-room, (len(sizes) - 1) * spread + room), ylim=(bottom - 1.1, top))
    ax.axis("off")
    return ax


@styled
def weights(
    model: keras.Model, layer: int = 0, input_names: Sequence[str] = (), ax: Axes | None = None
) -> Axes:
    """The weights of a dense layer as a heat map: a row for each input and the bias, a column for each neuron.

    Args:
        model: a built model with dense layers.
        layer: which of its dense layers, from 0.
        input_names: a name for each input of that layer.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.

    Raises:
        ModelError: no such layer.
        DataError: as many names as there are not inputs.
    """
    check_kind(input_names, (list, tuple), "input_names, a list of names")
    layers = dense_layers(model)
    check_kind(layer, Integral, "the number of a dense layer")
    if not -len(layers) <= layer < len(layers):
        raise ModelError(f"layer={layer}: {model.name!r} has {len(layers)} dense layer(s), numbered from 0")
    chosen = layers[layer]
    kernel = np.asarray(chosen.kernel)
    if input_names and len(input_names) != len(kernel):
        raise DataError(f"{len(input_names)} input_names for {len(kernel)} inputs; name each")
    letter = "x" if layer == 0 else "neuron "
    names = [str(name) for name in input_names] or [f"{letter}{n}" for n in range(1, len(kernel) + 1)]
    table = kernel
    if chosen.use_bias:
        table, names = np.vstack([kernel, np.asarray(chosen.bias)]), [*names, "bias"]
    rows, columns = table.shape
    ax = axes_for(ax, max(4.5, min(12.0, 0.7 * columns + 3)), max(2.8, min(12.0, 0.42 * rows + 1.6)))
    most = max(float(np.abs(table).max()), 1e-12)
    image = ax.imshow(table, cmap=SIGNS, vmin=-most, vmax=most, aspect="auto")
    if rows * columns <= 150:
        for row, column in np.ndindex(table.shape):
            ink = "white" if abs(table[row, column]) > 0.6 * most else "black"
            text = f"{table[row, column]:.2f}"
            ax.text(column, row, text, ha="center", va="center", color=ink, fontsize=10)
    ax.set_yticks(range(rows), names)
    step = 1 if columns <= 20 else 5
    ax.set_xticks(range(0, columns, step), [str(n + 1) for n in range(0, columns, step)])
    ax.grid(False)
    ax.set(xlabel="neuron", ylabel="from", title=f"Weights of {chosen.name}")
    ax.figure.colorbar(image, ax=ax, label="weight")
    return ax


def _dense_layers(model: keras.Model) -> list[keras.layers.Dense]:
    check_built(model)
    others = [layer for layer in model.layers if not isinstance(layer, (keras.layers.Dense, *_SIDE_LAYERS))]
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    if others or not dense or not isinstance(model, keras.Sequential):
        odd = type(others[0]).__name__ if others else type(model).__name__
        raise ModelError(f"{model.name!r} holds {odd}; this drawing shows Sequential models of Dense layers")
    return dense


def _shown(size: int, most: int) -> list[int]:
    """Which neurons of a layer are drawn: all, or the first and the last ones."""
    if size <= most:
        return list(range(size))
    half = (most - 1) // 2
    return [*range(most - 1 - half), *range(size - half, size)]


def _places(x: float, size: int, neurons: list[int]) -> np.ndarray:
    """Positions (x, y) of the drawn neurons, the first at the top, with a gap where some are left out."""
    steps = np.arange(len(neurons), dtype=float)
    steps[1:] += np.diff(neurons).clip(1, 2).cumsum() - np.arange(1, len(neurons))
    y = (steps[-1] / 2 - steps) * _UNIT
    return np.column_stack([np.full(len(neurons), x), y])


def _draw_weights(ax: Axes, left: np.ndarray, right: np.ndarray, kernel: np.ndarray, values: bool) -> None:
    rows = np.r_[: len(left)] if len(left) == len(kernel) else _shown(len(kernel), len(left) + 1)
    columns = (
        np.r_[: len(right)] if len(right) == kernel.shape[1] else _shown(kernel.shape[1], len(right) + 1)
    )
    weights = kernel[np.ix_(rows, columns)]
    strength = np.abs(weights) / max(float(np.abs(weights).max()), 1e-12)
    lines, colours, widths = [], [], []
    for i, j in np.ndindex(weights.shape):
        lines.append([left[i], right[j]])
        colours.append((POSITIVE if weights[i, j] >= 0 else NEGATIVE, 0.25 + 0.65 * strength[i, j]))
        widths.append(0.3 + 3 * strength[i, j])
        if values:
            along = 0.25 + 0.4 * j / max(1, len(right) - 1)  # where lines cross, numbers don't
            x, y = left[i] + along * (right[j] - left[i])
            box = {"facecolor": "white", "edgecolor": "none", "pad": 1}
            ax.text(x, y, f"{weights[i, j]:.2f}", ha="center", va="center", fontsize=9, bbox=box, zorder=1.5)
    ax.add_collection(LineCollection(lines, colors=colours, linewidths=widths, zorder=1))


def _write_biases(ax: Axes, places: np.ndarray, neurons: list[int], biases: np.ndarray) -> None:
    for (x, y), neuron in zip(places, neurons, strict=True):
        ax.text(x, y - 0.22, f"bias {biases[neuron]:.2f}", ha="center", va="top", fontsize=9, zorder=3)


def _draw_neurons(ax: Axes, places: np.ndarray, size: int, neurons: list[int]) -> None:
    ax.scatter(
        places[:, 0], places[:, 1], s=170, color="white", edgecolors="#444444", linewidths=1.5, zorder=2
    )
    if len(neurons) < size:
        gap = int(np.argmax(np.diff(neurons) > 1))
        x, y = places[gap : gap + 2].mean(axis=0)
        ax.text(x, y, "⋮", ha="center", va="center", fontsize=18, zorder=3)


def _name(
    ax: Axes, places: np.ndarray, neurons: list[int], names: Sequence[str], side: str, offset: float
) -> None:
    if names:
        for (x, y), neuron in zip(places, neurons, strict=True):
            ax.text(x + offset, y, str(names[neuron]), ha=side, va="center", fontsize=11)
