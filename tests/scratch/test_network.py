"""Training as a whole: history, stopping, determinism, dropout, what diverges and what is held."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from sklearn.datasets import load_diabetes

import ann_toolkit as ann
from ann_toolkit.scratch import activations, layers, metrics
from ann_toolkit.scratch.catalogue import ACTIVATIONS, activation_table, register
from ann_toolkit.scratch.errors import ScratchError
from ann_toolkit.scratch.network import Network
from ann_toolkit.scratch.optimizers import Adam, GradientDescent
from ann_toolkit.scratch.stopping import Stopping
from tests.scratch.small_networks import classifier, iris


def test_the_public_names_are_there_and_load_no_tensorflow():
    assert ann.scratch.Network is Network
    code = (
        "import sys, ann_toolkit as ann; [getattr(ann.scratch, name) for name in ann.scratch.__all__];"
        "sys.exit(any(name in sys.modules for name in ('tensorflow', 'keras', 'matplotlib', 'sklearn')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_iris_is_learned_and_the_history_is_like_keras():
    X, y = iris()
    history = classifier(optimizer=Adam(0.01)).fit(X, y, epochs=40, validation_data=(X[::3], y[::3]))
    assert history.epoch == list(range(40))
    assert {"loss", "accuracy", "val_loss", "val_accuracy", "val_recall", "val_f1"} == set(history.history)
    assert history.history["val_accuracy"][-1] > 0.95
    assert history.stopped == "all 40 epochs were done"


def test_regression_reports_r2():
    X, y = load_diabetes(return_X_y=True)
    X, y = X / X.std(axis=0), (y - y.mean()) / y.std()
    network = Network([layers.Dense(16, "relu"), layers.Dense(1)], optimizer=Adam(0.01))
    history = network.fit(X, y, epochs=30)
    assert 0.4 < history.history["r2"][-1] < 1
    assert network.evaluate(X, y)["r2"] == pytest.approx(metrics.r2(y.reshape(-1, 1), network.predict(X)))


def test_one_seed_one_result():
    X, y = iris()
    runs = [classifier(seed=seed).fit(X, y, epochs=3).history["loss"] for seed in (1, 1, 2)]
    assert runs[0] == runs[1] != runs[2]


@pytest.mark.parametrize("batch_size", [1, 32, 150])  # stochastic, mini-batch, batch
def test_one_hot_and_integer_labels_are_the_same(batch_size):
    X, y = iris()
    first = classifier().fit(X, y, epochs=2, batch_size=batch_size)
    second = classifier().fit(X, np.eye(3)[y], epochs=2, batch_size=batch_size)
    assert first.history == second.history


def test_dropout_works_while_training_only_and_keeps_the_mean():
    layer = layers.Dropout(0.3)
    layer.build((1000,), np.random.default_rng(0), "float64")
    x = np.ones((50, 1000))
    np.testing.assert_array_equal(layer.forward(x), x)
    dropped = layer.forward(x, training=True)
    assert dropped.mean() == pytest.approx(1, abs=0.01)
    assert (dropped == 0).mean() == pytest.approx(0.3, abs=0.01)


def test_drop_connect_predicts_with_all_weights():
    network = Network([layers.DropConnect(4, 0.5)], input_shape=(3,))
    x = np.random.default_rng(0).normal(size=(5, 3)).astype("float32")
    np.testing.assert_allclose(network.predict(x), x @ network.get_weights()[0], atol=1e-6)
    assert not np.allclose(network.forward(x, training=True), network.predict(x))


def test_several_sigmoids_are_several_labels():
    X = np.random.default_rng(0).normal(size=(200, 3))
    y = (X[:, :2] > 0).astype(int)
    network = Network([layers.Dense(2, "sigmoid")], optimizer=Adam(0.1), input_shape=(3,))
    history = network.fit(X, y, epochs=20)
    assert network.predict_classes(X).shape == (200, 2)
    assert history.history["accuracy"][-1] > 0.95
    assert network.evaluate(X, y)["accuracy"] == (network.predict_classes(X) == y).mean()


def test_an_activation_of_ones_own_trains_with_and_without_its_derivative():
    X, y = iris()
    try:
        register("own swish", lambda z: z * activations.sigmoid(z))
        register(
            "own swish with slope",
            lambda z: z * activations.sigmoid(z),
            lambda z: activations.sigmoid(z) * (1 + z * (1 - activations.sigmoid(z))),
        )
        losses_of = []
        for name in ("own swish", "own swish with slope"):
            network = Network([layers.Dense(8, name), layers.Dense(3, "softmax")], dtype="float64")
            losses_of.append(network.fit(X, y, epochs=5).history["loss"])
        np.testing.assert_allclose(*losses_of, atol=1e-6)
        assert activation_table()[-1]["name"] == "own_swish_with_slope"
    finally:
        ACTIVATIONS.pop("own_swish", None)
        ACTIVATIONS.pop("own_swish_with_slope", None)


def test_fit_stops_and_says_why(capsys):
    X, y = iris()
    stopping = Stopping(patience=5, warmup=3)
    history = classifier(optimizer=Adam(0.05)).fit(
        X, y, epochs=500, validation_data=(X, y), stopping=stopping, verbose=1
    )
    assert history.stopped.startswith("stopped after epoch")
    assert "criterion 2" in history.stopped
    printed = capsys.readouterr().out.splitlines()
    for heading in ("Epoch", "Loss(tr)", "Δloss(tr)", "Acc(tr)", "Loss(val)", "Rec(val)", "F1(val)", "Pat."):
        assert heading in printed[0]
    assert printed[1].split()[2] == "inf"
    assert printed[-1].split()[0] == str(len(history.epoch))


def test_a_learning_rate_that_diverges_stops_and_says_so():
    X, y = load_diabetes(return_X_y=True)
    network = Network([layers.Dense(16, "relu"), layers.Dense(1)], optimizer=GradientDescent(10.0))
    with pytest.raises(ScratchError, match=r"diverged in epoch \d+.*learning rate 10 is too large"):
        network.fit(X * 100, y, epochs=50)


def test_clipping_holds_a_learning_rate_that_would_diverge():
    X, y = load_diabetes(return_X_y=True)
    network = Network([layers.Dense(16, "relu"), layers.Dense(1)], optimizer=GradientDescent(0.01, clip=1.0))
    assert np.isfinite(network.fit(X * 100, y, epochs=5).history["loss"]).all()
