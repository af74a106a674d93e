"""Two tables with a row for each hour, as S3 trains on them: hired bicycles, and the weather.

S3 gives only the number of inputs and outputs (17 -> 2 and 8 -> 1). The columns here fit these numbers and
are derived from the public tables: Bike Sharing (UCI, hour.csv; H. Fanaee-T and J. Gama, 2014) and the
weather of Szeged 2006-2016 (Kaggle, weatherHistory.csv).
"""

from __future__ import annotations

import os
from typing import Any

import numpy as np
import pandas as pd

from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.base.locations import REAL_DATA_VARIABLE
from ann_toolkit.datasets.arguments import check_count, check_noise, check_seed, made_by
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.files.header import origin
from ann_toolkit.datasets.real.covtype import local_file, read_numbers

BIKE_COLUMNS = (
    "season",
    "year",
    "month_sin",
    "month_cos",
    "hour_sin",
    "hour_cos",
    "holiday",
    "weekday",
    "workingday",
    "clear",
    "misty",
    "light_rain",
    "heavy_rain",
    "temperature",
    "feels_like",
    "humidity",
    "windspeed",
)
BIKE_OUTPUTS = ("casual", "registered")
_BIKE_HOUR = ("season", "yr", "mnth", "hr", "holiday", "weekday", "workingday")
_BIKE_RAW = (*_BIKE_HOUR, "weathersit", "temp", "atemp", "hum", "windspeed", "casual", "registered")

WEATHER_COLUMNS = (
    "temperature_C",
    "humidity",
    "wind_speed_kmh",
    "wind_bearing_degrees",
    "visibility_km",
    "pressure_mbar",
    "month",
    "hour",
)
WEATHER_OUTPUT = "apparent_temperature_C"
_WEATHER_RAW = {
    "temperature_C": "Temperature (C)",
    "humidity": "Humidity",
    "wind_speed_kmh": "Wind Speed (km/h)",
    "wind_bearing_degrees": "Wind Bearing (degrees)",
    "visibility_km": "Visibility (km)",
    "pressure_mbar": "Pressure (millibars)",
    WEATHER_OUTPUT: "Apparent Temperature (C)",
}

PathLike = str | os.PathLike[str]


def load_bike_sharing(path: PathLike | None = None) -> Dataset:
    """Bicycles hired in Washington in each hour of 2011 and 2012: 17 379 rows, 17 inputs, 2 outputs.

    Args:
        path: ``hour.csv`` of UCI's Bike Sharing; found in the folder that ANN_TOOLKIT_DATA names when left out.

    Returns:
        A regression Dataset: hires an hour by casual and by registered users. Temperatures, humidity and
        wind speed are in the parts of their maximum that UCI gives.

    Raises:
        FileError: missing (the message says where to get it) or damaged.
        DataError: a missing column, or a cell that is not a number.
    """
    found = local_file(path, "hour.csv")
    if found is None:
        raise FileError(_not_found("hour.csv", "UCI 'Bike Sharing'", "bike_sharing"))
    raw = pd.DataFrame(read_numbers(found, "UCI's hour.csv", _BIKE_RAW), columns=list(_BIKE_RAW))
    return _bikes(raw, "bike sharing", origin(found))


