"""The wall-following robot of the course's first project (S0): real recordings, or simulated ones.

Source of the real files: A. Freire and others, "Short-term memory mechanisms in neural network learning of
robot navigation tasks", 2009; UCI "Wall-Following Robot Navigation Data". They have no header; the
cells are separated by commas and the name of the direction comes last.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from ann_toolkit.base.errors import DataError
from ann_toolkit.base.locations import REAL_DATA_VARIABLE, shipped
from ann_toolkit.base.messages import say
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.base.values import shown
from ann_toolkit.datasets.arguments import check_choice, check_rows, generator, loader
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.files.delimited import open_table
from ann_toolkit.datasets.files.delimited_table import DelimitedTable
from ann_toolkit.datasets.finding import usual_file
from ann_toolkit.datasets.real import robot_simulator
from ann_toolkit.datasets.real.tables import Rows, read_rows, told
from ann_toolkit.datasets.registry import entry
from ann_toolkit.datasets.schemas import DIRECTIONS, ROBOT_DISTANCE

_ENTRY = entry("robot")
DISTANCES = tuple(robot_simulator.ARCS)
COLUMNS = {
    24: _ENTRY.columns,
    4: DISTANCES,
    2: DISTANCES[:2],
}
_FILES = {sensors: name for sensors, (name,) in zip(COLUMNS, _ENTRY.files, strict=True)}


@loader
def load_robot(path: PathLike | None = None, sensors: int = 24, budget: int | None = None) -> Dataset:
    """The robot's readings and the direction that it took, as one of the three UCI files holds them.

    Args:
        path: the file, or the folder that holds ``sensor_readings_<sensors>.data``. Without one, the
            folder named by ANN_TOOLKIT_DATA is used, and failing that the small simulated sample that
            comes with the toolkit (and says so).
        sensors: 24 (the whole ring), 4 (front, left, right, back) or 2 (front, left); metres.
        budget: how many bytes of memory the file may take; a quarter of the machine's unless given.

    Returns:
        A multiclass Dataset with X of shape (n, sensors) and the four directions as classes.

    Raises:
        FileError: no such file, or not a text table.
        DataError: a missing column, a cell that is no distance, or an unknown direction.
    """
    _check_sensors(sensors)
    (found,) = _find([sensors], [path])
    rows, labels = _read(found, sensors, budget)
    return _dataset(rows.numbers, labels, sensors, "robot", told(found, rows.doubts))


@loader
def load_dataset_networkA(
    path_24: PathLike | None = None, path_4: PathLike | None = None, budget: int | None = None
) -> Dataset:
    """Network A (S0): from the 24 sensors to the four distances, a regression.

    Args:
        path_24: the file with 24 sensors or its folder; found as in :func:`load_robot` when left out.
        path_4: the file with the four distances or its folder, row by row the same readings.
        budget: how many bytes of memory each file may take; a quarter of the machine's unless given.

    Returns:
        A regression Dataset with X of shape (n, 24) and y of shape (n, 4), both in metres. Row for row it
        matches :func:`load_dataset_networkB`.

    Raises:
        FileError: a file is missing or not a text table.
        DataError: the two files differ in length or in the direction of a row, or hold bad cells.
    """
    found_24, found_4 = _find([24, 4], [path_24, path_4 if path_4 is not None else _folder(path_24)])
    rows_24, labels_24 = _read(found_24, 24, budget)
    rows_4, labels_4 = _read(found_4, 4, budget)
    _check_aligned(labels_24, found_24, labels_4, found_4)
    provenance = {"files": [told(found_24, rows_24.doubts), told(found_4, rows_4.doubts)]}
    X, y = rows_24.numbers, rows_4.numbers
    return Dataset(X, y, "regression", COLUMNS[24], DISTANCES, "robot network A", provenance)


@loader
def load_dataset_networkB(path: PathLike | None = None, budget: int | None = None) -> Dataset:
    """Network B (S0): from the four distances to the direction, a classification.

    Args:
        path: the file with the four distances or its folder; found as in :func:`load_robot` when left out.
        budget: as for :func:`load_robot`.

    Returns:
        A multiclass Dataset with X of shape (n, 4) in metres and the four directions as classes.

    Raises:
        FileError, DataError: as :func:`load_robot`.
    """
    data = load_robot(path, sensors=4, budget=budget)
    return replace(data, name="robot network B")


@generator
def generate_robot_case(n_samples: int = 5456, sensors: int = 24, seed: int = 0) -> Dataset:
    """Readings of a simulated robot, in the order and the units of the real files.

    Args:
        n_samples: how many readings, 9 a second; consecutive rows are consecutive moments. The real
            recording has 5456.
        sensors: 24, 4 or 2, as in :func:`load_robot`; the same seed gives matching rows for each.
        seed: the same seed gives the same drive.

    Returns:
        A multiclass Dataset with X of shape (n, sensors) in metres.

    >>> generate_robot_case(n_samples=3, sensors=4).feature_names
    ('SD_front', 'SD_left', 'SD_right', 'SD_back')
    """
    _check_sensors(sensors)
    check_rows(n_samples, len(COLUMNS[24]) + len(COLUMNS[4]) + 1)
    recording = robot_simulator.simulate(n_samples, seed)
    X = recording.sensors if sensors == 24 else recording.distances[:, :sensors]
    y = np.array([DIRECTIONS.index(name) for name in recording.directions])
    return _dataset(X, y, sensors, "simulated robot")


def sample_path(sensors: int) -> Path:
    """The simulated sample with so many sensors that comes with the toolkit (see data/README.md)."""
    return shipped("data") / f"robot_sample_{sensors}.data"


def _check_sensors(sensors: int) -> None:
    check_choice(sensors, COLUMNS, "sensors", "the robot's files have 24, 4 or 2")


def _dataset(
    X: np.ndarray, y: np.ndarray, sensors: int, name: str, provenance: dict[str, Any] | None = None
) -> Dataset:
    return Dataset(X, y, _ENTRY.task, COLUMNS[sensors], DIRECTIONS, name, provenance or {})


def _folder(path: PathLike | None) -> PathLike | None:
    """The second file of a pair is looked for beside the first."""
    return None if path is None else (Path(path) if os.path.isdir(path) else Path(path).parent)


def _find(sensors: list[int], paths: list[PathLike | None]) -> list[Path]:
    """The files to read: those given, else the real ones where all are there, else the samples."""
    if any(path is not None for path in paths):
        pairs = zip(sensors, paths, strict=True)
        return [_given(count, path) if path is not None else Path(_FILES[count]) for count, path in pairs]
    real = [usual_file([_FILES[count]]) for count in sensors]
    if all(real):
        return [path for path in real if path is not None]
    names = " and ".join(_FILES[count] for count in sensors)
    say(f"no real {names} (folder {REAL_DATA_VARIABLE}): using the simulated sample in data/")
    return [sample_path(count) for count in sensors]


def _given(sensors: int, path: PathLike) -> Path:
    return Path(path) / _FILES[sensors] if os.path.isdir(path) else Path(path)


def _read(path: Path, sensors: int, budget: int | None) -> tuple[Rows, np.ndarray]:
    """The distances of a file and the numbers of its directions."""
    what = f"a robot file with {sensors} distances and a direction in each line"
    table = open_table(path, what, budget=budget)
    width = table.layout.width
    if width != sensors + 1:
        raise DataError(
            f"{path} has {width} columns; the robot's {sensors}-sensor file has {sensors + 1}: "
            f"{sensors} distances, then the direction"
        )
    _check_header(table, COLUMNS[sensors])
    schema = dict.fromkeys(COLUMNS[sensors], ROBOT_DISTANCE)
    rows = read_rows(table, schema, words=("direction",), named=False)
    numbers = {name: number for number, name in enumerate(DIRECTIONS)}
    names = rows.words[:, 0]
    unknown = np.flatnonzero([name not in numbers for name in names])
    if len(unknown):
        row = int(unknown[0])
        rows.refuse(row, "direction", shown(names[row]), f"one of {', '.join(DIRECTIONS)}")
    return rows, np.array([numbers[name] for name in names])


def _check_header(table: DelimitedTable, columns: tuple[str, ...]) -> None:
    """A header is no row of words instead of numbers, and calls no column by the name of another."""
    names = table.layout.names
    if names and names[-1] in DIRECTIONS:
        raise DataError(
            f"{table.path}, line {table.layout.skip}: {shown(names[0])} in column 1 where a distance is expected"
        )
    for place, name in enumerate(names):
        if name in columns and columns.index(name) != place:
            raise DataError(
                f"{table.path}: {name} is column {place + 1}; "
                f"expected the order {', '.join(columns)}, then the direction"
            )


def _check_aligned(first: np.ndarray, path_24: Path, second: np.ndarray, path_4: Path) -> None:
    if len(first) != len(second):
        raise DataError(
            f"{path_24} has {len(first)} rows but {path_4} has {len(second)}; "
            "both must hold the same readings, row by row"
        )
    differing = np.flatnonzero(first != second)
    if len(differing):
        row = differing[0]
        raise DataError(
            f"{path_24} and {path_4} are not aligned: row {row + 1} is {DIRECTIONS[first[row]]} in "
            f"one and {DIRECTIONS[second[row]]} in the other; both must hold the same readings, row by row"
        )
