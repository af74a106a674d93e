"""Pictures that move: a decision boundary through the epochs, and softmax."""

from __future__ import annotations

from numbers import Integral
from pathlib import Path

import keras
import numpy as np
from matplotlib.animation import FFMpegWriter, FuncAnimation, PillowWriter
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.base.files import as_path, check_ending, replacing
from ann_toolkit.base.kinds import check_dataset, check_kind, check_model
from ann_toolkit.base.protocols import NamedDataset, PathLike
from ann_toolkit.evaluation import WeightRecorder
from ann_toolkit.plots.boundaries import draw_boundary
from ann_toolkit.plots.style import COLOURS, styled
from ann_toolkit.scratch.activations import softmax

FRAME_GRID = 80  # points along each side of a frame where the network is asked


def boundary_animation(
    model: keras.Model,
    data: NamedDataset,
    recorder: WeightRecorder,
    path: PathLike,
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
    check_model(model)
    check_dataset(data)
    check_kind(recorder, WeightRecorder, "the WeightRecorder that was given to fit")
    target = as_path(path)
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
    model: keras.Model, data: NamedDataset, recorder: WeightRecorder, chosen: np.ndarray, path: Path, fps: int
) -> None:
    if path.suffix == ".mp4" and not FFMpegWriter.isAvailable():
        raise FileError(
            f"{path.suffix} needs the program ffmpeg, which is not installed; use a name ending with .gif"
        )
    writer = (FFMpegWriter if path.suffix == ".mp4" else PillowWriter)(fps=fps)
    figure = Figure(figsize=(5.6, 4.8))
    with writer.saving(figure, str(path), dpi=80):
        for number in chosen:
            model.set_weights(recorder.weights[number])
            figure.clear()
            ax = figure.add_subplot()
            draw_boundary(model, data, ax, FRAME_GRID)
            ax.set_title(f"Epoch {recorder.epochs[number]}")
            writer.grab_frame()


@styled
def softmax_animation(path: PathLike, frames: int = 100, per_second: int = 15) -> None:
    """Write a GIF of three scores that move and the probabilities that follow (S3, A1.3 VI).

    Args:
        path: the file to write, ending with ".gif".
        frames: how many pictures.
        per_second: how many of them in a second.

    Raises:
        FileError: another ending, or the file cannot be written.
        DataError: no pictures, or none in a second.
    """
    check_ending(as_path(path), "a film", (".gif",))
    for count, what in ((frames, "frames"), (per_second, "per_second")):
        check_kind(count, Integral, f"{what}, a whole number")
        if count < 1:
            raise DataError(f"{what}={count}: expected 1 or more")
    figure = Figure(figsize=(6, 4), layout="constrained")
    scores, probabilities = figure.subplots(1, 2, gridspec_kw={"wspace": 0.1})
    places, names = np.arange(3), ["class 1", "class 2", "class 3"]
    shades = [COLOURS[0], COLOURS[2], COLOURS[3]]
    left = scores.bar(places, np.zeros(3), color=shades)
    right = probabilities.bar(places, np.zeros(3), color=shades)
    scores.set(ylim=(-1.1, 1.1), title="scores z", ylabel="score", xticks=places, xticklabels=names)
    probabilities.set(ylim=(0, 1), title="softmax(z)", ylabel="probability", xticks=places, xticklabels=names)
    scores.axhline(0, color="0.6", linewidth=0.8)

    def update(frame: int) -> list[Artist]:
        t = 4 * np.pi * frame / frames  # a closed path, so that the GIF repeats without a jump
        z = np.array([np.cos(t), np.sin(2 * t), 0.5 * np.sin(3 * t)])
        for bars, heights in ((left, z), (right, softmax(z))):
            for bar, height in zip(bars, heights, strict=True):
                bar.set_height(height)
        return [*left, *right]

    with replacing(path) as part:
        FuncAnimation(figure, update, frames=frames).save(str(part), writer=PillowWriter(fps=per_second))
