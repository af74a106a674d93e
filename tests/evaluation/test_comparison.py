"""Networks side by side, and the luck in a difference."""

import numpy as np
import pytest
from scipy.stats import binom

import ann_toolkit as ann
from ann_toolkit.base.errors import DataError

ev = ann.evaluation


@pytest.fixture(scope="module")
def line():
    """1000 rows whose class is the sign of x1."""
    X = np.random.default_rng(0).normal(size=(1000, 2))
    return ann.datasets.Dataset(X, X[:, 0] > 0, "binary")


def _cut(slope_2, name):
    model = ann.models.perceptron(2, name=name)
    model.set_weights([np.array([[1.0], [slope_2]]), np.zeros(1)])
    return model


def test_scores_parameters_and_verdicts(line):
    report = ev.compare({"right": _cut(0.0, "a"), "near": _cut(0.02, "b"), "wrong": _cut(3.0, "c")}, line)
    assert report.table.loc["right", "score"] == 1
    assert report.table.loc["wrong", "score"] < 0.75
    assert report.table["parameters"].tolist() == [3, 3, 3]
    assert (report.table["seconds"] > 0).all()
    assert (report.table["low"] <= report.table["score"]).all()
    assert (report.table["high"] >= report.table["score"]).all()
    verdicts = dict(zip(report.differences["networks"], report.differences["verdict"], strict=True))
    assert verdicts["right - wrong"] == "right is better"
    assert verdicts["near - wrong"] == "near is better"
    assert "accuracy on 1000 rows" in str(report)


def test_a_small_difference_may_be_luck(line):
    few = line.take(slice(0, 40))
    report = ev.compare({"a": _cut(0.0, "a"), "b": _cut(0.05, "b")}, few)
    assert report.differences["verdict"].tolist() == ["may be luck"]


def test_the_interval_of_an_accuracy_is_that_of_the_binomial_law(line):
    report = ev.compare({"wrong": _cut(3.0, "c")}, line)
    score, low, high = report.table.loc["wrong", ["score", "low", "high"]]
    wanted = binom.ppf([0.025, 0.975], 1000, score) / 1000
    assert [low, high] == pytest.approx(wanted, abs=0.005)
    assert len(report.differences) == 0


def test_regressions_are_compared_by_r2():
    rng = np.random.default_rng(0)
    x = rng.uniform(-2, 2, 200)
    data = ann.datasets.Dataset(x[:, None], x + rng.normal(size=200), "regression")
    flat, steep = (ann.models.perceptron(1, task="regression", name=name) for name in ("flat", "steep"))
    flat.set_weights([np.zeros((1, 1)), np.array([data.y.mean()])])
    steep.set_weights([np.ones((1, 1)), np.zeros(1)])
    report = ev.compare({"flat": flat, "steep": steep}, data)
    assert report.table.loc["flat", "score"] == pytest.approx(0, abs=1e-5)
    assert report.table.loc["steep", "score"] == pytest.approx(ev.r_squared(data.y, data.X), abs=1e-5)
    assert report.differences["verdict"].tolist() == ["steep is better"]
    assert report.score == "r2"


def test_mcnemar_by_hand():
    assert ev.mcnemar([True, False], [True, False]) == 1
    # 1 row for the first, 9 for the second: two-sided binomial tail 2 * (1 + 10) / 2**10
    one, two = [True] + [False] * 9, [False] + [True] * 9
    assert ev.mcnemar(one, two) == pytest.approx(2 * 11 / 1024)
    with pytest.raises(DataError, match="needs the same rows"):
        ev.mcnemar([True], [True, False])


def test_mistakes(line):
    with pytest.raises(DataError, match="no networks to compare"):
        ev.compare({}, line)
    two_labels = ann.models.mlp(2, [], 2, task="multilabel")
    with pytest.raises(DataError, match="'two' gives 2 value"):
        ev.compare({"two": two_labels}, line)
