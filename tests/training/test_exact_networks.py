"""The engine against ``keras.Model.fit``: every kind of layer and every optimizer, with each way to compile.

A plain graph gives Keras' very bits. XLA joins operations and so rounds less often: that is one bit of a
float32 (1.2e-7 of a number) here and there, and 1e-6 after some epochs. Where it is more, the case says why.
"""

from __future__ import annotations

import functools

import keras
import numpy as np
import pytest
from keras import layers

from tests.training.twins import assert_same, attention, classifier, compiled, labels, rows, train

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_fallback")]  # each trains two networks


class Doubled(layers.Layer):
    """A student's own layer."""

    def build(self, shape):
        self.factor = self.add_weight(shape=(shape[-1],), initializer="ones")

    def call(self, inputs):
        return 2 * self.factor * inputs


def branches():
    start = keras.Input((5,))
    side = layers.Dense(5, "relu")(start)
    joined = layers.Concatenate()([layers.Add()([start, side]), layers.Multiply()([start, side])])
    return keras.Model(start, layers.Dense(3, "softmax")(joined))


# each kind of layer with another optimizer, and simple layers with those that are left
CASES = {
    "wide": (lambda: classifier(layers.Dense(512, "relu"), layers.Dense(512, "relu")), "adam"),
    "batch normalization": (
        lambda: classifier(layers.Dense(6), layers.BatchNormalization(), layers.ReLU()),
        "adamw",
    ),
    "layer and group normalization": (
        lambda: classifier(
            layers.Dense(6), layers.LayerNormalization(), layers.Dense(6), layers.GroupNormalization(2)
        ),
        "nadam",
    ),
    "activations with weights": (lambda: classifier(layers.Dense(6), layers.PReLU()), "adamax"),
    "regularized": (
        lambda: classifier(
            layers.Dense(
                *(6, "tanh"),
                kernel_regularizer=keras.regularizers.L1L2(0.01, 0.02),
                kernel_constraint="max_norm",
            ),
            layers.ActivityRegularization(0.01),
        ),
        "momentum",
    ),
    "conv1d": (
        lambda: classifier(
            layers.Conv1D(4, 3, activation="relu"), layers.MaxPooling1D(2), layers.Flatten(), shape=(9, 2)
        ),
        "rmsprop",
    ),
    "conv2d": (
        lambda: classifier(
            *(layers.Conv2D(4, 3, activation="relu"), layers.AveragePooling2D(2), layers.Flatten()),
            shape=(7, 7, 1),
        ),
        "nesterov with a schedule",
    ),
    "separable and transposed convolutions": (
        lambda: classifier(
            layers.SeparableConv2D(3, 3), layers.Conv2DTranspose(2, 3), layers.Flatten(), shape=(6, 6, 1)
        ),
        "sgd",
    ),
    "lstm": (lambda: classifier(layers.LSTM(4), shape=(5, 2)), "adagrad"),
    "gru, both ways": (lambda: classifier(layers.Bidirectional(layers.GRU(4)), shape=(5, 2)), "sgd"),
    "simple rnn with a mask": (
        lambda: classifier(layers.Masking(0.0), layers.SimpleRNN(4), shape=(5, 2)),
        "adam, clipped",
    ),
    "the same for each moment": (
        lambda: classifier(
            layers.TimeDistributed(layers.Dense(3)), layers.GlobalMaxPooling1D(), shape=(5, 2)
        ),
        "adadelta",
    ),
    "embedding": (
        lambda: classifier(layers.Embedding(9, 3), layers.GlobalAveragePooling1D(), shape=(4,)),
        "gradient accumulation",
    ),
    "attention": (attention, "sgd"),
    "branches": (branches, "ftrl"),
    "a layer of one's own": (lambda: classifier(Doubled()), "lamb"),
    "dropout": (lambda: classifier(layers.Dense(6), layers.Dropout(0.3)), "sgd"),
    "dense, averaged": (lambda: classifier(layers.Dense(6, "tanh")), "adam, averaged"),
    "dense, adafactor": (lambda: classifier(layers.Dense(6, "tanh")), "adafactor"),
    "dense, muon": (lambda: classifier(layers.Dense(6, "tanh")), "muon"),
    "dense, without a schedule": (lambda: classifier(layers.Dense(6, "tanh")), "adamw, schedule-free"),
    "dense, several": (lambda: classifier(layers.Dense(6, "tanh")), "one for the biases"),
    "dense, scaled loss": (lambda: classifier(layers.Dense(6, "tanh")), "scaled loss"),
}

