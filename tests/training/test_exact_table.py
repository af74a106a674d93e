"""The engine against ``keras.Model.fit`` over a whole table: 11 kinds of model times 7 optimizers.

Held here is what docs/same_as_keras.md promises: a plain graph gives Keras' very bits, and what ``fit``
chooses by itself stays within the promise for the optimizer.
"""

from __future__ import annotations

import keras
import numpy as np
import pytest
from keras import layers

from tests.training.twins import classifier, compiled, labels, rows, train

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_fallback")]


def attention():
    series = keras.Input((5, 4))
    seen = layers.MultiHeadAttention(2, 3)(series, series)
    return keras.Model(series, layers.Dense(3, "softmax")(layers.Flatten()(seen)))


def branches():
    start = keras.Input((5,))
    side = layers.Dense(5, "relu")(start)
    return keras.Model(start, layers.Dense(3, "softmax")(layers.Concatenate()([start, side])))


MODELS = {
    "dense": lambda: classifier(layers.Dense(6, "tanh"), layers.Dense(6, "relu")),
    "wide": lambda: classifier(layers.Dense(512, "relu"), layers.Dense(512, "relu")),
    "batch normalization": lambda: classifier(layers.Dense(6), layers.BatchNormalization(), layers.ReLU()),
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


def trained(kind, optimizer, engine):
    x = rows(*MODELS[kind]().input_shape[1:])
    x = np.abs(x * 3).astype("int32") % 9 if kind == "embedding" else x

    def build():
        model = MODELS[kind]()
        return compiled(model, "sparse_categorical_crossentropy", OPTIMIZERS[optimizer](), ["accuracy"])

    return train(build, x, labels(3), engine, class_weight={0: 2.0, 1: 0.5}, epochs=5)


def distance(ours, theirs):
    """How far the losses are apart, as a share of them, and the weights, as a share of 1 or of themselves."""
    losses = max(
        np.max(np.abs(np.array(ours.history[name]) - values) / np.abs(values))
        for name, values in theirs.history.items()
        if "accuracy" not in name
    )
    weights = max(
        float(np.max(np.abs(np.float64(mine) - value) / np.maximum(np.abs(value), 1)))
        for (_, mine), (_, value) in zip(ours.variables, theirs.variables, strict=True)
    )
    return losses, weights
