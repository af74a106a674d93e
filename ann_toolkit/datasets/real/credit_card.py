"""Made-up rows in place of two large tables: kinds of forest, and card payments with a few frauds.

They keep names, dimensions, the imbalance and a signal that can be learned. The figures that they start from
(mean elevation of a cover type, variance of V1..V28) are rounded from descriptions of the real tables.
"""

from __future__ import annotations

import numpy as np

from ann_toolkit.base.errors import DataError
from ann_toolkit.datasets.arguments import check_count, check_seed, made_by
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.real.covtype import covtype_dataset, credit_dataset

# For each cover type: its share of the real rows, mean elevation and its spread in metres, mean slope in degrees.
_COVER = np.array(
    [
        (0.3646, 3128, 158, 13),
        (0.4876, 2920, 187, 14),
        (0.0615, 2394, 196, 21),
        (0.0047, 2223, 102, 18),
        (0.0163, 2787, 96, 17),
        (0.0299, 2419, 189, 19),
        (0.0354, 3361, 107, 14),
    ]
)
# How often a cover type stands in each of the four wilderness areas.
_WILDERNESS = np.array(
    [
        (0.50, 0.09, 0.41, 0.00),
        (0.52, 0.03, 0.44, 0.01),
        (0.00, 0.00, 0.40, 0.60),
        (0.00, 0.00, 0.00, 1.00),
        (0.40, 0.00, 0.60, 0.00),
        (0.00, 0.00, 0.44, 0.56),
        (0.25, 0.11, 0.64, 0.00),
    ]
)
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


def generate_covtype_case(n_samples: int = 58_101, seed: int = 0) -> Dataset:
    """Made-up patches of forest: the twin of :func:`load_covtype`, with its 54 columns and uneven classes.

    Args:
        n_samples: how many patches; the real table has 581 012.
        seed: the same seed gives the same patches.

    Returns:
        A multiclass Dataset with X of shape (n, 54): ten measures, then 4 + 40 columns of 0 and 1.

    >>> generate_covtype_case(n_samples=1000).X.shape
    (1000, 54)
    """
    check_count(n_samples, len(_COVER), "n_samples")
    check_seed(seed)
    rng = np.random.default_rng(seed)
    counts = np.maximum(1, np.rint(_COVER[:, 0] * n_samples)).astype(int)
    counts[1] += n_samples - counts.sum()
    y = rng.permutation(np.repeat(np.arange(len(_COVER)), counts))
    _, mean, spread, steep = _COVER[y].T
    elevation = rng.normal(mean, spread).round()
    aspect = rng.uniform(0, 360, n_samples).round()
    slope = np.clip(rng.gamma(4.0, steep / 4), 0, 66).round()
    to_water = rng.gamma(1.5, 180 * np.where(y == 3, 0.4, 1.0)).round()
    above_water = (0.17 * to_water * rng.normal(1, 0.6, n_samples)).round()
    to_road = rng.gamma(2.0, np.where(np.isin(y, (2, 3, 5)), 480, 1250)).round()
    to_fire = rng.gamma(2.0, np.where(np.isin(y, (2, 3, 5)), 480, 1050)).round()
    shade = [_hillshade(aspect, slope, hour) for hour in (9, 12, 15)]
    areas = _one_hot(_pick(rng, _WILDERNESS[y]), 4)
    soils = _one_hot(_pick(rng, _soil_shares()[y]), 40)
    X = np.column_stack(
        [elevation, aspect, slope, to_water, above_water, to_road, *shade, to_fire, areas, soils]
    )
    arguments = {"n_samples": n_samples, "seed": seed}
    return covtype_dataset(X, y, "made-up covtype", made_by("generate_covtype_case", arguments))


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
    check_seed(seed)
    if not (isinstance(fraud_share, int | float) and 0 < fraud_share <= 0.5):
        raise DataError(f"fraud_share={fraud_share!r}: expected a share above 0, up to 0.5")
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
    arguments = {"n_samples": n_samples, "fraud_share": fraud_share, "seed": seed}
    return credit_dataset(X, y, "made-up credit card", made_by("generate_credit_card_case", arguments))


def _hillshade(aspect: np.ndarray, slope: np.ndarray, hour: int) -> np.ndarray:
    """How lit a slope is (0..255) at summer solstice in Colorado, by the usual formula of maps."""
    bearing, height = {9: (96.0, 50.0), 12: (180.0, 73.0), 15: (264.0, 50.0)}[hour]
    zenith, tilt = np.deg2rad(90 - height), np.deg2rad(slope)
    light = np.cos(zenith) * np.cos(tilt)
    light = light + np.sin(zenith) * np.sin(tilt) * np.cos(np.deg2rad(bearing - aspect))
    return np.clip(254 * light + 20, 0, 254).round()


def _soil_shares() -> np.ndarray:
    """How often a cover type stands on each of 40 soils: fixed, a handful of soils for each type."""
    shares = np.random.default_rng(40).dirichlet(np.full(40, 0.15), len(_COVER))
    return 0.9 * shares + 0.1 / 40


def _pick(rng: np.random.Generator, shares: np.ndarray) -> np.ndarray:
    """A column for each row, by that row's shares."""
    bounds = np.cumsum(shares, axis=1)
    return (rng.random((len(shares), 1)) * bounds[:, -1:] > bounds).sum(axis=1)


def _one_hot(columns: np.ndarray, count: int) -> np.ndarray:
    return (columns[:, None] == np.arange(count)).astype(float)
