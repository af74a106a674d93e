"""Letters and digits of 28 x 28 pixels: EMNIST's CSV files, or characters drawn from fonts in their place.

The drawn ones are slanted, shifted and inked at random; they are the twin of EMNIST and, digits alone, of MNIST. The
fonts are those that matplotlib brings along (DejaVu, Computer Modern, STIX), so nothing is downloaded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from ann_toolkit.base.errors import AnnError, DataError
from ann_toolkit.base.files import replacing
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.base.values import shown
from ann_toolkit.datasets.arguments import generator, loader
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.files.delimited import open_table
from ann_toolkit.datasets.files.delimited_table import DelimitedTable
from ann_toolkit.datasets.files.lines import lines_of
from ann_toolkit.datasets.finding import need_file
from ann_toolkit.datasets.quantities import BRIGHTNESS, code
from ann_toolkit.datasets.real.images import (
    SIDE,
    Pair,
    as_bytes,
    check_images_budget,
    checked_images,
    drawn_pair,
)
from ann_toolkit.datasets.real.tables import read_rows
from ann_toolkit.datasets.registry import entry
from ann_toolkit.datasets.schemas import EMNIST_BALANCED

_ENTRY = entry("characters")
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
_MAPPING = re.compile(r"\s*(\d{1,4})[\s,;]+(\d{1,4})\s*", re.ASCII)  # label and code
_LONGEST_MAPPING = 65_536  # bytes; EMNIST's have a few hundred
_WHAT = "a file of EMNIST"
_STROKES = 4  # the ink of a stroke is made wider by 0 to this many pixels to either side


@loader
def load_emnist(
    train: PathLike | None = None,
    test: PathLike | None = None,
    mapping: PathLike | None = None,
    budget: int | None = None,
) -> Pair:
    """Handwritten characters of EMNIST (S4): 28 x 28 pixels, turned upright.

    Args:
        train: CSV without header: the label, then 784 numbers of 0..255, column by column of the image
            (S4 turns them upright by a flip and a quarter turn; it is a transposition).
        test: the same.
        mapping: text with a line ``label code`` for each class; code is the character's number in ASCII.
            Those left out are looked for as emnist-balanced-train.csv, -test.csv and -mapping.txt in the
            folder that ANN_TOOLKIT_DATA names.
        budget: how many bytes of memory each file may take; a quarter of the machine's unless given.

    Returns:
        Two multiclass Datasets, train and test, with the characters as names of the classes.

    Raises:
        FileError: missing, damaged, or not text.
        DataError: another number of columns, a number out of its range, or a label without a character.
    """
    files = [
        need_file(_ENTRY, path, _WHAT, number=number) for number, path in enumerate((train, test, mapping))
    ]
    names = _read_mapping(files[2])
    return _read_emnist(files[0], names, budget), _read_emnist(files[1], names, budget)


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


@generator
def generate_characters_case(
    n_samples: int = 4700,
    n_test: int = 940,
    noise: float = 0.03,
    seed: int = 0,
    characters: Sequence[str] = EMNIST_BALANCED,
) -> tuple[Dataset, Dataset]:
    """Characters of 28 x 28 pixels, white on black: the twin of :func:`load_emnist`, and of MNIST.

    Args:
        n_samples: pictures to learn from, under a millisecond each; the real EMNIST-Balanced has 112 800.
        n_test: pictures to test with; the real one has 18 800.
        noise: standard deviation of the brightness of each pixel, which runs from 0 to 1.
        seed: the same seed gives the same pictures.
        characters: the classes, each a letter or digit; "0123456789" gives the twin of MNIST.

    Returns:
        Two multiclass Datasets with X of shape (n, 28, 28), float32 in 0..1. Classes share them evenly.

    Raises:
        DataError: an argument out of its range, or a character that repeats or is not a letter or digit.

    >>> train, test = generate_characters_case(n_samples=100, n_test=47)
    >>> train.X.shape, train.n_classes, "".join(train.target_names[:12])
    ((100, 28, 28), 47, '0123456789AB')
    """
    names = tuple(characters) if isinstance(characters, Sequence) else (characters,)
    _check_characters(names)
    return drawn_pair(
        lambda label, rng: _write(names[label], rng),
        names,
        "drawn characters",
        n_samples,
        n_test,
        noise,
        seed,
    )


def _read_mapping(path: Path) -> tuple[str, ...]:
    with path.open("rb") as file:
        lines = file.read(_LONGEST_MAPPING).decode("utf-8-sig").splitlines()
    characters: dict[int, str] = {}
    for number, line in enumerate(lines, 1):
        cells = _MAPPING.fullmatch(line)
        if cells is None and line.strip():
            raise DataError(
                f"{path}, line {number}: expected a line 'label code' for each class, such as '10 65', "
                f"not {shown(line)}"
            )
        if cells is None:
            continue
        label, character = int(cells[1]), chr(int(cells[2]))
        if not _is_character(character):
            raise DataError(
                f"{path}, line {number}, column 2: {cells[2]} is no letter or digit; expected its number in ASCII"
            )
        if label in characters or character in characters.values():
            raise DataError(
                f"{path}, line {number}: label {label} or its character {character!r} stands twice"
            )
        characters[label] = character
    if sorted(characters) != list(range(len(characters))) or len(characters) < 2:
        raise DataError(f"{path}: the labels must be two or more, 0, 1, 2, ... without a gap")
    return tuple(characters[label] for label in range(len(characters)))


def _read_emnist(path: Path, names: Sequence[str], budget: int | None) -> Dataset:
    table = open_table(path, _WHAT, header=False, budget=budget)
    if table.layout.width != SIDE * SIDE + 1:
        raise DataError(
            f"{path} has {table.layout.width} columns; expected {SIDE * SIDE + 1}: "
            f"a label and {SIDE} x {SIDE} pixels"
        )
    cells = _bytes_in(table)
    if cells is None or (cells[:, 0] >= len(names)).any():  # cell by cell, to say which one is wrong
        pixels = {f"pixel {number}": BRIGHTNESS for number in range(1, SIDE * SIDE + 1)}
        schema = {"label": code("a label", 0, len(names) - 1), **pixels}
        cells = read_rows(table, schema, named=False).numbers.astype(np.uint8)
    check_images_budget({"cells": cells}, path, budget)
    X = cells[:, 1:].reshape(-1, SIDE, SIDE).transpose(0, 2, 1)
    return checked_images(X, cells[:, 0], (SIDE, SIDE), names, "EMNIST", path)


def _bytes_in(table: DelimitedTable) -> np.ndarray | None:
    """Every cell as a byte, shape (n, 785), which takes an eighth of a table's floats; None where one is none."""
    lines = lines_of(table.path, _WHAT, table.budget)
    try:
        return np.loadtxt(lines, np.uint8, comments=None, delimiter=table.layout.delimiter, ndmin=2)
    except AnnError:
        raise
    except ValueError:
        return None


def _check_characters(names: tuple[str, ...]) -> None:
    odd = [name for name in names if not (isinstance(name, str) and _is_character(name))]
    if odd or len(set(names)) < len(names) or len(names) < 2:
        given = shown("".join(names) if not odd else names)
        raise DataError(f"characters={given}: expected two or more different letters or digits (ASCII)")


def _is_character(text: str) -> bool:
    return len(text) == 1 and text.isascii() and text.isalnum()


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
