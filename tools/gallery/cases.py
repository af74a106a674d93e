"""What the gallery draws: small cases, each trained once."""

from __future__ import annotations

import functools

import numpy as np

import ann_toolkit as ann

fit = functools.partial(ann.training.fit, verbose=0)


@functools.cache
def rings():
    """Case 2 with a hidden layer, trained as exercise 9 does, with a record of its weights."""
    data = ann.datasets.generate_classification_case2(n_samples=1000, noise=0.1, seed=0)
    train, validation, test = data.split(seed=0)
    model = ann.models.mlp(2, [8], 1, task="binary", activation="tanh", learning_rate=0.1, seed=1)
    recorder = ann.evaluation.WeightRecorder()
    history = fit(
        model, *train, validation_data=tuple(validation), epochs=120, batch_size=100, callbacks=[recorder]
    )
    return data, test, model, history, recorder


@functools.cache
def rings_perceptron():
    """A perceptron on the same rings, which no line can separate."""
    train = rings()[0].split(seed=0)[0]
    model = ann.models.perceptron(2, seed=0)
    fit(model, *train, epochs=30, batch_size=100)
    return model


@functools.cache
def rare():
    """A class of 4 % that cannot be told for certain, and a network that gives its probability."""
    rng = np.random.default_rng(0)
    y = (np.arange(4000) % 25 == 0).astype(int)
    X = np.column_stack([rng.normal(size=4000) + 1.8 * y, rng.normal(size=4000) - 0.8 * y])
    names = ("play", "run-out")
    data = ann.datasets.Dataset(X, y, "binary", names, ("sound", "defective"), "gears")
    train, test = data.split(0.6, 0.4, seed=0)
    model = ann.models.mlp(2, [6], 1, task="binary", seed=0)
    fit(model, *train, epochs=40, batch_size=100)
    return train, test, model


@functools.cache
def robot():
    """The robot's four distances and its four directions, from the sample that comes with the toolkit."""
    data = ann.datasets.load_dataset_networkB()
    train, test = data.split(0.8, 0.2, seed=0)
    train, test = train.scale(), test.scale(like=train)
    model = ann.models.mlp(4, [24, 12], 4, task="multiclass", learning_rate=0.05, seed=0, name="network_B")
    fit(model, *train, epochs=80, batch_size=32)
    return train, test, model


def smooth(hidden, n_inputs=1, learning_rate=0.01):
    """A network for a smooth curve: tanh and Adam."""
    settings = {"activation": "tanh", "optimizer": "adam", "learning_rate": learning_rate}
    return ann.models.mlp(n_inputs, hidden, 1, task="regression", seed=0, **settings)


@functools.cache
def curve():
    """A curve with noise, and a network through it."""
    data = ann.datasets.generate_regression_case(n_samples=400, noise=0.3, seed=0)
    parts = data.split(seed=0)
    model = smooth([20, 20])
    fit(model, *parts[0], epochs=200, batch_size=32)
    return data, parts, model


@functools.cache
def friedman():
    """Ten inputs of which five matter, one of them (x3) as a square that no correlation sees."""
    from sklearn.datasets import make_friedman1

    X, y = make_friedman1(1200, 10, noise=0.5, random_state=0)
    train, test = ann.datasets.Dataset(X, y, "regression", name="Friedman 1").split(0.8, 0.2, seed=0)
    model = ann.models.mlp(10, [32, 16], 1, task="regression", optimizer="adam", learning_rate=0.005, seed=0)
    fit(model, *train, epochs=150, batch_size=32)
    found = ann.evaluation.shap_values(model, train.X[:100], test.X[:200], test.feature_names)
    return test, model, found


@functools.cache
def digits():
    """A small convolutional network on scikit-learn's 8x8 digits."""
    from sklearn.datasets import load_digits

    images, labels = load_digits(return_X_y=True)
    images = images.reshape(-1, 8, 8, 1) / 16
    model = ann.models.cnn((8, 8, 1), 10, blocks=[[16]], learning_rate=0.05, seed=0)
    fit(model, images[:1400], labels[:1400], epochs=15, batch_size=32)
    return images, model
