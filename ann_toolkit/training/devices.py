"""Where training runs: CPU, GPU, or several of them at once."""

from __future__ import annotations

import os
from typing import Any

import keras
import tensorflow as tf

from ann_toolkit.base.errors import ModelError

DEVICES = ("auto", "cpu", "gpu")
STRATEGIES = ("mirrored", "one")


def device(name: str = "auto", mixed_precision: bool | None = None) -> str:
    """Choose where models built from now on are trained; call it before building any.

    Args:
        name: "auto" takes a GPU when there is one, "cpu" leaves it alone, "gpu" insists on one.
        mixed_precision: True computes in 16-bit floats and keeps the weights in 32-bit ones, which is
            faster on recent GPUs; False goes back; None leaves it as it is.

    Returns:
        What was chosen: "cpu", or "gpu" and the name of the card.

    Raises:
        ModelError: an unknown name, no GPU, or TensorFlow is already at work on another choice.

    >>> device("cpu")
    'cpu'
    """
    if name not in DEVICES:
        raise ModelError(f"device {name!r} is not known; choose {', '.join(DEVICES)}")
    gpus = tf.config.list_physical_devices("GPU")
    if name == "gpu" and not gpus:
        raise ModelError(
            "no GPU was found; install ann_toolkit[gpu] and a driver (Linux), or choose device('auto')"
        )
    used = [] if name == "cpu" else gpus
    try:
        tf.config.set_visible_devices(used, "GPU")
        for gpu in used:
            tf.config.experimental.set_memory_growth(gpu, True)  # or TensorFlow takes all of it at once
    except RuntimeError as error:
        if len(tf.config.list_logical_devices("GPU")) != len(used):
            raise ModelError(
                f"device({name!r}) comes too late: TensorFlow is at work already; call it first, before any model"
            ) from error
    if mixed_precision is not None:
        keras.config.set_dtype_policy("mixed_float16" if mixed_precision else "float32")
    return f"gpu {_card(used[0])}" if used else "cpu"


def strategy(name: str = "mirrored", devices: list[str] | None = None) -> tf.distribute.Strategy:
    """Train one model on several devices at once, each on its part of every batch.

    Build and compile the model within ``with strategy.scope():``; then train it with ``fit`` as always
    (Keras itself then runs the epochs).

    Args:
        name: "mirrored" for all GPUs of this machine (or the CPU without any), "one" for a single device.
        devices: the devices by name, ``["GPU:0", "GPU:1"]``; all GPUs unless said.

    Returns:
        The strategy of ``tf.distribute``.

    Raises:
        ModelError: an unknown name, or a device that does not exist.

    >>> strategy("one").num_replicas_in_sync
    1
    """
    if name not in STRATEGIES:
        raise ModelError(f"strategy {name!r} is not known; choose {' or '.join(STRATEGIES)}")
    known = [part.name.removeprefix("/device:") for part in tf.config.list_logical_devices()]
    for wanted in devices or []:
        if wanted.removeprefix("/device:") not in known:
            raise ModelError(f"there is no device {wanted!r}; this machine has {', '.join(known)}")
    if name == "one":
        gpus = tf.config.list_logical_devices("GPU")
        return tf.distribute.OneDeviceStrategy((devices or [gpus[0].name if gpus else "CPU:0"])[0])
    return tf.distribute.MirroredStrategy(devices)


def describe_devices() -> dict[str, str]:
    """What training will run on, as plain text: versions, devices, memory, precision.

    >>> list(describe_devices())
    ['keras', 'tensorflow', 'cpu', 'gpu', 'gpu memory', 'precision']
    """
    gpus = tf.config.list_physical_devices("GPU")
    policy = keras.config.dtype_policy().name
    return {
        "keras": f"{keras.__version__} on {keras.backend.backend()}",
        "tensorflow": tf.__version__,
        "cpu": f"{os.cpu_count()} cores",
        "gpu": ", ".join(map(_card, gpus)) or "none",
        "gpu memory": _memory(gpus),
        "precision": f"{policy} (mixed)" if policy.startswith("mixed") else policy,
    }


def _memory(gpus: list[Any]) -> str:
    if not gpus:
        return "-"
    grows = all(tf.config.experimental.get_memory_growth(gpu) for gpu in gpus)
    if grows or os.environ.get("TF_FORCE_GPU_ALLOW_GROWTH", "").lower() == "true":
        return "grows as needed"
    return "taken whole at the start"


def _card(gpu: Any) -> str:
    return str(tf.config.experimental.get_device_details(gpu).get("device_name", gpu.name))


describe = describe_devices  # as the handouts of 0.1.0 import it
