"""The course's image sets in their own files: signs and cats-or-dogs (HDF5), EMNIST (CSV).

Brightness is 0 to 255 in the files and 0 to 1 here; images come as (n, height, width) or (n, height, width, 3).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.base.files import existing, replacing
from ann_toolkit.base.locations import REAL_DATA_VARIABLE, real_data_folder
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.files.arrays import read_arrays, write_hdf5
from ann_toolkit.datasets.files.header import origin

SIGNS = ("0", "1", "2", "3", "4", "5")
CATS_DOGS = ("cat", "dog")
SIDE = 28  # pixels of an EMNIST or MNIST image
HDF5 = (".h5", ".hdf5")

PathLike = str | os.PathLike[str]
Pair = tuple[Dataset, Dataset]


def load_signs(train: PathLike | None = None, test: PathLike | None = None) -> Pair:
    """Photographs of hands that show 0 to 5 fingers (S1): 64 x 64 pixels in colour.

    Args:
        train: HDF5 file with ``train_set_x`` (n, 64, 64, 3) of 0..255 and ``train_set_y`` (n,).
        test: the same with ``test_set_x`` and ``test_set_y``. Both are looked for as train_signs.h5 and
            test_signs.h5 in the folder that ANN_TOOLKIT_DATA names when left out.

    Returns:
        Two multiclass Datasets, train and test.

    Raises:
        FileError: missing (the message says how to make a twin), damaged, or not HDF5.
        DataError: other keys, shapes or labels.
    """
    how = "ann data make signs -o FOLDER"
    return (
        _from_hdf5(
            _found(train, "train_signs.h5", how), "train_set_x", "train_set_y", (64, 64, 3), SIGNS, "signs"
        ),
        _from_hdf5(
            _found(test, "test_signs.h5", how), "test_set_x", "test_set_y", (64, 64, 3), SIGNS, "signs"
        ),
    )


def load_cats_dogs(train: PathLike | None = None, test: PathLike | None = None) -> Pair:
    """Photographs of cats and dogs (S4): 64 x 64 pixels, grey.

    Args:
        train: HDF5 file with ``X_train`` (n, 64, 64) of 0..255 and ``Y_train`` (n, 1), 1 for a dog.
        test: the same with ``X_test`` and ``Y_test``. Both are looked for as trainset.hdf5 and
            testset.hdf5 in the folder that ANN_TOOLKIT_DATA names when left out.

    Returns:
        Two binary Datasets, train and test.

    Raises:
        FileError, DataError: as :func:`load_signs`.
    """
    how = "ann data make cats_dogs -o FOLDER"
    return (
        _from_hdf5(
            _found(train, "trainset.hdf5", how), "X_train", "Y_train", (64, 64), CATS_DOGS, "cats and dogs"
        ),
        _from_hdf5(
            _found(test, "testset.hdf5", how), "X_test", "Y_test", (64, 64), CATS_DOGS, "cats and dogs"
        ),
    )


def load_emnist(
    train: PathLike | None = None, test: PathLike | None = None, mapping: PathLike | None = None
) -> Pair:
    """Handwritten characters of EMNIST (S4): 28 x 28 pixels, turned upright.

    Args:
        train: CSV without header: the label, then 784 numbers of 0..255, column by column of the image
            (S4 turns them upright by a flip and a quarter turn; it is a transposition).
        test: the same.
        mapping: text with a line ``label code`` for each class; code is the character's number in ASCII.
            Those left out are looked for as emnist-balanced-train.csv, -test.csv and -mapping.txt in the
            folder that ANN_TOOLKIT_DATA names.

    Returns:
        Two multiclass Datasets, train and test, with the characters as names of the classes.

    Raises:
        FileError: missing, damaged, or not text.
        DataError: another number of columns, a number out of its range, or a label without a character.
    """
    how = "ann data make characters -o FOLDER"
    usual = ((train, "train.csv"), (test, "test.csv"), (mapping, "mapping.txt"))
    files = [_found(path, f"emnist-balanced-{part}", how, "a file of EMNIST", ()) for path, part in usual]
    names = _read_mapping(files[2])
    return _read_emnist(files[0], names), _read_emnist(files[1], names)


def save_signs(train: Dataset, test: Dataset, train_path: PathLike, test_path: PathLike) -> None:
    """Write two Datasets of signs as :func:`load_signs` reads them (S1's layout)."""
    for part, data, path in (("train", train, train_path), ("test", test, test_path)):
        arrays = {
            f"{part}_set_x": as_bytes(data.X),
            f"{part}_set_y": data.y,
            "list_classes": np.arange(len(SIGNS)),
        }
        write_hdf5(Path(path), arrays)


def save_cats_dogs(train: Dataset, test: Dataset, train_path: PathLike, test_path: PathLike) -> None:
    """Write two Datasets of cats and dogs as :func:`load_cats_dogs` reads them (S4's layout)."""
    for part, data, path in (("train", train, train_path), ("test", test, test_path)):
        write_hdf5(Path(path), {f"X_{part}": as_bytes(data.X), f"Y_{part}": data.y[:, None].astype(float)})


def save_emnist(
    train: Dataset, test: Dataset, train_path: PathLike, test_path: PathLike, mapping: PathLike
) -> None:
    """Write two Datasets of characters as :func:`load_emnist` reads them (S4's layout)."""
    with replacing(mapping) as part:
        part.write_text("".join(f"{label} {ord(name)}\n" for label, name in enumerate(train.target_names)))
    for data, path in ((train, train_path), (test, test_path)):
        columns = as_bytes(data.X).transpose(0, 2, 1).reshape(len(data), -1)
        with replacing(path) as part:
            np.savetxt(part, np.column_stack([data.y, columns]), fmt="%d", delimiter=",")


def as_bytes(X: np.ndarray) -> np.ndarray:
    """Brightness 0..1 as whole numbers 0..255."""
    return np.clip(np.rint(X * 255), 0, 255).astype(np.uint8)


def as_brightness(images: np.ndarray) -> np.ndarray:
    """Whole numbers 0..255 as brightness 0..1, float32."""
    return images.astype(np.float32) / np.float32(255)


def _found(
    path: PathLike | None,
    usual: str,
    how: str,
    what: str = "an HDF5 file of images",
    endings: tuple[str, ...] = HDF5,
) -> Path:
    """The file that was given, or the one with the usual name in the folder of real data."""
    if path is not None:
        return existing(path, f"{what} (to make a twin: {how})", endings)
    folder = real_data_folder()
    if folder is None or not (folder / usual).is_file():
        where = (
            f"{folder} (from {REAL_DATA_VARIABLE})"
            if folder
            else f"no folder, as {REAL_DATA_VARIABLE} is not set"
        )
        raise FileError(f"{usual} was not found; looked in {where}; give its path, or make a twin: {how}")
    return existing(folder / usual, what, endings)


def _from_hdf5(
    path: Path, x_key: str, y_key: str, shape: tuple[int, ...], names: Sequence[str], name: str
) -> Dataset:
    arrays = read_arrays(path)
    missing = [key for key in (x_key, y_key) if key not in arrays]
    if missing:
        raise DataError(f"{path} has no {missing[0]!r}; it holds {', '.join(arrays) or 'nothing'}")
    return checked_images(arrays[x_key], arrays[y_key], shape, names, name, path)


def checked_images(
    X: np.ndarray, y: np.ndarray, shape: tuple[int, ...], names: Sequence[str], name: str, path: Path
) -> Dataset:
    """Images and labels of a file as a Dataset, once shapes, brightness and labels are what they should be."""
    if X.shape[1:] != shape or not len(X):
        raise DataError(f"{path}: images of shape {X.shape}; expected (n, {', '.join(map(str, shape))})")
    if X.dtype.kind not in "iuf" or not np.isfinite(X).all() or X.min() < 0 or X.max() > 255:
        raise DataError(f"{path}: brightness must be numbers from 0 to 255")
    if y.size != len(X) or y.dtype.kind not in "iufb":
        raise DataError(f"{path}: {len(X)} images but labels of shape {y.shape}; each image needs one number")
    labels = y.reshape(-1)
    if not np.isin(labels, np.arange(len(names))).all():
        wrong = labels[~np.isin(labels, np.arange(len(names)))][0]
        raise DataError(f"{path}: label {wrong} is out of range; expected 0 to {len(names) - 1}")
    task = "binary" if len(names) == 2 else "multiclass"
    return Dataset(as_brightness(X), labels.astype(int), task, (), tuple(names), name, origin(path))


def _read_mapping(path: Path) -> tuple[str, ...]:
    try:
        pairs = [
            tuple(int(cell) for cell in line.split())
            for line in path.read_text().splitlines()
            if line.strip()
        ]
        characters = {label: chr(code) for label, code in pairs}
    except ValueError as error:  # also what is not text
        raise DataError(
            f"{path}: expected a line 'label code' for each class, such as '10 65' ({error})"
        ) from error
    if sorted(characters) != list(range(len(characters))):
        raise DataError(f"{path}: the labels must be 0, 1, 2, ... without a gap")
    return tuple(characters[label] for label in range(len(characters)))


def _read_emnist(path: Path, names: Sequence[str]) -> Dataset:
    try:
        cells = np.loadtxt(path, dtype=np.int64, delimiter=",", ndmin=2)
    except ValueError as error:
        raise DataError(f"{path}: expected whole numbers between commas ({error})") from error
    if cells.shape[1] != SIDE * SIDE + 1:
        raise DataError(
            f"{path} has {cells.shape[1]} columns; expected {SIDE * SIDE + 1}: a label and {SIDE} x {SIDE} pixels"
        )
    X = cells[:, 1:].reshape(-1, SIDE, SIDE).transpose(0, 2, 1)
    return checked_images(X, cells[:, 0], (SIDE, SIDE), names, "EMNIST", path)
