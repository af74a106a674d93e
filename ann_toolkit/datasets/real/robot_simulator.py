"""A robot that follows the walls of a room, for when the real recordings are not at hand.

The robot of the course's data (Freire and others, 2009; UCI "Wall-Following Robot Navigation") has 24
ultrasonic sensors in a ring and keeps the wall on its left. Here the same robot drives through a
drawn room: sensors are rays that are cast against the walls, and the direction that it takes follows
from two of its four distances by the rule below, which reproduces every row of the real file.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

N_SENSORS = 24
RATE = 9.0  # readings a second, as in the real recording
RANGE = 5.0  # metres; what the sensor reports when nothing echoes

# Which sensors (counted from 0, in file order) each distance is the minimum of. Front, left and right
# are exact in the real file; back is within 15 % of its rows, so the real one was made otherwise.
ARCS = {"SD_front": (10, 15), "SD_left": (17, 20), "SD_right": (4, 9), "SD_back": (22, 27)}

FRONT_LIMIT = 0.90  # metres; closer than this: turn sharply right
LEFT_NEAR, LEFT_FAR = 0.495, 0.90  # metres; nearer: turn slightly right; farther: slightly left

# Metres a second forward and radians a second to the left for each direction. These, the room and the
# figures of the sensors below were searched for, until the directions came up as often as in the real
# recording and the quantiles of the 24 sensors lay near the real ones (docs/pictures/robot_marginals.png).
_MOVES = {
    "Move-Forward": (0.25, 0.26),  # its wheels pull to the left, towards the wall
    "Sharp-Right-Turn": (0.07, -0.50),
    "Slight-Left-Turn": (0.15, 0.44),
    "Slight-Right-Turn": (0.11, -0.10),
}

# The room: an L-shaped outer wall and a cupboard in it, corners in metres, walls from corner to corner.
_OUTER = np.array([[0, 0], [5.0, 0], [5.0, 1.33], [4.6, 1.33], [4.6, 3.26], [0, 3.26]], float)
_CUPBOARD = np.array([[1.73, 0.69], [2.18, 0.69], [2.18, 1.03], [1.73, 1.03]], float)
_WALLS = np.vstack([np.hstack([shape, np.roll(shape, -1, axis=0)]) for shape in (_OUTER, _CUPBOARD)])

_BODY = 0.3  # metres from the middle of the robot to its skin
_BEAM = np.deg2rad([-2.0, 0.0, 2.0])  # a beam is a narrow cone: three rays stand for it
_GRAZING = np.deg2rad(41)  # an echo that meets a wall flatter than this is reflected away and lost ...
_DROP_OUT = 0.39  # ... so often, and any other echo ...
_SILENT = 0.045  # ... so often
_NOISE = 0.004  # standard deviation of a reading, as a share of it
_INERTIA = 1.24  # seconds that the wheels need to follow a change of direction
_SLIP = 0.15  # standard deviation of what the wheels do, as a share of it


@dataclass(frozen=True)
class Recording:
    """What the robot wrote down, a row for each reading.

    Args:
        sensors: (n, 24) metres, in the real file's order: sensor 13 looks ahead, each next one 15
            degrees farther to the left.
        distances: (n, 4) metres: SD_front, SD_left, SD_right, SD_back.
        directions: (n,) the name of the direction that the robot took.
    """

    sensors: np.ndarray
    distances: np.ndarray
    directions: np.ndarray


def simulate(n_samples: int, seed: int = 0) -> Recording:
    """Let the robot drive along the walls and record ``n_samples`` readings, 9 a second.

    The starting point, the noise of the sensors and the slip of the wheels depend on ``seed``.
    """
    rng = np.random.default_rng(seed)
    position = np.array([1.0, 0.75]) + rng.uniform(-0.2, 0.2, 2)
    heading = np.pi + rng.uniform(-0.3, 0.3)
    sensors = np.empty((n_samples, N_SENSORS))
    directions = []
    pace = np.array(_MOVES["Move-Forward"])  # what the wheels do now: metres and radians a second
    for step in range(n_samples):
        sensors[step] = _readings(position, heading, rng)
        front, left = shortest_distances(sensors[step])[:2]
        directions.append(direction(front, left))
        pace += (np.array(_MOVES[directions[-1]]) - pace) / (1 + RATE * _INERTIA)
        speed, turn = pace * rng.normal(1, _SLIP, 2)
        # Rounded, so that another processor's last digit cannot grow into another drive.
        heading = round(heading + turn / RATE, 6)
        step_taken = speed / RATE * np.array([np.cos(heading), np.sin(heading)])
        position = kept_off_walls(position + step_taken).round(6)
    return Recording(sensors, shortest_distances(sensors), np.array(directions))


def direction(front: float, left: float) -> str:
    """The direction that the robot takes when the nearest things ahead and to the left are so far, in metres.

    >>> direction(front=2.0, left=0.7)
    'Move-Forward'
    """
    if front <= FRONT_LIMIT:
        return "Sharp-Right-Turn"
    if left < LEFT_NEAR:
        return "Slight-Right-Turn"
    return "Move-Forward" if left <= LEFT_FAR else "Slight-Left-Turn"


def shortest_distances(sensors: np.ndarray) -> np.ndarray:
    """The four distances as minima over arcs of the ring of sensors.

    Args:
        sensors: (..., 24) metres.

    Returns:
        (..., 4) metres: front, left, right, back.
    """
    ring = np.concatenate([sensors, sensors[..., :3]], axis=-1)  # the arc behind the robot wraps around
    return np.stack([ring[..., first:last].min(axis=-1) for first, last in ARCS.values()], axis=-1)


def _readings(position: np.ndarray, heading: float, rng: np.random.Generator) -> np.ndarray:
    """The 24 readings at one place: for each beam the nearest echo that comes back."""
    bearing = np.deg2rad(15.0) * (np.arange(N_SENSORS) - 12)
    distance, incidence = cast_rays(position, heading + bearing[:, None] + _BEAM)
    nearest = distance.min(axis=1) * rng.normal(1, _NOISE, N_SENSORS)
    lost = rng.random(N_SENSORS) < np.where(incidence.min(axis=1) > _GRAZING, _DROP_OUT, _SILENT)
    return np.clip(np.where(lost, RANGE, nearest), 0.0, RANGE).round(3)


def kept_off_walls(position: np.ndarray) -> np.ndarray:
    """The place itself, or a little farther from a wall that the robot's body would touch."""
    start, along = _WALLS[:, :2], _WALLS[:, 2:] - _WALLS[:, :2]
    share = ((position - start) * along).sum(axis=1) / (along * along).sum(axis=1)
    away = position - (start + np.clip(share, 0, 1)[:, None] * along)
    gap = np.hypot(*away.T)
    nearest = gap.argmin()
    return position + away[nearest] / gap[nearest] * max(0.0, _BODY - gap[nearest])


