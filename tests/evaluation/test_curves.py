"""ROC and precision-recall against scikit-learn."""

import numpy as np
import pytest
from sklearn.metrics import (
    average_precision_score,
    roc_auc_score,
)

import ann_toolkit as ann

ev = ann.evaluation


def test_roc_and_precision_recall_areas_are_those_of_scikit_learn(noisy):
    y, p = noisy
    [curve] = ev.roc(y, p)
    assert curve.area == pytest.approx(roc_auc_score(y, p))
    [curve] = ev.precision_recall(y, p[:, None])
    assert curve.area == pytest.approx(average_precision_score(y, p))
    assert curve.chance == pytest.approx(y.mean())
    assert len(curve.x) == len(curve.y) == len(curve.thresholds)


def test_several_classes_have_a_curve_each():
    rng = np.random.default_rng(0)
    labels, shares = rng.integers(0, 3, 90), rng.dirichlet(np.ones(3), 90)
    curves = ev.roc(labels, shares, ("a", "b", "c"))
    assert [curve.class_name for curve in curves] == ["a", "b", "c"]
    for number, curve in enumerate(curves):
        assert curve.area == pytest.approx(roc_auc_score(labels == number, shares[:, number]))
