"""Makes the small generated files in ``data/``, the same bytes every time: ``make samples``."""

from __future__ import annotations

import sys
from pathlib import Path

from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.robot import COLUMNS, DIRECTIONS, generate_robot_case, sample_path
from ann_toolkit.files import replacing

ROBOT_ROWS, ROBOT_SEED = 2000, 0


def write_samples(folder: Path) -> list[Path]:
    """Write every sample file into ``folder`` and return their paths."""
    written = []
    for sensors in COLUMNS:
        path = folder / sample_path(sensors).name
        write_robot_file(generate_robot_case(ROBOT_ROWS, sensors, ROBOT_SEED), path)
        written.append(path)
    return written


def write_robot_file(data: Dataset, path: Path) -> None:
    """Write robot data as UCI does: no header, commas, metres to the millimetre, the direction last."""
    lines = [
        ",".join([*(f"{value:.3f}" for value in row), DIRECTIONS[label]])
        for row, label in zip(data.X, data.y, strict=True)
    ]
    with replacing(path) as part:
        part.write_bytes(("\n".join(lines) + "\n").encode())


if __name__ == "__main__":
    for sample in write_samples(Path(sys.argv[1])):
        print(f"{sample}  {sample.stat().st_size} bytes")
