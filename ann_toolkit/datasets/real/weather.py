"""What the air feels like, by the weather of each hour, as S3 trains on it: Szeged's, or made-up weather.

S3 gives only the number of inputs and outputs (8 -> 1). The columns here fit these numbers and are derived from the
public table: the weather of Szeged 2006-2016 (Kaggle, weatherHistory.csv).
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from ann_toolkit.base.protocols import PathLike
from ann_toolkit.base.values import shown
from ann_toolkit.datasets.arguments import check_rows, generator, loader
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.files.delimited import open_table
from ann_toolkit.datasets.finding import need_file
from ann_toolkit.datasets.real.tables import Rows, described, read_rows, told
from ann_toolkit.datasets.registry import entry
from ann_toolkit.datasets.schemas import LEAST_PRESSURE, WEATHER_RAW

_ENTRY = entry("weather")
_FELT = _ENTRY.targets[0]
_PRESSURE = "Pressure (millibars)"
_DATE = "Formatted Date"  # the month and the hour are read from it
# Local time, and how far it lies from that of Greenwich.
_WRITTEN = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,9})?(?: ?(?:Z|[+-](?:0\d|1[0-4]):?[0-5]\d))?"


@loader
def load_weather(path: PathLike | None = None, budget: int | None = None) -> Dataset:
    """What the air feels like, by the hour's weather (Szeged, 2006-2016): 96 453 rows, 8 inputs.

    Args:
        path: ``weatherHistory.csv``; found in the folder that ANN_TOOLKIT_DATA names when left out.
        budget: how many bytes of memory the file may take; a quarter of the machine's unless given.

    Returns:
        A regression Dataset with X of shape (n, 8) and y of shape (n,), degrees Celsius. Rows stay as they are:
        hours that stand twice or not in order, and pressures of 0 (not measured), are told in its provenance.

    Raises:
        FileError: missing (the message says where to get it) or damaged.
        DataError: a missing column, a cell that is no number or cannot be, or a date that is none.
    """
    found = need_file(_ENTRY, path, "weatherHistory.csv")
    rows = read_rows(
        open_table(found, "weatherHistory.csv", header=True, budget=budget), WEATHER_RAW, words=(_DATE,)
    )
    local = _local_times(rows)
    *inputs, felt = rows.numbers.T
    X = np.column_stack([*inputs, local.dt.month.to_numpy(float), local.dt.hour.to_numpy(float)])
    return described(_ENTRY, X, felt, "weather", told(found, [*rows.doubts, *_doubts(rows, local)]))


def _local_times(rows: Rows) -> pd.Series:
    """The dates as times of the place itself.

    Raises:
        DataError: there is no such day or hour, or something else is written there.
    """
    dates = pd.Series(rows.words[:, 0])
    local = pd.to_datetime(dates.str[:19], format="%Y-%m-%d %H:%M:%S", errors="coerce")
    wrong = (local.isna() | ~dates.str.fullmatch(_WRITTEN, flags=re.ASCII)).to_numpy(bool)
    if wrong.any():
        row = int(np.argmax(wrong))
        rows.refuse(
            row, _DATE, shown(dates[row] or "nothing"), "a date such as 2006-04-01 00:00:00.000 +0200"
        )
    return local


def _doubts(rows: Rows, local: pd.Series) -> list[str]:
    """What the public file is known for, and is kept: who trains on it should know."""
    pressure = rows.numbers[:, list(WEATHER_RAW).index(_PRESSURE)]
    silent = pressure < LEAST_PRESSURE
    if (silent & (pressure != 0)).any():
        row = int(np.argmax(silent & (pressure != 0)))
        rows.refuse(row, _PRESSURE, f"{pressure[row]:.12g}", WEATHER_RAW[_PRESSURE].what)
    # Clocks that are set back show an hour twice, with another distance from Greenwich.
    again = pd.Series(rows.words[:, 0]).duplicated().sum()
    found = {
        "pressures of 0 millibars kept: they were not measured": silent.sum(),
        "rows kept whose hour stands there before": again,
        "rows kept that lie earlier than the row before": (local.diff() < pd.Timedelta(hours=-1)).sum(),
    }
    return [f"{count} {doubt}" for doubt, count in found.items() if count]


@generator
def generate_weather_case(n_samples: int = 96_453, noise: float = 0.5, seed: int = 0) -> Dataset:
    """Made-up weather, hour after hour: the twin of :func:`load_weather`.

    The air feels colder by wind chill below 10 degrees C (Environment Canada, 2001) and warmer by
    moisture above 27 (Steadman's heat index as the US weather service computes it).

    Args:
        n_samples: how many hours from 1 January 2006 on.
        noise: standard deviation of what the air feels like, degrees C.
        seed: the same seed gives the same hours.

    >>> generate_weather_case(n_samples=24).feature_names[0]
    'temperature_C'
    """
    check_rows(n_samples, len(_ENTRY.columns) + 1)
    rng = np.random.default_rng(seed)
    hours = pd.date_range("2006-01-01", periods=n_samples, freq="h")
    hour, front = hours.hour.to_numpy(float), slow_chance(rng, n_samples, 60)
    sun = np.sin(2 * np.pi * (hour - 9) / 24)
    year = -np.cos(2 * np.pi * (hours.day_of_year.to_numpy() - 15) / 365)
    temperature = 11.5 + 11 * year + 4.5 * sun - 4.5 * front
    humidity = np.clip(0.73 + 0.12 * front - 0.17 * sun - 0.07 * year, 0.1, 1)
    wind = np.clip(10.8 + 7 * slow_chance(rng, n_samples, 10), 0, 64)
    values = {
        "temperature_C": temperature,
        "humidity": humidity,
        "wind_speed_kmh": wind,
        "wind_bearing_degrees": (187 + 80 * slow_chance(rng, n_samples, 30)) % 360,
        "visibility_km": np.clip(13.5 - 4.5 * front - 6 * (humidity > 0.93), 0, 16.1),
        "pressure_mbar": 1016.8 - 6 * front + rng.normal(0, 2, n_samples),
        "month": hours.month.to_numpy(float),
        "hour": hour,
        _FELT: apparent_temperature(temperature, humidity, wind) + noise * rng.standard_normal(n_samples),
    }
    return _dataset(values, "made-up weather")


def apparent_temperature(temperature: np.ndarray, humidity: np.ndarray, wind: np.ndarray) -> np.ndarray:
    """What the air feels like, degrees C: wind chill below 10 degrees, heat index above 27, else itself.

    Args:
        temperature: degrees C.
        humidity: relative, 0 to 1.
        wind: km/h.

    >>> apparent_temperature(np.array([-10.0, 20.0]), np.array([0.5, 0.5]), np.array([30.0, 30.0])).round().tolist()
    [-20.0, 20.0]
    """
    power = np.maximum(wind, 4.8) ** 0.16
    chill = 13.12 + 0.6215 * temperature - 11.37 * power + 0.3965 * temperature * power
    warm = np.maximum(temperature, 27.0)
    f, r = warm * 1.8 + 32, 100 * humidity
    heat = -42.379 + 2.04901523 * f + 10.14333127 * r - 0.22475541 * f * r - 6.83783e-3 * f**2
    heat = heat - 5.481717e-2 * r**2 + 1.22874e-3 * f**2 * r + 8.5282e-4 * f * r**2 - 1.99e-6 * f**2 * r**2
    felt = np.where((temperature <= 10) & (wind > 4.8), np.minimum(chill, temperature), temperature)
    return np.where(temperature >= 27, np.maximum((heat - 32) / 1.8, temperature), felt)


def slow_chance(rng: np.random.Generator, count: int, hours: float) -> np.ndarray:
    """Chance that remembers the last ``hours``: an autoregressive series with mean 0 and deviation 1."""
    from scipy.signal import lfilter

    keep = np.exp(-1 / hours)
    drive = rng.standard_normal(count) * np.sqrt(1 - keep**2)
    drive[0] /= np.sqrt(1 - keep**2)
    return lfilter([1.0], [1.0, -keep], drive)


def _dataset(values: dict[str, np.ndarray], name: str, provenance: dict[str, Any] | None = None) -> Dataset:
    X = np.column_stack([values[column] for column in _ENTRY.columns])
    return described(_ENTRY, X, values[_FELT], name, provenance)
