"""The toolkit's own layers and activations: what they do, and that they come back from a file."""

import subprocess
import sys

import keras
import numpy as np
import pytest

import ann_toolkit as ann
from ann_toolkit.base.errors import ModelError

ONES = np.ones((1, 100), "float32")


def _layer(rate, **more):
    layer = ann.models.DropConnect(200, rate=rate, kernel_initializer="ones", **more)
    layer.build((None, 100))
    return layer


def test_drop_connect_drops_connections_in_training_alone():
    layer = _layer(0.3, seed=0)
    assert np.asarray(layer(ONES)).tolist() == [[100.0] * 200]
    trained = np.asarray(layer(ONES, training=True))[0]
    # each neuron keeps a number of its own of its 100 connections, 70 on average, each worth 1 / 0.7
    kept = trained * 0.7
    np.testing.assert_allclose(kept, kept.round(), atol=1e-3)
    assert kept.mean() == pytest.approx(70, abs=1.5)
    assert len(set(kept.round())) > 10


def test_dropout_drops_neurons_but_drop_connect_does_not():
    trained = np.asarray(_layer(0.3, seed=0)(ONES, training=True))[0]
    assert (trained > 0).all()


def test_the_choice_changes_from_step_to_step_and_follows_the_seed():
    one, two = _layer(0.5, seed=1), _layer(0.5, seed=1)
    first = np.asarray(one(ONES, training=True))
    assert np.array_equal(first, np.asarray(two(ONES, training=True)))
    assert not np.array_equal(first, np.asarray(one(ONES, training=True)))


def test_without_a_rate_it_is_a_dense_layer():
    layer = _layer(0.0, activation="tanh", bias_initializer="ones")
    X = np.random.default_rng(0).normal(size=(3, 100)).astype("float32") / 100
    wanted = np.tanh(X @ np.ones((100, 200), "float32") + 1)
    np.testing.assert_allclose(np.asarray(layer(X, training=True)), wanted, atol=1e-5)


@pytest.mark.parametrize("rate", [-0.1, 1.0, float("nan")])
def test_a_rate_out_of_its_range(rate):
    with pytest.raises(ModelError, match="a share of the connections from 0 to below 1"):
        ann.models.DropConnect(3, rate=rate)


def test_dropped_connections_learn_nothing_in_that_step():
    import tensorflow as tf

    layer = _layer(0.5, seed=0)
    with tf.GradientTape() as tape:
        total = keras.ops.sum(layer(ONES, training=True))
    slopes = np.asarray(tape.gradient(total, layer.kernel.value))
    assert set(slopes.ravel().tolist()) == {0.0, 2.0}


def test_step_is_a_threshold():
    assert np.asarray(ann.models.step(np.array([-0.1, 0.0, 3.0]))).tolist() == [0.0, 1.0, 1.0]


@pytest.mark.slow
def test_own_pieces_come_back_in_a_new_process_without_custom_objects(tmp_path):
    model = keras.Sequential(
        [
            keras.Input((3,)),
            ann.models.DropConnect(4, rate=0.2, seed=1, activation="relu"),
            keras.layers.Dense(2, activation=ann.models.step),
        ]
    )
    model.compile(loss="mse")
    ann.models.save(model, tmp_path / "own.keras")
    X = np.random.default_rng(0).normal(size=(20, 3)).astype("float32")
    np.save(tmp_path / "X.npy", X)
    script = (
        "import sys, numpy as np, ann_toolkit as ann\n"
        "model = ann.models.load(sys.argv[1] + '/own.keras')\n"
        "np.save(sys.argv[1] + '/y.npy', model.predict(np.load(sys.argv[1] + '/X.npy'), verbose=0))\n"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=True, capture_output=True)
    assert np.array_equal(np.load(tmp_path / "y.npy"), model.predict(X, verbose=0))
    loaded = ann.models.load(tmp_path / "own.keras")
    assert (loaded.layers[0].rate, loaded.layers[0].seed) == (0.2, 1)
    assert ann.models.inspect(tmp_path / "own.keras").refusals == ()
