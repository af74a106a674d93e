"""How ``Dataset.split`` cuts the rows: scikit-learn's splitter, with its refusals put into words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ann_toolkit.base.errors import DataError
from ann_toolkit.datasets.arguments import check_seed


def split_rows(
    n_rows: int,
    fractions: Sequence[float],
    seed: int,
    labels: np.ndarray | None = None,
    class_names: Sequence[str] = (),
) -> list[np.ndarray]:
    """Row numbers of each part of a random split.

    Args:
        n_rows: how many rows there are.
        fractions: the size of each part; they sum to 1.
        seed: the same seed gives the same parts.
        labels: class of each row, shape (n,), to keep the proportions in each part; None does not.
        class_names: names of the classes, for the messages.

    Returns:
        An array of row numbers for each fraction; together they hold every row once.

    Raises:
        DataError: the fractions do not sum to 1, or a part or a class is too small to cut.

    >>> [len(part) for part in split_rows(10, (0.7, 0.3), seed=0)]
    [7, 3]
    """
    from sklearn.model_selection import train_test_split

    check_seed(seed)
    sizes = _sizes(n_rows, fractions)
    if labels is not None:
        _check_classes(labels, sizes, class_names)
    rows, parts = np.arange(n_rows), []
    for size in sizes[:-1]:
        classes = None if labels is None else labels[rows]
        try:
            part, rows = train_test_split(rows, train_size=size, random_state=seed % 2**32, stratify=classes)
        except ValueError as error:  # what is left of a rare class cannot be cut once more
            raise DataError(f"cannot keep every class in every part ({error}); use stratify=False") from error
        parts.append(part)
    return [*parts, np.random.default_rng(seed).permutation(rows)]


def _sizes(n_rows: int, fractions: Sequence[float]) -> list[int]:
    """Whole numbers of rows that sum to ``n_rows`` and lie closest to the fractions."""
    if not all(isinstance(share, int | float | np.number) for share in fractions):
        raise DataError(f"split{tuple(fractions)}: give the parts as numbers, such as 0.8, 0.15, 0.05")
    shares = np.array(fractions, dtype=float)
    if (
        len(shares) < 2
        or not np.isfinite(shares).all()
        or (shares <= 0).any()
        or abs(shares.sum() - 1) > 1e-6
    ):
        given = ", ".join(f"{share:g}" for share in shares)
        raise DataError(
            f"split({given}) sums to {shares.sum():g}; give two or more parts above 0 that sum to 1"
        )
    exact = shares * n_rows
    sizes = np.floor(exact + 1e-9).astype(int)
    short = n_rows - sizes.sum()
    sizes[np.argsort(sizes - exact, kind="stable")[:short]] += 1
    if (sizes == 0).any():
        part = int(np.argmin(sizes))
        raise DataError(
            f"split would leave part {part + 1} ({shares[part]:g} of {n_rows} rows) empty; "
            "use more rows or a larger share"
        )
    return [int(size) for size in sizes]


def _check_classes(labels: np.ndarray, sizes: Sequence[int], class_names: Sequence[str]) -> None:
    classes, counts = np.unique(labels, return_counts=True)
    rarest = int(np.argmin(counts))
    if counts[rarest] < len(sizes):
        name = class_names[classes[rarest]] if len(class_names) > classes[rarest] else classes[rarest]
        raise DataError(
            f"class {name!r} has {counts[rarest]} row(s), too few for {len(sizes)} parts; "
            "add rows of it or use stratify=False"
        )
    if min(sizes) < len(classes):
        raise DataError(
            f"a part of {min(sizes)} row(s) cannot hold all {len(classes)} classes; "
            "use more rows, a larger share, or stratify=False"
        )
