"""Every layer, activation and loss: its gradient is the slope that finite differences measure."""

from __future__ import annotations

import numpy as np
import pytest

from ann_toolkit.scratch import activations, convolution, layers, losses, pooling, recurrent
from ann_toolkit.scratch.catalogue import ACTIVATIONS, get_activation
from ann_toolkit.scratch.network import Network

SMOOTH = [name for name in ACTIVATIONS if name not in ("softmax", "heaviside", "sign")]
LAYERS = {
    "dense": (lambda: layers.Dense(3, "tanh"), (5,)),
    "dense softmax": (lambda: layers.Dense(3, "softmax"), (5,)),
    "activation": (lambda: layers.Activation("gelu"), (5,)),
    "reshape": (lambda: layers.Reshape((2, 3)), (6,)),
    "flatten": (lambda: layers.Flatten(), (2, 3)),
    "conv1d valid": (lambda: convolution.Conv1D(3, 3, "tanh"), (7, 2)),
    "conv1d same stride": (lambda: convolution.Conv1D(3, 4, "tanh", "same", 3), (8, 2)),
    "conv1d valid stride": (lambda: convolution.Conv1D(2, 3, "linear", "valid", 2), (8, 2)),
    "conv2d valid": (lambda: convolution.Conv2D(3, 3, "tanh"), (5, 6, 2)),
    "conv2d same": (lambda: convolution.Conv2D(2, (2, 3), "sigmoid", "same"), (5, 4, 3)),
    "conv2d stride": (lambda: convolution.Conv2D(2, 3, "tanh", "same", (2, 3)), (6, 7, 2)),
    "conv2d valid stride": (lambda: convolution.Conv2D(2, (3, 2), "tanh", "valid", 2), (6, 7, 1)),
    "maxpool1d": (lambda: pooling.MaxPooling1D(2), (7, 2)),
    "maxpool2d": (lambda: pooling.MaxPooling2D(2), (5, 6, 2)),
    "maxpool2d overlapping": (lambda: pooling.MaxPooling2D(3, 2), (7, 7, 2)),
    "avgpool1d": (lambda: pooling.AveragePooling1D(3, 2), (7, 2)),
    "avgpool2d": (lambda: pooling.AveragePooling2D((2, 3)), (5, 6, 2)),
    "rnn": (lambda: recurrent.SimpleRNN(4), (5, 3)),
    "rnn sequences": (lambda: recurrent.SimpleRNN(4, "sigmoid", return_sequences=True), (5, 3)),
}


def slope(function, x: np.ndarray, step: float = 1e-6) -> np.ndarray:
    """d function / d x by central differences, one number at a time; ``x`` is changed and put back."""
    gradient = np.empty_like(x)
    for place in np.ndindex(x.shape):
        kept = x[place]
        x[place] = kept + step
        above = function()
        x[place] = kept - step
        gradient[place] = (above - function()) / (2 * step)
        x[place] = kept
    return gradient


@pytest.mark.parametrize("name", LAYERS)
def test_layer_gradients_match_finite_differences(name):
    make, shape = LAYERS[name]
    layer, rng = make(), np.random.default_rng(1)
    layer.build(shape, rng, "float64")
    for parameter in layer.parameters():
        parameter.value += rng.normal(0, 0.1, parameter.value.shape)
    x = rng.normal(size=(3, *shape))
    pull = rng.normal(size=layer.forward(x).shape)  # the loss is sum(pull * output)
    assert layer.forward(x).shape[1:] == layer.output_shape

    def loss() -> float:
        return float((pull * layer.forward(x)).sum())

    layer.forward(x)
    to_inputs = layer.backward(pull)
    gradients = [parameter.gradient for parameter in layer.parameters()]
    np.testing.assert_allclose(to_inputs, slope(loss, x), atol=1e-6)
    for gradient, parameter in zip(gradients, layer.parameters(), strict=True):
        np.testing.assert_allclose(gradient, slope(loss, parameter.value), atol=1e-6)


@pytest.mark.parametrize("layer", [layers.Dropout(0.4), layers.DropConnect(3, 0.4, "tanh")])
def test_random_layers_pass_the_gradient_where_they_let_the_input_pass(layer):
    rng = np.random.default_rng(0)
    layer.build((6,), rng, "float64")
    x, pull = rng.normal(size=(4, 6)), rng.normal(size=(4, *layer.output_shape))

    def loss() -> float:
        layer.rng = np.random.default_rng(5)  # the same mask every time
        return float((pull * layer.forward(x, training=True)).sum())

    loss()
    to_inputs = layer.backward(pull)
    assert (layer.mask == 0).any()
    np.testing.assert_allclose(to_inputs, slope(loss, x), atol=1e-6)
    for parameter in layer.parameters():
        loss()
        layer.backward(pull)
        gradient = parameter.gradient
        np.testing.assert_allclose(gradient, slope(loss, parameter.value), atol=1e-6)


