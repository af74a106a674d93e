from __future__ import annotations

import os

import joblib
import keras
import numpy as np
import pytest
from keras import layers
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import check_estimator

from ann_toolkit.base.errors import DataError, ModelError
from ann_toolkit.training import KerasClassifier, KerasRegressor, grid_search
from ann_toolkit.training.engine import cache

X = np.random.default_rng(0).normal(size=(80, 2))
SUM = X.sum(axis=1)
SIDE = np.where(SUM > 0, "right", "left")


def classifier(n_inputs, n_outputs, n_neurons=8, learning_rate=0.1):
    model = keras.Sequential(
        [keras.Input((n_inputs,)), layers.Dense(n_neurons, "tanh"), layers.Dense(n_outputs, "softmax")]
    )
    model.compile(keras.optimizers.Adam(learning_rate), "sparse_categorical_crossentropy")
    return model


def binary(n_inputs):
    model = keras.Sequential([keras.Input((n_inputs,)), layers.Dense(1, "sigmoid")])
    model.compile(keras.optimizers.Adam(0.1), "binary_crossentropy")
    return model


def regressor(n_inputs, n_outputs, n_neurons=8, learning_rate=0.05):
    model = keras.Sequential(
        [keras.Input((n_inputs,)), layers.Dense(n_neurons, "tanh"), layers.Dense(n_outputs)]
    )
    model.compile(keras.optimizers.Adam(learning_rate), "mse")
    return model


NOT_FOR_NETWORKS = {
    "check_sample_weight_equivalence_on_dense_data": "a repeated row changes the batches, a weight does not",
    "check_sample_weight_equivalence_on_sparse_data": "a repeated row changes the batches, a weight does not",
    "check_regressor_multioutput": "networks answer in float32",
}


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # scikit-learn itself makes estimators warn in some of its checks
@pytest.mark.parametrize(("kind", "build"), [(KerasClassifier, classifier), (KerasRegressor, regressor)])
def test_scikit_learns_own_checks(kind, build):
    results = check_estimator(
        kind(build, epochs=15), expected_failed_checks=NOT_FOR_NETWORKS, on_skip=None, on_fail="raise"
    )
    assert sum(result["status"] == "passed" for result in results) > 40


@pytest.mark.slow
def test_a_classifier_speaks_in_the_labels_it_was_given():
    estimator = KerasClassifier(classifier, epochs=20).fit(X, SIDE)
    assert estimator.classes_.tolist() == ["left", "right"]
    assert estimator.score(X, SIDE) > 0.9
    np.testing.assert_allclose(estimator.predict_proba(X).sum(axis=1), 1, rtol=1e-5)
    one_output = KerasClassifier(binary, epochs=20).fit(X, SIDE)
    assert one_output.score(X, SIDE) > 0.9
    assert one_output.predict_proba(X).shape == (80, 2)


@pytest.mark.slow
def test_the_seed_repeats_a_training():
    first, second, other = (KerasRegressor(regressor, epochs=3, seed=seed).fit(X, SUM) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.predict(X), second.predict(X))
    assert first.history_ == second.history_ != other.history_


def test_a_regressor_keeps_the_shape_of_y():
    two = np.column_stack([SUM, -SUM])
    assert KerasRegressor(regressor, epochs=1).fit(X, SUM).predict(X).shape == (80,)
    assert KerasRegressor(regressor, epochs=1).fit(X, two).predict(X).shape == (80, 2)


@pytest.mark.slow
def test_scikit_learns_search_takes_the_estimator_as_it_is():
    pipeline = make_pipeline(StandardScaler(), KerasRegressor(regressor, epochs=15))
    grid = {"kerasregressor__model__learning_rate": [1e-6, 0.05], "kerasregressor__batch_size": [16]}
    search = GridSearchCV(pipeline, grid, cv=2, error_score="raise").fit(X, SUM)
    assert search.best_params_["kerasregressor__model__learning_rate"] == 0.05
    assert search.best_score_ > 0.5


@pytest.mark.slow
def test_the_grid_search_finds_the_better_and_tells_all():
    grid = {"n_neurons": [2, 8], "learning_rate": [1e-6, 0.1], "epochs": [10, 20]}
    found = grid_search(classifier, grid, X, SIDE)
    assert found.best["learning_rate"] == 0.1
    assert found.score == found.table["score"].max() > 0.9
    assert list(found.table) == ["n_neurons", "learning_rate", "epochs", "score", "spread", "seconds"]
    assert len(found.table) == 8
    assert found.table["score"].is_monotonic_decreasing
    assert found.model is found.search.best_estimator_.model_
    assert str(found).startswith("best of 8: ")
    assert len(found.search.cv_results_["params"]) == 8


