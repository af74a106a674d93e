"""Characters drawn from fonts, slanted, shifted and inked at random: the twin of EMNIST and of MNIST.

The fonts are those that matplotlib brings along (DejaVu, Computer Modern, STIX), so nothing is downloaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from ann_toolkit.base.errors import DataError
from ann_toolkit.datasets.arguments import check_count, check_noise, check_seed, made_by
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.real.images import SIDE, as_brightness, as_bytes

# EMNIST-Balanced keeps the small letters that look unlike their capitals (Cohen and others, 2017).
EMNIST_BALANCED = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt"
_FONTS = (
    "DejaVuSans",
    "DejaVuSans-Oblique",
    "DejaVuSansMono",
    "DejaVuSerif",
    "DejaVuSerif-Italic",
    "cmss10",
    "cmtt10",
    "STIXGeneral",
    "STIXGeneralItalic",
)
_CANVAS, _HEIGHT = 4 * SIDE, 72  # pixels of the large drawing and of a capital letter's font on it
_STROKES = 4  # the ink of a stroke is made wider by 0 to this many pixels to either side


def generate_characters_case(
    n_train: int = 4700,
    n_test: int = 940,
    noise: float = 0.03,
    seed: int = 0,
    characters: Sequence[str] = EMNIST_BALANCED,
) -> tuple[Dataset, Dataset]:
    """Characters of 28 x 28 pixels, white on black: the twin of :func:`load_emnist`, and of MNIST.

    Args:
        n_train: pictures to learn from, under a millisecond each; the real EMNIST-Balanced has 112 800.
        n_test: pictures to test with; the real one has 18 800.
        noise: standard deviation of the brightness of each pixel, which runs from 0 to 1.
        seed: the same seed gives the same pictures.
        characters: the classes, each a letter or digit; "0123456789" gives the twin of MNIST.

    Returns:
        Two multiclass Datasets with X of shape (n, 28, 28), float32 in 0..1. Classes share them evenly.

    Raises:
        DataError: an argument out of its range, or a character that repeats or is not a letter or digit.

    >>> train, test = generate_characters_case(n_train=100, n_test=47)
    >>> train.X.shape, train.n_classes, "".join(train.target_names[:12])
    ((100, 28, 28), 47, '0123456789AB')
    """
    names = tuple(characters)
    _check_characters(names)
    check_count(n_train, len(names), "n_train")
    check_count(n_test, 1, "n_test")
    check_noise(noise)
    check_seed(seed)
    arguments = {
        "n_train": n_train,
        "n_test": n_test,
        "noise": noise,
        "seed": seed,
        "characters": "".join(names),
    }
    task = "binary" if len(names) == 2 else "multiclass"
    parts = []
    for part, count in enumerate((n_train, n_test)):
        rng = np.random.default_rng([seed, part])
        y = rng.permutation(np.arange(count) % len(names))
        images = np.stack([_write(names[label], rng) for label in y])
        X = as_brightness(as_bytes(images + noise * rng.standard_normal(images.shape)))
        parts.append(
            Dataset(X, y, task, (), names, "drawn characters", made_by("generate_characters_case", arguments))
        )
    return parts[0], parts[1]


def _check_characters(names: tuple[str, ...]) -> None:
    odd = [name for name in names if not (len(name) == 1 and name.isascii() and name.isalnum())]
    if odd or len(set(names)) < len(names) or len(names) < 2:
        raise DataError(
            f"characters={''.join(map(str, names))!r}: expected two or more different letters or digits (ASCII)"
        )


def _write(character: str, rng: np.random.Generator) -> np.ndarray:
    """One picture: a glyph of some font and stroke width, turned, slanted, stretched and shifted."""
    from PIL import Image

    glyph = _glyph(character, _FONTS[rng.integers(len(_FONTS))], int(rng.integers(_STROKES + 1)))
    turn, slant = rng.normal(0, 0.12), rng.normal(0, 0.15)
    width, height = rng.uniform(0.85, 1.2, 2)
    cos, sin = np.cos(turn), np.sin(turn)
    # Pillow wants, for each place in the result, the place in the drawing that it comes from.
    back = np.array([[cos, -sin], [sin, cos]]) @ np.array([[1, slant], [0, 1]]) * 2 / [[width], [height]]
    middle = _CANVAS / 2 - back @ (SIDE + rng.normal(0, 1.6, 2))
    data = (*back[0], middle[0], *back[1], middle[1])
    image = glyph.transform((2 * SIDE, 2 * SIDE), Image.Transform.AFFINE, data, Image.Resampling.BILINEAR)
    pixels = np.asarray(image, np.float32).reshape(SIDE, 2, SIDE, 2).mean(axis=(1, 3)) / 255
    return np.minimum(1.0, pixels * rng.uniform(0.85, 1.25))


@lru_cache(maxsize=4096)
def _glyph(character: str, font: str, stroke: int) -> Any:
    """A large drawing of the character, its middle in the middle."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (_CANVAS, _CANVAS), 0)
    middle = (_CANVAS / 2, _CANVAS / 2)
    drawing, type_face = ImageDraw.Draw(image), _font(font)
    left, top, right, bottom = drawing.textbbox(middle, character, font=type_face, stroke_width=stroke)
    place = (_CANVAS - (left + right) / 2, _CANVAS - (top + bottom) / 2)
    drawing.text(place, character, fill=255, font=type_face, stroke_width=stroke)
    return image


@lru_cache
def _font(name: str) -> Any:
    import matplotlib
    from PIL import ImageFont

    return ImageFont.truetype(
        str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / f"{name}.ttf"), _HEIGHT
    )
