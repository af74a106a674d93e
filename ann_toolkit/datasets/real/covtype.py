"""Kinds of forest by the ground they stand on (UCI Covertype): the real patches, or made-up ones.

The twin keeps names, dimensions, the imbalance and a signal that can be learned. The figures that it starts from (mean
elevation of a cover type) are rounded from descriptions of the real table.
"""

from __future__ import annotations

import numpy as np

from ann_toolkit.base.protocols import PathLike
from ann_toolkit.datasets.arguments import check_count, check_rows, generator, loader
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.files.delimited import open_table
from ann_toolkit.datasets.finding import fetched, find_file
from ann_toolkit.datasets.real.tables import described, read_rows, told
from ann_toolkit.datasets.registry import entry
from ann_toolkit.datasets.schemas import COVTYPE_ONE_OF, COVTYPE_RAW

_ENTRY = entry("covtype")
_WHAT = "UCI's covtype.data"

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


@loader
def load_covtype(path: PathLike | None = None, budget: int | None = None) -> Dataset:
    """Kinds of forest by the ground they stand on (UCI Covertype): 581 012 rows, 54 inputs, 7 uneven classes.

    Args:
        path: ``covtype.data`` or ``covtype.data.gz`` as UCI gives it (no header, labels 1..7 last); found in
            the folder that ANN_TOOLKIT_DATA names, else fetched by scikit-learn, when left out.
        budget: how many bytes of memory the file may take; a quarter of the machine's unless given.

    Raises:
        FileError: missing, damaged, or not to be fetched (the message says what to do).
        DataError: other columns, cells that are no numbers or cannot be, or unknown labels.
    """
    found = find_file(_ENTRY, path, _WHAT)
    if found is None:
        bunch = fetched(_ENTRY, lambda fetch: fetch(), "covtype could not be fetched")
        return described(
            _ENTRY, bunch.data, bunch.target - 1, "covtype", {"fetched": "sklearn fetch_covtype"}
        )
    rows = read_rows(open_table(found, _WHAT, header=False, budget=budget), COVTYPE_RAW, named=False)
    for group, columns in COVTYPE_ONE_OF.items():
        first = rows.places[columns[0]]  # they stand side by side
        marks = rows.numbers[:, first : first + len(columns)].sum(axis=1)
        if (marks != 1).any():
            row = int(np.argmax(marks != 1))
            rows.refuse(row, columns[0], f"{marks[row]:g} columns are 1", f"exactly one {group} for each row")
    X, labels = rows.numbers[:, :-1], rows.numbers[:, -1].astype(int)
    return described(_ENTRY, X, labels - 1, "covtype", told(found, rows.doubts))


@generator
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
    check_count(n_samples, 8, "n_samples")  # of fewer, the shares leave nothing for the most frequent type
    check_rows(n_samples, len(_ENTRY.columns) + 1)
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
    return described(_ENTRY, X, y, "made-up covtype")


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
