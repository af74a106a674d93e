"""The small network and the rows that the tests of ``fit`` share."""

import keras
import numpy as np
from keras import layers

X = np.random.default_rng(0).normal(size=(40, 3)).astype("float32")
Y = X.sum(axis=1)


def regression(learning_rate=0.01, seed=0, n_hidden=4):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((3,)), layers.Dense(n_hidden, "tanh"), layers.Dense(1)])
    model.compile("sgd", "mse")
    model.optimizer.learning_rate = learning_rate
    return model
