"""What image sets share: brightness, the checks of a file's pictures, HDF5 files, and sets drawn by chance.

Brightness is 0 to 255 in the files and 0 to 1 here; images come as (n, height, width) or (n, height, width, 3).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from ann_toolkit.base.bounded.budget import check_budget
from ann_toolkit.base.bounded.hdf5 import arrays_in, opened_hdf5
from ann_toolkit.base.errors import DataError
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.datasets.arguments import check_count, check_rows
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.files.header import origin
from ann_toolkit.datasets.finding import need_file
from ann_toolkit.datasets.quantities import BRIGHTNESS
from ann_toolkit.datasets.registry import Entry

SIDE = 28  # pixels of an EMNIST or MNIST image
HDF5 = (".h5", ".hdf5")

MOST_NAMES = 10  # of arrays in a message

Pair = tuple[Dataset, Dataset]
T = TypeVar("T")


def as_bytes(X: np.ndarray) -> np.ndarray:
    """Brightness 0..1 as whole numbers 0..255."""
    return np.clip(np.rint(X * 255), 0, 255).astype(np.uint8)


def as_brightness(images: np.ndarray) -> np.ndarray:
    """Whole numbers 0..255 as brightness 0..1, float32."""
    return images.astype(np.float32) / np.float32(255)


def checked_images(
    X: np.ndarray, y: np.ndarray, shape: tuple[int, ...], names: Sequence[str], name: str, path: Path
) -> Dataset:
    """Images and labels of a file as a Dataset, once shapes, brightness and labels are what they should be."""
    if X.shape[1:] != shape or not len(X):
        raise DataError(f"{path}: images of shape {X.shape}; expected (n, {', '.join(map(str, shape))})")
    if X.dtype.kind not in "iuf":
        raise DataError(f"{path}: images of {X.dtype} values; expected {BRIGHTNESS.what}")
    if y.shape not in ((len(X),), (len(X), 1), (1, len(X))) or y.dtype.kind not in "iufb":
        raise DataError(f"{path}: {len(X)} images but labels of shape {y.shape}; each image needs one number")
    labels = y.reshape(-1)
    unknown = np.flatnonzero(~np.isin(labels, np.arange(len(names))))
    if len(unknown):
        image, label = unknown[0], labels[unknown[0]]
        raise DataError(
            f"{path}, image {image + 1}: label {label} is out of range; expected 0 to {len(names) - 1}"
        )
    _check_brightness(X, path)
    task = "binary" if len(names) == 2 else "multiclass"
    return Dataset(as_brightness(X), labels.astype(int), task, (), tuple(names), name, origin(path))


def _check_brightness(X: np.ndarray, path: Path) -> None:
    if X.dtype == np.uint8:
        return
    for number, image in enumerate(X, 1):
        wrong = BRIGHTNESS.wrong(image)
        if wrong.any():
            raise DataError(f"{path}, image {number}: {image[wrong][0]:.12g}; expected {BRIGHTNESS.what}")


def check_images_budget(arrays: Mapping[str, Any], path: Path, budget: int | None) -> None:
    """Raise a :class:`FileError` unless arrays fit into memory beside the brightness that they become."""
    brightness = np.dtype(np.float32).itemsize
    check_budget(sum(a.size * (a.dtype.itemsize + brightness) for a in arrays.values()), path, budget)


def needed_keys(arrays: Mapping[str, T], keys: Sequence[str], path: Path) -> list[T]:
    """The arrays of these names.

    Raises:
        DataError: there is no such array; the message says what there is.
    """
    missing = [key for key in keys if key not in arrays]
    if missing:
        more = ", ..." if len(arrays) > MOST_NAMES else ""
        there = ", ".join(itertools.islice(arrays, MOST_NAMES)) + more
        raise DataError(f"{path} has no {missing[0]!r}; it holds {there or 'nothing'}")
    return [arrays[key] for key in keys]


def read_hdf5_images(
    found: Entry,
    number: int,
    path: PathLike | None,
    keys: tuple[str, str],
    shape: tuple[int, ...],
    name: str,
    budget: int | None = None,
) -> Dataset:
    """One HDF5 file of an image set.

    Args:
        found: the dataset.
        number: which of its files.
        path: where it lies; looked for under its usual name when None.
        keys: the names of its images and of its labels.
        shape: the shape of one image.
        name: what to call the data.
        budget: how many bytes of memory it may take; a quarter of the machine's unless given.

    Raises:
        FileError: missing (the message says how to make a twin), damaged, too large, or not HDF5.
        DataError: other keys, shapes or labels.
    """
    file = need_file(found, path, "an HDF5 file of images", HDF5, number)
    with opened_hdf5(file, budget) as opened:
        arrays = {key: array for key, array in arrays_in(opened).items() if array.shape is not None}
        packed = needed_keys(arrays, keys, file)
        check_images_budget(dict(zip(keys, packed, strict=True)), file, budget)
        X, y = (np.asarray(array) for array in packed)
    return checked_images(X, y, shape, found.targets, name, file)


def drawn_pair(
    draw: Callable[[int, np.random.Generator], np.ndarray],
    classes: Sequence[str],
    name: str,
    n_samples: int,
    n_test: int,
    noise: float,
    seed: int,
    noise_on_paper: bool = True,
) -> Pair:
    """Pictures to learn from and to test with, drawn one after the other; the classes share them evenly.

    Args:
        draw: draws one picture of a class, given its number and a source of chance.
        classes: the names of the classes.
        name: what to call the data.
        n_samples: pictures to learn from, at least one of each class.
        n_test: pictures to test with.
        noise: standard deviation of the brightness of each pixel.
        seed: the same seed gives the same pictures.
        noise_on_paper: whether pixels without ink are noisy too.
    """
    check_count(n_samples, len(classes), "n_samples")
    check_count(n_test, 1, "n_test")
    check_rows(
        n_samples, (width := draw(0, np.random.default_rng(0)).size)
    )  # one of them tells how large they are
    check_rows(n_test, width, "n_test")
    task = "binary" if len(classes) == 2 else "multiclass"
    parts = []
    for part, count in enumerate((n_samples, n_test)):
        rng = np.random.default_rng([seed, part])
        y = rng.permutation(np.arange(count) % len(classes))
        images = np.stack([draw(int(label), rng) for label in y])
        noisy = np.ones(images.shape, bool) if noise_on_paper else images > 0.02
        pixels = as_bytes(images + float(noise) * noisy * rng.standard_normal(images.shape))
        X = as_brightness(pixels)  # whole steps of 1/255, as in a photograph
        parts.append(Dataset(X, y, task, (), tuple(classes), name))
    return parts[0], parts[1]
