"""Public tables of the course: those that scikit-learn brings along, and those that a person has to fetch."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.base.files import existing
from ann_toolkit.base.locations import REAL_DATA_VARIABLE, real_data
from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.files.header import origin
from ann_toolkit.datasets.files.tables import frame_numbers

PathLike = str | os.PathLike[str]

COVER_TYPES = (
    "Spruce/Fir",
    "Lodgepole Pine",
    "Ponderosa Pine",
    "Cottonwood/Willow",
    "Aspen",
    "Douglas-fir",
    "Krummholz",
)
COVTYPE_COLUMNS = (
    "Elevation",
    "Aspect",
    "Slope",
    "Horizontal_Distance_To_Hydrology",
    "Vertical_Distance_To_Hydrology",
    "Horizontal_Distance_To_Roadways",
    "Hillshade_9am",
    "Hillshade_Noon",
    "Hillshade_3pm",
    "Horizontal_Distance_To_Fire_Points",
    *(f"Wilderness_Area_{number}" for number in range(4)),
    *(f"Soil_Type_{number}" for number in range(40)),
)
CREDIT_COLUMNS = ("Time", *(f"V{number}" for number in range(1, 29)), "Amount")
HONEST_OR_FRAUD = ("honest", "fraud")


def load_iris() -> Dataset:
    """Three kinds of iris by the size of sepals and petals (cm): 150 rows, 4 inputs; scikit-learn's copy.

    >>> load_iris()
    <Dataset 'iris': 150 rows, 4 inputs, multiclass: 50 setosa, 50 versicolor, 50 virginica>
    """
    return _from_sklearn("iris", "multiclass")


def load_wine() -> Dataset:
    """Wines of three growers by their chemistry: 178 rows, 13 inputs; scikit-learn's copy."""
    return _from_sklearn("wine", "multiclass")


def load_breast_cancer() -> Dataset:
    """Tumours, malignant or benign, by the shape of their cells: 569 rows, 30 inputs; scikit-learn's copy."""
    return _from_sklearn("breast_cancer", "binary")


def load_digits() -> Dataset:
    """Handwritten digits of 8 x 8 pixels, 0..16, as 64 columns: 1797 rows; scikit-learn's copy."""
    return _from_sklearn("digits", "multiclass")


def load_diabetes() -> Dataset:
    """Progress of diabetes after a year, by 10 scaled inputs: 442 rows, a regression; scikit-learn's copy."""
    return _from_sklearn("diabetes", "regression")


def load_covtype(path: PathLike | None = None) -> Dataset:
    """Kinds of forest by the ground they stand on (UCI Covertype): 581 012 rows, 54 inputs, 7 uneven classes.

    Args:
        path: ``covtype.data`` or ``covtype.data.gz`` as UCI gives it (no header, labels 1..7 last); found in
            the folder that ANN_TOOLKIT_DATA names, else fetched by scikit-learn, when left out.

    Raises:
        FileError: missing, damaged, or not to be fetched (the message says what to do).
        DataError: other columns, cells that are not numbers, or unknown labels.
    """
    found = local_file(path, "covtype.data.gz", "covtype.data")
    if found is None:
        return fetched("fetch_covtype", "covtype", _covtype_from_sklearn)
    table = read_numbers(found, "UCI's covtype.data", (*COVTYPE_COLUMNS, "Cover_Type"), header=False)
    return _covtype(table[:, :-1], table[:, -1], found)


def load_credit_card(path: PathLike | None = None) -> Dataset:
    """Card payments, few of them frauds: 284 807 rows, 30 inputs, 492 frauds (0.17 %).

    Args:
        path: ``creditcard.csv`` (columns Time, V1..V28, Amount, Class); found in the folder that
            ANN_TOOLKIT_DATA names, else fetched from OpenML (1597), when left out.

    Raises:
        FileError, DataError: as :func:`load_covtype`.
    """
    found = local_file(path, "creditcard.csv", "creditcard.csv.gz")
    if found is None:
        return fetched("fetch_openml", "credit_card", _credit_from_openml)
    table = read_numbers(found, "creditcard.csv", (*CREDIT_COLUMNS, "Class"))
    return credit_dataset(table[:, :-1], table[:, -1], "credit card", origin(found))


