"""Cross-entropy, thresholds and calibration against numbers by hand and against scikit-learn."""

import numpy as np
import pytest
from hypothesis import given, strategies as st
from sklearn.metrics import (
    log_loss,
)

import ann_toolkit as ann
from ann_toolkit.base.errors import DataError

ev = ann.evaluation


def test_cross_entropy_is_that_of_scikit_learn(noisy):
    y, p = noisy
    assert float(ev.cross_entropy(y, p)) == pytest.approx(log_loss(y, p))
    many = np.random.default_rng(1).dirichlet(np.ones(4), 50)
    labels = np.arange(50) % 4
    assert float(ev.cross_entropy(labels, many)) == pytest.approx(log_loss(labels, many))
    assert float(ev.cross_entropy(np.eye(4)[labels], many)) == pytest.approx(log_loss(labels, many))


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (0.0, "perfect"),
        (0.019, "great"),
        (0.049, "good"),
        (0.19, "acceptable"),
        (0.25, "borderline"),
        (0.31, "not good"),
        (1.01, "bad"),
        (2.01, "horrible"),
        (1e9, "horrible"),
    ],
)
def test_the_words_are_those_of_s1(value, word):
    assert ev.CrossEntropy(value).words == word


def test_a_sure_and_wrong_answer_costs_much_but_not_infinitely():
    assert float(ev.cross_entropy([1, 0], [0.0, 0.0])) == pytest.approx(-np.log(1e-7) / 2)


def test_every_threshold_has_the_risks_that_confusion_gives(noisy):
    y, p = noisy
    table = ev.thresholds(y, p, alpha_cost=5, beta_cost=2)
    for _, row in table.iloc[[0, 30, 200, -1]].iterrows():
        called = p > row["threshold"]
        report = ev.confusion(y, called)
        assert row["alpha"] == pytest.approx(report.alpha[1])
        assert row["beta"] == pytest.approx(report.beta[1])
        assert row["cost"] == 5 * report.matrix[1, 0] + 2 * report.matrix[0, 1]


small = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from([0.1, 0.2, 0.5, 0.7, 0.9])), min_size=2, max_size=25
)


@given(small, st.floats(0, 10), st.floats(0, 10))
def test_no_other_threshold_is_cheaper(rows, alpha_cost, beta_cost):
    y, p = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    if len(set(y.tolist())) < 2:
        return
    chosen = ev.choose_threshold(y, p, alpha_cost, beta_cost)
    for cut in (0.0, 0.15, 0.3, 0.6, 0.8, 0.95):
        missed, alarms = ((p <= cut) & (y == 1)).sum(), ((p > cut) & (y == 0)).sum()
        assert chosen.cost <= missed * alpha_cost + alarms * beta_cost + 1e-9
    called = p > chosen.value
    assert chosen.alpha == pytest.approx(((~called) & (y == 1)).sum() / (y == 1).sum())


def test_dear_misses_lower_the_threshold_and_limits_are_kept(noisy):
    y, p = noisy
    even = ev.choose_threshold(y, p)
    careful = ev.choose_threshold(y, p, alpha_cost=50)
    assert careful.value < even.value
    assert careful.alpha < even.alpha
    limited = ev.choose_threshold(y, p, max_alpha=0.01)
    assert limited.alpha <= 0.01 < even.alpha
    with pytest.raises(DataError, match="no threshold gives alpha <= 0 and beta <= 0"):
        ev.choose_threshold(y, p, max_alpha=0, max_beta=0)


def test_calibration_by_hand():
    report = ev.calibration([0, 1, 1, 1], [0.1, 0.15, 0.9, 0.9], bins=2)
    assert report.table["rows"].tolist() == [2, 2]
    assert report.table["share true"].tolist() == [0.5, 1.0]
    assert report.table["mean output"].tolist() == pytest.approx([0.125, 0.9])
    assert report.error == pytest.approx((2 * 0.375 + 2 * 0.1) / 4)
    assert "expected calibration error 0.23" in str(report)


def test_outputs_that_tell_the_truth_are_calibrated():
    rng = np.random.default_rng(0)
    p = rng.uniform(size=20_000)
    y = rng.uniform(size=20_000) < p
    assert ev.calibration(y, p).error < 0.02
    assert ev.calibration(y, p**3).error > 0.15


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: ev.cross_entropy([0, 1], [0.5]), "y_true has 2 rows but the outputs have 1"),
        (lambda: ev.cross_entropy([0, 3], [[0.5, 0.5]] * 2), "label 3 but there are outputs for 2 classes"),
        (lambda: ev.cross_entropy([0, 1], [0.5, np.nan]), "NaN or infinite"),
        (lambda: ev.choose_threshold([1, 1], [0.1, 0.2]), "expected both 0 and 1"),
        (lambda: ev.choose_threshold([0, 2], [0.1, 0.2]), "y_true holds|label 2"),
        (lambda: ev.choose_threshold([0, 1], [[0.1, 0.9], [0.5, 0.5]]), "give one column"),
        (lambda: ev.thresholds([0, 1], [0.1, 0.9], alpha_cost=-1), "expected 0 or more"),
        (lambda: ev.calibration([0, 1], [-1.0, 2.0]), "needs outputs between 0 and 1"),
        (lambda: ev.roc([1, 1], [0.5, 0.6]), "rows of one class only"),
        (lambda: ev.roc([0, 1], [0.5, 0.6], ("a",)), "1 class_names for 2 classes"),
    ],
)
def test_mistakes(call, message):
    with pytest.raises(DataError, match=message):
        call()
