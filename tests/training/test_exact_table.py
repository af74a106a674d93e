"""The engine against ``keras.Model.fit`` over a whole table: 11 kinds of model times 7 optimizers.

Held here is what docs/same_as_keras.md promises: a plain graph gives Keras' very bits, and what ``fit``
chooses by itself stays within the promise for the optimizer.
"""

from __future__ import annotations

import functools
import re

import keras
import numpy as np
import pytest
from keras import layers

from ann_toolkit.training.engine.choice import suits_xla
from tests.training.twins import assert_same, attention, classifier, compiled, labels, rows, train

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_fallback")]


def branches():
    start = keras.Input((5,))
    side = layers.Dense(5, "relu")(start)
    return keras.Model(start, layers.Dense(3, "softmax")(layers.Concatenate()([start, side])))


MODELS = {
    "dense": lambda: classifier(layers.Dense(6, "tanh"), layers.Dense(6, "relu")),
    "wide": lambda: classifier(layers.Dense(512, "relu"), layers.Dense(512, "relu")),
    "batch normalization": lambda: classifier(
        layers.Dense(6, name="before"), layers.BatchNormalization(), layers.ReLU()
    ),
    "layer normalization": lambda: classifier(layers.Dense(6), layers.LayerNormalization()),
    "dropout": lambda: classifier(layers.Dense(6, "relu"), layers.Dropout(0.3, seed=1)),
    "branches": branches,
    "conv1d": lambda: classifier(layers.Conv1D(4, 3, activation="relu"), layers.Flatten(), shape=(9, 2)),
    "conv2d": lambda: classifier(
        *(layers.Conv2D(4, 3, activation="relu"), layers.MaxPooling2D(2), layers.Flatten()), shape=(7, 7, 1)
    ),
    "embedding": lambda: classifier(layers.Embedding(9, 3), layers.GlobalAveragePooling1D(), shape=(4,)),
    "lstm": lambda: classifier(layers.LSTM(4), shape=(5, 2)),
    "attention": attention,
}
OPTIMIZERS = {
    "sgd": lambda: keras.optimizers.SGD(0.05),
    "momentum": lambda: keras.optimizers.SGD(0.05, momentum=0.9, nesterov=True),
    "rmsprop": lambda: keras.optimizers.RMSprop(0.01),
    "adam": lambda: keras.optimizers.Adam(0.01),
    "adamw": lambda: keras.optimizers.AdamW(0.01),
    "adam, averaged": lambda: keras.optimizers.Adam(0.01, use_ema=True, ema_overwrite_frequency=5),
    "lion": lambda: keras.optimizers.Lion(0.01),
}


# docs/same_as_keras.md: how far losses may be from Keras' under XLA, as a share of them, and weights
XLA_PROMISES = {
    **dict.fromkeys(["sgd", "momentum", "rmsprop"], (1e-6, 1e-5)),
    # they divide by the size of a gradient, and so magnify one that is only rounding
    **dict.fromkeys(["adam", "adamw", "adam, averaged"], (1e-4, 1e-4)),
}
# A bias before a batch normalization has no effect, nor has the bias of attention's keys, and so no gradient
# but rounding errors; their steps may be as long as any. The mean that the normalization keeps follows the bias.
WITHOUT_EFFECT = re.compile(r"before[/_]bias|moving_mean|key[/_]bias")
# `fit` leaves these to the graph: XLA draws other numbers, and is slow with windows that slide
NEVER_XLA = ("dropout", "conv1d", "conv2d")


@functools.cache
def trained(kind, optimizer, engine):
    x = rows(*MODELS[kind]().input_shape[1:])
    x = np.abs(x * 3).astype("int32") % 9 if kind == "embedding" else x

    def build():
        model = MODELS[kind]()
        return compiled(model, "sparse_categorical_crossentropy", OPTIMIZERS[optimizer](), ["accuracy"])

    return train(build, x, labels(3), engine, class_weight={0: 2.0, 1: 0.5}, epochs=5)


def distance(ours, theirs):
    """How far the losses are apart, as a share of them, and the weights that count, as a share of 1 or themselves."""
    losses = max(
        np.max(np.abs(np.array(ours.history[name]) - values) / np.abs(values))
        for name, values in theirs.history.items()
        if "accuracy" not in name
    )
    weights = max(
        float(np.max(np.abs(np.float64(mine) - value) / np.maximum(np.abs(value), 1)))
        for (name, mine), (_, value) in zip(ours.variables, theirs.variables, strict=True)
        if not WITHOUT_EFFECT.search(name)
    )
    return losses, weights


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("kind", MODELS)
def test_a_graph_gives_the_bits_of_keras(kind, optimizer):
    ours, theirs = trained(kind, optimizer, "graph"), trained(kind, optimizer, "keras")
    if kind != "attention":
        assert_same(ours, theirs)
        return
    # attention adds up in another order than Keras' own compiled function does
    losses, weights = distance(ours, theirs)
    assert losses <= 1e-6
    assert weights <= XLA_PROMISES.get(optimizer, (1e-4, 1e-4))[1]


@pytest.mark.parametrize("optimizer", XLA_PROMISES)
@pytest.mark.parametrize("kind", [kind for kind in MODELS if kind not in NEVER_XLA])
def test_xla_keeps_its_promise(kind, optimizer):
    losses, weights = distance(trained(kind, optimizer, "xla"), trained(kind, optimizer, "keras"))
    most_losses, most_weights = XLA_PROMISES[optimizer]
    assert losses <= most_losses
    assert weights <= most_weights


def test_an_optimizer_that_takes_signs_never_takes_xla_by_itself():
    lion = keras.optimizers.Lion(0.01)

    class Own(keras.optimizers.SGD):
        """A student's own."""

    for optimizer in (
        lion,
        Own(0.01),
        keras.optimizers.LossScaleOptimizer(lion),
        keras.optimizers.MultiOptimizer(
            keras.optimizers.OptimizerMap(keras.optimizers.SGD(), {".*bias": lion})
        ),
    ):
        assert not suits_xla(compiled(MODELS["dense"](), "mse", optimizer), steps=10**6)
    assert suits_xla(compiled(MODELS["dense"](), "mse", "adam"), steps=10**6)
