"""Which inputs matter: to the network (permutation, first weights) and in the raw data (correlation, information)."""

from __future__ import annotations

from numbers import Integral

import keras
import numpy as np
import pandas as pd

from ann_toolkit.base.errors import DataError
from ann_toolkit.base.kinds import check_dataset, check_kind, check_model
from ann_toolkit.base.protocols import CLASSES, NamedDataset
from ann_toolkit.evaluation.explanation.shapley import ShapValues
from ann_toolkit.evaluation.parameters import dense_layers
from ann_toolkit.evaluation.prediction import predict, predict_classes


def permutation_importance(
    model: keras.Model, data: NamedDataset, repeats: int = 10, seed: int = 0
) -> pd.DataFrame:
    """How much worse the network does when the values of one input are shuffled (Breiman, 2001).

    Args:
        model: a trained network.
        data: a ``Dataset`` to judge on, best the test data.
        repeats: how often each input is shuffled.
        seed: the same seed shuffles alike.

    Returns:
        A table with a row for each input: mean and standard deviation of the lost score (accuracy for
        classes, mean r2 for a regression).

    Raises:
        DataError: images, whose single pixels mean little.
    """
    check_model(model)
    check_dataset(data)
    if data.X.ndim != 2:
        raise DataError(f"{data.name!r} holds images; permutation importance needs one column for each input")
    check_kind(seed, Integral, "a seed, a whole number")
    check_kind(repeats, Integral, "repeats, a whole number")
    if repeats < 1:
        raise DataError(f"repeats={repeats}: expected 1 or more")
    rng = np.random.default_rng(seed)
    best = _score(model, data.X, data)
    lost = np.empty((data.X.shape[1], repeats))
    for feature in range(data.X.shape[1]):
        for turn in range(repeats):
            shuffled = data.X.copy()
            shuffled[:, feature] = rng.permutation(shuffled[:, feature])
            lost[feature, turn] = best - _score(model, shuffled, data)
    index = pd.Index(data.feature_names, name="input")
    return pd.DataFrame({"mean": lost.mean(axis=1), "deviation": lost.std(axis=1)}, index=index)


def _score(model: keras.Model, X: np.ndarray, data: NamedDataset) -> float:
    from sklearn.metrics import r2_score

    if data.task == "regression":
        return float(r2_score(data.y.reshape(len(X), -1), predict(model, X)))
    return float((predict_classes(model, X) == data.y).mean())


def statistics(data: NamedDataset, seed: int = 0) -> pd.DataFrame:
    """What the raw data say of each input, before any network (S0: to see the biases of a network).

    Args:
        data: a ``Dataset`` with one column for each input.
        seed: for the estimate of the mutual information, which breaks ties at random.

    Returns:
        A table with a row for each input: the largest absolute correlation with an output (each class
        counts as one), and the largest mutual information in nats (Kraskov et al., 2004; scikit-learn).

    Raises:
        DataError: images.
    """
    from sklearn.feature_selection import mutual_info_classif, mutual_info_regression

    check_dataset(data)
    check_kind(seed, Integral, "a seed, a whole number")
    if data.X.ndim != 2:
        raise DataError(f"{data.name!r} holds images; these statistics need one column for each input")
    classes = data.task in CLASSES
    columns = (
        np.eye(len(data.target_names), dtype=np.float32)[data.y] if classes else data.y.reshape(len(data), -1)
    )
    if data.task == "regression":
        information = [mutual_info_regression(data.X, column, random_state=seed) for column in columns.T]
    else:
        labels = [data.y] if classes else list(columns.T)
        information = [mutual_info_classif(data.X, label, random_state=seed) for label in labels]
    return pd.DataFrame(
        {"correlation": _correlation(data.X, columns), "mutual information": np.max(information, axis=0)},
        index=pd.Index(data.feature_names, name="input"),
    )


def compare_importance(
    model: keras.Model, data: NamedDataset, shap: ShapValues | None = None, repeats: int = 5, seed: int = 0
) -> pd.DataFrame:
    """What matters to the network beside what matters in the raw data, each as a share of its largest.

    Args:
        model: a trained network with dense layers.
        data: a ``Dataset`` to judge on.
        shap: what :func:`shap_values` gave, to be a column of its own.
        repeats, seed: as in :func:`permutation_importance`.

    Returns:
        A table with a row for each input, the most important to the network first: the columns SHAP (when
        given), permutation and first weights speak of the network; correlation and mutual information of
        the data. "disagreement" is the mean share in the network less that in the data: far above 0, the
        network leans on an input more than the data alone suggest; far below 0, it leaves one aside.
    """
    columns = {}
    check_dataset(data)
    if shap is not None:
        check_kind(shap, ShapValues, "what ann.evaluation.shap_values returned")
        columns["SHAP"] = shap.importance().mean(axis=1).to_numpy()
    columns["permutation"] = (
        permutation_importance(model, data, repeats, seed)["mean"].clip(lower=0).to_numpy()
    )
    kernel = np.asarray(dense_layers(model)[0].kernel)
    if len(kernel) == data.X.shape[1]:
        columns["first weights"] = np.abs(kernel).mean(axis=1) * data.X.std(axis=0)
    ours = list(columns)
    theirs = statistics(data, seed)
    columns.update({name: theirs[name].to_numpy() for name in theirs})
    table = pd.DataFrame(columns, index=pd.Index(data.feature_names, name="input"))
    table = table / table.max().replace(0, 1)
    table["disagreement"] = table[ours].mean(axis=1) - table[list(theirs)].mean(axis=1)
    return table.sort_values(ours[0], ascending=False)


def _correlation(X: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Largest |Pearson correlation| of each input with any of the columns; 0 where one never changes."""
    inputs, outputs = X - X.mean(axis=0), columns - columns.mean(axis=0)
    scale = np.sqrt((inputs**2).sum(axis=0))[:, None] * np.sqrt((outputs**2).sum(axis=0))[None, :]
    together = inputs.T @ outputs
    return np.abs(np.divide(together, scale, out=np.zeros_like(together), where=scale > 0)).max(axis=1)
