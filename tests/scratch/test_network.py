"""Training as a whole: history, stopping, determinism, dropout, and every mistake in one line."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from sklearn.datasets import load_diabetes, load_iris

import ann_toolkit as ann
from ann_toolkit.scratch import activations, layers, losses, metrics
from ann_toolkit.scratch.catalogue import ACTIVATIONS, activation_table, get_activation, register
from ann_toolkit.scratch.convolution import Conv1D, Conv2D
from ann_toolkit.scratch.errors import ScratchError
from ann_toolkit.scratch.network import Network
from ann_toolkit.scratch.optimizers import Adam, GradientDescent, Momentum
from ann_toolkit.scratch.pooling import MaxPooling2D
from ann_toolkit.scratch.recurrent import SimpleRNN
from ann_toolkit.scratch.stopping import Stopping


def iris() -> tuple[np.ndarray, np.ndarray]:
    data = load_iris()
    return (data.data - data.data.mean(axis=0)) / data.data.std(axis=0), data.target


def classifier(**settings) -> Network:
    return Network([layers.Dense(16, "relu"), layers.Dense(3, "softmax")], **settings)


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


# ---- stopping ----


def test_criterion_1_a_loss_that_stands_still():
    stopping = Stopping(loss_tol=0.01)
    assert stopping.reason(1, 1.0, None, None) is None
    assert stopping.reason(2, 0.9, None, None) is None
    assert "criterion 1" in stopping.reason(3, 0.895, None, None)


def test_criterion_2_counts_epochs_without_a_better_score():
    stopping = Stopping(patience=3)
    scores = [0.5, 0.9, 0.8, 0.9, 0.85]
    reasons = [stopping.reason(epoch, 1 / epoch, score, None) for epoch, score in enumerate(scores, 1)]
    assert reasons[:4] == [None] * 4
    assert reasons[4] == "criterion 2: no better score than 0.9 for 3 epochs"


def test_criterion_3_counts_epochs_above_the_best_validation_loss():
    stopping = Stopping(loss_patience=2)
    reasons = [stopping.reason(e, 1 / e, None, v) for e, v in enumerate([0.5, 0.6, 0.4, 0.41, 0.45], 1)]
    assert reasons[:4] == [None] * 4
    assert "criterion 3" in reasons[4]


def test_the_warm_up_does_not_count():
    stopping = Stopping(loss_tol=1.0, patience=1, loss_patience=1, warmup=4)
    assert [stopping.reason(epoch, 1.0, 0.5, 1.0) for epoch in range(1, 5)] == [None] * 4
    assert stopping.reason(5, 1.0, 0.5, 1.0) is not None


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


# ---- activations and losses at the edges ----


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
    from sklearn.metrics import f1_score, r2_score, recall_score

    rng = np.random.default_rng(0)
    for count, average in ((2, "binary"), (4, "macro")):
        y, p = rng.integers(0, count, 60), rng.dirichlet(np.ones(count), 60)
        found = p.argmax(axis=1)
        assert metrics.recall(np.eye(count)[y], p) == pytest.approx(recall_score(y, found, average=average))
        assert metrics.f1(np.eye(count)[y], p) == pytest.approx(f1_score(y, found, average=average))
    y, p = rng.normal(size=(30, 2)), rng.normal(size=(30, 2))
    assert metrics.r2(y, p) == pytest.approx(r2_score(y, p))


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


# ---- mistakes ----

X4 = np.zeros((6, 4))
MISTAKES = {
    "unknown activation": (lambda: layers.Dense(3, "rellu"), "did you mean 'relu'"),
    "unknown setting": (lambda: get_activation("relu", alpha=1), "has no setting 'alpha'"),
    "unknown loss": (lambda: classifier(loss="crossentropy"), "there is no loss"),
    "unknown optimizer": (lambda: classifier(optimizer="adamm"), "there is no optimizer"),
    "no layers": (lambda: Network([]), "has no layers"),
    "no neurons": (lambda: layers.Dense(0), "expected 1 or more"),
    "everything dropped": (lambda: layers.Dropout(1.0), "0 <= rate < 1"),
    "a learning rate of 0": (lambda: GradientDescent(0), "above 0"),
    "a momentum of 1": (lambda: Momentum(0.1, 1.0), "0 <= momentum < 1"),
    "a negative l2": (lambda: Adam(l2=-1), "0 or more"),
    "a registered name that is taken": (lambda: register("relu", np.sin), "one of the course's own"),
    "a function that changes the shape": (lambda: register("flat", np.ravel), "must keep the shape"),
    "labels out of range": (lambda: classifier().fit(X4, [0, 1, 2, 3, 0, 1]), "whole numbers 0 to 2"),
    "labels that are not whole": (lambda: classifier().fit(X4, [0, 1, 1.5, 0, 0, 1]), "whole numbers"),
    "labels for a sigmoid": (
        lambda: Network([layers.Dense(1, "sigmoid")]).fit(X4, [1, 2, 1, 2, 1, 2]),
        "a sigmoid output wants 0 to 1",
    ),
    "too few labels": (lambda: classifier().fit(X4, [0, 1]), "each row needs its own y"),
    "names as labels": (lambda: classifier().fit(X4, list("abcabc")), "number the classes"),
    "outputs that do not meet y": (
        lambda: Network([layers.Dense(3)]).fit(X4, np.zeros((6, 2))),
        r"the last layer gives \(3,\)",
    ),
    "no rows": (lambda: classifier().fit(np.zeros((0, 4)), []), "one row for each case"),
    "a flat X": (lambda: classifier().predict(np.zeros(4)), r"X.reshape\(1, -1\)"),
    "NaN": (lambda: classifier().predict(np.full((2, 4), np.nan)), "NaN or infinite"),
    "text": (lambda: classifier().predict(np.array([["a"], ["b"]])), "must be numbers"),
    "other columns than built for": (
        lambda: classifier(input_shape=(5,)).predict(X4),
        r"was built for \(5,\)",
    ),
    "images to a Dense layer": (lambda: classifier(input_shape=(8, 8)), "put a Flatten"),
    "flat rows to a Conv2D": (lambda: Network([Conv2D(2, 3)], input_shape=(64,)), "put a Reshape"),
    "a filter larger than the image": (
        lambda: Network([Conv1D(2, 5)], input_shape=(3, 1)),
        "at least the filter's size",
    ),
    "a window larger than the image": (
        lambda: Network([MaxPooling2D(4)], input_shape=(3, 3, 1)),
        "not smaller than the window",
    ),
    "unknown padding": (lambda: Conv1D(1, 2, padding="full"), "expected 'valid' or 'same'"),
    "flat rows to an RNN": (lambda: Network([SimpleRNN(2)], input_shape=(5,)), r"\(steps, features\)"),
    "a shape of another size": (lambda: Network([layers.Reshape((3, 3))], input_shape=(8,)), "holds"),
    "unknown init": (lambda: Network([layers.Dense(1, init="zeros")], input_shape=(2,)), "there is no init"),
    "weights of another network": (
        lambda: classifier(input_shape=(4,)).set_weights([np.zeros((2, 2))]),
        "this network has",
    ),
    "no epochs": (lambda: classifier().fit(X4, [0] * 6, epochs=0), "expected 1 or more of each"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_is_one_clear_line(mistake):
    make, message = MISTAKES[mistake]
    with pytest.raises(ScratchError, match=message) as raised:
        make()
    assert "\n" not in str(raised.value)


def test_a_learning_rate_that_diverges_stops_and_says_so():
    X, y = load_diabetes(return_X_y=True)
    network = Network([layers.Dense(16, "relu"), layers.Dense(1)], optimizer=GradientDescent(10.0))
    with pytest.raises(ScratchError, match=r"diverged in epoch \d+.*learning rate 10 is too large"):
        network.fit(X * 100, y, epochs=50)


def test_clipping_holds_a_learning_rate_that_would_diverge():
    X, y = load_diabetes(return_X_y=True)
    network = Network([layers.Dense(16, "relu"), layers.Dense(1)], optimizer=GradientDescent(0.01, clip=1.0))
    assert np.isfinite(network.fit(X * 100, y, epochs=5).history["loss"]).all()
