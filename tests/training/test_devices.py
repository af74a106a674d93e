from __future__ import annotations

import os
import subprocess
import sys

import keras
import numpy as np
import pytest

from ann_toolkit.base.errors import ModelError
from ann_toolkit.training import devices

TWO_REPLICAS = """
import ann_toolkit as ann, keras, numpy as np, sys, tensorflow as tf
cpu = tf.config.list_physical_devices("CPU")[0]
tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)
X = np.random.default_rng(0).normal(size=(64, 3)).astype("float32")
Y = X.sum(axis=1)
losses = []
for names in (["CPU:0"], ["CPU:0", "CPU:1"]):
    strategy = ann.training.strategy("mirrored", names)
    assert strategy.num_replicas_in_sync == len(names)
    with strategy.scope():
        keras.utils.set_random_seed(0)
        model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, "tanh"), keras.layers.Dense(1)])
        model.compile(keras.optimizers.SGD(0.1, momentum=0.9), "mse")
    history = ann.training.fit(model, X, Y, epochs=8, batch_size=16, shuffle=False, verbose=0)
    losses.append(history.history["loss"])
print(*np.ravel(losses))
"""


@pytest.mark.slow
def test_two_replicas_train_like_one():
    ran = subprocess.run([sys.executable, "-c", TWO_REPLICAS], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    one, two = np.array(ran.stdout.split()[-16:], float).reshape(2, 8)
    np.testing.assert_allclose(two, one, rtol=1e-5)
    assert one[-1] < one[0]


def test_unknown_names_are_told_with_those_that_exist():
    with pytest.raises(ModelError, match="'tpu' is not known; choose auto, cpu, gpu"):
        devices.device("tpu")
    with pytest.raises(ModelError, match="mirrored or one"):
        devices.strategy("parameter server")
    with pytest.raises(ModelError, match="no device 'GPU:7'; this machine has CPU:0"):
        devices.strategy("mirrored", ["GPU:7"])


def test_a_missing_gpu_is_told():
    if devices.describe_devices()["gpu"] != "none":
        pytest.skip("this machine has a GPU")
    with pytest.raises(ModelError, match="no GPU was found"):
        devices.device("gpu")
    assert devices.device("auto") == "cpu"


def test_mixed_precision_is_switched_and_described():
    try:
        devices.device("auto", mixed_precision=True)
        assert devices.describe_devices()["precision"] == "mixed_float16 (mixed)"
    finally:
        devices.device("auto", mixed_precision=False)
    assert keras.config.dtype_policy().name == "float32"


def test_the_description_is_plain_text():
    described = devices.describe_devices()
    assert all(isinstance(value, str) and value for value in described.values())
    assert described["cpu"] == f"{os.cpu_count()} cores"
