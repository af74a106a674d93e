"""Handwritten digits of 28 x 28 pixels in the layout of keras.datasets (NPZ): a local file, or downloaded by Keras.

Their twin is ``generate_characters_case(characters="0123456789")``.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ann_toolkit.base.bounded.npz import read_npz
from ann_toolkit.base.files import replacing
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.datasets.arguments import loader
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.finding import fetched, find_file
from ann_toolkit.datasets.real.images import (
    SIDE,
    Pair,
    as_brightness,
    as_bytes,
    check_images_budget,
    checked_images,
    needed_keys,
)
from ann_toolkit.datasets.registry import Entry, entry

_KEYS = ("x_train", "y_train", "x_test", "y_test")


@loader
def load_mnist(path: PathLike | None = None, budget: int | None = None) -> Pair:
    """Handwritten digits, 28 x 28 pixels, 60 000 to learn from and 10 000 to test with (S2).

    Args:
        path: an .npz file as keras.datasets keeps it; when left out, mnist.npz in the folder that
            ANN_TOOLKIT_DATA names, else keras.datasets.mnist, which downloads it once.
        budget: how many bytes of memory the file may take; a quarter of the machine's unless given.

    Returns:
        Two multiclass Datasets, train and test.

    Raises:
        FileError: damaged, too large, or neither found nor downloaded (the message says what else to do).
        DataError: other keys, shapes or labels.
    """
    return load_keras(entry("digits28"), path, "MNIST", budget)


def save_mnist(train: Dataset, test: Dataset, path: PathLike) -> None:
    """Write two Datasets of 28 x 28 pixels as :func:`load_mnist` reads them (the layout of keras.datasets)."""
    arrays: dict[str, Any] = {}
    for part, data in (("train", train), ("test", test)):
        arrays |= {f"x_{part}": as_bytes(data.X), f"y_{part}": data.y.astype(np.uint8)}
    with replacing(path) as target:
        np.savez_compressed(target, **arrays)


def load_keras(found: Entry, path: PathLike | None, name: str, budget: int | None = None) -> Pair:
    """A set in the layout of keras.datasets: the file given, the usual one, or what Keras downloads.

    Args:
        found: the dataset.
        path: an .npz file, or None.
        name: what to call the data.
        budget: as for :func:`load_mnist`.

    Raises:
        FileError, DataError: as :func:`load_mnist`.
    """
    file = find_file(found, path, f"{name} (.npz)", (".npz",))
    if file is None:
        return _downloaded(found, name)
    arrays = read_npz(file, budget)
    needed_keys(arrays, _KEYS, file)
    check_images_budget(arrays, file, budget)
    train, test = (
        checked_images(arrays[f"x_{part}"], arrays[f"y_{part}"], (SIDE, SIDE), found.targets, name, file)
        for part in ("train", "test")
    )
    return train, test


def _downloaded(found: Entry, name: str) -> Pair:
    (file,) = found.files[0]
    module = file.removesuffix(".npz")
    parts = fetched(found, lambda load: load(), f"{module} could not be downloaded", file)
    origin = {"file": f"keras.datasets.{module}"}
    train, test = (
        Dataset(as_brightness(X), y.astype(int), found.task, (), found.targets, name, origin)
        for X, y in parts
    )
    return train, test
