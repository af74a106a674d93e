"""Where the rows of a parameter file come from: a file with X and y, or a dataset that needs no network.

``find_rows`` is the only place that knows; whoever has another source of data changes it here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from ann_toolkit.base.errors import FileError
from ann_toolkit.datasets import (
    Dataset,
    load_breast_cancer,
    load_diabetes,
    load_digits,
    load_iris,
    load_wine,
)
from ann_toolkit.datasets.arguments import generator


@generator
def two_clouds(n_per_class: int = 30, seed: int = 42) -> Dataset:
    """Two clouds in three dimensions: the kind of data of S3's first example (A1.8).

    >>> two_clouds(n_per_class=2)
    <Dataset 'two clouds, made here': 4 rows, 3 inputs, binary: 2 0, 2 1>
    """
    X = np.random.default_rng(seed).normal(size=(2 * n_per_class, 3))
    y = np.repeat([0, 1], n_per_class)
    return Dataset(X + 2.5 * y[:, None], y, "binary", name="two clouds, made here")


OFFLINE: dict[str, Callable[[], Dataset]] = {
    "iris": load_iris,
    "wine": load_wine,
    "breast_cancer": load_breast_cancer,
    "digits": load_digits,
    "diabetes": load_diabetes,
    "two_clouds": two_clouds,
}


def find_rows(name: str, folder: Path, task: str = "") -> Dataset:
    """Find the rows called ``name``.

    Args:
        name: the path of a dataset file, absolute, or seen from here or from ``folder``; or, where there is
            no such file, one of ``OFFLINE``, with or without ".npz".
        folder: the folder of the parameter file.
        task: "regression" takes y as numbers, even where they look like classes.

    Returns:
        The rows; their ``name`` says where they come from.

    Raises:
        FileError: there is neither such a file nor such a dataset, or the file cannot be read.
        DataError: the file has no X and y.

    >>> find_rows("iris.npz", Path()).name
    "scikit-learn's iris"
    """
    for path in (Path(name), folder / name):
        if path.is_file():
            return replace(Dataset.read(path, task=task), name=str(path))
    stem = name.removesuffix(".npz")
    if stem not in OFFLINE:
        raise FileError(
            f"there is no file {name} here or in {folder}; give an NPZ file with X and y, "
            f"or one of {', '.join(OFFLINE)}"
        )
    data = OFFLINE[stem]()
    if task == "regression" and data.task != task:
        data = replace(data, task=task, target_names=())
    return data if stem == "two_clouds" else replace(data, name=f"scikit-learn's {stem}")
