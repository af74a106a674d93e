"""What the filters of a convolution look for, and what they find."""

from __future__ import annotations

from numbers import Integral

import keras
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Colormap
from matplotlib.image import AxesImage
from numpy.typing import ArrayLike

from ann_toolkit.base.errors import ModelError
from ann_toolkit.base.kinds import check_kind, check_model
from ann_toolkit.evaluation import predict
from ann_toolkit.plots.style import SIGNS, axes_for, styled


@styled
def filters(model: keras.Model, layer: str | int = 0, most: int = 64, ax: Axes | None = None) -> Axes:
    """What the filters of a convolution look for: blue where they want light, vermilion where they want dark.

    Args:
        model: a built model with a convolution in two dimensions.
        layer: the name of the layer, or its number among the convolutions.
        most: how many filters are drawn.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes. Of several channels the mean is shown.

    Raises:
        ModelError: no such convolution.
    """
    chosen = _convolution(model, layer)
    kernel = np.asarray(chosen.kernel)
    pictures = kernel.mean(axis=-2).transpose(2, 0, 1)[:most]
    strongest = max(float(np.abs(pictures).max()), 1e-12)
    ax, image = _mosaic(pictures, axes_for(ax, 6.5, 5.5), SIGNS, -strongest, strongest)
    ax.figure.colorbar(image, ax=ax, label="weight", shrink=0.8)
    ax.set_title(f"{len(pictures)} of {kernel.shape[-1]} filters of {chosen.name}")
    return ax


@styled
def feature_maps(
    model: keras.Model, image: ArrayLike, layer: str | int = 0, most: int = 64, ax: Axes | None = None
) -> Axes:
    """What each filter of a convolution finds in one picture.

    Args:
        model: a built model with a convolution in two dimensions.
        image: one picture, shape (height, width, channels) or (height, width).
        layer: the name of the layer, or its number among the convolutions.
        most: how many maps are drawn.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.

    Raises:
        ModelError: no such convolution.
        DataError: a picture that the model doesn't take.
    """
    chosen = _convolution(model, layer)
    first_part = keras.Model(model.inputs[0], chosen.output, name=model.name)
    answers = predict(first_part, np.asarray(image, dtype="float32")[None])
    found = answers[0].transpose(2, 0, 1)[:most]
    ax, drawn = _mosaic(found, axes_for(ax, 6.5, 5.5), "cividis", float(found.min()), float(found.max()))
    ax.figure.colorbar(drawn, ax=ax, label="activation", shrink=0.8)
    ax.set_title(f"What {len(found)} filters of {chosen.name} find")
    return ax


def _convolution(model: keras.Model, which: str | int) -> keras.layers.Layer:
    check_model(model)
    check_kind(which, (str, Integral), "the name or the number of a layer")
    found = [layer for layer in model.layers if isinstance(layer, keras.layers.Conv2D)]
    named = [layer for number, layer in enumerate(found) if which in (layer.name, number)]
    if not named:
        names = ", ".join(layer.name for layer in found) or "none"
        raise ModelError(f"layer={which!r}: the convolutions of {model.name!r} are: {names}")
    return named[0]


def _mosaic(
    pictures: np.ndarray, ax: Axes, shades: str | Colormap, low: float, high: float
) -> tuple[Axes, AxesImage]:
    """Many small pictures side by side in one, with a gap of one pixel between them."""
    count, height, width = pictures.shape
    columns = int(np.ceil(np.sqrt(count)))
    rows = int(np.ceil(count / columns))
    sheet = np.full((rows * (height + 1) - 1, columns * (width + 1) - 1), np.nan)
    for number, picture in enumerate(pictures):
        top, left = number // columns * (height + 1), number % columns * (width + 1)
        sheet[top : top + height, left : left + width] = picture
    image = ax.imshow(np.ma.masked_invalid(sheet), cmap=shades, vmin=low, vmax=high, interpolation="nearest")
    ax.axis("off")
    return ax, image
