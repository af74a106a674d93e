"""S2's grid, 27 points on 2 folds: ``grid_search`` against scikit-learn with Keras' own wrapper."""

from __future__ import annotations

import time
import warnings
from typing import Any

import keras
import numpy as np
from keras import layers
from sklearn.model_selection import GridSearchCV

from ann_toolkit.training import grid_search
from ann_toolkit.training.engine import cache

GRID = {"n_hidden": [1, 2, 3], "n_neurons": [50, 100, 200], "learning_rate": [0.0001, 0.001, 0.1]}
ROWS, EPOCHS = 2000, 10


def build(n_hidden: int = 1, n_neurons: int = 50, learning_rate: float = 0.001) -> keras.Model:
    hidden = [layers.Dense(n_neurons, "relu") for _ in range(n_hidden)]
    model = keras.Sequential([keras.Input((8,)), *hidden, layers.Dense(1)])
    model.compile(keras.optimizers.SGD(learning_rate), "mse")
    return model


def compare_grids(quick: bool) -> dict[str, Any]:
    """Seconds of the whole search, ours and with ``keras.wrappers``; the latter on a part of it if ``quick``."""
    random = np.random.default_rng(0)
    X = random.normal(size=(ROWS, 8)).astype("float32")
    y = np.sin(X[:, 0]) + X[:, 1]
    cache.forget_all()
    begin = time.perf_counter()
    found = grid_search(build, GRID, X, y, cv=2, epochs=EPOCHS, progress=False)
    ours = time.perf_counter() - begin

    points = [
        {"n_hidden": hidden, "n_neurons": neurons, "learning_rate": rate}
        for hidden in GRID["n_hidden"]
        for neurons in GRID["n_neurons"]
        for rate in GRID["learning_rate"]
    ]
    points = points[::9] if quick else points
    keras.utils.set_random_seed(0)
    begin = time.perf_counter()
    search = GridSearchCV(
        _Fitted(lambda X, y, **params: build(**params)),
        {"model_kwargs": points},
        cv=2,
        refit=not quick,
        error_score=np.nan,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of rates that are too high
        search.fit(X, y)
    theirs = time.perf_counter() - begin
    if quick:
        theirs *= (27 * 2 + 1) / (len(points) * 2)
    return {"ann_toolkit": ours, "keras.wrappers": theirs, "measured": not quick, "best": repr(found.best)}


class _Fitted(keras.wrappers.SKLearnRegressor):
    """Keras' wrapper with the epochs fixed: scikit-learn's clone drops its ``fit_kwargs``."""

    def fit(self, X: Any, y: Any, **kwargs: Any) -> Any:
        return super().fit(X, y, epochs=EPOCHS, verbose=0, **kwargs)