def generate_bike_sharing_case(n_samples: int = 17_379, noise: float = 0.25, seed: int = 0) -> Dataset:
    """Made-up hires of bicycles, hour after hour: the twin of :func:`load_bike_sharing`.

    Registered users ride to work and back, casual ones on fine free days; both ride less in rain and cold.

    Args:
        n_samples: how many hours from 1 January 2011 on.
        noise: standard deviation of the hires, as a share of what is expected.
        seed: the same seed gives the same hours.

    >>> generate_bike_sharing_case(n_samples=48).y.shape
    (48, 2)
    """
    check_count(n_samples, 1, "n_samples")
    check_noise(noise)
    check_seed(seed)
    rng = np.random.default_rng(seed)
    hours = pd.date_range("2011-01-01", periods=n_samples, freq="h")
    hour, weekday = hours.hour.to_numpy(), (hours.day_of_week.to_numpy() + 1) % 7  # UCI: Sunday is 0
    free = np.isin(weekday, (0, 6))
    holiday = np.isin(hours.day_of_year.to_numpy(), (17, 52, 150, 185, 248, 283, 315, 330, 359)) & ~free
    working = ~free & ~holiday
    front = _slow(rng, n_samples, 40)  # fronts that come and go over some days
    warmth = 0.5 - 0.3 * np.cos(2 * np.pi * (hours.day_of_year.to_numpy() - 15) / 365)
    warmth = warmth + 0.06 * np.sin(2 * np.pi * (hour - 9) / 24) - 0.06 * front
    temperature = np.clip(warmth + rng.normal(0, 0.01, n_samples), 0.02, 1)
    humidity = np.clip(0.62 + 0.13 * front - 0.12 * np.sin(2 * np.pi * (hour - 9) / 24), 0.1, 1)
    wind = np.clip(0.19 + 0.1 * _slow(rng, n_samples, 8), 0, 0.85)
    weather = 1 + (front > 0.4).astype(int) + (front > 1.4) + (front > 3.2)
    commute = np.exp(-((hour - 8) ** 2) / 2) + 1.3 * np.exp(-((hour - 17.5) ** 2) / 4) + 0.25 * (hour > 5)
    leisure = np.exp(-((hour - 14) ** 2) / 18)
    fine = np.array([1.0, 0.85, 0.45, 0.2])[weather - 1] * np.exp(-(((temperature - 0.68) / 0.38) ** 2))
    growth = 1 + 0.6 * (hours.year.to_numpy() - 2011)
    registered = growth * fine * np.where(working, 330 * commute, 190 * leisure + 20 * commute)
    casual = growth * fine * leisure * np.where(working, 45, 130)
    expected = np.column_stack([casual, registered]) + 1
    hires = np.maximum(0, expected * (1 + noise * rng.standard_normal(expected.shape))).round()
    raw = {
        "season": hours.quarter,
        "yr": hours.year - 2011,
        "mnth": hours.month,
        "hr": hour,
        "holiday": holiday,
    }
    raw |= {"weekday": weekday, "workingday": working, "weathersit": weather, "temp": temperature}
    raw |= {"atemp": 0.92 * temperature + 0.03, "hum": humidity, "windspeed": wind}
    raw |= {"casual": hires[:, 0], "registered": hires[:, 1]}
    frame = pd.DataFrame({name: np.asarray(values, float) for name, values in raw.items()})
    arguments = {"n_samples": n_samples, "noise": noise, "seed": seed}
    return _bikes(frame, "made-up bike sharing", made_by("generate_bike_sharing_case", arguments))


