"""Hands that show 0 to 5 fingers (S1): photographs in HDF5 files, or drawn hands in their place.

The drawings have the shapes, the classes and the kind of difficulty of the real set (place, size, turn, light,
background), so that every lesson runs offline. What a network learns from them holds for drawings only.
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

_ENTRY = entry("signs")
_SHAPE = (64, 64, 3)

# For each finger, thumb first: where it starts, where it ends (parts of the side), and its width.
_FINGERS = (
    ((-0.10, 0.14), (-0.27, -0.02), 0.085),
    ((-0.09, 0.02), (-0.14, -0.27), 0.072),
    ((-0.03, 0.00), (-0.04, -0.33), 0.075),
    ((0.03, 0.00), (0.06, -0.30), 0.072),
    ((0.09, 0.04), (0.15, -0.21), 0.062),
)
# Which fingers (0 is the thumb) show a number.
_SHOWN = ((), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), (0, 1, 2, 3, 4))


@loader
def load_signs(
    train: PathLike | None = None, test: PathLike | None = None, budget: int | None = None
) -> Pair:
    """Photographs of hands that show 0 to 5 fingers (S1): 64 x 64 pixels in colour.

    Args:
        train: HDF5 file with ``train_set_x`` (n, 64, 64, 3) of 0..255 and ``train_set_y`` (n,).
        test: the same with ``test_set_x`` and ``test_set_y``. Both are looked for as train_signs.h5 and
            test_signs.h5 in the folder that ANN_TOOLKIT_DATA names when left out.
        budget: how many bytes of memory each file may take; a quarter of the machine's unless given.

    Returns:
        Two multiclass Datasets, train and test.

    Raises:
        FileError: missing (the message says how to make a twin), damaged, or not HDF5.
        DataError: other keys, shapes or labels.
    """
    return _read(0, train, "train", budget), _read(1, test, "test", budget)


def _read(number: int, path: PathLike | None, part: str, budget: int | None) -> Dataset:
    return read_hdf5_images(_ENTRY, number, path, (f"{part}_set_x", f"{part}_set_y"), _SHAPE, "signs", budget)


def save_signs(train: Dataset, test: Dataset, train_path: PathLike, test_path: PathLike) -> None:
    """Write two Datasets of signs as :func:`load_signs` reads them (S1's layout)."""
    for part, data, path in (("train", train, train_path), ("test", test, test_path)):
        arrays = {
            f"{part}_set_x": as_bytes(data.X),
            f"{part}_set_y": data.y,
            "list_classes": np.arange(len(_ENTRY.targets)),
        }
        write_hdf5(Path(path), arrays)


@generator
def generate_signs_case(
    n_samples: int = 1080, n_test: int = 120, noise: float = 0.02, seed: int = 0
) -> tuple[Dataset, Dataset]:
    """Drawn hands that show 0 to 5 fingers: the twin of :func:`load_signs`.

    Args:
        n_samples: pictures to learn from; the classes share them evenly.
        n_test: pictures to test with.
        noise: standard deviation of the brightness of each pixel, which runs from 0 to 1.
        seed: the same seed gives the same pictures.

    Returns:
        Two multiclass Datasets with X of shape (n, 64, 64, 3), float32 in 0..1, and 6 classes.

    >>> train, test = generate_signs_case(n_samples=12, n_test=6)
    >>> train.X.shape, test.y.tolist()
    ((12, 64, 64, 3), [1, 4, 3, 0, 2, 5])
    """
    return drawn_pair(_draw_hand, _ENTRY.targets, "drawn signs", n_samples, n_test, noise, seed)


def _draw_hand(fingers: int, rng: np.random.Generator) -> np.ndarray:
    """A hand from the front, its other fingers bent, on a bright wall."""
    paper = Paper(
        shaded(rng, rng.uniform(0.55, 0.9) + rng.normal(0, 0.03, 3), 0.06),
        turn=rng.normal(0, 0.16),
        shift=rng.normal((0, 0.06), 0.035),
        size=rng.uniform(0.85, 1.15),
    )
    tone = rng.uniform(0.25, 1.0)
    skin = np.array([0.88, 0.66, 0.54]) * tone + np.array([0.10, 0.03, 0.0]) * (1 - tone)
    dark = skin * 0.72
    flip = rng.choice([-1.0, 1.0])  # a left or a right hand
    sleeve = paper.line((0.0, 0.25), (flip * rng.normal(0, 0.03), 0.8), 0.19)
    paper.fill(sleeve, skin * 0.95)
    paper.fill(paper.oval((0.0, 0.12), (0.15, 0.17)), skin)
    for number, (start, end, width) in enumerate(_FINGERS):
        shown = number in _SHOWN[fingers]
        reach = rng.uniform(0.88, 1.05) if shown else rng.uniform(0.12, 0.25)
        sway = rng.normal(0, 0.018) if shown else 0.0
        tip = (
            flip * (start[0] + reach * (end[0] - start[0])) + sway,
            start[1] + reach * (end[1] - start[1]),
        )
        finger = paper.line((flip * start[0], start[1]), tip, width * rng.uniform(0.92, 1.08))
        paper.fill(finger - 0.008, dark)
        paper.fill(finger, skin * (1.0 if shown else 0.93))
    return paper.pixels
