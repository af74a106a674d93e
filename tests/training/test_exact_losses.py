"""The engine against ``keras.Model.fit``: losses and metrics, Keras' own and a student's."""

from __future__ import annotations

import functools

import keras
import numpy as np
import pytest
from keras import layers

from tests.training.twins import assert_same, classifier, compiled, labels, regression, rows, train

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_fallback")]  # each trains two networks


def own_loss(y_true, y_pred):
    return keras.ops.mean(keras.ops.log(keras.ops.cosh(y_pred - y_true)), axis=-1)


class Spread(keras.metrics.Metric):
    """A student's own metric: the widest error so far."""

    def __init__(self):
        super().__init__(name="spread")
        self.widest = self.add_weight(name="widest", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        self.widest.assign(keras.ops.maximum(self.widest, keras.ops.max(keras.ops.abs(y_true - y_pred))))

    def result(self):
        return keras.ops.abs(self.widest)


def numbers():
    return regression(layers.Dense(6, "tanh"))


def classes():
    return classifier(layers.Dense(6, "tanh"))


def two_classes():
    return classifier(layers.Dense(6, "tanh"), n_classes=1, activation="sigmoid")


LOSSES = {
    "mse": (numbers, "mse", rows(2), lambda: ["mae"]),
    "mae": (numbers, "mae", rows(2), lambda: ["mse"]),
    "huber": (numbers, keras.losses.Huber(0.5), rows(2), lambda: None),
    "own": (numbers, own_loss, rows(2), lambda: [Spread()]),
    "binary": (
        two_classes,
        "binary_crossentropy",
        labels(2),
        lambda: ["accuracy", keras.metrics.AUC(name="auc")],
    ),
    "categorical": (
        *(classes, "categorical_crossentropy", np.eye(3)[labels(3)]),
        lambda: ["accuracy", keras.metrics.F1Score()],
    ),
    "sparse": (classes, "sparse_categorical_crossentropy", labels(3), lambda: ["accuracy"]),
}


def trained(name, engine):
    build, loss, y, metrics = LOSSES[name]

    def fresh():
        return compiled(build(), loss, keras.optimizers.SGD(0.05), metrics())

    return train(fresh, rows(5), y, engine, validation_split=0.2)


@functools.cache
def trained_by_keras(name):
    return trained(name, "keras")


@pytest.mark.parametrize("name", LOSSES)
def test_a_graph_computes_what_keras_does(name):
    assert_same(trained(name, "graph"), trained_by_keras(name))


@pytest.mark.parametrize("name", LOSSES)
def test_xla_computes_what_keras_does(name):
    assert_same(trained(name, "xla"), trained_by_keras(name), 1e-6)
