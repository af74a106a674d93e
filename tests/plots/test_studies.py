"""Losses and scores of networks that were trained again and again."""

import numpy as np
import pandas as pd

import ann_toolkit as ann

TABLE = pd.DataFrame(
    {"training": [0.9, 0.4, 0.1], "validation": [1.0, 0.5, 0.8], "parameters": [3, 9, 90]}, index=[1, 4, 64]
)


def test_learning_curve_and_capacity_draw_both_losses():
    curve = ann.plots.learning_curve(TABLE)
    assert [line.get_ydata().tolist() for line in curve.get_lines()] == [[0.9, 0.4, 0.1], [1.0, 0.5, 0.8]]
    assert curve.get_lines()[0].get_xdata().tolist() == [1, 4, 64]
    ax = ann.plots.capacity(TABLE, "neurons")
    assert set(ax.get_lines()[2].get_xdata()) == {1}  # the middle setting is best on validation
    assert [text.get_text() for text in ax.texts] == ["underfitting", "overfitting"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["1", "4", "64"]
    assert ax.get_xlabel() == "neurons"


def test_bias_and_variance_stand_on_each_other():
    table = pd.DataFrame({"bias2": [2.0, 0.5], "variance": [0.1, 1.0], "sum": [2.1, 1.5]}, index=[1, 9])
    bars = ann.plots.bias_variance(table).patches
    drawn = [[bar.get_y(), bar.get_height()] for bar in bars]
    np.testing.assert_allclose(drawn, [[0, 2.0], [0, 0.5], [2.0, 0.1], [0.5, 1.0]], atol=1e-9)


def test_noise_study_draws_score_ceiling_and_truth():
    table = pd.DataFrame(
        {"r2": [1.0, 0.5], "ceiling": [1.0, 0.6], "r2 against the truth": [1.0, 0.9], "rmse": [0.0, 1.0]},
        index=[0.0, 1.0],
    )
    ax = ann.plots.noise_study(table, "µm")
    assert [line.get_ydata().tolist() for line in ax.get_lines()] == [[1.0, 0.5], [1.0, 0.6], [1.0, 0.9]]
    assert "µm" in ax.get_xlabel()
