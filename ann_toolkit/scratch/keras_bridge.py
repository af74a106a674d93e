"""The same network in Keras: same layers, same weights, same outputs. Keras is imported only when called."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from ann_toolkit.scratch import catalogue, convolution, layers, losses, optimizers, pooling, recurrent
from ann_toolkit.scratch.errors import ScratchError
from ann_toolkit.scratch.layers import Layer, Shape

if TYPE_CHECKING:
    import keras


class BuiltNetwork(Protocol):
    """What the bridge asks of a :class:`Network`, which stands above it and calls it."""

    layers: list[Layer]
    loss: losses.Loss
    optimizer: optimizers.Optimizer
    input_shape: Shape
    output_shape: Shape
    dtype: str

    @property
    def classifies(self) -> bool: ...  # noqa: D102  # as in Network
    def get_weights(self) -> list[np.ndarray]: ...  # noqa: D102


def to_keras(network: BuiltNetwork) -> keras.Model:
    """Build the network in Keras, compiled with the same loss and optimizer, with copies of the weights.

    Args:
        network: a built network (one that knows its input shape).

    Returns:
        A compiled ``keras.Sequential`` that gives the same outputs.

    Raises:
        ScratchError: it is not built, or has something that Keras does not have.
    """
    import keras

    if not network.output_shape:
        raise ScratchError("the network has no weights yet; build it first: network.build((features,))")
    if not hasattr(keras.losses, network.loss.name):
        raise ScratchError(f"Keras has no loss {network.loss.name!r}; give the network another one")
    l2 = keras.regularizers.L2(network.optimizer.l2) if network.optimizer.l2 else None
    model = keras.Sequential([keras.Input(network.input_shape, dtype=network.dtype)])
    for layer in network.layers:
        model.add(_layer_to_keras(keras, layer, l2, network.dtype))
    model.set_weights(network.get_weights())
    model.compile(
        loss=network.loss.name,
        optimizer=_optimizer_to_keras(keras, network.optimizer),
        metrics=["accuracy"] if network.classifies else [],
    )
    return model


def layers_from_keras(model: keras.Model) -> list[layers.Layer]:
    """The layers of a ``keras.Sequential`` as layers of the engine, with weights yet to be set.

    Args:
        model: made of Dense, Conv1D/2D, pooling, Dropout, Flatten, Reshape, SimpleRNN and activations.

    Raises:
        ScratchError: the model is not such a row of layers.
    """
    import keras

    if not isinstance(model, keras.Sequential) or not model.built:
        raise ScratchError(
            f"from_keras got {type(model).__name__} {model.name!r}; expected a built keras.Sequential"
        )
    return [_layer_from_keras(layer) for layer in model.layers]


def _activation_to_keras(keras: Any, activation: catalogue.ActivationFunction) -> Any:
    settings = activation.settings
    special: dict[str, Callable[[], Any]] = {
        "leaky_relu": lambda: keras.layers.LeakyReLU(negative_slope=settings["alpha"]),
        "elu": lambda: keras.layers.ELU(alpha=settings["alpha"]),
        "gelu_tanh": lambda: _gelu_tanh,
    }
    if activation.name in special:
        return special[activation.name]()
    try:
        return keras.activations.get(activation.name)
    except ValueError:
        raise ScratchError(
            f"Keras has no activation {activation.name!r}; build the Keras model with a function of your own"
        ) from None


def _gelu_tanh(z: Any) -> Any:
    import keras

    return keras.activations.gelu(z, approximate=True)


def _layer_to_keras(keras: Any, layer: layers.Layer, l2: Any, dtype: str) -> Any:
    common: dict[str, Any] = {"dtype": dtype}
    if hasattr(layer, "activation"):
        common["activation"] = _activation_to_keras(keras, layer.activation)
    if isinstance(layer, layers.Dense):  # DropConnect too: when predicting it is a Dense layer
        return keras.layers.Dense(layer.units, kernel_regularizer=l2, **common)
    if isinstance(layer, convolution.Convolution):
        kind = getattr(keras.layers, layer.name)
        return kind(
            layer.filters,
            layer.size,
            strides=layer.strides,
            padding=layer.padding,
            kernel_regularizer=l2,
            **common,
        )
    if isinstance(layer, pooling.Pooling):
        return getattr(keras.layers, layer.name)(layer.size, strides=layer.strides, **common)
    if isinstance(layer, recurrent.SimpleRNN):
        sequences = layer.return_sequences
        return keras.layers.SimpleRNN(
            layer.units,
            return_sequences=sequences,
            kernel_regularizer=l2,
            recurrent_regularizer=l2,
            **common,
        )
    if isinstance(layer, layers.Dropout):
        return keras.layers.Dropout(layer.rate, **common)
    if isinstance(layer, layers.Reshape):
        return keras.layers.Reshape(layer.output_shape, **common)
    if isinstance(layer, layers.Activation):
        return keras.layers.Activation(**common)
    raise ScratchError(f"Keras has no layer for {layer.name}")


def _layer_from_keras(layer: Any) -> layers.Layer:
    kind, config = type(layer).__name__, layer.get_config()
    if kind in ("Dense", "Conv1D", "Conv2D", "SimpleRNN"):
        activation = _activation_from_keras(layer.activation)
        if not config["use_bias"]:
            raise ScratchError(f"the layer {layer.name!r} has no bias; build it with use_bias=True")
        if kind == "Dense":
            return layers.Dense(layer.units, activation)
        if kind == "SimpleRNN":
            return recurrent.SimpleRNN(layer.units, activation, layer.return_sequences)
        size, strides = tuple(layer.kernel_size), tuple(layer.strides)
        return getattr(convolution, kind)(layer.filters, size, activation, layer.padding, strides)
    if kind in ("MaxPooling1D", "MaxPooling2D", "AveragePooling1D", "AveragePooling2D"):
        if layer.padding != "valid":
            raise ScratchError(f"the layer {layer.name!r} pools with padding; only padding='valid' is known")
        return getattr(pooling, kind)(
            tuple(np.atleast_1d(layer.pool_size)), tuple(np.atleast_1d(layer.strides))
        )
    if kind in ("Dropout", "Flatten"):
        return layers.Dropout(layer.rate) if kind == "Dropout" else layers.Flatten()
    if kind == "Reshape":
        return layers.Reshape(layer.target_shape)
    if kind == "Activation":
        return layers.Activation(_activation_from_keras(layer.activation))
    if kind in ("ReLU", "LeakyReLU", "ELU", "Softmax"):
        return layers.Activation(_activation_from_keras(layer))
    raise ScratchError(f"the layer {layer.name!r} is a {kind}, which the engine does not have")


def _activation_from_keras(activation: Any) -> catalogue.ActivationFunction:
    kind = type(activation).__name__
    if kind == "LeakyReLU":
        return catalogue.get_activation("leaky_relu", alpha=float(activation.negative_slope))
    if kind == "ELU":
        return catalogue.get_activation("elu", alpha=float(activation.alpha))
    if kind in ("ReLU", "Softmax"):
        return catalogue.get_activation(kind)
    name = activation.__name__
    if name == "leaky_relu":
        return catalogue.get_activation(name, alpha=0.2)  # the slope of Keras' own function
    return catalogue.get_activation(name.strip("_"))


def _optimizer_to_keras(keras: Any, optimizer: optimizers.Optimizer) -> Any:
    common = {"learning_rate": optimizer.learning_rate, "global_clipnorm": optimizer.clip}
    if isinstance(optimizer, optimizers.Adam):
        return keras.optimizers.Adam(
            beta_1=optimizer.beta1, beta_2=optimizer.beta2, epsilon=optimizer.eps, **common
        )
    return keras.optimizers.SGD(momentum=getattr(optimizer, "momentum", 0.0), **common)
