"""Bicycles hired in each hour, as S3 trains on them: the real table, or made-up hires.

S3 gives only the number of inputs and outputs (17 -> 2). The columns here fit these numbers and are derived from the
public table: Bike Sharing (UCI, hour.csv; H. Fanaee-T and J. Gama, 2014).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ann_toolkit.base.protocols import PathLike
from ann_toolkit.datasets.arguments import check_rows, generator, loader
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.files.delimited import open_table
from ann_toolkit.datasets.finding import need_file
from ann_toolkit.datasets.real.tables import described, read_rows, told
from ann_toolkit.datasets.real.weather import slow_chance
from ann_toolkit.datasets.registry import entry
from ann_toolkit.datasets.schemas import BIKE_SHARING_RAW

_ENTRY = entry("bike_sharing")


@loader
def load_bike_sharing(path: PathLike | None = None, budget: int | None = None) -> Dataset:
    """Bicycles hired in Washington in each hour of 2011 and 2012: 17 379 rows, 17 inputs, 2 outputs.

    Args:
        path: ``hour.csv`` of UCI's Bike Sharing; found in the folder that ANN_TOOLKIT_DATA names when left out.
        budget: how many bytes of memory the file may take; a quarter of the machine's unless given.

    Returns:
        A regression Dataset: hires an hour by casual and by registered users. Temperatures, humidity and
        wind speed are in the parts of their maximum that UCI gives.

    Raises:
        FileError: missing (the message says where to get it) or damaged.
        DataError: a missing column, or a cell that is no number or cannot be.
    """
    found = need_file(_ENTRY, path, "UCI's hour.csv")
    rows = read_rows(open_table(found, "UCI's hour.csv", header=True, budget=budget), BIKE_SHARING_RAW)
    raw = pd.DataFrame(rows.numbers, columns=list(BIKE_SHARING_RAW))
    return _dataset(raw, "bike sharing", told(found, rows.doubts))


@generator
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
    check_rows(n_samples, len(_ENTRY.columns) + len(_ENTRY.targets))
    rng = np.random.default_rng(seed)
    hours = pd.date_range("2011-01-01", periods=n_samples, freq="h")
    hour, weekday = hours.hour.to_numpy(), (hours.day_of_week.to_numpy() + 1) % 7  # UCI: Sunday is 0
    free = np.isin(weekday, (0, 6))
    holiday = np.isin(hours.day_of_year.to_numpy(), (17, 52, 150, 185, 248, 283, 315, 330, 359)) & ~free
    working = ~free & ~holiday
    front = slow_chance(rng, n_samples, 40)  # fronts that come and go over some days
    warmth = 0.5 - 0.3 * np.cos(2 * np.pi * (hours.day_of_year.to_numpy() - 15) / 365)
    warmth = warmth + 0.06 * np.sin(2 * np.pi * (hour - 9) / 24) - 0.06 * front
    temperature = np.clip(warmth + rng.normal(0, 0.01, n_samples), 0.02, 1)
    humidity = np.clip(0.62 + 0.13 * front - 0.12 * np.sin(2 * np.pi * (hour - 9) / 24), 0.1, 1)
    wind = np.clip(0.19 + 0.1 * slow_chance(rng, n_samples, 8), 0, 0.85)
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
    return _dataset(frame, "made-up bike sharing")


def _dataset(raw: pd.DataFrame, name: str, provenance: dict[str, Any] | None = None) -> Dataset:
    month, hour = 2 * np.pi * raw["mnth"] / 12, 2 * np.pi * raw["hr"] / 24
    weather = [(raw["weathersit"] == kind).astype(float) for kind in (1, 2, 3, 4)]
    X = [raw["season"], raw["yr"], np.sin(month), np.cos(month), np.sin(hour), np.cos(hour)]
    X += [raw[name] for name in ("holiday", "weekday", "workingday")]
    X += [*weather, *(raw[name] for name in ("temp", "atemp", "hum", "windspeed"))]
    y = raw[list(_ENTRY.targets)].to_numpy(float)
    return described(_ENTRY, np.column_stack(X), y, name, provenance)
