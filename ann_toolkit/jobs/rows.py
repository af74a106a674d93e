"""Where the rows of a parameter file come from: an NPZ file with X and y, or a dataset that needs no network.

``load_arrays`` is the only place that knows; whoever has another source of data changes it here.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ann_toolkit.base.errors import DataError, FileError

OFFLINE = ("iris", "wine", "breast_cancer", "digits", "diabetes", "two_clouds")


@dataclass(frozen=True)
class Arrays:
    """X (n, features), y (n,) or (n, outputs), and where they come from."""

    X: np.ndarray
    y: np.ndarray
    origin: str


def load_arrays(name: str, folder: Path) -> Arrays:
    """Find the rows called ``name``.

    Args:
        name: the path of an NPZ file, absolute, or seen from here or from ``folder``; or, where there is
            no such file, one of ``OFFLINE``, with or without ".npz".
        folder: the folder of the parameter file.

    Raises:
        FileError: there is neither such a file nor such a dataset, or the file cannot be read.
        DataError: the file has no X and y.
    """
    for path in (Path(name), folder / name):
        if path.is_file():
            return _read_npz(path)
    stem = name.removesuffix(".npz")
    if stem not in OFFLINE:
        raise FileError(
            f"there is no file {name} here or in {folder}; give an NPZ file with X and y, "
            f"or one of {', '.join(OFFLINE)}"
        )
    if stem == "two_clouds":
        return Arrays(*two_clouds(), "two clouds, made here")
    from sklearn import datasets

    X, y = getattr(datasets, f"load_{stem}")(return_X_y=True)
    return Arrays(X, y, f"scikit-learn's {stem}")


def two_clouds(n_per_class: int = 30, seed: int = 42) -> tuple[np.ndarray, np.ndarray]:
    """Two clouds in three dimensions: the kind of data of S3's first example (A1.8)."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(2 * n_per_class, 3))
    y = np.repeat([0, 1], n_per_class)
    return X + 2.5 * y[:, None], y


def _read_npz(path: Path) -> Arrays:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as content:
            if missing := sorted({"X", "y"} - set(content)):
                raise DataError(
                    f"{path} has no {' and no '.join(missing)}; it holds {', '.join(content) or 'nothing'}; "
                    "write it with np.savez(path, X=X, y=y)"
                )
            return Arrays(content["X"], content["y"], str(path))
    except (zipfile.BadZipFile, EOFError, OSError, AttributeError, TypeError) as error:
        raise FileError(f"{path} is not a whole NPZ file ({type(error).__name__}); write it again") from None
    except ValueError as error:
        if isinstance(error, DataError):
            raise
        raise FileError(f"{path} cannot be read: {str(error).splitlines()[0]}") from None
