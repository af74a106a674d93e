"""What sets of pictures in HDF5 and NPZ share: a valid one, and sound files with the wrong things in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

BUDGET = 50_000_000
Made = Callable[[], object]


@dataclass(frozen=True)
class Pictures:
    """A valid set of pictures of one loader, to be damaged."""

    name: str
    load: Callable[..., object]
    keys: tuple[str, str]
    X: np.ndarray
    y: np.ndarray


def wrong_arrays(kind: Pictures) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Sound files with the wrong things in them: a name, the arrays that differ, what is said."""
    x, y = kind.keys
    bright = "brightness, whole numbers from 0 to 255"
    most = 1 if kind.name == "cats_dogs" else 5 if kind.name == "signs" else 9
    flat = kind.y.reshape(-1)
    yield "label 255", {y: np.where(flat == 1, 255, flat)}, f"image 2: label 255.* expected 0 to {most}"
    yield "label -1", {y: np.where(flat == 1, -1, flat)}, "image 2: label -1.* is out of range"
    yield (
        "a label between classes",
        {y: np.where(flat == 1, 0.5, flat)},
        r"image 2: label 0\.5 is out of range",
    )
    yield "a label that is NaN", {y: np.where(flat == 1, np.nan, flat)}, "image 2: label nan is out of range"
    yield "words as labels", {y: np.array([b"cat"] * 6)}, "6 images but labels"
    yield "a label too few", {y: kind.y[:5]}, r"6 images but labels of shape \(5"
    yield "labels in two rows", {y: flat.reshape(2, 3)}, r"6 images but labels of shape \(2, 3\)"
    yield "no labels", {y: None}, f"has no '{y}'"
    yield "no pictures", {x: None}, f"has no '{x}'"
    yield "none at all", {x: kind.X[:0], y: kind.y[:0]}, "images of shape"
    yield "pictures of another size", {x: kind.X[:, 1:]}, "images of shape"
    yield "one picture", {x: kind.X[0]}, "images of shape"
    yield "a single number", {x: np.array(7)}, "images of shape"
    yield "brightness 256", {x: kind.X + np.uint16(249)}, f"image 1: 256; expected {bright}"
    yield "brightness below 0", {x: kind.X.astype(np.int16) - 8}, f"image 1: -1; expected {bright}"
    yield "brightness 0 to 1", {x: kind.X / 255}, f"image 1: 0.02.*; expected {bright}"
    yield "brightness that is NaN", {x: np.where(kind.X == 7, np.nan, 0)}, f"image 1: nan; expected {bright}"
    yield "infinite brightness", {x: np.full(kind.X.shape, np.inf)}, f"image 1: inf; expected {bright}"
