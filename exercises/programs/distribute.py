"""The losses of one training on one device and on two: ``python distribute.py SEED`` (exercise 28)."""

import json
import sys

import ann_toolkit as ann
import keras
import numpy as np
import tensorflow as tf

cpu = tf.config.list_physical_devices("CPU")[0]
tf.config.set_visible_devices([], "GPU")
tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)
X = np.random.default_rng(int(sys.argv[1])).normal(size=(512, 8)).astype("float32")
y = np.sin(X).sum(axis=1)
runs = {}
for names in (["CPU:0"], ["CPU:0", "CPU:1"]):
    strategy = ann.training.strategy("mirrored", names)
    with strategy.scope():
        keras.utils.set_random_seed(0)
        model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(16, "tanh"), keras.layers.Dense(1)])
        model.compile(keras.optimizers.SGD(0.05, momentum=0.9), "mse")
    history = ann.training.fit(model, X, y, epochs=5, batch_size=64, shuffle=False, verbose=0)
    runs[strategy.num_replicas_in_sync] = history.history["loss"]
print(json.dumps(runs))
