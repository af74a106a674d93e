"""Pictures of clothes in ten classes: Fashion-MNIST as keras.datasets keeps it, or drawn clothes in its place."""

from __future__ import annotations

import numpy as np

from ann_toolkit.base.protocols import PathLike
from ann_toolkit.datasets.arguments import generator, loader
from ann_toolkit.datasets.real.drawing import Paper
from ann_toolkit.datasets.real.images import SIDE, Pair, drawn_pair
from ann_toolkit.datasets.real.mnist import load_keras
from ann_toolkit.datasets.registry import entry

_ENTRY = entry("fashion")
_LARGE = 2 * SIDE  # drawn twice as large, then averaged


@loader
def load_fashion_mnist(path: PathLike | None = None, budget: int | None = None) -> Pair:
    """Pictures of clothes in ten classes, 28 x 28 pixels (S1). As :func:`load_mnist`; fashion_mnist.npz."""
    return load_keras(_ENTRY, path, "Fashion-MNIST", budget)


@generator
def generate_fashion_case(
    n_samples: int = 2000, n_test: int = 400, noise: float = 0.03, seed: int = 0
) -> Pair:
    """Drawn clothes of 28 x 28 pixels, bright on black: the twin of :func:`load_fashion_mnist`.

    Shirts, pullovers, coats and T-shirts differ by little, as in the real set.

    Args:
        n_samples: pictures to learn from; the classes share them evenly. The real set has 60 000.
        n_test: pictures to test with; the real set has 10 000.
        noise: standard deviation of the brightness of each pixel, which runs from 0 to 1.
        seed: the same seed gives the same pictures.

    Returns:
        Two multiclass Datasets with X of shape (n, 28, 28), float32 in 0..1, and 10 classes.

    >>> train, test = generate_fashion_case(n_samples=20, n_test=10)
    >>> train.X.shape, train.target_names[8]
    ((20, 28, 28), 'Bag')
    """
    return drawn_pair(
        _draw, _ENTRY.targets, "drawn clothes", n_samples, n_test, noise, seed, noise_on_paper=False
    )


def _draw(label: int, rng: np.random.Generator) -> np.ndarray:
    paper = Paper(
        np.zeros((_LARGE, _LARGE)),
        turn=rng.normal(0, 0.03),
        shift=rng.normal(0, 0.02, 2),
        size=rng.uniform(0.88, 1.08),
    )
    tone = rng.uniform(0.35, 0.95)
    name = _ENTRY.targets[label]
    if name in ("T-shirt/top", "Pullover", "Coat", "Shirt"):
        _draw_top(paper, name, tone, rng)
    elif name in ("Trouser", "Dress"):
        (_draw_trouser if name == "Trouser" else _draw_dress)(paper, tone, rng)
    elif name == "Bag":
        _draw_bag(paper, tone, rng)
    else:
        _draw_shoe(paper, name, tone, rng)
    pixels = paper.pixels
    if rng.random() < 0.25:  # stripes across the cloth
        pixels = pixels * (1 - 0.35 * (np.sin(paper.y * rng.uniform(30, 60)) > 0.3))
    return pixels.reshape(SIDE, 2, SIDE, 2).mean(axis=(1, 3))


def _draw_top(paper: Paper, name: str, tone: float, rng: np.random.Generator) -> None:
    wide, hem = rng.uniform(0.19, 0.25), rng.uniform(0.34, 0.44)
    if name == "T-shirt/top":
        sleeve, out = rng.uniform(-0.17, -0.05), rng.uniform(0.33, 0.42)
    else:
        sleeve, out = rng.uniform(0.22, hem), rng.uniform(0.32, 0.42)
    for side in (-1, 1):
        cuff = (side * out, sleeve)
        arm = paper.shape(
            (side * 0.13, -0.36), (side * wide, -0.31), cuff, (side * (out - 0.09), sleeve + 0.02)
        )
        paper.fill(arm, tone * rng.uniform(0.85, 1.0))
    flare = wide + (rng.uniform(0.0, 0.05) if name == "Coat" else 0.0)
    body = paper.shape(
        (-0.13, -0.38), (0.13, -0.38), (wide, -0.28), (flare, hem), (-flare, hem), (-wide, -0.28)
    )
    paper.fill(body, tone)
    collar = rng.uniform(0.06, 0.09)
    paper.fill(paper.oval((0.0, -0.39), (collar, 0.07 if name == "T-shirt/top" else 0.04)), 0.0)
    if name == "Coat":  # open in front, from collar to hem
        paper.fill(paper.line((0.0, -0.34), (0.0, hem), 0.025), tone * 0.3)
    if name == "Shirt":  # buttons and a collar
        for height in np.linspace(-0.24, hem - 0.06, 5):
            paper.fill(paper.oval((0.0, float(height)), (0.018, 0.018)), tone * 0.4)
        for side in (-1, 1):
            paper.fill(paper.line((side * collar, -0.38), (side * 0.01, -0.28), 0.03), min(1.0, tone * 1.3))
    if name == "Pullover":  # a band at the hem
        paper.fill(paper.line((-wide + 0.02, hem - 0.03), (wide - 0.02, hem - 0.03), 0.03), tone * 0.7)