OPTIMIZERS = {
    "sgd": lambda: keras.optimizers.SGD(0.05),
    "momentum": lambda: keras.optimizers.SGD(0.05, momentum=0.9),
    "nesterov with a schedule": lambda: keras.optimizers.SGD(
        keras.optimizers.schedules.ExponentialDecay(0.05, 7, 0.9), momentum=0.9, nesterov=True
    ),
    "gradient accumulation": lambda: keras.optimizers.SGD(0.05, gradient_accumulation_steps=2),
    "rmsprop": lambda: keras.optimizers.RMSprop(0.01, momentum=0.5, centered=True),
    "adam": lambda: keras.optimizers.Adam(0.01),
    "adam, clipped": lambda: keras.optimizers.Adam(0.01, amsgrad=True, clipnorm=0.1),
    "adam, averaged": lambda: keras.optimizers.Adam(0.01, use_ema=True, ema_overwrite_frequency=5),
    "adamw": lambda: keras.optimizers.AdamW(0.01),
    "adamw, schedule-free": lambda: keras.optimizers.ScheduleFreeAdamW(0.01),
    "one for the biases": lambda: keras.optimizers.MultiOptimizer(
        keras.optimizers.OptimizerMap(keras.optimizers.Adam(0.01), {".*bias": keras.optimizers.SGD(0.05)})
    ),
    "nadam": lambda: keras.optimizers.Nadam(0.01),
    "adamax": lambda: keras.optimizers.Adamax(0.01),
    "adagrad": lambda: keras.optimizers.Adagrad(0.05),
    "adadelta": lambda: keras.optimizers.Adadelta(1.0),
    "adafactor": lambda: keras.optimizers.Adafactor(0.01),
    "ftrl": lambda: keras.optimizers.Ftrl(0.05),
    "lamb": lambda: keras.optimizers.Lamb(0.01),
    "muon": lambda: keras.optimizers.Muon(0.01),
    "scaled loss": lambda: keras.optimizers.LossScaleOptimizer(keras.optimizers.SGD(0.05)),
}

# how far XLA may be from Keras (see `assert_same`), where it is more than 1e-6
XLA_ROUNDS = {
    "wide": 1e-5,  # sums of 512 products
    # a bias before a normalization has no effect and so no gradient but rounding errors, which Adam divides by
    # their own size: its steps are as large as any, and differ
    "batch normalization": 5e-3,
    "dense, averaged": 2e-4,  # Adam's division by small numbers, once more
}
# other random numbers than in Keras: test_exact_data.py compares how many are dropped
OTHER_NUMBERS_IN_XLA = {"dropout"}
# attention adds up in another order than Keras' own compiled function does
GRAPH_ROUNDS = {"attention": 1e-6}


def build(name):
    network, optimizer = CASES[name]
    model = compiled(network(), "sparse_categorical_crossentropy", OPTIMIZERS[optimizer](), ["accuracy"])
    # built before, the schedule-free optimizer begins with the weights; test_accepts.py trains it as Keras builds it
    model.optimizer.build(model.trainable_variables)
    return model


def trained(name, engine):
    x = rows(*CASES[name][0]().input_shape[1:])
    x = np.abs(x * 3).astype("int32") % 9 if name == "embedding" else x
    return train(lambda: build(name), x, labels(3), engine, validation_split=0.2)


@functools.cache
def trained_by_keras(name):
    return trained(name, "keras")


@pytest.mark.parametrize("name", CASES)
def test_a_graph_trains_as_keras_does(name):
    assert_same(trained(name, "graph"), trained_by_keras(name), GRAPH_ROUNDS.get(name, 0.0))


@pytest.mark.parametrize("name", [name for name in CASES if name not in OTHER_NUMBERS_IN_XLA])
def test_xla_trains_as_keras_does(name):
    assert_same(trained(name, "xla"), trained_by_keras(name), XLA_ROUNDS.get(name, 1e-6))


def test_every_optimizer_of_keras_is_compared():
    kinds = [kind for kind in vars(keras.optimizers).values() if isinstance(kind, type)]
    known = {kind for kind in kinds if issubclass(kind, keras.optimizers.Optimizer)}
    compared = {type(OPTIMIZERS[optimizer]()) for _, optimizer in CASES.values()}
    # Lion takes the sign of its gradients: where one is near zero, a rounding error turns a step around
    assert known - compared == {keras.optimizers.Optimizer, keras.optimizers.Lion}
    assert set(OPTIMIZERS) == {optimizer for _, optimizer in CASES.values()}
