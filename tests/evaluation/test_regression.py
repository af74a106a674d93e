"""The five scores by hand and against scikit-learn; the ceiling that noise sets."""

import functools

import numpy as np
import pytest
from sklearn.metrics import mean_absolute_error, mean_squared_error, r2_score

import ann_toolkit as ann
from ann_toolkit.base.errors import DataError

ev = ann.evaluation


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


def test_more_noise_lowers_the_score_and_its_ceiling():
    make = functools.partial(_case, n_samples=300)
    fit = functools.partial(ann.training.fit, epochs=5, verbose=0)
    table = ev.noise_study(
        make,
        lambda: ann.models.mlp(1, [8], 1, task="regression", seed=0, learning_rate=0.01),
        fit,
        (0.0, 2.0),
    )
    assert table.loc[0.0, "ceiling"] == 1
    assert table.loc[0.0, "r2"] == pytest.approx(table.loc[0.0, "r2 against the truth"])
    assert table.loc[2.0, "ceiling"] < 0.6
    assert table.loc[2.0, "r2"] < table.loc[2.0, "r2 against the truth"]
    assert table.loc[2.0, "rmse"] > 1.5


def _case(noise, n_samples):
    return ann.datasets.generate_regression_case(n_samples=n_samples, noise=noise, seed=0)


def test_mistakes():
    with pytest.raises(DataError, match=r"2 names for 1 output"):
        ev.regression_report([1.0, 2.0], [1.0, 2.0], ("a", "b"))
    with pytest.raises(DataError, match="gives other inputs at another noise"):
        ev.noise_study(
            lambda noise: ann.datasets.generate_regression_case(
                n_samples=20, noise=noise, seed=int(noise * 10)
            ),
            lambda: ann.models.perceptron(1, task="regression"),
            lambda *_: None,
            (0.5,),
        )
    with pytest.raises(DataError, match="noise=-1"):
        ev.noise_ceiling([1.0, 2.0], -1)
