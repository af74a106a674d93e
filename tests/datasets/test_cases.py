"""What every case does with its arguments."""

import inspect

import numpy as np
import pytest

from ann_toolkit import datasets
from ann_toolkit.base.errors import DataError

SHAPES = [
    datasets.generate_blobs_case,
    datasets.generate_circles_case,
    datasets.generate_gaussians_case,
    datasets.generate_moons_case,
    datasets.generate_spiral_case,
    datasets.generate_xor_case,
]
CLASSES = [*SHAPES, datasets.generate_classification_case1, datasets.generate_classification_case2]
OTHERS = [
    datasets.generate_regression_case,
    datasets.generate_plane_case,
    datasets.generate_bumps_case,
    datasets.generate_sines_case,
    datasets.generate_parity_case,
    datasets.generate_adding_case,
]
EVERY = [*CLASSES, *OTHERS]


@pytest.mark.parametrize("make", EVERY)
def test_the_seed_decides_every_byte(make):
    first, again, other = (make(n_samples=50, seed=seed) for seed in (7, 7, 8))
    assert first.X.tobytes() == again.X.tobytes()
    assert first.y.tobytes() == again.y.tobytes()
    assert first.X.tobytes() != other.X.tobytes()
    assert len(first) == 50
    assert first.provenance["generator"] == make.__name__


@pytest.mark.parametrize("make", EVERY)
def test_arguments_are_checked(make):
    with pytest.raises(DataError, match="n_samples=0"):
        make(n_samples=0)
    with pytest.raises(DataError, match=r"seed=-3"):
        make(seed=-3)


@pytest.mark.parametrize("make", CLASSES)
def test_classes_can_be_made_uneven(make):
    data = make(n_samples=1000, weights=(0.95, 0.05))
    assert np.bincount(data.y).tolist() == [950, 50]
    assert np.bincount(make(n_samples=1000).y).tolist() == [500, 500]
    for weights in ((0.5,), (0.5, 0.6), (1.2, -0.2), ("a", "b"), 0.3):
        with pytest.raises(DataError, match="weights="):
            make(weights=weights)


@pytest.mark.parametrize("make", CLASSES)
def test_labels_can_be_made_wrong_while_the_points_stay(make):
    right, wrong = make(n_samples=1000), make(n_samples=1000, label_noise=0.1)
    assert (right.X == wrong.X).all()
    assert (right.y != wrong.y).sum() == 100
    assert wrong.provenance["arguments"]["label_noise"] == 0.1
    for share in (1, -0.1, "some"):
        with pytest.raises(DataError, match="label_noise="):
            make(label_noise=share)


@pytest.mark.parametrize("make", EVERY)
def test_the_provenance_makes_the_same_data_again(make):
    more = {"label_noise": 0.1, "weights": (0.3, 0.7)} if make in CLASSES else {}
    first = make(n_samples=np.int64(60), seed=3, **more)
    arguments = first.provenance["arguments"]
    assert arguments["n_samples"] == 60
    again = make(**arguments)
    assert first.X.tobytes() == again.X.tobytes()
    assert first.y.tobytes() == again.y.tobytes()
    assert again.provenance == first.provenance


def test_a_case_by_its_number_tells_whose_points_they_are():
    data = datasets.generate_classification_case(2, n_samples=10)
    arguments = {"n_samples": 10, "noise": 0.1, "n_classes": 2, "seed": 0}
    assert data.provenance["generator"] == "generate_classification_case2"
    assert data.provenance["arguments"] == arguments


@pytest.mark.parametrize("make", EVERY)
def test_a_mistyped_argument_is_answered_with_the_nearest_one(make):
    with pytest.raises(
        DataError, match=rf"^{make.__name__}\(\) has no argument 'n_sample'; did you mean 'n_samples'\?$"
    ):
        make(n_sample=3)
    with pytest.raises(DataError, match="has no argument 'colour'; choose one of n_samples, "):
        make(colour="red")
    with pytest.raises(TypeError, match=make.__name__):
        make(10, n_samples=10)


@pytest.mark.parametrize("make", EVERY)
def test_old_names_of_the_count_still_serve(make):
    assert (make(n_train=30).X == make(n_samples=30).X).all()
    with pytest.raises(DataError, match="'n_train' and 'n_samples' mean the same; give 'n_samples' alone"):
        make(n_samples=30, n_train=30)


@pytest.mark.parametrize("make", EVERY)
def test_help_shows_names_and_defaults(make):
    parameters = inspect.signature(make).parameters
    assert {"n_samples", "seed"} <= set(parameters)
    assert all(parameter.default is not inspect.Parameter.empty for parameter in parameters.values())
    assert make.__module__.startswith("ann_toolkit.datasets.cases")


@pytest.mark.parametrize("case", [1, 2])
@pytest.mark.parametrize("n_classes", [2, 3, 10])
def test_classes_share_the_points_evenly(case, n_classes):
    data = datasets.generate_classification_case(case, 1000, n_classes=n_classes)
    counts = np.bincount(data.y)
    assert len(counts) == n_classes
    assert np.ptp(counts) <= 1
    assert data.provenance["arguments"]["n_classes"] == n_classes


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"noise": -1}, "noise=-1: it is a standard deviation; expected a number, 0 or more"),
        ({"noise": float("nan")}, "noise=nan"),
        ({"noise": "a lot"}, "noise='a lot'"),
        ({"n_samples": 0}, "n_samples=0: expected a whole number, 2 or more"),
        ({"n_samples": 10.5}, "n_samples=10.5"),
        ({"n_samples": True}, "n_samples=True"),
        ({"n_classes": 1}, "n_classes=1: expected a whole number, 2 to 10"),
        ({"seed": -1}, "seed=-1"),
        ({"seed": "abc"}, "seed='abc'"),
        ({"case": 3}, "case=3 is unknown; choose one of 1, 2"),
    ],
)
def test_wrong_arguments_of_a_classification_case(arguments, message):
    with pytest.raises(DataError, match=message):
        datasets.generate_classification_case(**arguments)


@pytest.mark.parametrize("arguments", [{"noise": -1}, {"n_samples": 0}, {"n_inputs": 3}, {"seed": 1.5}])
def test_wrong_arguments_of_a_regression_case(arguments):
    with pytest.raises(DataError, match=f"{next(iter(arguments))}="):
        datasets.generate_regression_case(**arguments)


def test_more_rows_than_fit_are_refused_before_any_is_made(monkeypatch):
    monkeypatch.setattr("ann_toolkit.datasets.arguments.memory_budget", lambda: 96_000)
    assert len(datasets.generate_moons_case(1000)) == 1000
    with pytest.raises(
        DataError, match=r"n_samples=1001: .* 3 numbers takes 96\.1 kB .* at most 1000 rows fit"
    ):
        datasets.generate_moons_case(1001)


def test_too_little_memory_is_one_line(monkeypatch):
    def nothing_left(*_arguments):
        raise MemoryError

    monkeypatch.setattr("ann_toolkit.datasets.cases.regression.np.random.default_rng", nothing_left)
    with pytest.raises(DataError, match=r"generate_plane_case\(\): there is not enough memory"):
        datasets.generate_plane_case()
