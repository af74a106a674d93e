"""Errors, curves and risks of a classifier: what is drawn is what was counted."""

import numpy as np
import pytest

import ann_toolkit as ann
from ann_toolkit.base.errors import DataError
from tests.plots.drawn import legend

ev = ann.evaluation


Y = np.array([0, 0, 1, 1, 0, 1])


SCORES = np.array([0.1, 0.4, 0.35, 0.8, 0.2, 0.9])


def test_confusion_writes_count_and_share_in_each_cell():
    report = ann.evaluation.confusion([0, 0, 0, 1], [0, 0, 1, 1], ("sound", "defective"))
    ax = ann.plots.confusion(report)
    assert [text.get_text() for text in ax.texts] == ["2\n66.7 %", "1\n33.3 %", "0\n0.0 %", "1\n100.0 %"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["sound", "defective"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("predicted class", "expected class")
    np.testing.assert_allclose(ax.images[0].get_array(), [[2 / 3, 1 / 3], [0, 1]])


def test_roc_draws_the_curve_and_the_diagonal():
    [curve] = ev.roc(Y, SCORES)
    ax = ann.plots.roc([curve])
    line, chance = ax.get_lines()
    np.testing.assert_array_equal(line.get_xydata(), np.column_stack([curve.x, curve.y]))
    assert chance.get_xydata().tolist() == [[0, 0], [1, 1]]
    assert legend(ax) == [f"class 1 ({curve.area:.3f})", "guessing (0.5)"]
    assert "beta risk" in ax.get_xlabel()
    assert "alpha risk" in ax.get_ylabel()
    with pytest.raises(DataError, match="no curves to draw"):
        ann.plots.roc([])


def test_precision_recall_says_what_guessing_reaches():
    ax = ann.plots.precision_recall(ev.precision_recall(Y, SCORES))
    assert legend(ax)[1] == "guessing (0.500)"
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
