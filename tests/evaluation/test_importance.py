"""Which inputs matter: to the network, and in the raw data."""

import numpy as np
import pytest

import ann_toolkit as ann

ev = ann.evaluation


@pytest.fixture(scope="module")
def two_matter():
    """Four inputs of which y follows the first strongly and the second weakly."""
    X = np.random.default_rng(1).normal(size=(400, 4))
    data = ann.datasets.Dataset(X, 3 * X[:, 0] + X[:, 1], "regression", ("strong", "weak", "no 1", "no 2"))
    model = ann.models.perceptron(4, 1, task="regression")
    model.set_weights([np.array([[3.0], [1.0], [0.0], [0.0]]), np.zeros(1)])
    return model, data


def test_permutation_importance_finds_what_matters(two_matter):
    table = ev.permutation_importance(*two_matter, repeats=4, seed=0)
    # shuffling an input doubles its part of the variance: 2 * 9 / 10 and 2 * 1 / 10
    assert table.loc["strong", "mean"] == pytest.approx(1.8, abs=0.2)
    assert table.loc["weak", "mean"] == pytest.approx(0.2, abs=0.05)
    assert table.loc["no 1", "mean"] == 0
    again = ev.permutation_importance(*two_matter, repeats=4, seed=0)
    assert table.equals(again)


def test_permutation_importance_of_a_classifier():
    data = ann.datasets.generate_classification_case1(n_samples=200, seed=0)
    model = ann.models.perceptron(2)
    model.set_weights([np.array([[-5.0], [0.0]]), np.zeros(1)])
    table = ev.permutation_importance(model, data)
    assert table.loc["x1", "mean"] > 0.2
    assert table.loc["x2", "mean"] == 0


def test_statistics_of_the_raw_data(two_matter):
    data = two_matter[1]
    table = ev.statistics(data)
    wanted = [abs(np.corrcoef(column, data.y)[0, 1]) for column in data.X.T]
    np.testing.assert_allclose(table["correlation"], wanted)
    assert table["mutual information"].idxmax() == "strong"
    constant = ann.datasets.Dataset(np.ones((5, 1)), np.arange(5.0), "regression")
    assert ev.statistics(constant).iloc[0, 0] == 0


def test_where_network_and_data_disagree(two_matter):
    model, data = two_matter
    other = ann.models.perceptron(4, 1, task="regression")
    other.set_weights([np.array([[0.0], [0.0], [3.0], [0.0]]), np.zeros(1)])
    found = ev.shap_values(other, data.X[:50], data.X[:100], data.feature_names)
    table = ev.compare_importance(other, data, found)
    assert list(table.columns) == [
        "SHAP",
        "permutation",
        "first weights",
        "correlation",
        "mutual information",
        "disagreement",
    ]
    assert table["disagreement"].idxmax() == "no 1"
    assert table["disagreement"].idxmin() == "strong"
    agreeing = ev.compare_importance(model, data)
    assert agreeing["disagreement"].abs().max() < 0.4
