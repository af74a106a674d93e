"""Every dataset of the course, and what is known of it: names, columns, real files, functions, source and licence.

This is data and nothing else. Loaders, lessons, ``ann doctor``, ``ann data``, ``ann train`` and the pages in data/ read
it; ``by_name.py`` calls the functions that it names.
"""

from __future__ import annotations

from ann_toolkit.base.errors import DataError
from ann_toolkit.base.suggestions import nearest
from ann_toolkit.base.values import shown
from ann_toolkit.datasets import schemas
from ann_toolkit.datasets.entries import KINDS as KINDS, Entry as Entry


def entry(name: str) -> Entry:
    """The dataset of this name, or of one of its other names; ".npz" at its end does not matter (S3).

    Raises:
        DataError: there is none; the message names the nearest, and all of them.

    >>> entry("robot").title
    'a wall-following robot and its 24 sensors'
    >>> entry("weather_data_cleaned.npz").name
    'weather'
    """
    plain = name.removesuffix(".npz") if isinstance(name, str) else ""
    if plain in _BY_NAME:
        return _BY_NAME[plain]
    near = nearest(plain, _BY_NAME)
    hint = f"did you mean {near!r}? " if near else ""
    raise DataError(f"there is no dataset {shown(name)}; {hint}the names are {', '.join(ENTRIES)}")


def _case(name: str, title: str, task: str = "", make: str = "", blocks: bool = True) -> Entry:
    make = make or f"generate_{name}_case"
    return Entry(name, "cases", title, make, blocks=blocks, task=task, columns=("x1", "x2") if blocks else ())


def _sequence(name: str, title: str, task: str) -> Entry:
    return Entry(name, "sequences", title, f"generate_{name}_case", task=task)


def _brought_along(name: str, title: str, task: str) -> Entry:
    """A table that comes with scikit-learn, which also knows its columns."""
    return Entry(name, "tables", title, load=f"load_{name}", task=task, source="scikit-learn's copies")


_CASES = (
    _case("classification1", "discs that straight lines separate", make="generate_classification_case1"),
    _case(
        "classification2",
        "a disc inside a ring: no line separates them",
        make="generate_classification_case2",
    ),
    _case("blobs", "round clouds, in any number of dimensions", blocks=False),
    _case("circles", "a disc inside a ring, as in the TensorFlow Playground", "binary"),
    _case("gaussians", "two normal clouds", "binary"),
    _case("moons", "two half circles that reach into each other", "binary"),
    _case("spiral", "spirals around each other"),
    _case("xor", "a square cut in four, opposite quarters together", "binary"),
    Entry(
        "regression",
        "cases",
        "a wave on a slope, with one input or two",
        "generate_regression_case",
        blocks=True,
        task="regression",
    ),
    _case("plane", "a tilted plane to fit", "regression"),
    _case("bumps", "six bumps to fit", "regression"),
    _sequence("sines", "waves to go on with", "regression"),
    _sequence("parity", "bits in a row: is the number of ones odd?", "binary"),
    _sequence("adding", "two marked numbers to remember and add", "regression"),
)

_PROJECTS = (
    Entry(
        "robot",
        "projects",
        "a wall-following robot and its 24 sensors",
        make="generate_robot_case",
        load="load_robot",
        openml=1497,
        files=(("sensor_readings_24.data",), ("sensor_readings_4.data",), ("sensor_readings_2.data",)),
        task="multiclass",
        columns=schemas.ROBOT_SENSORS,
        targets=schemas.DIRECTIONS,
        source='UCI repository, "Wall-Following Robot Navigation Data"',
        licence="CC BY 4.0",
    ),
    Entry(
        "gears",
        "projects",
        "gear designs and their defects",
        make="generate_gear_case",
        load="load_gears",
        blocks=True,
        task="regression",
        columns=schemas.GEAR_INPUTS,
        targets=schemas.GEAR_OUTPUTS,
        source="an Excel file of simulations with complex gear models",
        licence="it is not public",
    ),
)

