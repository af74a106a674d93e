"""Where the rows of a parameter file come from: a file with X and y, or a dataset by its name."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np

from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.datasets import Dataset
from ann_toolkit.datasets.arguments import generator
from ann_toolkit.datasets.by_name import real_or_made
from ann_toolkit.datasets.registry import entry


@generator
def two_clouds(n_per_class: int = 30, seed: int = 42) -> Dataset:
    """Two clouds in three dimensions: the kind of data of S3's first example (A1.8).

    >>> two_clouds(n_per_class=2)
    <Dataset 'two clouds, made here': 4 rows, 3 inputs, binary: 2 0, 2 1>
    """
    X = np.random.default_rng(seed).normal(size=(2 * n_per_class, 3))
    y = np.repeat([0, 1], n_per_class)
    return Dataset(X + 2.5 * y[:, None], y, "binary", name="two clouds, made here")


def find_rows(name: str, folder: Path, task: str = "") -> Dataset:
    """Find the rows called ``name``.

    Args:
        name: the path of a dataset file, absolute, or seen from here or from ``folder``; or, where there is
            no such file, "two_clouds" or a name that the registry knows (S3's too), with or without ".npz".
        folder: the folder of the parameter file.
        task: "regression" takes y as numbers, even where they look like classes.

    Returns:
        The rows, without any download; their ``name`` says where they come from, and whether they are made up.

    Raises:
        FileError: there is neither such a file nor such a dataset, or the file cannot be read.
        DataError: the file has no X and y.

    >>> find_rows("iris.npz", Path()).name
    "scikit-learn's iris"
    """
    for path in (Path(name), folder / name):
        if os.path.isfile(path):
            return replace(Dataset.read(path, task=task), name=str(path))
    if name.removesuffix(".npz") == "two_clouds":
        return two_clouds()
    try:
        found = entry(name)
    except DataError as error:
        raise FileError(f"there is no file {name} here or in {folder}, and {error}") from None
    if found.kind == "images":
        raise DataError(
            f"{name}: {found.name} are images, which a network of dense layers does not take as rows"
        )
    data = real_or_made(found, fetch=False)
    data = data if found.make else replace(data, name=f"scikit-learn's {found.name}")
    return replace(data, task=task, target_names=()) if task == "regression" != data.task else data
