"""Prices of houses in California, 1990 (R. K. Pace and R. Barry, 1997): the real census blocks, or made ones."""

from __future__ import annotations

import numpy as np

from ann_toolkit.base.errors import DataError
from ann_toolkit.base.messages import say
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.datasets.arguments import check_rows, generator, loader
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.files.delimited import open_table
from ann_toolkit.datasets.finding import fetched, find_file
from ann_toolkit.datasets.real.tables import described, read_rows, told
from ann_toolkit.datasets.registry import entry
from ann_toolkit.datasets.schemas import CALIFORNIA_RAW

_ENTRY = entry("california")
_WHAT = "the table of Californian housing"
_HIGHEST = 5.00001  # 100 000 dollars: dearer houses were all written down as this

# Towns of the twin: latitude, longitude, spread in degrees, share of the blocks.
_TOWNS = np.array(
    [
        (34.05, -118.25, 0.35, 0.42),
        (37.65, -122.20, 0.35, 0.24),
        (32.85, -117.05, 0.25, 0.09),
        (38.60, -121.40, 0.35, 0.09),
        (36.75, -119.75, 0.60, 0.10),
        (39.50, -121.80, 1.00, 0.06),
    ]
)
# The shore, roughly: San Diego, Los Angeles, Santa Barbara, Monterey, San Francisco, Eureka, Oregon.
_SHORE = (
    (32.5, 34.0, 34.5, 36.6, 37.8, 40.8, 42.0),
    (-117.2, -118.5, -120.5, -121.9, -122.5, -124.2, -124.3),
)


@loader
def load_california(path: PathLike | None = None, budget: int | None = None) -> Dataset:
    """Median house values of 20 640 census blocks, by the eight inputs that scikit-learn gives them (S2).

    Args:
        path: the raw table with a header (housing.csv, also .gz), from which the eight inputs are derived:
            rooms, bedrooms and people become averages over the households. When left out,
            housing.csv(.gz) in the folder that ANN_TOOLKIT_DATA names, else scikit-learn's fetcher.
        budget: how many bytes of memory the file may take; a quarter of the machine's unless given.

    Returns:
        A regression Dataset with X of shape (n, 8) and y of shape (n,), in 100 000 dollars. Where the
        number of bedrooms is missing, AveBedrms is the median of the others (and it says so).

    Raises:
        FileError: missing, damaged, or not to be fetched (the message says what to do).
        DataError: a missing column, a cell that is no number or cannot be, or a block without households.
    """
    found = find_file(_ENTRY, path, _WHAT)
    if found is None:
        bunch = fetched(_ENTRY, lambda fetch: fetch(), "california could not be fetched")
        source = {"fetched": "sklearn fetch_california_housing"}
        return described(_ENTRY, bunch.data, bunch.target, "california housing", source)
    raw = read_rows(
        open_table(found, _WHAT, header=True, budget=budget), CALIFORNIA_RAW, empty=("total_bedrooms",)
    )
    income, age, rooms, bedrooms, people, households, latitude, longitude, value = raw.numbers.T
    bedrooms_each = bedrooms / households
    gaps = np.isnan(bedrooms_each)
    if gaps.all():
        raise DataError(f"{found}: total_bedrooms is empty in every row")
    provenance = told(found, raw.doubts)
    if gaps.any():
        filled = f"{gaps.sum()} missing numbers of bedrooms replaced by the median"
        say(f"{found.name}: {filled}")
        provenance["steps"] = [filled]
        bedrooms_each[gaps] = np.median(bedrooms_each[~gaps])
    X = [income, age, rooms / households, bedrooms_each, people, people / households, latitude, longitude]
    return described(_ENTRY, np.column_stack(X), value / 100_000, "california housing", provenance)


@generator
def generate_california_case(n_samples: int = 20_640, noise: float = 0.4, seed: int = 0) -> Dataset:
    """Made-up census blocks: the twin of :func:`load_california`.

    Value rises with income, near the coast and with room for each person, on a curve that no plane fits;
    it is cut off at 5.00001 as the real one is.

    Args:
        n_samples: how many blocks.
        noise: standard deviation of what the inputs do not explain, in 100 000 dollars; near 0.4 a
            good network explains about as much as of the real data.
        seed: the same seed gives the same blocks.

    >>> generate_california_case(n_samples=10).feature_names[:3]
    ('MedInc', 'HouseAge', 'AveRooms')
    """
    check_rows(n_samples, len(_ENTRY.columns) + 1)
    rng = np.random.default_rng(seed)
    town = rng.choice(len(_TOWNS), n_samples, p=_TOWNS[:, 3])
    latitude = np.clip(_TOWNS[town, 0] + _TOWNS[town, 2] * rng.standard_normal(n_samples), 32.54, 41.95)
    longitude = np.clip(_TOWNS[town, 1] + _TOWNS[town, 2] * rng.standard_normal(n_samples), -124.35, -114.31)
    inland = np.maximum(0.0, longitude - _coast(latitude))  # degrees
    longitude = np.where(inland == 0, _coast(latitude) + 0.02 * rng.random(n_samples), longitude)
    income = np.clip(rng.lognormal(1.25, 0.45, n_samples), 0.5, 15.0)
    age = np.clip(rng.normal(29, 12.5, n_samples) - 2 * (inland > 1), 1, 52).round()
    rooms = np.clip(4.0 + 0.35 * income + rng.normal(0, 0.8, n_samples), 1, None)
    rare = rng.random(n_samples) < 0.004  # holiday places: many rooms, few households
    rooms = np.where(rare, rooms * rng.uniform(3, 12, n_samples), rooms)
    bedrooms = np.clip(rooms / 5.1 * rng.normal(1.02, 0.07, n_samples), 0.3, None)
    people = np.clip(rng.lognormal(7.05, 0.7, n_samples), 3, 36_000).round()
    occupants = np.clip(rng.lognormal(1.05, 0.22, n_samples), 0.7, None)
    value = (
        0.35
        + 0.42 * income
        + 1.1 * np.exp(-inland / 0.35)
        + 0.6 * np.exp(-np.hypot(latitude - 37.6, longitude + 122.3) / 0.5)
        + 0.012 * (age - 29) * np.exp(-inland)
        - 0.55 * (occupants - 2.9) / (1 + 0.2 * income)
    )
    value = np.clip(value + noise * rng.standard_normal(n_samples), 0.15, _HIGHEST)
    X = np.column_stack([income, age, rooms, bedrooms, people, occupants, latitude, longitude])
    return described(_ENTRY, X, value, "made-up california housing")


def _coast(latitude: np.ndarray) -> np.ndarray:
    """The longitude of the shore at a latitude, degrees."""
    return np.interp(latitude, *_SHORE)
