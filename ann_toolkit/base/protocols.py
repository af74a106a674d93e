"""What the rooms agree on without knowing each other: what a dataset looks like, and the names of tasks."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

if TYPE_CHECKING:
    import numpy as np

PathLike: TypeAlias = "str | os.PathLike[str]"
TASKS = ("binary", "multiclass", "multilabel", "regression")
CLASSES = ("binary", "multiclass")  # the tasks whose y is one class label for each row


@runtime_checkable
class DatasetLike(Protocol):
    """Inputs and targets with the names of the inputs: by these three a dataset is recognised everywhere.

    Attributes:
        X: inputs, shape (n, features) or (n, ...) for images and sequences.
        y: targets, shape (n,) or (n, outputs).
        feature_names: a name for each column of X; empty for images and sequences.

    >>> from ann_toolkit.datasets import load_iris
    >>> isinstance(load_iris(), DatasetLike), isinstance((1, 2), DatasetLike)
    (True, False)
    """

    @property
    def X(self) -> np.ndarray: ...  # noqa: D102  # told above
    @property
    def y(self) -> np.ndarray: ...  # noqa: D102
    @property
    def feature_names(self) -> tuple[str, ...]: ...  # noqa: D102


class NamedDataset(DatasetLike, Protocol):
    """A dataset that also says what it is called and what its targets mean, as pictures and scores need.

    Attributes:
        name: what the data is called in titles.
        task: one of ``TASKS``.
        target_names: a name for each class, or for each output of a regression.
    """

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def task(self) -> str: ...  # noqa: D102
    @property
    def target_names(self) -> tuple[str, ...]: ...  # noqa: D102
    def __len__(self) -> int: ...
