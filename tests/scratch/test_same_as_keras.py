"""The engine against TensorFlow: same gradients, same losses step by step, same weights both ways."""

from __future__ import annotations

import numpy as np
import pytest

from ann_toolkit.scratch import convolution, layers, losses, optimizers, pooling, recurrent
from ann_toolkit.scratch.catalogue import ACTIVATIONS, get_activation
from ann_toolkit.scratch.errors import ScratchError
from ann_toolkit.scratch.network import Network

keras = pytest.importorskip("keras")
tf = pytest.importorskip("tensorflow")

KNOWN_TO_KERAS = [name for name in ACTIVATIONS if name not in ("heaviside", "sign", "gelu_tanh")]


@pytest.fixture(autouse=True)
def double_precision():
    """Keras computes losses and penalties in its own precision, whatever that of the layers."""
    keras.config.set_floatx("float64")
    yield
    keras.config.set_floatx("float32")


def small(kind: str, optimizer, dtype: str = "float64") -> tuple[Network, np.ndarray, np.ndarray]:
    """A network of the course with data for it."""
    rng = np.random.default_rng(0)
    n = 40
    if kind == "3-4-3-2 of S3":
        rows = [layers.Dense(4, "relu"), layers.Dense(3, "relu"), layers.Dense(2, "softmax")]
        shape, y = (3,), rng.integers(0, 2, n)
    elif kind == "(16, 16, 16) of S4":
        rows = [layers.Dense(16, "sigmoid") for _ in range(3)] + [layers.Dense(1, "sigmoid")]
        shape, y = (2,), rng.integers(0, 2, n)
    elif kind == "CNN":
        rows = [
            convolution.Conv2D(4, 3, "relu", "same"),
            pooling.MaxPooling2D(2),
            convolution.Conv2D(3, 3, "leaky_relu"),
            pooling.AveragePooling2D(2),
            layers.Flatten(),
            layers.Dense(3, "softmax"),
        ]
        shape, y = (12, 12, 2), rng.integers(0, 3, n)
    elif kind == "1D CNN":
        rows = [
            convolution.Conv1D(4, 3, "gelu", "same", 2),
            pooling.MaxPooling1D(2),
            layers.Flatten(),
            layers.Dense(2, "linear"),
        ]
        shape, y = (10, 2), rng.normal(size=(n, 2))
    else:
        rows = [
            recurrent.SimpleRNN(6, return_sequences=True),
            recurrent.SimpleRNN(5),
            layers.Dense(2, "softmax"),
        ]
        shape, y = (7, 3), rng.integers(0, 2, n)
    network = Network(rows, optimizer=optimizer, input_shape=shape, dtype=dtype)
    return network, rng.normal(size=(n, *shape)), y


def keras_targets(network: Network, y: np.ndarray) -> np.ndarray:
    return network.check(np.zeros((len(y), *network.input_shape)), y, "test")[1]


NETWORKS = ["3-4-3-2 of S3", "(16, 16, 16) of S4", "CNN", "1D CNN", "RNN"]
OPTIMIZERS = {
    "sgd": lambda: optimizers.GradientDescent(0.1),
    "momentum, L2": lambda: optimizers.Momentum(0.05, 0.9, l2=0.01),
    "adam, clipped": lambda: optimizers.Adam(0.01, clip=0.5),
}


@pytest.mark.parametrize("kind", NETWORKS)
def test_gradients_match_gradient_tape(kind):
    network, x, y = small(kind, "sgd")
    model, targets = network.to_keras(), keras_targets(network, y)
    loss = keras.losses.get(network.loss.name)
    with tf.GradientTape() as tape:
        inputs = tf.constant(x)
        tape.watch(inputs)
        value = tf.reduce_mean(loss(tf.constant(targets), model(inputs)))
    wanted = tape.gradient(value, [inputs, *model.trainable_weights])
    predicted = network.forward(x)
    to_inputs = network.backward(targets, predicted)
    assert network.loss(targets, predicted) == pytest.approx(float(value), abs=1e-7)
    found = [to_inputs, *(parameter.gradient for parameter in network.parameters())]
    for mine, theirs in zip(found, wanted, strict=True):
        np.testing.assert_allclose(mine, theirs.numpy(), atol=1e-5, rtol=1e-5)


