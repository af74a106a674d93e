"""Calls of loaders and generators with what is no argument, and EMNIST's three files with what is none of them."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import numpy as np

from ann_toolkit import datasets
from tests.hostile.corpus import Hostile

PIXELS = ",".join(["0"] * 784)
MAPPING = "0 48\n1 49\n2 65\n"

# The train file, the mapping, and what is said.
EMNIST: dict[str, tuple[str, str, str]] = {
    "a label that the mapping lacks": (
        f"3,{PIXELS}\n",
        MAPPING,
        r"line 1, column 1 \(label\): 3; expected a label",
    ),
    "a negative label": (f"-1,{PIXELS}\n", MAPPING, r"column 1 \(label\): -1; expected a label, 0 to 2"),
    "half a label": (f"0.5,{PIXELS}\n", MAPPING, r"column 1 \(label\): 0\.5; expected a label"),
    "brightness 256": (
        f"0,256,{PIXELS[2:]}\n",
        MAPPING,
        r"line 1, column 2 \(pixel 1\): 256; expected brightness",
    ),
    "brightness 0.5": (f"0,0.5,{PIXELS[2:]}\n", MAPPING, r"column 2 \(pixel 1\): 0\.5; expected brightness"),
    "a comment": (f"# made by hand\n0,{PIXELS}\n", MAPPING, "has 1 columns; expected 785"),
    "a pixel too few": (f"0,{PIXELS[2:]}\n", MAPPING, "has 784 columns; expected 785"),
    "a short line": (f"0,{PIXELS}\n0,1\n", MAPPING, "line 2: 2 columns where the first line has 785"),
    "an underscore": (f"0,1_0,{PIXELS[2:]}\n", MAPPING, "line 1, column 2.*'1_0' where a number is expected"),
    "a gap in the mapping": (f"0,{PIXELS}\n", "0 48\n2 50\n", "0, 1, 2, ... without a gap"),
    "a mapping of one class": (f"0,{PIXELS}\n", "0 48\n", "two or more"),
    "an empty mapping": (f"0,{PIXELS}\n", "\n\n", "two or more"),
    "words in the mapping": (f"0,{PIXELS}\n", "zero 48\n", "line 1: expected a line 'label code'"),
    "an underscore in the mapping": (
        f"0,{PIXELS}\n",
        "0 48\n1_0 49\n",
        "line 2: expected a line 'label code'",
    ),
    "full-width digits in the mapping": (
        f"0,{PIXELS}\n",
        "\uff10 48\n",
        "line 1: expected a line 'label code'",
    ),
    "three columns in the mapping": (f"0,{PIXELS}\n", "0 48 49\n", "line 1: expected a line 'label code'"),
    "a control character": (f"0,{PIXELS}\n", "0 48\n1 27\n", "line 2, column 2: 27 is no letter or digit"),
    "a character beyond Unicode": (f"0,{PIXELS}\n", "0 48\n1 99999999999\n", "line 2: expected a line"),
    "a number of 5000 digits": (f"0,{PIXELS}\n", "0 " + "4" * 5000 + "\n", "line 1: expected a line"),
    "a label twice": (f"0,{PIXELS}\n", "0 48\n0 49\n", "line 2: label 0 .* stands twice"),
    "a character twice": (f"0,{PIXELS}\n", "0 48\n1 48\n", "line 2: .*'0' stands twice"),
    "a mapping in Latin-1": (f"0,{PIXELS}\n", "\udce9 48\n", "it is not UTF-8 text"),
}

# The function, its arguments, and what is said.
CALLS: list[tuple[str, dict[str, Any], str]] = [
    ("load_gears", {}, r"load_gears\(\) needs the path of a table of gears"),
    ("load_gears", {"path": 3}, "path=3: expected the path of a file"),
    ("load_gears", {"path": "gears.ods"}, "does not exist"),
    ("load_mnist", {"path": b"mnist.npz"}, "path=b'mnist.npz': expected the path"),
    ("load_mnist", {"path": ""}, "path='': expected the path"),
    ("load_mnist", {"path": "a\0b"}, "expected the path"),
    ("load_mnist", {"path": "half a \ud800 character"}, "expected the path"),
    ("load_mnist", {"path": "two\nlines.npz"}, r"two\\nlines.npz does not exist"),
    ("load_mnist", {"path": "n" * 300}, "expected the path"),
    ("load_mnist", {"path": "none.npz", "budget": "2 GB"}, "budget='2 GB': expected a whole number"),
    ("load_mnist", {"path": "none.npz", "budget": 0}, "budget=0: expected a whole number"),
    ("load_mnist", {"pth": "mnist.npz"}, r"load_mnist\(\) has no argument 'pth'; did you mean 'path'"),
    ("load_signs", {"train": ["a.h5"]}, r"train=\['a.h5'\]: expected the path"),
    ("load_signs", {"train": "."}, "is a folder; expected an HDF5 file of images"),
    ("load_signs", {"train": "/dev/null"}, "the ending is not that of|is a pipe or a device"),
    ("load_covtype", {"path": "/dev/null"}, "is empty|is a pipe or a device"),
    ("load_covtype", {"path": {}}, "expected the path"),
    ("load_robot", {"sensors": [24]}, r"sensors=\[24\] is unknown; the robot's files have 24, 4 or 2"),
    ("load_robot", {"sensors": "24"}, "sensors='24' is unknown"),
    ("load_robot", {"sensors": True}, "sensors=True is unknown"),
    ("load_robot", {"path": 24}, "path=24: expected the path"),
    ("generate_robot_case", {"sensors": np.ones((2, 2))}, "sensors=array.* is unknown"),
    ("generate_characters_case", {"characters": 1}, r"characters=\(1,\): expected two or more"),
    ("generate_characters_case", {"characters": [1, 2]}, r"characters=\(1, 2\): expected"),
    ("generate_characters_case", {"characters": None}, r"characters=\(None,\): expected"),
    ("generate_characters_case", {"characters": "0\n1"}, "expected two or more different letters"),
    ("generate_moons_case", {"n_samples": "many"}, "n_samples='many': expected a whole number"),
    ("generate_moons_case", {"n_samples": 10.0}, "n_samples=10.0: expected a whole number"),
    ("generate_moons_case", {"n_samples": 10**5000}, "n_samples=.*: expected a whole number"),
    ("generate_moons_case", {"n_samples": np.ones((3, 3))}, "n_samples=array.*: expected a whole number"),
    ("generate_moons_case", {"noise": "a"}, "noise='a': it is a standard deviation"),
    ("generate_moons_case", {"noise": float("nan")}, "noise=nan"),
    ("generate_moons_case", {"noise": 1e308}, r"noise=1e\+308"),
    ("generate_moons_case", {"seed": -1}, "seed=-1: expected a whole number"),
    ("generate_moons_case", {"seed": 1.5}, "seed=1.5: expected a whole number"),
    ("generate_moons_case", {"seed": 2**64}, "seed=18446744073709551616"),
    ("generate_moons_case", {"seed": True}, "seed=True"),
    ("generate_moons_case", {"classes": 3}, r"has no argument 'classes'"),
    ("generate_moons_case", {"weights": [0.5, 0.3, 0.2]}, "weights=.*: expected 2 shares"),
    ("generate_moons_case", {"weights": 3}, "weights=3: expected 2 shares"),
    ("generate_moons_case", {"weights": [float("nan"), 1]}, "weights=.*: expected 2 shares"),
    ("generate_moons_case", {"label_noise": 1}, "label_noise=1: expected a share"),
    ("generate_spiral_case", {"n_classes": "3"}, "n_classes='3': expected a whole number, 2 to 10"),
    ("generate_classification_case", {"case": [1]}, r"case=\[1\] is unknown"),
    ("generate_regression_case", {"n_inputs": 3}, "n_inputs=3 is unknown; the regression case has 1 or 2"),
    ("generate_regression_case", {"n_inputs": [1]}, r"n_inputs=\[1\] is unknown"),
    ("generate_credit_card_case", {"fraud_share": "few"}, "fraud_share='few': expected a share"),
    ("generate_gear_case", {"workers": -1, "n_samples": 2}, "workers=-1: expected a whole number"),
    ("generate_gear_case", {"sampling": ["sobol"]}, r"sampling=\['sobol'\] is unknown"),
    ("generate_gear_case", {"checkpoint": 5, "n_samples": 2}, "checkpoint=5: expected the path"),
    ("regression_function", {"X": "a"}, "X must be numbers"),
    ("regression_function", {"X": [[1.0], [1.0, 2.0]]}, "X must be an array of numbers"),
    ("bumps", {"X": [1.0]}, r"expected \(n, 2\)"),
    ("real_files", {"name": 3}, "there is no dataset 3"),
]
# More rows than any memory holds: refused before one of them is made.
TOO_MANY = {
    "generate_classification_case2": {},
    "generate_blobs_case": {"n_features": 1000},
    "generate_regression_case": {},
    "generate_bumps_case": {},
    "generate_sines_case": {},
    "generate_parity_case": {},
    "generate_adding_case": {},
    "generate_robot_case": {},
    "generate_gear_case": {},
    "generate_signs_case": {},
    "generate_cats_dogs_case": {},
    "generate_characters_case": {},
    "generate_fashion_case": {},
    "generate_california_case": {},
    "generate_covtype_case": {},
    "generate_credit_card_case": {},
    "generate_bike_sharing_case": {},
    "generate_weather_case": {},
}


def calls() -> list[Hostile]:
    """Every call with what is no argument."""
    found = []
    for number, (name, arguments, says) in enumerate(CALLS):
        make = functools.partial(_call, name, arguments)
        found.append(Hostile(f"{number}: {name}, {next(iter(arguments), 'nothing')}", make, says))
    for name, arguments in TOO_MANY.items():
        make = functools.partial(_call, name, {**arguments, "n_samples": 3_000_000_000_000})
        found.append(
            Hostile(f"too many rows: {name}", make, r"n_samples=3000000000000: .* at most \d+ rows fit")
        )
    long = functools.partial(_call, "generate_sines_case", {"n_steps": 10**15})
    return [*found, Hostile("too long sequences", long, "at most 0 rows fit")]


def _call(name: str, arguments: dict[str, Any], folder: Path) -> Any:
    return functools.partial(getattr(datasets, name), **arguments)


def emnist_files() -> list[Hostile]:
    """EMNIST's files, each time one of them with something else in it."""
    return [
        Hostile(f"emnist: {name}", functools.partial(_emnist, train, mapping), says)
        for name, (train, mapping, says) in EMNIST.items()
    ]


def _emnist(train: str, mapping: str, folder: Path) -> Any:
    paths = folder / "train.csv", folder / "test.csv", folder / "mapping.txt"
    for path, text in zip(paths, (train, train, mapping), strict=True):
        path.write_text(text, encoding="utf-8", errors="surrogateescape")
    return functools.partial(datasets.load_emnist, *paths)
