import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from sklearn.linear_model import LinearRegression, LogisticRegression

from ann_toolkit import datasets
from ann_toolkit.base.errors import DataError


def best_line(data):
    """Accuracy of a linear classifier that is left free to fit as hard as it can."""
    model = LogisticRegression(C=1e6, max_iter=5000)
    return model.fit(data.X, data.y).score(data.X, data.y)


@settings(max_examples=25)
@given(seed=st.integers(0, 10_000), noise=st.floats(0, 0.1), n_classes=st.integers(2, 5))
def test_case_1_is_separable_by_lines(seed, noise, n_classes):
    data = datasets.generate_classification_case1(300, noise, n_classes, seed)
    assert best_line(data) == 1.0


@settings(max_examples=15)
@given(seed=st.integers(0, 10_000), noise=st.floats(0, 0.1))
def test_case_2_is_not_separable_by_any_line(seed, noise):
    data = datasets.generate_classification_case2(300, noise, seed=seed)
    # The inner class lies within the convex hull of the outer one, which proves it ...
    inner, outer = data.X[data.y == 0].mean(axis=0), data.X[data.y == 1]
    angles = np.sort(np.arctan2(*(outer - inner).T))
    assert np.diff(np.append(angles, angles[0] + 2 * np.pi)).max() < np.pi
    # ... and a linear classifier is far from right, while the radius alone tells the classes apart.
    assert best_line(data) < 0.8
    radius = np.hypot(*data.X.T)
    assert ((radius > 0.75) == data.y).mean() > 0.97


@pytest.mark.parametrize("case", [1, 2])
@pytest.mark.parametrize("n_classes", [2, 3, 10])
def test_classes_share_the_points_evenly(case, n_classes):
    data = datasets.generate_classification_case(case, 1000, n_classes=n_classes)
    counts = np.bincount(data.y)
    assert len(counts) == n_classes
    assert np.ptp(counts) <= 1
    assert data.provenance["arguments"]["n_classes"] == n_classes


@pytest.mark.parametrize("n_inputs", [1, 2])
def test_without_noise_the_regression_is_exactly_the_function(n_inputs):
    data = datasets.generate_regression_case(500, n_inputs, noise=0.0, seed=3)
    assert (data.y == datasets.regression_function(data.X)).all()
    assert np.abs(data.X).max() <= 2
    assert LinearRegression().fit(data.X, data.y).score(data.X, data.y) < 0.9  # no line fits it


@given(noise=st.floats(0.01, 5), seed=st.integers(0, 1000), n_inputs=st.sampled_from([1, 2]))
def test_noise_is_a_standard_deviation_in_units_of_y(noise, seed, n_inputs):
    data = datasets.generate_regression_case(2000, n_inputs, noise, seed)
    errors = data.y - datasets.regression_function(data.X)
    # six standard errors of a standard deviation and of a mean
    assert errors.std() == pytest.approx(noise, rel=6 / np.sqrt(2 * 2000))
    assert abs(errors.mean()) < 6 * noise / np.sqrt(2000)


def test_noise_moves_the_points_of_a_class_case():
    quiet, loud = (datasets.generate_classification_case2(5000, noise, seed=1) for noise in (0.0, 0.2))
    assert (loud.X - quiet.X).std() == pytest.approx(0.2, rel=0.05)  # errors are cut at three deviations


@pytest.mark.parametrize(
    "make",
    [
        datasets.generate_classification_case1,
        datasets.generate_classification_case2,
        datasets.generate_regression_case,
    ],
)
def test_the_seed_decides_every_byte(make):
    first, again, other = (make(n_samples=50, noise=0.1, seed=seed) for seed in (7, 7, 8))
    assert first.X.tobytes() == again.X.tobytes()
    assert first.y.tobytes() == again.y.tobytes()
    assert first.X.tobytes() != other.X.tobytes()


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


def test_the_regression_function_wants_one_or_two_columns():
    with pytest.raises(DataError, match=r"expected \(n, 1\) or \(n, 2\)"):
        datasets.regression_function([1.0, 2.0])
