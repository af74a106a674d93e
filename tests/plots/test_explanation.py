"""SHAP values and importance: what is drawn is what was explained."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

import ann_toolkit as ann
from ann_toolkit.base.errors import DataError
from ann_toolkit.plots.style import NEGATIVE, POSITIVE
from tests.plots.drawn import legend

ev = ann.evaluation


@pytest.fixture
def explained():
    values = np.zeros((3, 3, 2))
    values[:, :, 0] = [[1.0, -0.5, 0.0], [-2.0, 0.5, 0.0], [3.0, 0.0, 0.1]]
    X = np.array([[5.0, 1.0, 0.0], [1.0, 2.0, 0.0], [9.0, 3.0, 0.0]])
    return ev.ShapValues(values, np.array([10.0, 0.0]), X, ("a", "b", "c"), ("front", "left"), "deep", 0.0)


def test_beeswarm_draws_each_row_in_the_order_of_importance(explained):
    ax = ann.plots.shap_beeswarm(explained)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["c", "b", "a"]  # from below
    top = [cloud for cloud in ax.collections if len(cloud.get_offsets())][-1]
    across, heights = np.asarray(top.get_offsets()).T
    by_value = np.argsort(top.get_array())  # low to high values of the input
    np.testing.assert_allclose(across[by_value], [-2.0, 1.0, 3.0])
    assert (np.abs(heights - 2) <= 0.5).all()
    assert ax.get_xlabel() == "SHAP value, in units of front"
    fewer = ann.plots.shap_beeswarm(explained, most=2)
    assert [label.get_text() for label in fewer.get_yticklabels()] == ["b", "a"]


def test_points_of_like_value_are_spread():
    values = np.zeros((20, 1, 1))
    found = ev.ShapValues(values, np.zeros(1), np.arange(20.0)[:, None], ("a",), ("y",), "deep", 0.0)
    cloud = next(c for c in ann.plots.shap_beeswarm(found).collections if len(c.get_offsets()))
    heights = np.asarray(cloud.get_offsets())[:, 1]
    assert len(set(heights.round(6))) == 20
    assert np.abs(heights).max() <= 0.45


def test_one_row_and_an_input_that_never_changes_are_drawn_too(explained):
    one = ev.ShapValues(
        explained.values[:1], explained.base, explained.X[:1], ("a", "b", "c"), ("front", "left"), "deep", 0.0
    )
    for output in ("front", "left"):  # of "left" all values are 0
        drawn = sum(len(cloud.get_offsets()) for cloud in ann.plots.shap_beeswarm(one, output).collections)
        assert drawn == 3


def test_the_beeswarm_draws_where_it_is_told_but_not_in_a_subfigure(explained):
    ax = Figure().subplots()  # that pyplot knows nothing of
    assert ann.plots.shap_beeswarm(explained, ax=ax) is ax
    assert plt.get_fignums() == []
    with pytest.raises(DataError, match="into no subfigure"):
        ann.plots.shap_beeswarm(explained, ax=plt.figure().subfigures().subplots())


def test_the_same_values_give_the_same_beeswarm(explained):
    clouds = [ann.plots.shap_beeswarm(explained).collections for _ in range(2)]
    for one, other in zip(*clouds, strict=True):
        np.testing.assert_array_equal(one.get_offsets(), other.get_offsets())


def test_bar_draws_the_mean_absolute_values(explained):
    ax = ann.plots.shap_bar(explained)
    assert [bar.get_width() for bar in ax.patches[:3]] == pytest.approx([2.0, 1 / 3, 0.1 / 3])
    assert legend(ax) == ["front", "left"]


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
    assert legend(ax) == ["SHAP (network)", "correlation (data)", "they disagree"]
    lines = [found for found in ax.collections if len(found.get_offsets()) != 2]
    assert [to_hex(line.get_color()[0]).upper() for line in lines] == [NEGATIVE, "#DDDDDD"]
