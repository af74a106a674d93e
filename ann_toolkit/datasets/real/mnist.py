"""MNIST and Fashion-MNIST in the layout of keras.datasets (NPZ): a local file, or downloaded by Keras."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.base.files import existing, replacing
from ann_toolkit.base.locations import REAL_DATA_VARIABLE, real_data_folder
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.files.arrays import read_arrays
from ann_toolkit.datasets.real.images import SIDE, Pair, PathLike, as_brightness, as_bytes, checked_images

DIGITS = tuple("0123456789")
FASHION = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)


def load_mnist(path: PathLike | None = None) -> Pair:
    """Handwritten digits, 28 x 28 pixels, 60 000 to learn from and 10 000 to test with (S2).

    Args:
        path: an .npz file as keras.datasets keeps it; when left out, mnist.npz in the folder that
            ANN_TOOLKIT_DATA names, else keras.datasets.mnist, which downloads it once.

    Returns:
        Two multiclass Datasets, train and test.

    Raises:
        FileError: damaged, or neither found nor downloaded (the message says what else to do).
        DataError: other keys, shapes or labels.
    """
    return _load_keras("mnist", path, DIGITS, "MNIST")


def load_fashion_mnist(path: PathLike | None = None) -> Pair:
    """Pictures of clothes in ten classes, 28 x 28 pixels (S1). As :func:`load_mnist`; fashion_mnist.npz."""
    return _load_keras("fashion_mnist", path, FASHION, "Fashion-MNIST")


def save_mnist(train: Dataset, test: Dataset, path: PathLike) -> None:
    """Write two Datasets of 28 x 28 pixels as :func:`load_mnist` reads them (the layout of keras.datasets)."""
    arrays: dict[str, Any] = {}
    for part, data in (("train", train), ("test", test)):
        arrays |= {f"x_{part}": as_bytes(data.X), f"y_{part}": data.y.astype(np.uint8)}
    with replacing(path) as target:
        np.savez_compressed(target, **arrays)


def _load_keras(module: str, path: PathLike | None, names: Sequence[str], name: str) -> Pair:
    folder = real_data_folder()
    local = Path(path) if path is not None else folder / f"{module}.npz" if folder else None
    if path is None and (local is None or not local.is_file()):
        local = None
    arrays = _download(module) if local is None else read_arrays(existing(local, f"{name} (.npz)", (".npz",)))
    missing = [key for key in ("x_train", "y_train", "x_test", "y_test") if key not in arrays]
    if missing:
        raise DataError(f"{local} has no {missing[0]!r}; it holds {', '.join(arrays) or 'nothing'}")
    source = local if local is not None else Path(f"keras.datasets.{module}")
    train, test = (
        _keras_part(arrays[f"x_{part}"], arrays[f"y_{part}"], names, name, source)
        for part in ("train", "test")
    )
    return train, test


def _keras_part(X: np.ndarray, y: np.ndarray, names: Sequence[str], name: str, source: Path) -> Dataset:
    if source.is_file():
        return checked_images(X, y, (SIDE, SIDE), names, name, source)
    origin = {"file": str(source)}
    return Dataset(as_brightness(X), y.astype(int), "multiclass", (), tuple(names), name, origin)


def _download(module: str) -> dict[str, np.ndarray]:
    import keras

    try:
        (x_train, y_train), (x_test, y_test) = getattr(keras.datasets, module).load_data()
    except Exception as error:  # whatever keeps the network away
        raise FileError(
            f"{module} could not be downloaded ({type(error).__name__}: {error}); give the path of {module}.npz, set "
            f"{REAL_DATA_VARIABLE} to its folder, or use generate_characters_case(characters='0123456789')"
        ) from error
    return {"x_train": x_train, "y_train": y_train, "x_test": x_test, "y_test": y_test}
