"""Makes the small generated files in ``data/``, the same bytes every time: ``make samples``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ann_toolkit.base.files import replacing
from ann_toolkit.datasets import (
    DIRECTIONS,
    Dataset,
    generate_california_case,
    generate_classification_case1,
    generate_classification_case2,
    generate_gear_case,
    generate_regression_case,
    generate_robot_case,
)
from ann_toolkit.datasets.real.robot import COLUMNS, sample_path

ROBOT_ROWS, ROBOT_SEED = 2000, 0
DIGITS = 6  # behind the point: what is left of a number does not depend on the processor

# File name -> how its data is made.
TABLES: dict[str, Callable[[], Dataset]] = {
    "classification1_sample.csv": lambda: generate_classification_case1(n_samples=500, noise=0.1, seed=0),
    "classification2_sample.csv": lambda: generate_classification_case2(n_samples=500, noise=0.1, seed=0),
    "regression_sample.csv": lambda: generate_regression_case(n_samples=500, noise=0.3, seed=0),
    "gears_sample.csv": lambda: generate_gear_case(n_samples=512, n_assemblies=10_000, seed=0),
    "california_sample.csv": lambda: generate_california_case(n_samples=1000, seed=0),
}


def write_samples(folder: Path) -> list[Path]:
    """Write every sample file into ``folder`` and return their paths."""
    written = []
    for sensors in COLUMNS:
        path = folder / sample_path(sensors).name
        write_robot_file(generate_robot_case(ROBOT_ROWS, sensors, ROBOT_SEED), path)
        written.append(path)
    for name, make in TABLES.items():
        data = make()
        y = data.y.round(DIGITS) if data.task == "regression" else data.y
        replace(data, X=data.X.round(DIGITS), y=y).save(folder / name)
        written += [folder / name, folder / f"{name}.json"]
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
