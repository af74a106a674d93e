"""Confusion against numbers worked out by hand and scikit-learn's, and the two risks as S0 defines them."""

import warnings

import numpy as np
import pytest
from hypothesis import given, strategies as st
from sklearn.metrics import (
    balanced_accuracy_score,
    confusion_matrix,
    f1_score,
    precision_score,
    recall_score,
)

import ann_toolkit as ann
from ann_toolkit.base.errors import DataError

ev = ann.evaluation


EXPECTED = [1] * 10 + [0] * 5


PREDICTED = [1] * 7 + [0] * 3 + [0] * 4 + [1]


def test_alpha_and_beta_are_those_of_s0():
    report = ann.evaluation.confusion(EXPECTED, PREDICTED)
    assert report.matrix.tolist() == [[4, 1], [3, 7]]
    assert report.alpha[1] == pytest.approx(3 / 10)  # predicted False something that is True
    assert report.beta[1] == pytest.approx(1 / 5)  # predicted True something that is False
    # for the other class the roles are exchanged
    assert report.alpha[0] == pytest.approx(1 / 5)
    assert report.beta[0] == pytest.approx(3 / 10)


def test_scores_by_hand():
    report = ann.evaluation.confusion(EXPECTED, PREDICTED)
    assert report.accuracy == pytest.approx(11 / 15)
    assert report.precision.tolist() == pytest.approx([4 / 7, 7 / 8])
    assert report.recall.tolist() == pytest.approx([4 / 5, 7 / 10])
    assert report.f1[1] == pytest.approx(2 * (7 / 8) * (7 / 10) / (7 / 8 + 7 / 10))


def test_three_classes_by_hand():
    report = ann.evaluation.confusion([0, 0, 1, 1, 2, 2], [0, 1, 1, 1, 0, 2], ("a", "b", "c"))
    assert report.matrix.tolist() == [[1, 1, 0], [0, 2, 0], [1, 0, 1]]
    assert report.alpha.tolist() == pytest.approx([1 / 2, 0, 1 / 2])
    assert report.beta.tolist() == pytest.approx([1 / 4, 1 / 4, 0])
    frame = report.to_frame()
    assert list(frame.index) == ["a", "b", "c"]
    assert frame.loc["c", "alpha risk"] == pytest.approx(0.5)
    assert "accuracy 0.667 (4 of 6 rows)" in str(report)


labels = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=60)


@given(labels)
def test_the_matrix_and_the_scores_are_those_of_scikit_learn(pairs):
    expected, predicted = np.array(pairs).T
    report = ann.evaluation.confusion(expected, predicted)
    k = list(range(len(report.class_names)))
    assert (report.matrix == confusion_matrix(expected, predicted, labels=k)).all()
    for ours, theirs in (
        (report.precision, precision_score),
        (report.recall, recall_score),
        (report.f1, f1_score),
    ):
        wanted = theirs(expected, predicted, labels=k, average=None, zero_division=np.nan)
        np.testing.assert_allclose(ours, wanted)
    has_rows = report.matrix.sum(axis=1) > 0
    np.testing.assert_allclose(report.recall[has_rows], 1 - report.alpha[has_rows])


@pytest.mark.slow
@given(labels)
def test_averages_are_those_of_scikit_learn(pairs):
    expected, predicted = np.array(pairs).T
    report = ev.confusion(expected, predicted)
    table = report.averages()
    for average in ("macro", "weighted", "micro"):
        for column, theirs in (("precision", precision_score), ("f1", f1_score)):
            wanted = theirs(expected, predicted, average=average, zero_division=0)
            assert table.loc[average, column] == pytest.approx(wanted)


@given(labels)
def test_balanced_accuracy_is_that_of_scikit_learn(pairs):

    expected, predicted = np.array(pairs).T
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # scikit-learn speaks of classes that occur on one side only
        wanted = balanced_accuracy_score(expected, predicted)
    assert ev.confusion(expected, predicted).balanced_accuracy == pytest.approx(wanted)


def test_normalised_shares_sum_to_one():
    report = ev.confusion([0, 0, 1, 2, 2], [0, 1, 1, 2, 0])
    assert report.normalised().sum(axis=1).tolist() == pytest.approx([1, 1, 1])
    assert report.normalised("predicted").sum(axis=0).tolist() == pytest.approx([1, 1, 1])
    assert report.normalised("all").sum() == pytest.approx(1)
    with pytest.raises(DataError, match="choose 'expected', 'predicted' or 'all'"):
        report.normalised("true")


def test_one_hot_and_columns_are_labels_too():
    plain = ann.evaluation.confusion([0, 2, 1], [0, 1, 1])
    one_hot = ann.evaluation.confusion(np.eye(3)[[0, 2, 1]], np.array([[0], [1], [1]]))
    assert (plain.matrix == one_hot.matrix).all()


@pytest.mark.parametrize(
    ("y_true", "y_pred", "names", "message"),
    [
        ([0, 1], [0], (), "y_true has 2 rows but y_pred has 1"),
        ([0, 1], [0.2, 0.9], (), "for probabilities use predict_classes first"),
        ([0, 1], [[0.2, 0.8], [0.5, 0.5]], (), "is not one-hot; use predict_classes"),
        (["cat"], ["dog"], (), "must be labels 0, 1, 2"),
        ([], [], (), "must be labels"),
        ([0, -1], [0, 0], (), "whole labels"),
        ([0, 1, 2], [0, 1, 2], ("a", "b"), r"2 class_names for the labels 0\.\.2"),
    ],
)
def test_mistakes(y_true, y_pred, names, message):
    with pytest.raises(DataError, match=message):
        ann.evaluation.confusion(y_true, y_pred, names)