SINGLE = {  # every layer, and the corners that TensorFlow rounds in its own way
    "dense": ([layers.Dense(3, "elu")], (5,)),
    "activation": ([layers.Activation("selu")], (5,)),
    "reshape": ([layers.Reshape((2, -1))], (6,)),
    "flatten": ([layers.Flatten()], (3, 2)),
    "conv1d same, stride 3": ([convolution.Conv1D(2, 4, "tanh", "same", 3)], (11, 2)),
    "conv2d same, even filter": ([convolution.Conv2D(2, (4, 2), "tanh", "same")], (7, 6, 3)),
    "conv2d same, strides": ([convolution.Conv2D(2, 3, "linear", "same", (2, 2))], (8, 7, 2)),
    "conv2d valid, strides": ([convolution.Conv2D(3, (2, 3), "softplus", "valid", (2, 2))], (8, 9, 2)),
    "maxpool1d": ([pooling.MaxPooling1D(3)], (8, 2)),
    "maxpool2d, overlapping": ([pooling.MaxPooling2D(3, 2)], (9, 8, 2)),
    "maxpool2d, ties": ([layers.Activation("relu"), pooling.MaxPooling2D(2)], (6, 6, 1)),
    "avgpool1d, overlapping": ([pooling.AveragePooling1D(3, 2)], (8, 2)),
    "avgpool2d": ([pooling.AveragePooling2D((2, 3))], (6, 7, 2)),
    "rnn": ([recurrent.SimpleRNN(4, "relu")], (5, 2)),
    "rnn, sequences": ([recurrent.SimpleRNN(4, return_sequences=True)], (5, 2)),
    "dropout": ([layers.Dropout(0.5)], (4,)),
}


@pytest.mark.parametrize("kind", SINGLE)
def test_each_layer_matches_gradient_tape(kind):
    rows, shape = SINGLE[kind]
    network, rng = Network(rows, input_shape=shape, dtype="float64"), np.random.default_rng(0)
    model, x = network.to_keras(), rng.normal(size=(4, *shape))
    pull = rng.normal(size=(4, *network.output_shape))  # the loss is sum(pull * output)
    with tf.GradientTape() as tape:
        inputs = tf.constant(x)
        tape.watch(inputs)
        out = model(inputs)
        value = tf.reduce_sum(out * pull)
    np.testing.assert_allclose(network.forward(x), out.numpy(), atol=1e-9)
    gradient = pull
    for layer in reversed(network.layers):
        gradient = layer.backward(gradient)
    found = [gradient, *(parameter.gradient for parameter in network.parameters())]
    for mine, theirs in zip(found, tape.gradient(value, [inputs, *model.trainable_weights]), strict=True):
        np.testing.assert_allclose(mine, theirs.numpy(), atol=1e-5)


@pytest.mark.parametrize("name", KNOWN_TO_KERAS)
def test_activations_and_derivatives_match_tensorflow(name):
    z = np.random.default_rng(0).normal(scale=3, size=(6, 5))
    activation, pull = get_activation(name), np.random.default_rng(1).normal(size=(6, 5))
    settings = {"negative_slope": 0.01} if name == "leaky_relu" else {}
    with tf.GradientTape() as tape:
        inputs = tf.constant(z)
        tape.watch(inputs)
        out = getattr(keras.activations, name)(inputs, **settings)
        value = tf.reduce_sum(out * pull)
    np.testing.assert_allclose(activation(z), out.numpy(), atol=1e-9)
    np.testing.assert_allclose(activation.backward(pull, z), tape.gradient(value, inputs).numpy(), atol=1e-5)