_IMAGES = (
    Entry(
        "signs",
        "images",
        "hands that show 0 to 5 fingers",
        make="generate_signs_case",
        load="load_signs",
        save="save_signs",
        files=(("train_signs.h5",), ("test_signs.h5",)),
        task="multiclass",
        targets=schemas.SIGNS,
        source="a well-known online course (S1)",
        licence="no licence is stated",
    ),
    Entry(
        "cats_dogs",
        "images",
        "cats and dogs in grey",
        make="generate_cats_dogs_case",
        load="load_cats_dogs",
        save="save_cats_dogs",
        files=(("trainset.hdf5",), ("testset.hdf5",)),
        task="binary",
        targets=schemas.CATS_DOGS,
        source="photographs, grey (S4)",
        licence="no licence is stated",
    ),
    Entry(
        "characters",
        "images",
        "letters and digits (EMNIST)",
        make="generate_characters_case",
        load="load_emnist",
        save="save_emnist",
        openml=41039,
        files=(
            ("emnist-balanced-train.csv",),
            ("emnist-balanced-test.csv",),
            ("emnist-balanced-mapping.txt",),
        ),
        other_names=("emnist",),
        task="multiclass",
        targets=tuple(schemas.EMNIST_BALANCED),
        source="G. Cohen and others, 2017; NIST",
    ),
    Entry(
        "digits28",
        "images",
        "digits of 28 x 28 pixels (MNIST)",
        make="generate_characters_case",
        load="load_mnist",
        save="save_mnist",
        fetcher="keras:datasets.mnist.load_data",
        files=(("mnist.npz",),),
        other_names=("mnist",),
        fixed=(("characters", "".join(schemas.DIGITS)),),
        task="multiclass",
        targets=schemas.DIGITS,
        source="Y. LeCun, C. Cortes",
        licence="CC BY-SA 3.0",
    ),
    Entry(
        "fashion",
        "images",
        "clothes (Fashion-MNIST)",
        make="generate_fashion_case",
        load="load_fashion_mnist",
        save="save_mnist",
        fetcher="keras:datasets.fashion_mnist.load_data",
        files=(("fashion_mnist.npz",),),
        other_names=("fashion_mnist",),
        task="multiclass",
        targets=schemas.FASHION,
        source="H. Xiao and others, 2017",
        licence="MIT",
    ),
)

_TABLES = (
    Entry(
        "california",
        "tables",
        "prices of houses",
        make="generate_california_case",
        load="load_california",
        fetcher="sklearn.datasets:fetch_california_housing",
        files=(("housing.csv.gz", "housing.csv"),),
        other_names=("california_housing",),
        task="regression",
        columns=schemas.CALIFORNIA,
        targets=("MedHouseVal",),
        source="R. K. Pace, R. Barry, 1997 (census of 1990)",
    ),
    Entry(
        "covtype",
        "tables",
        "kinds of forest, 7 uneven classes",
        make="generate_covtype_case",
        load="load_covtype",
        fetcher="sklearn.datasets:fetch_covtype",
        files=(("covtype.data.gz", "covtype.data"),),
        task="multiclass",
        columns=schemas.COVTYPE,
        targets=schemas.COVER_TYPES,
        source="UCI Covertype",
        licence="CC BY 4.0",
    ),
    Entry(
        "credit_card",
        "tables",
        "payments, 0.17 % frauds",
        make="generate_credit_card_case",
        load="load_credit_card",
        fetcher="sklearn.datasets:fetch_openml",
        openml=1597,
        files=(("creditcard.csv", "creditcard.csv.gz"),),
        other_names=("creditcard",),
        task="binary",
        columns=schemas.CREDIT_CARD,
        targets=("honest", "fraud"),
        source="Université Libre de Bruxelles / Worldline, on Kaggle and OpenML 1597",
        licence="see their licence",
    ),
    Entry(
        "bike_sharing",
        "tables",
        "bicycles hired in an hour",
        make="generate_bike_sharing_case",
        load="load_bike_sharing",
        files=(("hour.csv",),),
        other_names=("bike_sharing_hour",),
        task="regression",
        columns=schemas.BIKE_SHARING,
        targets=("casual", "registered"),
        source="UCI Bike Sharing",
        licence="CC BY 4.0",
    ),
    Entry(
        "weather",
        "tables",
        "what the air feels like",
        make="generate_weather_case",
        load="load_weather",
        files=(("weatherHistory.csv",),),
        other_names=("weather_data_cleaned",),
        task="regression",
        columns=schemas.WEATHER,
        targets=("apparent_temperature_C",),
        source='"Weather in Szeged 2006-2016" on Kaggle',
        licence="see its licence",
    ),
    _brought_along("iris", "three kinds of iris", "multiclass"),
    _brought_along("wine", "wines of three growers", "multiclass"),
    _brought_along("breast_cancer", "tumours, malignant or benign", "binary"),
    _brought_along("digits", "digits of 8 x 8 pixels", "multiclass"),
    _brought_along("diabetes", "progress of diabetes", "regression"),
)

ENTRIES = {entry.name: entry for entry in (*_CASES, *_PROJECTS, *_IMAGES, *_TABLES)}
_BY_NAME = {name: entry for entry in ENTRIES.values() for name in (entry.name, *entry.other_names)}
