"""Activations, losses and scores at their edges: no overflow, no infinity, the scores of scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from sklearn.metrics import f1_score, r2_score, recall_score

from ann_toolkit.scratch import activations, losses, metrics
from ann_toolkit.scratch.catalogue import get_activation


@given(
    st.floats(-1e30, 1e30), st.sampled_from(["sigmoid", "tanh", "softplus", "elu", "selu", "gelu", "relu"])
)
@settings(max_examples=80, deadline=None)
def test_no_activation_overflows(z, name):
    value = get_activation(name)(np.array([z]))
    assert np.isfinite(value).all()


@given(st.lists(st.floats(-1e300, 1e300), min_size=2, max_size=6), st.floats(-100, 100))
@settings(max_examples=60, deadline=None)
def test_softmax_sums_to_one_and_ignores_a_shift(z, shift):
    z = np.array(z) % 1000  # a shift means something only where it isn't lost in rounding
    np.testing.assert_allclose(activations.softmax(z).sum(), 1)
    np.testing.assert_allclose(activations.softmax(z + shift), activations.softmax(z), atol=1e-9)


@pytest.mark.parametrize("name", ["binary_crossentropy", "categorical_crossentropy"])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_sure_and_wrong_prediction_costs_much_but_not_infinity(name, dtype):
    y, p = np.array([[1, 0]], dtype), np.array([[0, 1]], dtype)
    loss = losses.get_loss(name)
    assert 10 < loss(y, p) < 40
    assert np.isfinite(loss.gradient(y, p)).all()
    assert loss(y, y) == pytest.approx(0, abs=1e-6)


def test_the_scores_are_those_of_scikit_learn():
    rng = np.random.default_rng(0)
    for count, average in ((2, "binary"), (4, "macro")):
        y, p = rng.integers(0, count, 60), rng.dirichlet(np.ones(count), 60)
        found = p.argmax(axis=1)
        assert metrics.recall(np.eye(count)[y], p) == pytest.approx(recall_score(y, found, average=average))
        assert metrics.f1(np.eye(count)[y], p) == pytest.approx(f1_score(y, found, average=average))
    y, p = rng.normal(size=(30, 2)), rng.normal(size=(30, 2))
    assert metrics.r2(y, p) == pytest.approx(r2_score(y, p))