def load_weather(path: PathLike | None = None) -> Dataset:
    """What the air feels like, by the hour's weather (Szeged, 2006-2016): 96 453 rows, 8 inputs.

    Args:
        path: ``weatherHistory.csv``; found in the folder that ANN_TOOLKIT_DATA names when left out.

    Returns:
        A regression Dataset with X of shape (n, 8) and y of shape (n,), degrees Celsius.

    Raises:
        FileError, DataError: as :func:`load_bike_sharing`; also for a date that cannot be read.
    """
    found = local_file(path, "weatherHistory.csv")
    if found is None:
        raise FileError(_not_found("weatherHistory.csv", "Kaggle 'Weather in Szeged 2006-2016'", "weather"))
    numbers = dict(
        zip(
            _WEATHER_RAW,
            read_numbers(found, "weatherHistory.csv", tuple(_WEATHER_RAW.values())).T,
            strict=True,
        )
    )
    dates = pd.read_csv(found, usecols=lambda name: name == "Formatted Date")
    if dates.empty:
        raise DataError(f"{found} has no column 'Formatted Date'")
    local = pd.to_datetime(dates["Formatted Date"].str[:19], format="%Y-%m-%d %H:%M:%S", errors="coerce")
    if local.isna().any():
        row = int(np.argmax(local.isna().to_numpy())) + 2
        raise DataError(
            f"{found}, row {row} (Formatted Date): expected a date such as 2006-04-01 00:00:00.000 +0200"
        )
    numbers |= {"month": local.dt.month.to_numpy(float), "hour": local.dt.hour.to_numpy(float)}
    return _weather(numbers, "weather", origin(found))


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
    check_count(n_samples, 1, "n_samples")
    check_noise(noise)
    check_seed(seed)
    rng = np.random.default_rng(seed)
    hours = pd.date_range("2006-01-01", periods=n_samples, freq="h")
    hour, front = hours.hour.to_numpy(float), _slow(rng, n_samples, 60)
    sun = np.sin(2 * np.pi * (hour - 9) / 24)
    year = -np.cos(2 * np.pi * (hours.day_of_year.to_numpy() - 15) / 365)
    temperature = 11.5 + 11 * year + 4.5 * sun - 4.5 * front
    humidity = np.clip(0.73 + 0.12 * front - 0.17 * sun - 0.07 * year, 0.1, 1)
    wind = np.clip(10.8 + 7 * _slow(rng, n_samples, 10), 0, 64)
    values = {
        "temperature_C": temperature,
        "humidity": humidity,
        "wind_speed_kmh": wind,
        "wind_bearing_degrees": (187 + 80 * _slow(rng, n_samples, 30)) % 360,
        "visibility_km": np.clip(13.5 - 4.5 * front - 6 * (humidity > 0.93), 0, 16.1),
        "pressure_mbar": 1016.8 - 6 * front + rng.normal(0, 2, n_samples),
        "month": hours.month.to_numpy(float),
        "hour": hour,
        WEATHER_OUTPUT: apparent_temperature(temperature, humidity, wind)
        + noise * rng.standard_normal(n_samples),
    }
    arguments = {"n_samples": n_samples, "noise": noise, "seed": seed}
    return _weather(values, "made-up weather", made_by("generate_weather_case", arguments))


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


def _slow(rng: np.random.Generator, count: int, hours: float) -> np.ndarray:
    """Chance that remembers the last ``hours``: an autoregressive series with mean 0 and deviation 1."""
    from scipy.signal import lfilter

    keep = np.exp(-1 / hours)
    drive = rng.standard_normal(count) * np.sqrt(1 - keep**2)
    drive[0] /= np.sqrt(1 - keep**2)
    return lfilter([1.0], [1.0, -keep], drive)


def _bikes(raw: pd.DataFrame, name: str, provenance: dict[str, Any]) -> Dataset:
    month, hour = 2 * np.pi * raw["mnth"] / 12, 2 * np.pi * raw["hr"] / 24
    weather = [(raw["weathersit"] == kind).astype(float) for kind in (1, 2, 3, 4)]
    X = [raw["season"], raw["yr"], np.sin(month), np.cos(month), np.sin(hour), np.cos(hour)]
    X += [raw[name] for name in ("holiday", "weekday", "workingday")]
    X += [*weather, *(raw[name] for name in ("temp", "atemp", "hum", "windspeed"))]
    y = raw[list(BIKE_OUTPUTS)].to_numpy(float)
    return Dataset(np.column_stack(X), y, "regression", BIKE_COLUMNS, BIKE_OUTPUTS, name, provenance)


def _weather(values: dict[str, np.ndarray], name: str, provenance: dict[str, Any]) -> Dataset:
    X = np.column_stack([values[column] for column in WEATHER_COLUMNS])
    return Dataset(
        X, values[WEATHER_OUTPUT], "regression", WEATHER_COLUMNS, (WEATHER_OUTPUT,), name, provenance
    )


def _not_found(file: str, source: str, twin: str) -> str:
    return (
        f"{file} was not found; get it from {source} and give its path (or set {REAL_DATA_VARIABLE} to its folder), "
        f"or use generate_{twin}_case()"
    )
