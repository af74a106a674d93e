"""Weights, resampling, and the remedies for rare classes side by side."""

import functools

import numpy as np
import pytest
from sklearn.utils.class_weight import compute_class_weight

import ann_toolkit as ann
from ann_toolkit.base.errors import DataError

ev = ann.evaluation


@pytest.fixture(scope="module")
def rare():
    """1000 rows on a line: 40 of class 1 lie higher, but not high enough to be told for certain."""
    rng = np.random.default_rng(0)
    y = np.arange(1000) % 25 == 0
    X = np.column_stack([rng.normal(size=1000) + 1.5 * y, rng.normal(size=1000)])
    return ann.datasets.Dataset(X, y, "binary", target_names=("usual", "rare"))


def test_class_weights_are_the_balanced_ones_of_scikit_learn():
    y = np.repeat([0, 1, 2], [70, 20, 10])
    wanted = compute_class_weight("balanced", classes=np.arange(3), y=y)
    assert list(ev.class_weights(y).values()) == pytest.approx(wanted)
    assert ev.class_weights(np.eye(3)[y]) == ev.class_weights(y)


@pytest.mark.parametrize(("method", "rows"), [("oversample", 960), ("undersample", 40), ("smote", 960)])
def test_resampling_gives_every_class_as_many_rows(rare, method, rows):
    data = ev.resample(rare, method, seed=1)
    assert np.bincount(data.y).tolist() == [rows, rows]
    assert data.target_names == rare.target_names
    assert data.provenance["steps"][-1] == f"{method}, seed 1"
    known = {tuple(row) for row in rare.X}
    new = [row for row in data.X if tuple(row) not in known]
    assert (len(new) > 0) == (method == "smote")
    assert np.array_equal(ev.resample(rare, method, seed=1).X, data.X)


def test_resampling_keeps_the_form_of_images():
    images = ann.datasets.Dataset(
        np.random.default_rng(0).normal(size=(12, 3, 3, 1)), [0] * 9 + [1] * 3, "binary"
    )
    assert ev.resample(images, "smote").X.shape == (18, 3, 3, 1)
    assert ev.resample(images, "oversample").X.shape == (18, 3, 3, 1)


def test_the_remedies_raise_the_recall_of_the_rare_class(rare):
    train, test = rare.split(0.7, 0.3, seed=0)
    fit = functools.partial(ann.training.fit, epochs=6, batch_size=128, verbose=0)
    table = ev.compare_remedies(lambda: ann.models.perceptron(2, seed=0), fit, train, test)
    assert list(table.index) == ["none", "class weights", "oversample", "undersample", "smote"]
    for remedy in table.index[1:]:
        assert table.loc[remedy, "recall rare"] > table.loc["none", "recall rare"] + 0.2
        assert table.loc[remedy, "beta rare"] > table.loc["none", "beta rare"]
    np.testing.assert_allclose(table["alpha rare"], 1 - table["recall rare"])
    assert table.loc["undersample", "training rows"] < table.loc["none", "training rows"]


def test_mistakes(rare):
    line = ann.datasets.generate_regression_case(n_samples=5)
    with pytest.raises(DataError, match="method='adasyn' is unknown"):
        ev.resample(rare, "adasyn")
    with pytest.raises(DataError, match="resampling needs classes"):
        ev.resample(line)
    lonely = ann.datasets.Dataset([[0.0], [1.0], [2.0]], [0, 0, 1], "binary")
    with pytest.raises(DataError, match="two rows or more of each class"):
        ev.resample(lonely, "smote")
    with pytest.raises(DataError, match="remedy 'luck' is unknown"):
        ev.compare_remedies(lambda: ann.models.perceptron(2), print, rare, rare, ["luck"])