@pytest.mark.parametrize("name", [name for name in losses.LOSSES if name != "mean_bias_error"])
def test_losses_and_gradients_match_tensorflow(name):
    rng = np.random.default_rng(0)
    y, p = np.eye(4)[rng.integers(0, 4, 6)], rng.dirichlet(np.ones(4), 6)
    with tf.GradientTape() as tape:
        predicted = tf.constant(p)
        tape.watch(predicted)
        value = tf.reduce_mean(getattr(keras.losses, name)(tf.constant(y), predicted))
    mine = losses.get_loss(name)
    assert mine(y, p) == pytest.approx(float(value), abs=1e-5)
    wanted = tape.gradient(value, predicted).numpy()
    if name == "categorical_crossentropy":  # Keras divides each row by its sum first; along the rows' sum
        wanted = wanted - wanted.mean(axis=1, keepdims=True)  # the two differ, and nowhere else
        found = mine.gradient(y, p) - mine.gradient(y, p).mean(axis=1, keepdims=True)
        np.testing.assert_allclose(found, wanted, atol=1e-5)
    else:
        np.testing.assert_allclose(mine.gradient(y, p), wanted, atol=1e-5)


@pytest.mark.slow
@pytest.mark.parametrize("settings", OPTIMIZERS)
@pytest.mark.parametrize("kind", ["3-4-3-2 of S3", "(16, 16, 16) of S4", "CNN", "RNN"])
def test_fifty_steps_give_the_losses_of_keras(kind, settings):
    network, x, y = small(kind, OPTIMIZERS[settings]())
    model, targets = network.to_keras(), keras_targets(network, y)
    mine, theirs = [], []
    for step in range(50):
        rows = slice(8 * (step % 5), 8 * (step % 5) + 8)
        mine.append(network.train_on_batch(x[rows], targets[rows])[0])
        model.reset_metrics()
        theirs.append(float(model.train_on_batch(x[rows], targets[rows], return_dict=True)["loss"]))
    np.testing.assert_allclose(mine, theirs, atol=1e-5)
    assert abs(mine[-1] - mine[0]) > 1e-4  # the weights did move
    for weight, other in zip(network.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_allclose(weight, other, atol=1e-5)


@pytest.mark.slow
def test_a_history_in_float32_is_that_of_keras():
    keras.config.set_floatx("float32")
    network, x, y = small("3-4-3-2 of S3", optimizers.Adam(0.01), "float32")
    model, targets = network.to_keras(), keras_targets(network, y)
    mine = network.fit(
        x[:30], y[:30], epochs=5, batch_size=7, shuffle=False, validation_data=(x[30:], y[30:])
    )
    theirs = model.fit(
        x[:30],
        targets[:30],
        epochs=5,
        batch_size=7,
        shuffle=False,
        verbose=0,
        validation_data=(x[30:], targets[30:]),
    )
    for key in ("loss", "accuracy", "val_loss", "val_accuracy"):
        np.testing.assert_allclose(mine.history[key], theirs.history[key], atol=1e-5)


@pytest.mark.parametrize("kind", NETWORKS)
def test_weights_go_to_keras_and_back(kind):
    network, x, _ = small(kind, "adam", "float32")
    model = network.to_keras()
    np.testing.assert_allclose(model(x.astype("float32")).numpy(), network.predict(x), atol=1e-5)
    back = Network.from_keras(model)
    np.testing.assert_allclose(back.predict(x), network.predict(x), atol=1e-6)
    assert back.count() == network.count() == model.count_params()


def test_from_keras_names_what_it_cannot_take():
    model = keras.Sequential([keras.Input((4, 2)), keras.layers.GRU(3)])
    with pytest.raises(ScratchError, match="is a GRU, which the engine does not have"):
        Network.from_keras(model)
    with pytest.raises(ScratchError, match="build it first"):
        Network([layers.Dense(2)]).to_keras()
