"""How fast data files are read, beside plain pandas, NumPy and h5py in the same run: python benchmarks/reading_files.py

The files are written to a temporary folder first. Each line is the best of several turns in seconds of the processor,
ours and the plain reader's one after the other, so that whatever else the machine does meets both.
"""

import argparse
import os
import platform
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import openpyxl
import pandas as pd
import pyarrow

from ann_toolkit.datasets import Dataset


def plain_csv(path: Path) -> Any:
    frame = pd.read_csv(path)
    return frame.iloc[:, :-1].to_numpy(), frame.iloc[:, -1].to_numpy()


def plain_excel(path: Path) -> Any:
    frame = pd.read_excel(path, sheet_name="data")
    return frame.iloc[:, :-1].to_numpy(), frame.iloc[:, -1].to_numpy()


def plain_parquet(path: Path) -> Any:
    frame = pd.read_parquet(path)
    return frame.iloc[:, :-1].to_numpy(), frame.iloc[:, -1].to_numpy()


def plain_npz(path: Path) -> Any:
    with np.load(path) as file:
        return file["X"], file["y"]


def plain_hdf5(path: Path) -> Any:
    with h5py.File(path) as file:
        return file["X"][()], file["y"][()]


def numbers(rows: int, columns: int) -> Dataset:
    rng = np.random.default_rng(0)
    return Dataset(rng.normal(size=(rows, columns)), rng.normal(size=rows), "regression")


def classes(rows: int, columns: int) -> Dataset:
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 3, rows)
    return Dataset(rng.normal(size=(rows, columns)), labels, "multiclass", target_names=("oak", "ash", "elm"))


def pictures(count: int) -> Dataset:
    rng = np.random.default_rng(0)
    return Dataset(rng.random((count, 28, 28)).astype("f4"), rng.integers(0, 10, count), "multiclass")


# What is written, whether the note beside it is taken away (a foreign file), and who else reads it.
FILES: dict[str, tuple[Callable[[], Dataset], str, bool, Callable[[Path], Any]]] = {
    "csv, 200 000 x 31": (lambda: numbers(200_000, 30), ".csv", False, plain_csv),
    "csv of others, 200 000 x 31": (lambda: numbers(200_000, 30), ".csv", True, plain_csv),
    "csv with classes, 100 000 x 9": (lambda: classes(100_000, 8), ".csv", False, plain_csv),
    "csv of others with classes": (lambda: classes(100_000, 8), ".csv", True, plain_csv),
    "xlsx, 10 000 x 9": (lambda: classes(10_000, 8), ".xlsx", False, plain_excel),
    "parquet, 200 000 x 31": (lambda: numbers(200_000, 30), ".parquet", False, plain_parquet),
    "parquet with classes, 100 000 x 9": (lambda: classes(100_000, 8), ".parquet", False, plain_parquet),
    "npz, 10 000 pictures": (lambda: pictures(10_000), ".npz", False, plain_npz),
    "hdf5, 10 000 pictures": (lambda: pictures(10_000), ".h5", False, plain_hdf5),
}


def seconds(read: Callable[[Path], Any], path: Path) -> float:
    begin = time.process_time()  # of the processor: what else runs on the machine counts less
    read(path)
    return time.process_time() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=5, help="how often each file is read")
    turns = parser.parse_args().turns
    print(
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start, Python {platform.python_version()}"
    )
    versions = {"pandas": pd, "numpy": np, "pyarrow": pyarrow, "openpyxl": openpyxl, "h5py": h5py}
    print(", ".join(f"{name} {module.__version__}" for name, module in versions.items()))
    print(f"{'file':36}{'MB':>7}{'ours, s':>10}{'plain, s':>10}{'ours / plain':>14}")
    with tempfile.TemporaryDirectory() as folder:
        for title, (make, ending, foreign, plain) in FILES.items():
            path = Path(folder) / f"data{ending}"
            make().save(path)
            if foreign:
                path.with_name(path.name + ".json").unlink()
            readers = (Dataset.read, plain)
            taken = [[seconds(read, path) for read in readers] for _ in range(turns)]
            ours, other = (min(turn) for turn in zip(*taken, strict=True))
            size = path.stat().st_size / 1e6
            print(f"{title:36}{size:7.1f}{ours:10.2f}{other:10.2f}{ours / other:14.2f}", flush=True)
            for left in Path(folder).iterdir():
                left.unlink()


if __name__ == "__main__":
    main()
