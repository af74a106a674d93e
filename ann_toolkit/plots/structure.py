"""The layers of a network as boxes, drawn by matplotlib or by Graphviz."""

from __future__ import annotations

import tempfile
from pathlib import Path

import keras
import matplotlib.image
import pandas as pd
from matplotlib.axes import Axes

from ann_toolkit.base.messages import say
from ann_toolkit.evaluation.parameters import check_built, grouped, structure
from ann_toolkit.plots.style import axes_for, colour, lighter, styled


@styled
def layers(model: keras.Model, ax: Axes | None = None) -> Axes:
    """The layers of any network as boxes from top to bottom, with what flows where, shapes and parameters.

    Args:
        model: a built model, Sequential or functional.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.

    Raises:
        ModelError: the model is not built.
    """
    table = structure(model).table.set_index("layer")
    before = _connections(model)
    depth: dict[str, int] = {}
    for name, sources in before.items():
        depth[name] = 1 + max((depth[source] for source in sources), default=-1)
    deepest = max(depth.values())
    ax = axes_for(ax, 6.5, 0.85 * (deepest + 1) + 0.6)
    places: dict[str, tuple[float, float]] = {}
    for level in range(deepest + 1):
        names = [name for name in before if depth[name] == level]
        for number, name in enumerate(names):
            places[name] = (4.6 * (number - (len(names) - 1) / 2), -float(level))
    texts = {
        name: _box_text(model, name, table.loc[name] if name in table.index else None) for name in before
    }
    for name, sources in before.items():
        for source in sources:
            _arrow(ax, places[source], places[name], texts[source], texts[name])
    for name, (x, y) in places.items():
        inside = table.loc[name] if name in table.index else None
        has_weights = inside is not None and inside["parameters"] > 0
        box = {"boxstyle": "round,pad=0.4", "facecolor": lighter(colour(0 if has_weights else 1), 0.8)}
        ax.text(
            x, y, texts[name], ha="center", va="center", fontsize=10, bbox={**box, "edgecolor": "#444444"}
        )
    wide = max(abs(x) for x, _ in places.values()) + 3.2
    ax.set(xlim=(-wide, wide), ylim=(-deepest - 0.6, 0.6), title=f"Layers of {model.name}")
    ax.axis("off")
    return ax


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float], *texts: str) -> None:
    """From box to box: straight down to the next layer, in a bow around the layers that are left out."""
    if start[1] - end[1] <= 1:
        start, end, bow = (start[0], start[1] - 0.31), (end[0], end[1] + 0.31), 0.0
    else:
        widths = [0.08 + 0.038 * max(len(line) for line in text.splitlines()) for text in texts]
        start, end, bow = (start[0] + widths[0], start[1]), (end[0] + widths[1], end[1]), -0.6
    style = {"arrowstyle": "-|>", "color": "#444444", "connectionstyle": f"arc3,rad={bow}"}
    ax.annotate("", xy=end, xytext=start, arrowprops=style)


def _connections(model: keras.Model) -> dict[str, list[str]]:
    """For each layer, in their order, the names of the layers that it gets its inputs from."""
    found: dict[str, list[str]] = {"input": []} if isinstance(model, keras.Sequential) else {}
    names = {layer.name for layer in model.layers}
    previous = "input"
    for layer in model.layers:
        if isinstance(model, keras.Sequential):
            found[layer.name] = [previous]
            previous = layer.name
            continue
        inputs = [] if isinstance(layer, keras.layers.InputLayer) else keras.tree.flatten(layer.input)
        sources = [tensor._keras_history.operation.name for tensor in inputs]
        found[layer.name] = [source for source in dict.fromkeys(sources) if source in names]
    return found


def _box_text(model: keras.Model, name: str, row: pd.Series | None) -> str:
    if row is None:
        shape = model.input_shape[1:] if not isinstance(model.input_shape, list | dict) else "several"
        return f"input\n{' x '.join('any' if size is None else str(size) for size in shape)}"
    layer = model.get_layer(name)
    activation = getattr(getattr(layer, "activation", None), "__name__", "")
    kind = f"{row['kind']} {activation}".strip()
    count = f", {grouped(row['parameters'])} parameters" if row["parameters"] else ""
    return f"{kind}\n{row['output']} out{count}"


@styled
def plot_model(model: keras.Model, ax: Axes | None = None) -> Axes:
    """The network as ``keras.utils.plot_model`` draws it, where Graphviz is installed; else :func:`layers`.

    Args:
        model: a built model.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.
    """
    check_built(model)
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder, "model.png")
        try:
            keras.utils.plot_model(model, picture, show_shapes=True, show_layer_activations=True, dpi=120)
        except (ImportError, AssertionError, OSError, ValueError):
            say("the program dot (Graphviz) is not installed; matplotlib draws the layers")
            return layers(model, ax)
        image = matplotlib.image.imread(picture)
    height, width = image.shape[:2]
    ax = axes_for(ax, max(3.0, width / 150), max(3.0, height / 150))
    ax.imshow(image)
    ax.axis("off")
    ax.set_title(model.name)
    return ax