@pytest.mark.slow
def test_a_bar_moves_for_each_network_and_leaves_nothing_behind(monkeypatch):
    moves = []
    monkeypatch.setattr("rich.progress.Progress.advance", lambda bar, task: moves.append(task))
    stop = keras.callbacks.EarlyStopping("loss")
    found = grid_search(classifier, {"learning_rate": [0.1, 0.2, 0.3]}, X, SIDE, epochs=2, callbacks=[stop])
    assert len(moves) == 3 * 2 + 1  # folds of each point, and the best once more
    assert [type(callback) for callback in found.search.best_estimator_.callbacks] == [type(stop)]
    grid_search(classifier, {"learning_rate": [0.1]}, X, SIDE, epochs=2, progress=False)
    assert len(moves) == 7


@pytest.mark.slow
def test_folds_may_come_one_after_the_other():
    folds = (fold for fold in [(np.arange(40), np.arange(40, 80)), (np.arange(40, 80), np.arange(40))])
    found = grid_search(regressor, {"learning_rate": [0.05]}, X, SUM, cv=folds, epochs=2)
    assert found.search.n_splits_ == 2


@pytest.mark.slow
def test_regression_is_told_by_the_loss_and_a_random_search_draws_some():
    grid = {"learning_rate": [1e-6, 1e-5, 1e-4, 0.05]}
    found = grid_search(regressor, grid, X, np.round(SUM), n_random=2, epochs=5, progress=False)
    assert isinstance(found.search.best_estimator_, KerasRegressor)
    assert len(found.table) == 2


@pytest.mark.slow
def test_a_rate_that_diverges_ends_at_the_bottom_of_the_table():
    def linear(n_inputs, learning_rate):
        model = keras.Sequential([keras.Input((n_inputs,)), layers.Dense(1)])
        model.compile(keras.optimizers.SGD(learning_rate), "mse")
        return model

    found = grid_search(linear, {"learning_rate": [1e9, 0.05]}, X, SUM, epochs=40, progress=False)
    assert found.table["learning_rate"].tolist() == [0.05, 1e9]
    assert np.isfinite(found.table["score"]).all()


@pytest.mark.slow
def test_networks_of_one_architecture_are_compiled_once(monkeypatch):
    traced = []
    trace = cache.trace
    cache.forget_all()
    monkeypatch.setattr(cache, "trace", lambda *given: traced.append(1) or trace(*given))
    grid_search(
        classifier, {"n_neurons": [2, 3], "learning_rate": [0.1, 0.2, 0.3]}, X, SIDE, epochs=2, progress=False
    )
    assert len(traced) == 2


@pytest.mark.slow
def test_the_search_runs_on_a_dask_cluster(tmp_path):
    distributed = pytest.importorskip("distributed")
    folder = str(tmp_path)

    def build(n_inputs, learning_rate):  # not a function of this file, which the workers cannot import
        import os
        from pathlib import Path

        import keras

        Path(folder, str(os.getpid())).touch()
        model = keras.Sequential([keras.Input((n_inputs,)), keras.layers.Dense(1)])
        model.compile(keras.optimizers.SGD(learning_rate), "mse")
        return model

    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, local_directory=str(tmp_path)
    )
    with cluster, distributed.Client(cluster), joblib.parallel_config("dask"):
        found = grid_search(build, {"learning_rate": [1e-6, 0.05]}, X, SUM, epochs=10, n_jobs=-1)
    assert found.best == {"learning_rate": 0.05}
    processes = {path.name for path in tmp_path.iterdir() if path.name.isdigit()}
    assert len(processes) > 1  # a worker, and this one for the first model and the last
    assert str(os.getpid()) in processes


def test_what_cannot_be_searched_is_told():
    with pytest.raises(DataError, match="nothing to try for 'n_neurons'"):
        grid_search(classifier, {"n_neurons": []}, X, SIDE)
    with pytest.raises(DataError, match="nothing to try"):
        grid_search(classifier, {}, X, SIDE)
    with pytest.raises(DataError, match="cv=9"):
        grid_search(classifier, {"n_neurons": [2]}, X[:5], SIDE[:5], cv=9)
    with pytest.raises(
        ModelError, match="'classifier' has no argument 'n_layers'; it has n_inputs, n_outputs"
    ):
        grid_search(classifier, {"n_layers": [2]}, X, SIDE)
    with pytest.raises(ModelError, match="must return a compiled Keras model"):
        grid_search(lambda n: None, {"n": [2]}, X, SIDE)
