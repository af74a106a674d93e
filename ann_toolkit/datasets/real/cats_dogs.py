"""Cats and dogs in grey (S4): photographs in HDF5 files, or drawn heads in their place.

The drawings have the shapes, the classes and the kind of difficulty of the real set, so that every lesson runs offline.
What a network learns from them holds for drawings only.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ann_toolkit.base.protocols import PathLike
from ann_toolkit.datasets.arguments import generator, loader
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.files.arrays import write_hdf5
from ann_toolkit.datasets.real.drawing import Paper, shaded
from ann_toolkit.datasets.real.images import Pair, as_bytes, drawn_pair, read_hdf5_images
from ann_toolkit.datasets.registry import entry

_ENTRY = entry("cats_dogs")
_SHAPE = (64, 64)


@loader
def load_cats_dogs(
    train: PathLike | None = None, test: PathLike | None = None, budget: int | None = None
) -> Pair:
    """Photographs of cats and dogs (S4): 64 x 64 pixels, grey.

    Args:
        train: HDF5 file with ``X_train`` (n, 64, 64) of 0..255 and ``Y_train`` (n, 1), 1 for a dog.
        test: the same with ``X_test`` and ``Y_test``. Both are looked for as trainset.hdf5 and
            testset.hdf5 in the folder that ANN_TOOLKIT_DATA names when left out.
        budget: how many bytes of memory each file may take; a quarter of the machine's unless given.

    Returns:
        Two binary Datasets, train and test.

    Raises:
        FileError, DataError: as :func:`load_signs`.
    """
    return _read(0, train, "train", budget), _read(1, test, "test", budget)


def _read(number: int, path: PathLike | None, part: str, budget: int | None) -> Dataset:
    return read_hdf5_images(_ENTRY, number, path, (f"X_{part}", f"Y_{part}"), _SHAPE, "cats and dogs", budget)


def save_cats_dogs(train: Dataset, test: Dataset, train_path: PathLike, test_path: PathLike) -> None:
    """Write two Datasets of cats and dogs as :func:`load_cats_dogs` reads them (S4's layout)."""
    for part, data, path in (("train", train, train_path), ("test", test, test_path)):
        write_hdf5(Path(path), {f"X_{part}": as_bytes(data.X), f"Y_{part}": data.y[:, None].astype(float)})


@generator
def generate_cats_dogs_case(
    n_samples: int = 1000, n_test: int = 200, noise: float = 0.05, seed: int = 0
) -> tuple[Dataset, Dataset]:
    """Drawn heads of cats and dogs: the twin of :func:`load_cats_dogs`.

    Arguments as :func:`generate_signs_case`.

    Returns:
        Two binary Datasets with X of shape (n, 64, 64), float32 in 0..1; 1 is a dog.

    >>> train, _ = generate_cats_dogs_case(n_samples=4, n_test=2)
    >>> train.X.shape, train.target_names
    ((4, 64, 64), ('cat', 'dog'))
    """
    return drawn_pair(_draw_head, _ENTRY.targets, "drawn cats and dogs", n_samples, n_test, noise, seed)


def _draw_head(dog: int, rng: np.random.Generator) -> np.ndarray:
    """A head from the front: cats have pointed ears and whiskers, dogs hanging ears and a long muzzle."""
    ground, fur = rng.uniform(0.15, 0.85), rng.uniform(0.15, 0.85)
    fur += 0.25 * np.sign(fur - ground) * (abs(fur - ground) < 0.25)
    paper = Paper(
        shaded(rng, np.array(ground), 0.1),
        turn=rng.normal(0, 0.2),
        shift=rng.normal(0, 0.06, 2),
        size=rng.uniform(0.7, 1.15),
    )
    dark = 0.12 if fur > 0.4 else 0.9  # eyes and nose stand out from the fur
    body = paper.oval((rng.normal(0, 0.08), 0.45), (0.26, 0.28))
    paper.fill(body, fur * 0.92)
    wide, high = rng.uniform(0.22, 0.27), rng.uniform(0.21, 0.25) + 0.02 * dog
    if dog:
        ears = [
            paper.oval((side * wide, 0.0), (0.075, rng.uniform(0.15, 0.22)), side * -rng.uniform(0.1, 0.5))
            for side in (-1, 1)
        ]
    else:
        tip = -rng.uniform(0.34, 0.42)
        ears = [
            paper.triangle((-0.24, -0.06), (-0.2, tip), (-0.03, -0.18)),
            paper.triangle((0.03, -0.18), (0.2, tip), (0.24, -0.06)),
        ]
    paper.fill(paper.oval((0.0, 0.0), (wide, high)), fur)
    for ear in ears:
        paper.fill(ear, fur * rng.uniform(0.75, 0.95))
    _draw_face(paper, bool(dog), fur, dark, rng)
    return paper.pixels


def _draw_face(paper: Paper, dog: bool, fur: float, dark: float, rng: np.random.Generator) -> None:
    apart, up = rng.uniform(0.08, 0.11), -rng.uniform(0.03, 0.07)
    for side in (-1, 1):
        paper.fill(paper.oval((side * apart, up), (0.028, 0.028 if dog else 0.038)), dark)
    if dog:
        paper.fill(paper.oval((0.0, 0.13), (0.105, 0.12)), min(1.0, fur * 1.18))
        paper.fill(paper.oval((0.0, 0.08), (0.045, 0.034)), dark)
        paper.fill(paper.line((0.0, 0.1), (0.0, 0.19), 0.014), dark)
        return
    paper.fill(paper.triangle((0.03, 0.07), (-0.03, 0.07), (0.0, 0.105)), dark)
    for side in (-1, 1):
        for slope in (-0.03, 0.01, 0.05):
            paper.fill(paper.line((side * 0.05, 0.1), (side * 0.27, 0.1 + slope), 0.008), dark)
