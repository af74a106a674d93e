"""What each case is: how hard, and of what shape."""

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.neighbors import KNeighborsClassifier

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


def test_the_regression_function_wants_one_or_two_columns():
    with pytest.raises(DataError, match=r"expected \(n, 1\) or \(n, 2\)"):
        datasets.regression_function([1.0, 2.0])


def scores(data):
    train, test = data.split(0.5, 0.5)
    line = LogisticRegression(max_iter=2000).fit(*train).score(*test)
    near = KNeighborsClassifier(5).fit(*train).score(*test)
    return line, near


@pytest.mark.parametrize(
    ("name", "line", "near"),
    [
        ("circles", (0.4, 0.7), 0.98),
        ("moons", (0.8, 0.95), 0.98),
        ("spiral", (0.4, 0.75), 0.95),
        ("xor", (0.3, 0.7), 0.97),
        ("gaussians", (0.98, 1), 0.98),
        ("blobs", (0.98, 1), 0.98),
    ],
)
def test_shapes_are_as_hard_as_they_look(name, line, near):
    data = datasets.generate_classification_case(name, n_samples=1500)
    lowest, highest = line
    by_line, by_neighbours = scores(data)
    assert lowest <= by_line <= highest
    assert by_neighbours >= near


def test_shapes_have_their_number_of_classes():
    assert datasets.generate_classification_case("spiral", n_classes=4).n_classes == 4
    assert datasets.generate_blobs_case(n_samples=30, n_classes=3, n_features=100).X.shape == (30, 100)
    with pytest.raises(DataError, match="n_classes=3: the case 'xor' has 2 classes"):
        datasets.generate_classification_case("xor", n_classes=3)
    with pytest.raises(DataError, match="case='star' is unknown; choose one of 1, 2, blobs, circles"):
        datasets.generate_classification_case("star")
    with pytest.raises(DataError, match="n_features=0"):
        datasets.generate_blobs_case(n_features=0)


def test_a_plane_is_flat_and_bumps_are_not():
    plane, bumps = datasets.generate_plane_case(), datasets.generate_bumps_case()
    assert LinearRegression().fit(*plane).score(*plane) == pytest.approx(1)
    assert LinearRegression().fit(*bumps).score(*bumps) < 0.1
    noisy = datasets.generate_bumps_case(4000, noise=0.3)
    assert (noisy.y - datasets.bumps(noisy.X)).std() == pytest.approx(0.3, rel=0.06)
    with pytest.raises(DataError, match="noise=-1"):
        datasets.generate_plane_case(noise=-1)


def test_sines_go_on_where_they_stop():
    data = datasets.generate_sines_case(n_samples=200, n_steps=40, n_ahead=3, noise=0)
    assert data.X.shape == (200, 40, 1)
    assert data.y.shape == (200, 3)
    step = np.abs(np.diff(data.X[:, :, 0], axis=1)).max()
    assert np.abs(data.y[:, 0] - data.X[:, -1, 0]).max() <= step * 1.3
    assert datasets.generate_sines_case(n_samples=5).y.shape == (5,)


def test_parity_and_adding_hide_nothing():
    bits, odd = datasets.generate_parity_case(n_samples=500, n_steps=6)
    assert set(np.unique(bits)) == {0, 1}
    assert (bits.sum(axis=(1, 2)) % 2 == odd).all()
    X, y = datasets.generate_adding_case(n_samples=3000, n_steps=9)
    assert (X[..., 1].sum(axis=1) == 2).all()
    assert (X[:, :4, 1].sum(axis=1) == 1).all()
    assert y.var() == pytest.approx(1 / 6, rel=0.1)
    with pytest.raises(DataError, match="n_steps=1: expected a whole number, 2 or more"):
        datasets.generate_adding_case(n_steps=1)