@pytest.mark.parametrize("name", SMOOTH)
def test_activation_derivatives_match_finite_differences(name):
    activation = get_activation(name)
    z = np.concatenate([np.linspace(-6, 6, 97) + 0.013, [-40.0, 40.0]])  # not at 0, where relu has a corner
    measured = activations.numerical_derivative(activation.function, z)
    np.testing.assert_allclose(activation.derivative(z), measured, atol=1e-6)
    np.testing.assert_allclose(activation.backward(np.full_like(z, 3.0), z), 3 * activation.derivative(z))


@pytest.mark.parametrize(("name", "alpha"), [("leaky_relu", 0.2), ("elu", 0.5)])
def test_the_settings_of_an_activation_reach_its_derivative(name, alpha):
    activation, z = get_activation(name, alpha=alpha), np.array([-2.0, 1.5])
    measured = activations.numerical_derivative(activation.function, z)
    np.testing.assert_allclose(activation.derivative(z), measured, atol=1e-6)
    assert abs(activation.derivative(z)[0] - get_activation(name).derivative(z)[0]) > 0.05


def test_softmax_jacobian_matches_finite_differences_and_backward():
    z = np.random.default_rng(0).normal(size=(2, 4))
    jacobian = activations.softmax_jacobian(z)
    for row in range(2):
        for output in range(4):
            measured = slope(lambda row=row, output=output: activations.softmax(z)[row, output], z)[row]
            np.testing.assert_allclose(jacobian[row, output], measured, atol=1e-6)
    pull = np.random.default_rng(1).normal(size=(2, 4))
    expected = np.einsum("nij,ni->nj", jacobian, pull)
    np.testing.assert_allclose(get_activation("softmax").backward(pull, z), expected, atol=1e-12)


@pytest.mark.parametrize("name", losses.LOSSES)
def test_loss_gradients_match_finite_differences(name):
    loss, rng = losses.get_loss(name), np.random.default_rng(0)
    p = rng.uniform(0.05, 0.95, (4, 3)) * (1 if "cross" in name else 4)
    y = np.eye(3)[[0, 2, 1, 1]]
    np.testing.assert_allclose(loss.gradient(y, p), slope(lambda: loss(y, p), p), atol=1e-6)


@pytest.mark.parametrize(
    ("activation", "outputs"), [("softmax", 3), ("sigmoid", 3), ("sigmoid", 1), ("linear", 2)]
)
def test_the_whole_network_with_its_fused_loss_matches_finite_differences(activation, outputs):
    rng = np.random.default_rng(0)
    network = Network(
        [
            convolution.Conv1D(3, 3, "tanh"),
            pooling.MaxPooling1D(2),
            layers.Flatten(),
            layers.Dense(outputs, activation),
        ],
        input_shape=(8, 2),
        dtype="float64",
    )
    x, y = rng.normal(size=(4, 8, 2)), rng.integers(0, 2, (4, outputs)).astype(float)
    if activation == "softmax":
        y = np.eye(outputs)[[0, 1, 2, 1]]
    to_inputs = network.backward(y, network.forward(x))
    np.testing.assert_allclose(to_inputs, slope(lambda: network.loss(y, network.forward(x)), x), atol=1e-6)
    for parameter in network.parameters():
        network.backward(y, network.forward(x))
        gradient = parameter.gradient
        measured = slope(lambda: network.loss(y, network.forward(x)), parameter.value)
        np.testing.assert_allclose(gradient, measured, atol=1e-6)


@pytest.mark.parametrize("last", [recurrent.SimpleRNN(2, "softmax"), recurrent.SimpleRNN(1, "sigmoid")])
def test_a_recurrent_output_is_not_fused_with_its_loss(last):
    rng = np.random.default_rng(0)
    network = Network([last], input_shape=(4, 3), dtype="float64")
    x, y = rng.normal(size=(5, 4, 3)), rng.integers(0, 2, (5, 1)).astype(float)
    y = np.hstack([y, 1 - y]) if last.units == 2 else y
    found = network.backward(y, network.forward(x))
    np.testing.assert_allclose(found, slope(lambda: network.loss(y, network.forward(x)), x), atol=1e-6)


def test_training_leaves_out_the_gradient_of_the_inputs_and_nothing_else():
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(5, 4)), np.eye(3)[[0, 1, 2, 0, 1]]
    network = Network(
        [layers.Dense(6, "relu"), layers.Dense(3, "softmax")], input_shape=(4,), dtype="float64"
    )
    gradients = []
    for to_inputs in (True, False):
        network.backward(y, network.forward(x), to_inputs)
        gradients.append([parameter.gradient.copy() for parameter in network.parameters()])
    for full, brief in zip(*gradients, strict=True):
        np.testing.assert_array_equal(full, brief)
