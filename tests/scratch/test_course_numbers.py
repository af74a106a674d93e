"""The numbers that the course prints, out of the engine."""

from __future__ import annotations

import numpy as np
import pytest

from ann_toolkit.scratch import activations, convolution, layers, pooling
from ann_toolkit.scratch.network import Network
from ann_toolkit.scratch.optimizers import GradientDescent

# S3, A1.3 VI: softmax of nine points, as printed
SOFTMAX = {
    (0, 0, 0): (0.33333333, 0.33333333, 0.33333333),
    (5, 0, 0): (0.98670329, 0.00664835, 0.00664835),
    (0, 5, 0): (0.00664835, 0.98670329, 0.00664835),
    (-5, 0, 0): (0.00335766, 0.49832117, 0.49832117),
    (0, -5, 0): (0.49832117, 0.00335766, 0.49832117),
    (2.5, -2.5, 0): (0.91842297, 0.00618829, 0.07538875),
    (-2.5, -2.5, 0): (0.07050946, 0.07050946, 0.85898108),
    (2.5, 2.5, 0): (0.48028779, 0.48028779, 0.03942442),
    (-2.5, 2.5, 0): (0.00618829, 0.91842297, 0.07538875),
}


@pytest.mark.parametrize("z", SOFTMAX)
def test_softmax_table_of_s3_to_8_digits(z):
    probabilities = activations.softmax(np.array(z, dtype=float))
    np.testing.assert_allclose(probabilities, SOFTMAX[z], atol=5.1e-9)
    assert probabilities.sum() == pytest.approx(1)


def test_forward_and_backward_example_of_s0():
    network = Network(
        [layers.Dense(2, "sigmoid"), layers.Dense(2, "sigmoid")],
        loss="mean_squared_error",  # over two outputs: S0's sum of squares, halved
        optimizer=GradientDescent(0.1),
        input_shape=(2,),
        dtype="float64",
    )
    hidden, output = np.array([[0.5, 0.5], [0.0, 1.0]]), np.array([[0.5, 0.5], [1.0, 0.5]])
    network.set_weights([hidden, np.ones(2), output, np.ones(2)])
    x, y = np.array([[1.0, 0.0]]), np.array([[0.7, 0.0]])

    predicted = network.forward(x)
    np.testing.assert_allclose(network.layers[1].x, [[0.82, 0.82]], atol=0.005)
    np.testing.assert_allclose(predicted, [[0.90, 0.86]], atol=0.005)
    assert network.loss(y, predicted) == pytest.approx(0.39, abs=0.005)

    network.backward(y, predicted)
    network.optimizer.update(network.parameters())
    new_hidden, _, new_output, _ = network.get_weights()
    # S0 rounds on the way: its figures hold to one unit of their last digit
    assert new_hidden[0, 0] == pytest.approx(0.499, abs=1e-3)
    assert new_output[0, 0] == pytest.approx(0.499, abs=1e-3)
    assert new_output[0, 1] == pytest.approx(0.491, abs=1e-3)
    assert new_output[1, 0] == pytest.approx(0.998, abs=1e-3)
    assert new_output[1, 1] == pytest.approx(0.491, abs=1e-3)
    assert network.loss(y, network.forward(x)) == pytest.approx(0.388, abs=5e-4)


def test_convolution_example_of_s3():
    network = Network(
        [convolution.Conv1D(1, 3, "relu"), pooling.MaxPooling1D(2)], input_shape=(10, 1), dtype="float64"
    )
    network.set_weights([np.reshape([0.5, 1.0, 0.5], (3, 1, 1)), np.zeros(1)])
    x = np.reshape([0.2, 0.6, 0.9, 0.7, 0.3, 0.5, 0.8, 0.4, 0.1, 0.6], (1, 10, 1))
    features = network.layers[0].forward(x)
    assert features[0, 0, 0] == pytest.approx(1.15)
    assert features.shape == (1, 8, 1)
    assert network.predict(x).shape == (1, 4, 1)
    np.testing.assert_allclose(
        network.predict(x)[0, :, 0], np.maximum(features[0, 0::2, 0], features[0, 1::2, 0])
    )


def test_pooling_example_of_s4():
    portion = np.array([[0, 0, 0, 0], [0, 2, 50, 20], [0, 20, 18, 20], [0, 20, 20, 20]], dtype=float)
    pool = pooling.MaxPooling2D(2)
    pool.build((4, 4, 1), np.random.default_rng(0), "float64")
    np.testing.assert_array_equal(pool.forward(portion.reshape(1, 4, 4, 1))[0, :, :, 0], [[2, 50], [20, 20]])


def test_convolution_example_of_s4():
    portion = np.array(
        [[0, 0, 0, 0, 0], [0, 2, 50, 20, 0], [0, 20, 18, 20, 0], [0, 20, 20, 20, 0]], dtype=float
    )
    layer = convolution.Conv2D(1, 3)
    layer.build((4, 5, 1), np.random.default_rng(0), "float64")
    layer.kernel.value[:, :, 0, 0] = [[-1, 2, 2], [2, 6, 2], [2, 2, -1]]
    assert layer.forward(portion.reshape(1, 4, 5, 1))[0, 0, 0, 0] == 134


# S1 prints the hidden layer's weights and the outputs; the output layer's weights follow from the outputs.
XOR_HIDDEN = np.array([[1.2484406, -1.247532], [-1.5363349, 1.5365471]])
XOR_HIDDEN_BIAS = np.array([-0.00033336, -0.00017454])


def test_xor_of_s1():
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
    hidden = activations.relu(X @ XOR_HIDDEN + XOR_HIDDEN_BIAS)
    np.testing.assert_allclose(hidden[:3], [[0, 0], [0, 1.53], [1.24, 0]], atol=0.01)
    bias, second, first = np.log(np.array([0.299, 0.717, 0.709]) / (1 - np.array([0.299, 0.717, 0.709])))
    output = np.array([[(first - bias) / hidden[2, 0]], [(second - bias) / hidden[1, 1]]])
    network = Network(
        [layers.Dense(2, "relu"), layers.Dense(1, "sigmoid")], input_shape=(2,), dtype="float64"
    )
    network.set_weights([XOR_HIDDEN, XOR_HIDDEN_BIAS, output, np.array([bias])])
    outputs = network.predict(X)[:, 0]
    np.testing.assert_allclose(outputs[:3], [0.299, 0.717, 0.709], atol=1e-9)
    # S1 prints h1 = 0.28 and y = 0.299 for (1, 1); its own weights give h2 = 0.289 and y = 0.374
    np.testing.assert_allclose(hidden[3], [0, 0.289], atol=0.001)
    assert outputs[3] == pytest.approx(0.374, abs=0.001)
    np.testing.assert_array_equal(network.predict_classes(X), [0, 1, 1, 0])


@pytest.mark.parametrize(
    ("rows", "shape", "count"),
    [
        ([layers.Dense(256), layers.Dense(128), layers.Dense(10)], (784,), 235_146),  # S1, Fashion-MNIST
        ([layers.Dense(300), layers.Dense(100), layers.Dense(10)], (784,), 266_610),  # S2
        (
            [
                convolution.Conv2D(32, 3, "relu"),
                convolution.Conv2D(32, 3, "relu"),
                pooling.MaxPooling2D(2),
                layers.Flatten(),
                layers.Dense(6, "softmax"),
            ],
            (64, 64, 3),
            182_950,  # S1, hand signs
        ),
    ],
)
def test_parameter_counts_of_the_course(rows, shape, count):
    network = Network(rows, input_shape=shape)
    assert network.count() == count
    assert f"{count:,}" in network.summary()