def credit_dataset(X: np.ndarray, y: np.ndarray, name: str, provenance: dict[str, Any]) -> Dataset:
    """Payments as a Dataset, with the names of the real table."""
    return Dataset(X, y, "binary", CREDIT_COLUMNS, HONEST_OR_FRAUD, name, provenance)


def read_numbers(
    path: PathLike, what: str, columns: Sequence[str], header: bool = True, empty: Sequence[str] = ()
) -> np.ndarray:
    """Columns of a large CSV file (also .gz) as numbers, in the order asked for.

    Args:
        path: the file; with a header the columns may stand in any order and among others.
        what: what it should be, for messages.
        columns: the names wanted.
        header: whether the first line names the columns; otherwise they must be exactly these.
        empty: columns in which a cell may be empty; it becomes NaN.

    Returns:
        (n, columns) floats.
    """
    found = existing(path, what)
    try:
        frame = pd.read_csv(found, header=0 if header else None, skipinitialspace=True)
    except MemoryError:
        raise
    except Exception as error:  # pandas, gzip and the decoder each have their own words for damage
        reason = str(error).splitlines()[0]
        raise FileError(f"{found} cannot be read as {what} ({reason}); make or copy it again") from error
    if not header and frame.shape[1] != len(columns):
        raise DataError(f"{found} has {frame.shape[1]} columns; {what} has {len(columns)}")
    if not header:
        frame.columns = pd.Index(columns)
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise DataError(
            f"{found} has no column {missing[0]!r}; its columns are {', '.join(map(str, frame.columns))}"
        )
    if not len(frame):
        raise DataError(f"{found} has a header but no data under it; expected {what}")
    wanted = frame[list(columns)]
    return frame_numbers(wanted, found, (wanted.isna() & wanted.columns.isin(empty)).to_numpy())


def local_file(path: PathLike | None, *usual: str) -> Path | None:
    """The file that was given, or one with a usual name in the folder of real data."""
    if path is not None:
        return Path(path)
    found = [paths[0] for name in usual if (paths := real_data(name))]
    return found[0] if found else None


def _covtype(X: np.ndarray, labels: np.ndarray, found: Path) -> Dataset:
    if not np.isin(labels, np.arange(1, 8)).all():
        raise DataError(f"{found}: the cover types must be 1 to 7")
    return covtype_dataset(X, labels.astype(int) - 1, "covtype", origin(found))


def covtype_dataset(X: np.ndarray, y: np.ndarray, name: str, provenance: dict[str, Any]) -> Dataset:
    """Patches of forest as a Dataset, with the names of the real table."""
    return Dataset(X, y, "multiclass", COVTYPE_COLUMNS, COVER_TYPES, name, provenance)


def _covtype_from_sklearn(fetch: Callable[..., Any]) -> Dataset:
    bunch = fetch()
    return covtype_dataset(bunch.data, bunch.target - 1, "covtype", {"fetched": "sklearn fetch_covtype"})


def _credit_from_openml(fetch: Callable[..., Any]) -> Dataset:
    frame = fetch(data_id=1597, as_frame=True, parser="auto").frame
    X = np.column_stack([frame[name] if name in frame else np.zeros(len(frame)) for name in CREDIT_COLUMNS])
    return credit_dataset(X, frame["Class"].astype(int), "credit card", {"fetched": "OpenML 1597"})


def fetched(fetcher: str, twin: str, read: Callable[[Callable[..., Any]], Dataset]) -> Dataset:
    """What a fetcher of scikit-learn gives, its failures put into one line."""
    import sklearn.datasets

    try:
        return read(getattr(sklearn.datasets, fetcher))
    except Exception as error:  # whatever keeps the network away
        reason = str(error).splitlines()[0] if str(error) else "no reason given"
        raise FileError(
            f"{twin} could not be fetched ({type(error).__name__}: {reason}); give the path of a local file, set "
            f"{REAL_DATA_VARIABLE} to its folder, or use generate_{twin}_case()"
        ) from error


def _from_sklearn(name: str, task: str) -> Dataset:
    import sklearn
    import sklearn.datasets

    bunch = getattr(sklearn.datasets, f"load_{name}")()
    names = () if task == "regression" else tuple(str(target) for target in bunch.target_names)
    features = tuple(str(feature) for feature in bunch.feature_names)
    provenance = {"from": f"scikit-learn {sklearn.__version__}, load_{name}"}
    return Dataset(bunch.data, bunch.target, task, features, names, name, provenance)