def _draw_trouser(paper: Paper, tone: float, rng: np.random.Generator) -> None:
    waist, foot = rng.uniform(0.12, 0.16), rng.uniform(0.07, 0.11)
    for side in (-1, 1):
        leg = (
            (0.0, -0.43),
            (side * waist, -0.43),
            (side * (waist + 0.03), 0.44),
            (side * (waist + 0.03 - foot), 0.44),
        )
        paper.fill(paper.shape(*leg, (0.0, -0.18)), tone * (1.0 if side > 0 else 0.93))


def _draw_dress(paper: Paper, tone: float, rng: np.random.Generator) -> None:
    waist, hem, flare = rng.uniform(0.08, 0.12), rng.uniform(0.38, 0.45), rng.uniform(0.14, 0.26)
    paper.fill(paper.shape((-0.12, -0.4), (0.12, -0.4), (waist, -0.1), (-waist, -0.1)), tone)
    paper.fill(paper.shape((-waist, -0.12), (waist, -0.12), (flare, hem), (-flare, hem)), tone * 0.95)
    paper.fill(paper.oval((0.0, -0.42), (0.06, 0.06)), 0.0)


def _draw_bag(paper: Paper, tone: float, rng: np.random.Generator) -> None:
    wide, top, bottom = rng.uniform(0.3, 0.42), rng.uniform(-0.12, 0.0), rng.uniform(0.3, 0.4)
    handle = np.abs(paper.oval((0.0, top), (rng.uniform(0.14, 0.24), rng.uniform(0.2, 0.3)))) - 0.025
    paper.fill(handle, tone * 0.8)
    lean = rng.uniform(0.0, 0.06)
    paper.fill(paper.shape((-wide + lean, top), (wide - lean, top), (wide, bottom), (-wide, bottom)), tone)
    paper.fill(paper.line((-wide + lean, top + 0.08), (wide - lean, top + 0.08), 0.02), tone * 0.5)


def _draw_shoe(paper: Paper, name: str, tone: float, rng: np.random.Generator) -> None:
    """A shoe from the side, its toe on the left as in the real set."""
    sole = rng.uniform(0.14, 0.2)
    if name == "Sandal":
        heel = rng.uniform(0.0, 0.16)
        paper.fill(paper.line((-0.4, sole + 0.05), (0.1, sole + 0.05 - heel / 2), 0.05), tone)
        paper.fill(paper.line((0.1, sole + 0.05 - heel / 2), (0.38, sole - heel), 0.05), tone)
        paper.fill(paper.line((0.37, sole - heel), (0.38, sole + 0.07), 0.04), tone)
        for start in np.linspace(-0.32, 0.1, int(rng.integers(2, 4))):
            first, top = float(start), sole - rng.uniform(0.12, 0.2)
            for end in (first, first + 0.24):  # a strap from the sole over the foot and back
                paper.fill(paper.line((end, sole), (first + 0.12, top), 0.045), tone * 0.85)
        return
    high = rng.uniform(-0.42, -0.25) if name == "Ankle boot" else rng.uniform(-0.1, 0.0)
    back = rng.uniform(0.36, 0.42)
    tongue = rng.uniform(0.06, 0.12)
    upper = (
        (-0.42, sole - 0.08),
        (-0.1, sole - 0.2),
        (tongue, high),
        (back, high + 0.02),
        (back, sole),
        (-0.43, sole),
    )
    paper.fill(paper.shape(*upper), tone)
    paper.fill(paper.line((-0.41, sole + 0.02), (back, sole + 0.02), 0.06), tone * rng.uniform(0.5, 1.1))
    if name == "Sneaker":
        for step in range(3):
            place = -0.12 + 0.07 * step
            paper.fill(
                paper.line((place, sole - 0.17 - 0.03 * step), (place + 0.07, sole - 0.1), 0.018), tone * 0.45
            )
    else:
        paper.fill(paper.line((back - 0.05, sole + 0.05), (back - 0.05, sole + 0.1), 0.09), tone * 0.6)
