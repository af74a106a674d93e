"""Small pictures drawn from signed distances: how far each pixel lies from the edge of a shape (inside < 0)."""

from __future__ import annotations

import numpy as np

SIDE = 64  # pixels, unless a background has another size


class Paper:
    """One picture: places are given in parts of its side, turned and shifted as a whole.

    Args:
        background: brightness or colour of every pixel, shape (side, side) or (side, side, 3).
        turn: how far everything is turned, radians.
        shift: (2,) how far everything is moved, in parts of the side.
        size: how much larger than drawn everything is.
    """

    def __init__(self, background: np.ndarray, turn: float, shift: np.ndarray, size: float) -> None:
        """Lay out the places of all pixels."""
        self.pixels = background
        side = len(background)
        at = (np.arange(side) + 0.5) / side - 0.5
        x, y = np.meshgrid(at, at)
        x, y = (x - shift[0]) / size, (y - shift[1]) / size
        self.x = np.cos(turn) * x + np.sin(turn) * y
        self.y = -np.sin(turn) * x + np.cos(turn) * y
        self.edge = 1 / (side * size)  # one pixel: over so much an edge fades

    def fill(self, distance: np.ndarray, colour: float | np.ndarray) -> None:
        """Paint where ``distance`` is negative, with a soft edge."""
        cover = np.clip(0.5 - distance / self.edge, 0, 1)
        if self.pixels.ndim == 3:
            cover = cover[..., None]
        self.pixels = self.pixels + cover * (colour - self.pixels)

    def line(self, start: tuple[float, float], end: tuple[float, float], width: float) -> np.ndarray:
        """Distance from a line with round ends."""
        ax, ay = end[0] - start[0], end[1] - start[1]
        px, py = self.x - start[0], self.y - start[1]
        along = np.clip((px * ax + py * ay) / (ax * ax + ay * ay), 0, 1)
        return np.hypot(px - along * ax, py - along * ay) - width / 2

    def oval(self, centre: tuple[float, float], half: tuple[float, float], turn: float = 0.0) -> np.ndarray:
        """Distance (near its edge) from an ellipse with these half axes."""
        x, y = self.x - centre[0], self.y - centre[1]
        x, y = np.cos(turn) * x + np.sin(turn) * y, -np.sin(turn) * x + np.cos(turn) * y
        reach = np.hypot(x / half[0], y / half[1])
        return (reach - 1) * min(half)

    def triangle(self, *corners: tuple[float, float]) -> np.ndarray:
        """Distance (near its edges) from a triangle whose corners go round clockwise on the picture."""
        sides = []
        for (ax, ay), (bx, by) in zip(corners, (*corners[1:], corners[0]), strict=True):
            length = np.hypot(bx - ax, by - ay)
            sides.append(((self.x - ax) * (by - ay) - (self.y - ay) * (bx - ax)) / length)
        return np.maximum.reduce(sides)

    def shape(self, *corners: tuple[float, float]) -> np.ndarray:
        """Distance (near its edges) from any shape that goes from corner to corner, either way round."""
        nearest = np.full(self.x.shape, np.inf)
        inside = np.zeros(self.x.shape, bool)
        for (ax, ay), (bx, by) in zip(corners, (*corners[1:], corners[0]), strict=True):
            nearest = np.minimum(nearest, self.line((ax, ay), (bx, by), 0.0))
            crosses = (ay > self.y) != (by > self.y)  # a ray to the right crosses this side ...
            with np.errstate(divide="ignore", invalid="ignore"):
                inside ^= crosses & (self.x < ax + (self.y - ay) * (bx - ax) / (by - ay))
        return np.where(inside, -nearest, nearest)  # ... an odd number of times from inside


def shaded(rng: np.random.Generator, colour: np.ndarray, depth: float) -> np.ndarray:
    """A background of about this colour, lighter towards one side, shape (SIDE, SIDE, ...)."""
    at = np.linspace(-1, 1, SIDE)
    slope = rng.normal(0, depth, 2)
    light = slope[0] * at[:, None] + slope[1] * at[None, :]
    return np.asarray(colour) + (light[..., None] if np.ndim(colour) else light)
