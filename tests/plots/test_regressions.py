"""Curves and surfaces through points, predictions and their errors."""

import numpy as np
import pytest

import ann_toolkit as ann
from ann_toolkit.base.errors import DataError
from tests.plots.drawn import legend, points


def test_regression_shows_points_diagonal_and_score():
    y = np.array([[1.0, 10.0], [2.0, 20.0], [3.0, 35.0]])
    predicted = y + np.array([[0.1, 1.0], [0.0, -1.0], [0.1, 0.0]])
    ax = ann.plots.regression(y, predicted, ("front", "left"))
    np.testing.assert_allclose(points(ax, 1), np.column_stack([y[:, 1], predicted[:, 1]]))
    scores = ann.evaluation.r_squared(y, predicted)
    assert legend(ax) == [f"front: r² = {scores[0]:.3f}", f"left: r² = {scores[1]:.3f}", "perfect"]
    diagonal = ax.get_lines()[0].get_xydata()
    np.testing.assert_allclose(diagonal[:, 0], diagonal[:, 1])
    with pytest.raises(DataError, match=r"1 names for 2 output"):
        ann.plots.regression(y, predicted, ("front",))


def test_regression_case_draws_the_curve_of_the_network():
    data = ann.datasets.generate_regression_case(n_samples=30, seed=0)
    model = ann.models.perceptron(1, task="regression", name="line")
    model.set_weights([np.array([[2.0]]), np.array([1.0])])
    ax = ann.plots.regression_case(data, model)
    np.testing.assert_allclose(points(ax), np.column_stack([data.X[:, 0], data.y]))
    curve = ax.get_lines()[0].get_xydata()
    np.testing.assert_allclose(curve[:, 1], 2 * curve[:, 0] + 1, atol=1e-5)
    assert legend(ax) == ["data", "line"]


def test_regression_case_with_two_inputs_is_seen_from_above():
    data = ann.datasets.generate_regression_case(n_samples=30, n_inputs=2, seed=0)
    ax = ann.plots.regression_case(data, ann.models.perceptron(2, task="regression"))
    np.testing.assert_allclose(ax.collections[-1].get_array(), data.y)
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("x1", "x2")


def test_residuals_are_predicted_less_expected():
    ax = ann.plots.residuals([1.0, 2.0, 3.0], [1.5, 2.5, 2.0])
    np.testing.assert_allclose(ax.collections[0].get_offsets(), [[1.5, 0.5], [2.5, 0.5], [2.0, -1.0]])
    assert legend(ax) == ["bias +0, RMSE 0.707"]
    assert ax.get_ylabel() == "predicted - expected"


def test_regression_parts_share_their_limits():
    data = ann.datasets.generate_regression_case(n_samples=60, seed=0)
    train, validation, test = data.split(seed=0)
    model = ann.models.perceptron(1, task="regression", seed=0)
    axes = ann.plots.regression_parts(model, {"train": train, "validation": validation, "test": test})
    assert [ax.get_title() for ax in axes] == [
        "Train: 48 rows",
        "Validation: 9 rows",
        "Test: 3 rows",
    ]
    assert len({(ax.get_xlim(), ax.get_ylim()) for ax in axes}) == 1
    for ax, part in zip(axes, (train, validation, test), strict=True):
        np.testing.assert_allclose(np.asarray(ax.collections[0].get_offsets())[:, 0], part.y)
    with pytest.raises(DataError, match="no parts to draw"):
        ann.plots.regression_parts(model, {})
