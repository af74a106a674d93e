"""The wall-following robot of the course's first project (S0): real recordings, or simulated ones.

Source of the real files: A. Freire and others, "Short-term memory mechanisms in neural network learning of
robot navigation tasks", 2009; UCI "Wall-Following Robot Navigation Data". They have no header; the
cells are separated by commas and the name of the direction comes last.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from ann_toolkit.base.errors import DataError
from ann_toolkit.base.locations import REAL_DATA_VARIABLE, shipped
from ann_toolkit.base.messages import say
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.datasets.arguments import generator
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.files.header import origin
from ann_toolkit.datasets.files.text import TextTable, read_text_table
from ann_toolkit.datasets.finding import usual_file
from ann_toolkit.datasets.real import robot_simulator
from ann_toolkit.datasets.registry import entry
from ann_toolkit.datasets.schemas import DIRECTIONS

_ENTRY = entry("robot")
DISTANCES = tuple(robot_simulator.ARCS)
COLUMNS = {
    24: _ENTRY.columns,
    4: DISTANCES,
    2: DISTANCES[:2],
}
_FILES = {sensors: name for sensors, (name,) in zip(COLUMNS, _ENTRY.files, strict=True)}


def load_robot(path: PathLike | None = None, sensors: int = 24) -> Dataset:
    """The robot's readings and the direction that it took, as one of the three UCI files holds them.

    Args:
        path: the file, or the folder that holds ``sensor_readings_<sensors>.data``. Without one, the
            folder named by ANN_TOOLKIT_DATA is used, and failing that the small simulated sample that
            comes with the toolkit (and says so).
        sensors: 24 (the whole ring), 4 (front, left, right, back) or 2 (front, left); metres.

    Returns:
        A multiclass Dataset with X of shape (n, sensors) and the four directions as classes.

    Raises:
        FileError: no such file, or not a text table.
        DataError: a missing column, a word among the numbers, or an unknown direction.
    """
    if sensors not in COLUMNS:
        raise DataError(f"sensors={sensors!r} is unknown; the robot's files have 24, 4 or 2")
    (found,) = _find([sensors], [path])
    table = _read(found, sensors)
    return _dataset(table.numbers(slice(0, -1)), _labels(table), sensors, "robot", origin(found))


def load_dataset_networkA(path_24: PathLike | None = None, path_4: PathLike | None = None) -> Dataset:
    """Network A (S0): from the 24 sensors to the four distances, a regression.

    Args:
        path_24: the file with 24 sensors or its folder; found as in :func:`load_robot` when left out.
        path_4: the file with the four distances or its folder, row by row the same readings.

    Returns:
        A regression Dataset with X of shape (n, 24) and y of shape (n, 4), both in metres. Row for row it
        matches :func:`load_dataset_networkB`.

    Raises:
        FileError: a file is missing or not a text table.
        DataError: the two files differ in length or in the direction of a row, or hold bad cells.
    """
    found_24, found_4 = _find([24, 4], [path_24, path_4 if path_4 is not None else _folder(path_24)])
    table_24, table_4 = _read(found_24, 24), _read(found_4, 4)
    _check_aligned(table_24, table_4)
    provenance = {"files": [origin(found_24), origin(found_4)]}
    X, y = table_24.numbers(slice(0, -1)), table_4.numbers(slice(0, -1))
    return Dataset(X, y, "regression", COLUMNS[24], DISTANCES, "robot network A", provenance)


def load_dataset_networkB(path: PathLike | None = None) -> Dataset:
    """Network B (S0): from the four distances to the direction, a classification.

    Args:
        path: the file with the four distances or its folder; found as in :func:`load_robot` when left out.

    Returns:
        A multiclass Dataset with X of shape (n, 4) in metres and the four directions as classes.

    Raises:
        FileError, DataError: as :func:`load_robot`.
    """
    data = load_robot(path, sensors=4)
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
    if sensors not in COLUMNS:
        raise DataError(f"sensors={sensors!r} is unknown; the robot's files have 24, 4 or 2")
    recording = robot_simulator.simulate(n_samples, seed)
    X = recording.sensors if sensors == 24 else recording.distances[:, :sensors]
    y = np.array([DIRECTIONS.index(name) for name in recording.directions])
    return _dataset(X, y, sensors, "simulated robot")


def sample_path(sensors: int) -> Path:
    """The simulated sample with so many sensors that comes with the toolkit (see data/README.md)."""
    return shipped("data") / f"robot_sample_{sensors}.data"


def _dataset(
    X: np.ndarray, y: np.ndarray, sensors: int, name: str, provenance: dict[str, Any] | None = None
) -> Dataset:
    return Dataset(X, y, _ENTRY.task, COLUMNS[sensors], DIRECTIONS, name, provenance or {})


def _folder(path: PathLike | None) -> PathLike | None:
    """The second file of a pair is looked for beside the first."""
    return None if path is None else (Path(path) if Path(path).is_dir() else Path(path).parent)


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
    return Path(path) / _FILES[sensors] if Path(path).is_dir() else Path(path)


def _read(path: Path, sensors: int) -> TextTable:
    table = read_text_table(path, f"a robot file with {sensors} distances and a direction in each line")
    width = len(table.rows[0])
    if width != sensors + 1:
        raise DataError(
            f"{path} has {width} columns; the robot's {sensors}-sensor file has {sensors + 1}: "
            f"{sensors} distances, then the direction"
        )
    return table


def _labels(table: TextTable) -> np.ndarray:
    labels = []
    for line, row in zip(table.lines, table.rows, strict=True):
        name = row[-1].strip()
        if name not in DIRECTIONS:
            raise DataError(
                f"{table.path}, line {line}: unknown direction {name!r}; expected one of {', '.join(DIRECTIONS)}"
            )
        labels.append(DIRECTIONS.index(name))
    return np.array(labels)


def _check_aligned(table_24: TextTable, table_4: TextTable) -> None:
    first, second = _labels(table_24), _labels(table_4)
    if len(first) != len(second):
        raise DataError(
            f"{table_24.path} has {len(first)} rows but {table_4.path} has {len(second)}; "
            "both must hold the same readings, row by row"
        )
    differing = np.flatnonzero(first != second)
    if len(differing):
        row = differing[0]
        raise DataError(
            f"{table_24.path} and {table_4.path} are not aligned: row {row + 1} is {DIRECTIONS[first[row]]} in "
            f"one and {DIRECTIONS[second[row]]} in the other; both must hold the same readings, row by row"
        )
