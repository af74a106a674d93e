"""Training seen: the valley it went down, the lines that neurons draw, the boundary as a film."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import keras
import numpy as np
from matplotlib.axes import Axes

from ann_toolkit.base.errors import DataError, FileError, ModelError
from ann_toolkit.base.files import check_ending, replacing
from ann_toolkit.evaluation import WeightRecorder
from ann_toolkit.evaluation.explanation.importance import dense_layers
from ann_toolkit.plots.boundaries import classification_case, draw_boundary
from ann_toolkit.plots.style import NEGATIVE, POSITIVE, axes_for, colour, styled

GRID = 41  # points along each side of a loss landscape
FRAME_GRID = 80  # points along each side of a frame of the animation


@styled
def loss_landscape(
    model: keras.Model,
    data: Any,
    recorder: WeightRecorder | None = None,
    weights: tuple[int, int] = (0, 1),
    span: float | None = None,
    ax: Axes | None = None,
) -> Axes:
    """The loss over two of the weights, and the path that training took through it (S0: the darker the better).

    The other weights stay as they are in ``model``, so that the picture is a cut through the landscape.

    Args:
        model: a compiled network; S0 shows one of two weights and a bias.
        data: the ``Dataset`` on which the loss is taken.
        recorder: the callback that was given to ``fit``, for the path.
        weights: which two weights, by their place in all weights written one after the other.
        span: how far the picture goes to each side of the last weights; the path and a margin unless given.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.

    Raises:
        ModelError: the model is not compiled, or has no such weights.
    """
    if not getattr(model, "compiled", False):
        raise ModelError(f"the model {model.name!r} is not compiled; call model.compile(loss=...) first")
    flat = np.concatenate([weight.ravel() for weight in _trainable(model)])
    if not all(0 <= place < len(flat) for place in weights) or weights[0] == weights[1]:
        raise ModelError(
            f"weights={weights}: {model.name!r} has {len(flat)} weights, numbered from 0; choose two"
        )
    path = _path(model, recorder, weights)
    here = flat[list(weights)]
    reach = span if span is not None else max(1.0, 1.35 * float(np.abs(path - here).max()))
    along = [np.linspace(centre - reach, centre + reach, GRID) for centre in here]
    heights = _losses(model, data, flat, weights, along)
    ax = axes_for(ax, 7, 5.5)
    shade = ax.contourf(*along, heights, levels=25, cmap="cividis")
    ax.contour(*along, heights, levels=12, colors="white", linewidths=0.4, alpha=0.6)
    if len(path) > 1:
        ax.plot(*path.T, "o-", color="white", markersize=3, linewidth=1.5, label="path of training")
        ax.plot(*path[0], "s", color=colour(1), markersize=9, markeredgecolor="white", label="start")
    ax.plot(*here, "*", color=NEGATIVE, markersize=16, markeredgecolor="white", label="end")
    ax.grid(False)
    ax.set(
        xlabel=f"weight {weights[0] + 1}",
        ylabel=f"weight {weights[1] + 1}",
        title=f"Loss landscape of {model.name}",
        xlim=along[0][[0, -1]],
        ylim=along[1][[0, -1]],
    )
    # below, where it hides no part of the path; grey, so that the white line is seen
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=3, facecolor="#bbbbbb")
    ax.figure.colorbar(shade, ax=ax, label="loss")
    return ax


def _trainable(model: keras.Model) -> list[np.ndarray]:
    return [np.asarray(variable.value) for variable in model.trainable_variables]


def _path(model: keras.Model, recorder: WeightRecorder | None, weights: tuple[int, int]) -> np.ndarray:
    """The two weights at each record, shape (records, 2), or their place now when nothing was recorded."""
    trained = [any(weight is own for own in model.trainable_variables) for weight in model.weights]
    records = recorder.weights if recorder is not None else []
    states = [
        np.concatenate([part.ravel() for part, keep in zip(record, trained, strict=True) if keep])
        for record in records
    ] or [np.concatenate([weight.ravel() for weight in _trainable(model)])]
    return np.stack([state[list(weights)] for state in states])


def _losses(
    model: keras.Model, data: Any, flat: np.ndarray, places: tuple[int, int], along: list[np.ndarray]
) -> np.ndarray:
    """The loss at each point of the grid; the model's own weights are not touched."""
    import tensorflow as tf

    loss = keras.losses.get(model.loss)
    shapes = [tuple(variable.shape) for variable in model.trainable_variables]
    X = tf.constant(data.X.astype("float32"))
    y = tf.constant(data.y.reshape(len(data), -1).astype("float32"))
    rest = [variable.value for variable in model.non_trainable_variables]

    @tf.function(input_signature=[tf.TensorSpec(flat.shape, tf.float32)])
    def loss_at(moved: tf.Tensor) -> tf.Tensor:
        parts = tf.split(moved, [int(np.prod(shape)) for shape in shapes])
        parts = [tf.reshape(part, shape) for part, shape in zip(parts, shapes, strict=True)]
        answers, _ = model.stateless_call(parts, rest, X)
        return tf.reduce_mean(loss(y, answers))

    heights = np.empty((GRID, GRID))
    for row, column in np.ndindex(heights.shape):
        moved = flat.astype("float32")
        moved[places[0]], moved[places[1]] = along[0][column], along[1][row]
        heights[row, column] = float(loss_at(moved))
    return heights


