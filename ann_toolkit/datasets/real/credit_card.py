"""Card payments, few of them frauds: the real ones, or made-up ones.

The twin keeps names, dimensions, the imbalance and a signal that can be learned. The figures that it starts from
(variance of V1..V28) are rounded from descriptions of the real table.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ann_toolkit.base.errors import DataError
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.base.values import shown
from ann_toolkit.datasets.arguments import check_count, check_rows, generator, is_number, loader
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.files.delimited import open_table
from ann_toolkit.datasets.finding import fetched, find_file
from ann_toolkit.datasets.real.tables import described, read_rows, told
from ann_toolkit.datasets.registry import entry
from ann_toolkit.datasets.schemas import CREDIT_CARD_RAW

_ENTRY = entry("credit_card")

# Of V1..V28, over all payments.
_VARIANCE = (
    *(3.84, 2.73, 2.30, 2.00, 1.91, 1.77, 1.53, 1.43, 1.21, 1.19, 1.04, 1.00, 0.99, 0.92),
    *(0.84, 0.77, 0.72, 0.70, 0.66, 0.59, 0.54, 0.53, 0.39, 0.37, 0.27, 0.23, 0.16, 0.11),
)
# Where a plain fraud lies from an honest payment: V number, shift.
_FRAUD_SHIFT = {1: -4.8, 2: 3.6, 3: -7.0, 4: 4.5, 5: -3.1, 7: -5.6, 9: -2.6, 10: -5.7, 11: 3.8} | {
    12: -6.3,
    14: -7.0,
    16: -4.1,
    17: -6.7,
    18: -2.2,
}
FRAUD_SHARE = 492 / 284_807


@loader
def load_credit_card(path: PathLike | None = None, budget: int | None = None) -> Dataset:
    """Card payments, few of them frauds: 284 807 rows, 30 inputs, 492 frauds (0.17 %).

    Args:
        path: ``creditcard.csv`` (columns Time, V1..V28, Amount, Class); found in the folder that
            ANN_TOOLKIT_DATA names, else fetched from OpenML (1597), when left out.
        budget: how many bytes of memory the file may take; a quarter of the machine's unless given.

    Raises:
        FileError, DataError: as :func:`load_covtype`.
    """
    found = find_file(_ENTRY, path, "creditcard.csv")
    if found is None:
        X, y = fetched(_ENTRY, _from_openml, "credit_card could not be fetched")
        return described(_ENTRY, X, y, "credit card", {"fetched": f"OpenML {_ENTRY.openml}"})
    rows = read_rows(open_table(found, "creditcard.csv", header=True, budget=budget), CREDIT_CARD_RAW)
    return described(
        _ENTRY, rows.numbers[:, :-1], rows.numbers[:, -1], "credit card", told(found, rows.doubts)
    )


@generator
def generate_credit_card_case(
    n_samples: int = 28_481, fraud_share: float = FRAUD_SHARE, seed: int = 0
) -> Dataset:
    """Made-up card payments: the twin of :func:`load_credit_card`, with next to no frauds among them.

    Some frauds lie far from honest payments, some among them, so that a good classifier finds about
    four in five, as with the real table.

    Args:
        n_samples: how many payments; the real table has 284 807.
        fraud_share: how many of them are frauds, above 0 and up to 0.5; at least 2 rows are made.
        seed: the same seed gives the same payments.

    Returns:
        A binary Dataset with X of shape (n, 30); 1 is a fraud.

    >>> generate_credit_card_case(n_samples=2000, fraud_share=0.01)
    <Dataset 'made-up credit card': 2000 rows, 30 inputs, binary: 1980 honest, 20 fraud>
    """
    check_count(n_samples, 4, "n_samples")
    if not (is_number(fraud_share) and 0 < fraud_share <= 0.5):
        raise DataError(f"fraud_share={shown(fraud_share)}: expected a share above 0, up to 0.5")
    check_rows(n_samples, len(_ENTRY.columns) + 1)
    rng = np.random.default_rng(seed)
    frauds = max(2, round(fraud_share * n_samples))
    y = rng.permutation(np.arange(n_samples) < frauds).astype(int)
    seconds = np.sort(rng.uniform(0, 172_792, n_samples)).round()  # two days
    V = rng.standard_t(5, (n_samples, 28)) * np.sqrt(np.multiply(_VARIANCE, 3 / 5))
    shift = np.zeros(28)
    shift[[number - 1 for number in _FRAUD_SHIFT]] = list(_FRAUD_SHIFT.values())
    how_plain = np.where(rng.random(n_samples) < 0.2, 0.1, rng.uniform(0.4, 1.6, n_samples))
    fraud = y == 1
    V[fraud] = V[fraud] * 1.5 + how_plain[fraud, None] * shift
    amount = np.clip(rng.lognormal(3.1, 1.6, n_samples), 0, 25_691).round(2)
    X = np.column_stack([seconds, V, amount])
    return described(_ENTRY, X, y, "made-up credit card")


def _from_openml(fetch: Callable[..., Any]) -> tuple[np.ndarray, np.ndarray]:
    """The columns in the order of the file; OpenML leaves out Time, which becomes 0."""
    frame = fetch(data_id=_ENTRY.openml, as_frame=True, parser="auto").frame
    X = np.column_stack([frame[name] if name in frame else np.zeros(len(frame)) for name in _ENTRY.columns])
    return X, frame["Class"].astype(int)
