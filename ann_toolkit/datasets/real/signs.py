"""Drawn pictures in place of photographs: hands that show fingers (S1), cats and dogs (S4).

They have the shapes, the classes and the kind of difficulty of the real sets (place, size, turn, light,
background), so that every lesson runs offline. What a network learns from them holds for drawings only.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ann_toolkit.datasets.arguments import check_count, check_noise, check_seed, made_by
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.real.drawing import Paper, shaded
from ann_toolkit.datasets.real.images import CATS_DOGS, SIGNS, as_brightness, as_bytes

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


def generate_signs_case(
    n_train: int = 1080, n_test: int = 120, noise: float = 0.02, seed: int = 0
) -> tuple[Dataset, Dataset]:
    """Drawn hands that show 0 to 5 fingers: the twin of :func:`load_signs`.

    Args:
        n_train: pictures to learn from; the classes share them evenly.
        n_test: pictures to test with.
        noise: standard deviation of the brightness of each pixel, which runs from 0 to 1.
        seed: the same seed gives the same pictures.

    Returns:
        Two multiclass Datasets with X of shape (n, 64, 64, 3), float32 in 0..1, and 6 classes.

    >>> train, test = generate_signs_case(n_train=12, n_test=6)
    >>> train.X.shape, test.y.tolist()
    ((12, 64, 64, 3), [1, 4, 3, 0, 2, 5])
    """
    return _pair("generate_signs_case", _draw_hand, SIGNS, "drawn signs", n_train, n_test, noise, seed)


def generate_cats_dogs_case(
    n_train: int = 1000, n_test: int = 200, noise: float = 0.05, seed: int = 0
) -> tuple[Dataset, Dataset]:
    """Drawn heads of cats and dogs: the twin of :func:`load_cats_dogs`.

    Arguments as :func:`generate_signs_case`.

    Returns:
        Two binary Datasets with X of shape (n, 64, 64), float32 in 0..1; 1 is a dog.

    >>> train, _ = generate_cats_dogs_case(n_train=4, n_test=2)
    >>> train.X.shape, train.target_names
    ((4, 64, 64), ('cat', 'dog'))
    """
    return _pair(
        "generate_cats_dogs_case", _draw_head, CATS_DOGS, "drawn cats and dogs", n_train, n_test, noise, seed
    )


def _pair(
    generator: str,
    draw: Callable[[int, np.random.Generator], np.ndarray],
    names: tuple[str, ...],
    title: str,
    n_train: int,
    n_test: int,
    noise: float,
    seed: int,
) -> tuple[Dataset, Dataset]:
    check_count(n_train, len(names), "n_train")
    check_count(n_test, 1, "n_test")
    check_noise(noise)
    check_seed(seed)
    arguments = {"n_train": n_train, "n_test": n_test, "noise": noise, "seed": seed}
    task = "binary" if len(names) == 2 else "multiclass"
    parts = []
    for part, count in enumerate((n_train, n_test)):
        rng = np.random.default_rng([seed, part])
        y = rng.permutation(np.arange(count) % len(names))
        images = np.stack([draw(int(label), rng) for label in y])
        images = images + noise * rng.standard_normal(images.shape)
        X = as_brightness(as_bytes(images))  # whole steps of 1/255, as in a photograph
        parts.append(Dataset(X, y, task, (), names, title, made_by(generator, arguments)))
    return parts[0], parts[1]


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