@styled
def hidden_boundaries(model: keras.Model, data: Any, ax: Axes | None = None) -> Axes:
    """The line that each neuron of the first hidden layer draws in the plane, over the points.

    A line is where the weighted sum of its neuron is 0. Blue neurons speak for the last class, vermilion
    ones against it; the thicker, the louder (the weight towards the output).

    Args:
        model: a network with two inputs and a dense hidden layer.
        data: a ``Dataset`` with two inputs and classes.
        ax: where to draw; a new figure unless given.

    Returns:
        The Axes.

    Raises:
        ModelError: no hidden layer, or other than two inputs.
        DataError: the data has no classes, or other than two inputs.
    """
    layers = dense_layers(model)
    if len(layers) < 2 or layers[0].kernel.shape[0] != 2:
        raise ModelError(f"{model.name!r} needs two inputs and a hidden layer for this picture")
    ax = classification_case(data, ax)
    x1, x2 = (np.linspace(*_with_margin(column), 60) for column in data.X.T)
    kernel, bias = np.asarray(layers[0].kernel), np.asarray(layers[0].bias)
    onward = np.asarray(layers[1].kernel)[:, -1]
    loudest = max(float(np.abs(onward).max()), 1e-12)
    for neuron in range(kernel.shape[1]):
        sums = kernel[0, neuron] * x1[None, :] + kernel[1, neuron] * x2[:, None] + bias[neuron]
        if sums.min() < 0 < sums.max():
            strength = abs(onward[neuron]) / loudest
            shade = POSITIVE if onward[neuron] >= 0 else NEGATIVE
            ax.contour(
                x1, x2, sums, levels=[0], colors=[shade], linewidths=0.6 + 2.4 * strength, linestyles="solid"
            )
    ax.set(xlim=x1[[0, -1]], ylim=x2[[0, -1]], title=f"The {kernel.shape[1]} lines of {layers[0].name}")
    ax.set_aspect("auto")
    last = data.target_names[-1]
    for shade, word in ((POSITIVE, "for"), (NEGATIVE, "against")):
        ax.plot([], [], color=shade, linewidth=2, label=f"neurons that speak {word} {last}")
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.15), ncols=2, columnspacing=1)
    return ax


def boundary_animation(
    model: keras.Model,
    data: Any,
    recorder: WeightRecorder,
    path: str | os.PathLike[str],
    frames: int = 24,
    seconds: float = 6.0,
) -> Path:
    """The decision boundary through the epochs, as a film.

    Args:
        model: a classifier with two inputs; its weights are put back afterwards.
        data: a ``Dataset`` with two inputs and classes.
        recorder: the callback that was given to ``fit``.
        path: a file name ending with ``.gif``, or with ``.mp4`` where the program ffmpeg is installed.
        frames: how many pictures at the most, spread over the epochs, most of them early.
        seconds: how long the film takes.

    Returns:
        The path.

    Raises:
        DataError: nothing was recorded.
        FileError: another ending, ffmpeg missing, or a failed write.
    """
    target = Path(path)
    check_ending(target, "a film", (".gif", ".mp4"))
    if not recorder.weights:
        raise DataError("the recorder holds no epochs; give it to fit(..., callbacks=[recorder]) first")
    # more frames where training moves most: at its beginning
    chosen = np.unique((np.linspace(0, 1, frames) ** 2 * (len(recorder.epochs) - 1)).round().astype(int))
    kept = model.get_weights()
    try:
        with replacing(target) as part:
            _film(model, data, recorder, chosen, part, max(1, round(len(chosen) / seconds)))
    finally:
        model.set_weights(kept)
    return target


@styled
def _film(
    model: keras.Model, data: Any, recorder: WeightRecorder, chosen: np.ndarray, path: Path, fps: int
) -> None:
    import matplotlib.pyplot as plt
    from matplotlib.animation import FFMpegWriter, PillowWriter

    if path.suffix == ".mp4" and not FFMpegWriter.isAvailable():
        raise FileError(
            f"{path.suffix} needs the program ffmpeg, which is not installed; use a name ending with .gif"
        )
    writer = (FFMpegWriter if path.suffix == ".mp4" else PillowWriter)(fps=fps)
    drawing = plt.figure(figsize=(5.6, 4.8))
    try:
        with writer.saving(drawing, str(path), dpi=80):
            for number in chosen:
                model.set_weights(recorder.weights[number])
                drawing.clear()
                ax = drawing.add_subplot()
                draw_boundary(model, data, ax, FRAME_GRID)
                ax.set_title(f"Epoch {recorder.epochs[number]}")
                writer.grab_frame()
    finally:
        plt.close(drawing)


def _with_margin(column: np.ndarray) -> tuple[float, float]:
    low, high = float(column.min()), float(column.max())
    return low - 0.08 * (high - low), high + 0.08 * (high - low)
