"""What the public tables share: the Dataset that the registry describes."""

from __future__ import annotations

from typing import Any

import numpy as np

from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.registry import Entry


def described(
    found: Entry, X: np.ndarray, y: np.ndarray, name: str, provenance: dict[str, Any] | None = None
) -> Dataset:
    """Rows as a Dataset with the task, the columns and the targets that the registry gives.

    Args:
        found: the dataset.
        X: inputs, shape (n, columns).
        y: targets.
        name: what to call the rows: real ones and made-up ones differ by it.
        provenance: where they come from; a generator's decorator writes it by itself.
    """
    return Dataset(X, y, found.task, found.columns, found.targets, name, provenance or {})
