"""r2 and the other scores by hand and against scikit-learn; the ceiling that noise sets."""

import numpy as np
import pytest
from hypothesis import given, strategies as st
from sklearn.metrics import (
    mean_absolute_error,
    mean_squared_error,
    r2_score,
)

import ann_toolkit as ann
from ann_toolkit.base.errors import DataError

ev = ann.evaluation


@given(st.integers(2, 40), st.integers(1, 4), st.integers(0, 1000))
def test_r_squared_is_that_of_scikit_learn(rows, outputs, seed):
    rng = np.random.default_rng(seed)
    y = rng.normal(size=(rows, outputs))
    predicted = y + rng.normal(size=y.shape)
    wanted = r2_score(y, predicted, multioutput="raw_values")
    np.testing.assert_allclose(np.atleast_1d(ann.evaluation.r_squared(y, predicted)), wanted)


def test_one_output_is_a_float_in_whatever_shape_it_comes():
    y = np.array([1.0, 2.0, 4.0])
    score = ann.evaluation.r_squared(y, y[:, None] + 0.1)
    assert isinstance(score, float)
    assert score == pytest.approx(1 - 0.03 / ((y - y.mean()) ** 2).sum())


def test_names_and_noise_that_do_not_fit():
    with pytest.raises(DataError, match=r"2 names for 1 output"):
        ev.regression_report([1.0, 2.0], [1.0, 2.0], ("a", "b"))
    with pytest.raises(DataError, match="noise=-1"):
        ev.noise_ceiling([1.0, 2.0], -1)


@pytest.mark.parametrize(
    ("y_true", "y_pred", "message"),
    [
        ([1.0, 2.0], [1.0], r"y_true has shape \(2,\) but y_pred has \(1,\)"),
        ([1.0, 2.0], [1.0, np.nan], "NaN or infinite values; did the training diverge"),
        ([1.0], [1.0], "two rows or more"),
        ([2.0, 2.0], [1.0, 3.0], "output 1 of y_true has one value only"),
        ([[1.0, 2.0]], [[1.0, 2.0, 3.0]], "they must match"),
        (["a", "b"], [1.0, 2.0], "must be numbers"),
    ],
)
def test_mistakes(y_true, y_pred, message):
    with pytest.raises(DataError, match=message):
        ann.evaluation.r_squared(y_true, y_pred)


def test_scores_are_those_of_scikit_learn():
    rng = np.random.default_rng(0)
    y = rng.normal(size=(50, 3))
    predicted = y + rng.normal(size=y.shape) + [0, 1, -1]
    report = ev.regression_report(y, predicted, ("front", "left", "back"))
    raw = {"multioutput": "raw_values"}
    np.testing.assert_allclose(report.r2, r2_score(y, predicted, **raw))
    np.testing.assert_allclose(report.mae, mean_absolute_error(y, predicted, **raw))
    np.testing.assert_allclose(report.mse, mean_squared_error(y, predicted, **raw))
    np.testing.assert_allclose(report.rmse**2, report.mse)
    assert report.to_frame().loc["left", "mbe"] == pytest.approx((predicted - y)[:, 1].mean())


def test_the_bias_error_has_a_sign():
    assert ev.regression_report([1.0, 2.0], [1.5, 2.5]).mbe == pytest.approx(0.5)
    assert ev.regression_report([1.0, 2.0], [0.5, 1.5]).mbe == pytest.approx(-0.5)


def test_a_constant_output_has_no_r2_but_the_other_scores():
    report = ev.regression_report([[1.0, 5.0], [2.0, 5.0]], [[1.0, 4.0], [2.0, 6.0]])
    assert report.r2[0] == 1
    assert np.isnan(report.r2[1])
    assert report.mae.tolist() == [0, 1]


def test_the_truth_itself_scores_at_the_ceiling():
    noisy = ann.datasets.generate_regression_case(n_samples=20_000, noise=0.7, seed=0)
    truth = ann.datasets.regression_function(noisy.X)
    assert ev.noise_ceiling(noisy.y, 0.7) == pytest.approx(ev.r_squared(noisy.y, truth), abs=0.01)
