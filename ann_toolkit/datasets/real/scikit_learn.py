"""The tables that scikit-learn brings along: nothing to fetch, nothing to make."""

from __future__ import annotations

import sklearn
import sklearn.datasets

from ann_toolkit.datasets.dataset import Dataset
from ann_toolkit.datasets.registry import entry


def load_iris() -> Dataset:
    """Three kinds of iris by the size of sepals and petals (cm): 150 rows, 4 inputs; scikit-learn's copy.

    >>> load_iris()
    <Dataset 'iris': 150 rows, 4 inputs, multiclass: 50 setosa, 50 versicolor, 50 virginica>
    """
    return _table("iris")


def load_wine() -> Dataset:
    """Wines of three growers by their chemistry: 178 rows, 13 inputs; scikit-learn's copy."""
    return _table("wine")


def load_breast_cancer() -> Dataset:
    """Tumours, malignant or benign, by the shape of their cells: 569 rows, 30 inputs; scikit-learn's copy."""
    return _table("breast_cancer")


def load_digits() -> Dataset:
    """Handwritten digits of 8 x 8 pixels, 0..16, as 64 columns: 1797 rows; scikit-learn's copy."""
    return _table("digits")


def load_diabetes() -> Dataset:
    """Progress of diabetes after a year, by 10 scaled inputs: 442 rows, a regression; scikit-learn's copy."""
    return _table("diabetes")


def _table(name: str) -> Dataset:
    bunch = getattr(sklearn.datasets, f"load_{name}")()
    task = entry(name).task
    names = () if task == "regression" else tuple(str(target) for target in bunch.target_names)
    features = tuple(str(feature) for feature in bunch.feature_names)
    provenance = {"from": f"scikit-learn {sklearn.__version__}, load_{name}"}
    return Dataset(bunch.data, bunch.target, task, features, names, name, provenance)
