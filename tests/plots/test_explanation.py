"""Pictures of curves, risks, residuals, SHAP values and comparisons: what is drawn is what was counted."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

import ann_toolkit as ann
from ann_toolkit.base.errors import DataError, ModelError
from ann_toolkit.plots.style import NEGATIVE, POSITIVE

ev = ann.evaluation
Y = np.array([0, 0, 1, 1, 0, 1])
SCORES = np.array([0.1, 0.4, 0.35, 0.8, 0.2, 0.9])


def _legend(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


def test_roc_draws_the_curve_and_the_diagonal():
    [curve] = ev.roc(Y, SCORES)
    ax = ann.plots.roc([curve])
    line, chance = ax.get_lines()
    np.testing.assert_array_equal(line.get_xydata(), np.column_stack([curve.x, curve.y]))
    assert chance.get_xydata().tolist() == [[0, 0], [1, 1]]
    assert _legend(ax) == [f"class 1 ({curve.area:.3f})", "guessing (0.5)"]
    assert "beta risk" in ax.get_xlabel()
    assert "alpha risk" in ax.get_ylabel()
    with pytest.raises(DataError, match="no curves to draw"):
        ann.plots.roc([])


def test_precision_recall_says_what_guessing_reaches():
    ax = ann.plots.precision_recall(ev.precision_recall(Y, SCORES))
    assert _legend(ax)[1] == "guessing (0.500)"
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("recall (1 - alpha risk)", "precision")


def test_thresholds_draw_both_risks_and_the_choice():
    table, chosen = ev.thresholds(Y, SCORES), ev.choose_threshold(Y, SCORES)
    alpha, beta, cut, points = ann.plots.thresholds(table, chosen).get_lines()
    np.testing.assert_array_equal(alpha.get_ydata(), table["alpha"])
    np.testing.assert_array_equal(beta.get_ydata(), table["beta"])
    assert set(cut.get_xdata()) == {chosen.value}
    assert list(points.get_ydata()) == [chosen.alpha, chosen.beta]
    assert len(ann.plots.thresholds(table).get_lines()) == 2


def test_calibration_draws_the_bins():
    report = ev.calibration(Y, SCORES, bins=2)
    ax = ann.plots.calibration(report)
    wanted = report.table[["mean output", "share true"]].to_numpy()
    np.testing.assert_allclose(np.asarray(ax.collections[0].get_offsets()), wanted)
    assert f"{report.error:.3f}" in ax.get_title()


def test_remedies_draw_a_bar_for_each_class():
    table = pd.DataFrame({"recall a": [0.9, 0.8], "recall b": [0.2, 0.7]}, index=["none", "smote"])
    ax = ann.plots.remedies(table)
    assert [bar.get_height() for bar in ax.patches] == [0.9, 0.8, 0.2, 0.7]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["none", "smote"]
    assert _legend(ax) == ["a", "b"]
    with pytest.raises(DataError, match="what='luck' is unknown"):
        ann.plots.remedies(table, "luck")


def test_residuals_are_predicted_less_expected():
    ax = ann.plots.residuals([1.0, 2.0, 3.0], [1.5, 2.5, 2.0])
    np.testing.assert_allclose(ax.collections[0].get_offsets(), [[1.5, 0.5], [2.5, 0.5], [2.0, -1.0]])
    assert _legend(ax) == ["bias +0, RMSE 0.707"]
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


def test_noise_study_draws_score_ceiling_and_truth():
    table = pd.DataFrame(
        {"r2": [1.0, 0.5], "ceiling": [1.0, 0.6], "r2 against the truth": [1.0, 0.9], "rmse": [0.0, 1.0]},
        index=[0.0, 1.0],
    )
    ax = ann.plots.noise_study(table, "µm")
    assert [line.get_ydata().tolist() for line in ax.get_lines()] == [[1.0, 0.5], [1.0, 0.6], [1.0, 0.9]]
    assert "µm" in ax.get_xlabel()


def test_weights_are_written_into_their_cells():
    model = ann.models.perceptron(2, 2, task="regression")
    model.set_weights([np.array([[1.0, -2.0], [0.5, 0.0]]), np.array([0.25, 0.0])])
    ax = ann.plots.weights(model, 0, ("a", "b"))
    np.testing.assert_allclose(ax.images[0].get_array(), [[1.0, -2.0], [0.5, 0.0], [0.25, 0.0]])
    assert ax.images[0].get_clim() == (-2.0, 2.0)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a", "b", "bias"]
    assert [text.get_text() for text in ax.texts][:2] == ["1.00", "-2.00"]
    with pytest.raises(ModelError, match="numbered from 0"):
        ann.plots.weights(model, 3)


@pytest.fixture
def explained():
    values = np.zeros((3, 3, 2))
    values[:, :, 0] = [[1.0, -0.5, 0.0], [-2.0, 0.5, 0.0], [3.0, 0.0, 0.1]]
    X = np.array([[5.0, 1.0, 0.0], [1.0, 2.0, 0.0], [9.0, 3.0, 0.0]])
    return ev.ShapValues(values, np.array([10.0, 0.0]), X, ("a", "b", "c"), ("front", "left"), "deep", 0.0)


def test_beeswarm_draws_each_row_in_the_order_of_importance(explained):
    ax = ann.plots.shap_beeswarm(explained)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a", "b", "c"]
    first = ax.collections[0]
    np.testing.assert_allclose(np.asarray(first.get_offsets())[:, 0], [1.0, -2.0, 3.0])
    assert np.argsort(first.get_array()).tolist() == [1, 0, 2]  # low to high values of the input
    heights = np.asarray(first.get_offsets())[:, 1]
    assert (np.abs(heights) <= 0.5).all()
    assert "units of front" in ax.get_xlabel()
    assert len(ann.plots.shap_beeswarm(explained, most=2).collections) == 2


def test_points_of_like_value_are_spread():
    values = np.zeros((20, 1, 1))
    found = ev.ShapValues(values, np.zeros(1), np.arange(20.0)[:, None], ("a",), ("y",), "deep", 0.0)
    heights = np.asarray(ann.plots.shap_beeswarm(found).collections[0].get_offsets())[:, 1]
    assert len(set(heights.round(6))) == 20
    assert np.abs(heights).max() <= 0.45


def test_bar_draws_the_mean_absolute_values(explained):
    ax = ann.plots.shap_bar(explained)
    assert [bar.get_width() for bar in ax.patches[:3]] == pytest.approx([2.0, 1 / 3, 0.1 / 3])
    assert _legend(ax) == ["front", "left"]


def test_dependence_draws_push_over_value(explained):
    ax = ann.plots.shap_dependence(explained, "b", "front")
    np.testing.assert_allclose(ax.collections[0].get_offsets(), [[1, -0.5], [2, 0.5], [3, 0]])
    assert ax.get_xlabel() == "b"
    with pytest.raises(DataError, match="feature 'z' is unknown; there are a, b, c"):
        ann.plots.shap_dependence(explained, "z")


def test_waterfall_ends_at_the_prediction(explained):
    ax = ann.plots.shap_waterfall(explained, row=1, most=1)
    rest, step = ax.patches
    assert (rest.get_x(), rest.get_width()) == (10.0, 0.5)
    assert (step.get_x(), step.get_width()) == (10.5, -2.0)
    assert [to_hex(bar.get_facecolor()).upper() for bar in ax.patches] == [POSITIVE, NEGATIVE]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["2 others", "a = 1"]
    assert "from the mean prediction 10 to 8.5 (front)" in ax.get_xlabel()
    with pytest.raises(DataError, match="3 rows were explained"):
        ann.plots.shap_waterfall(explained, row=3)


def test_importance_marks_where_network_and_data_disagree():
    table = pd.DataFrame(
        {"SHAP": [1.0, 0.1], "correlation": [0.1, 1.0], "disagreement": [0.9, -0.1]}, index=["a", "b"]
    )
    ax = ann.plots.importance(table)
    points = [np.asarray(found.get_offsets()) for found in ax.collections if len(found.get_offsets()) == 2]
    assert points[0].tolist() == [[1.0, 0], [0.1, 1]]
    assert _legend(ax) == ["SHAP (network)", "correlation (data)", "they disagree"]
    lines = [found for found in ax.collections if len(found.get_offsets()) != 2]
    assert [to_hex(line.get_color()[0]).upper() for line in lines] == [NEGATIVE, "#DDDDDD"]


def test_comparison_draws_score_and_interval():
    table = pd.DataFrame(
        {"score": [0.5, 0.9], "low": [0.4, 0.85], "high": [0.6, 0.95], "parameters": [3, 1500]},
        index=["a", "b"],
    )
    ax = ann.plots.comparison(ev.Comparison(table, pd.DataFrame(), "accuracy", 100))
    assert [line.get_xdata()[0] for line in ax.get_lines()] == [0.5, 0.9]
    ends = [found.get_segments()[0][:, 0].tolist() for found in ax.collections]
    assert ends == [[0.4, 0.6], [0.85, 0.95]]
    assert [text.get_text() for text in ax.texts] == ["0.500, 3 parameters", "0.900, 1 500 parameters"]
    assert ax.get_xlabel() == "accuracy on 100 rows, with 95 % interval"