def cast_rays(position: np.ndarray, angles: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Follow rays from a point to the first wall.

    Args:
        position: (2,) metres.
        angles: radians, any shape.

    Returns:
        For each ray the distance in metres and the angle between the ray and the wall's normal in radians.
    """
    rays = np.stack([np.cos(angles), np.sin(angles)], axis=-1)[..., None, :]
    start, along = _WALLS[:, :2] - position, _WALLS[:, 2:] - _WALLS[:, :2]
    # ray: position + t * ray; wall: start + s * along; two equations in t and s
    determinant = rays[..., 0] * along[:, 1] - rays[..., 1] * along[:, 0]
    determinant = np.where(np.abs(determinant) < 1e-12, 1e-12, determinant)
    t = (start[:, 0] * along[:, 1] - start[:, 1] * along[:, 0]) / determinant
    s = (start[:, 0] * rays[..., 1] - start[:, 1] * rays[..., 0]) / determinant
    t = np.where((t > 0) & (s >= 0) & (s <= 1), t, np.inf)
    hit = t.argmin(axis=-1)
    cosine = np.abs(np.take_along_axis(determinant, hit[..., None], -1)[..., 0]) / np.hypot(*along[hit].T).T
    return np.take_along_axis(t, hit[..., None], -1)[..., 0], np.arccos(np.clip(cosine, 0, 1))
