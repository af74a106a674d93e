"""Which way to train: XLA, a plain graph loop, or ``keras.Model.fit``; and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from ann_toolkit.training.engine.progress import EpochLines, ProgressLine

BATCH_HOOKS = (
    *("on_batch_begin", "on_batch_end", "on_train_batch_begin", "on_train_batch_end"),
    *("on_test_begin", "on_test_end", "on_test_batch_begin", "on_test_batch_end"),
)
XLA_PAYS, XLA_PAYS_RECURRENT = 4000, 800  # steps; a step gains 0.2 ms, a recurrent one 1.5 ms
EPOCH_HOOKS = ("on_epoch_begin", "on_epoch_end")
OWN_STEPS = ("fit", "train_step", "test_step", "make_train_function", "make_test_function", "compute_metrics")


def why_keras(
    model: keras.Model,
    data: Sequence[Any],
    callbacks: Iterable[Any],
    keras_only: dict[str, Any],
    shuffle: Any,
) -> str:
    """Say why only ``keras.Model.fit`` can train this model on these data; "" when the engine can.

    Args:
        model: a compiled model.
        data: everything the user gave as data (x, y, weights, validation data).
        callbacks: the user's callbacks.
        keras_only: the arguments of ``fit`` that only Keras' own knows.
        shuffle: as given to ``fit``.
    """
    return (
        _why_model(model)
        or next((why for part in data if (why := _why_data(part))), "")
        or next((f"{type(c).__name__} wants to see each batch" for c in callbacks if wants_batches(c)), "")
        or next((f"{name} was given" for name, value in keras_only.items() if value is not None), "")
        or ("shuffle='batch' was given" if isinstance(shuffle, str) else "")
        or ("keras.config limits epochs or steps" if _is_limited() else "")
    )


def _is_limited() -> bool:
    return bool(keras.config.max_epochs() or keras.config.max_steps_per_epoch())


def _why_model(model: keras.Model) -> str:
    if keras.backend.backend() != "tensorflow":
        return f"Keras runs on {keras.backend.backend()}"
    if model.run_eagerly or tf.config.functions_run_eagerly():
        return "run_eagerly is set"
    if tf.distribute.has_strategy() or getattr(model, "_distribute_strategy", None) is not None:
        return "the model belongs to a distribution strategy"
    for name in OWN_STEPS:
        if getattr(type(model), name) is not getattr(keras.Model, name) or name in vars(model):
            return f"{type(model).__name__} has a {name} of its own"
    if any(getattr(layer, "stateful", False) for layer in model._flatten_layers()):
        return "a layer is stateful"
    return ""


def _why_data(part: Any) -> str:
    for leaf in tf.nest.flatten(part):
        if leaf is None or isinstance(leaf, tf.Tensor | int | float):
            continue
        if isinstance(leaf, np.memmap):
            return "the data lies in a file"
        if not hasattr(leaf, "__array__") or isinstance(leaf, tf.RaggedTensor | tf.SparseTensor):
            return f"the data comes as {type(leaf).__name__}"
        if np.asarray(leaf).dtype.kind not in "biuf":
            return "the data is not numbers"
    return ""


def wants_batches(callback: Any) -> bool:
    """Whether a callback does something within an epoch."""
    if isinstance(callback, keras.callbacks.ModelCheckpoint | keras.callbacks.BackupAndRestore):
        return bool(callback.save_freq != "epoch")
    if type(callback) is keras.callbacks.TerminateOnNaN:
        return bool(getattr(callback, "raise_error", False))  # else it does what the engine does by itself
    return _overrides(callback, BATCH_HOOKS)


def wants_epochs(callback: Any) -> bool:
    """Whether a callback must be called between one epoch and the next, not some epochs later."""
    if type(callback) in (keras.callbacks.History, ProgressLine, EpochLines):
        return False
    return _overrides(callback, EPOCH_HOOKS)


def _overrides(callback: Any, hooks: Iterable[str]) -> bool:
    # Keras marks the empty methods of its base class
    return any(not getattr(getattr(callback, hook, None), "_is_default", False) for hook in hooks)


def suits_xla(model: keras.Model, steps: int) -> bool:
    """Whether XLA trains this model sooner, compiling included.

    On a CPU it makes dense and recurrent networks 5 to 50 times faster than ``fit`` and convolutions
    60 times slower, and random numbers (dropout) 7 times; compiling
    takes it one or two seconds more than a plain graph, which pays after
    some thousand steps (measured with TensorFlow 2.21 on two cores). What ``compile`` was told counts.

    Args:
        model: a compiled model.
        steps: batches in the whole training.
    """
    on_gpu = bool(tf.config.list_logical_devices("GPU"))
    if model.jit_compile or on_gpu:
        return bool(model.jit_compile)
    if _takes_signs(model.optimizer):
        return False
    layers = list(model._flatten_layers())
    if not all(layer.supports_jit for layer in layers):
        return False
    if any(_convolves(kind.__name__) for layer in layers for kind in type(layer).__mro__):
        return False
    if any(_draws(layer) for layer in layers):
        return False
    recurrent = any(isinstance(layer, keras.layers.RNN) for layer in layers)
    return steps >= (XLA_PAYS_RECURRENT if recurrent else XLA_PAYS)


def _takes_signs(optimizer: Any) -> bool:
    """Whether an optimizer may take the sign of its gradients, as Lion does; one of a user's own may.

    XLA rounds otherwise than Keras by 1e-7 of a number. A sign makes a whole step in the other direction of
    that, wherever a gradient is near zero: losses 25 % apart after five epochs have been seen.
    """
    held = [getattr(optimizer, "inner_optimizer", None), *getattr(optimizer, "_inner_optimizers", ())]
    return (
        isinstance(optimizer, keras.optimizers.Lion)
        or not type(optimizer).__module__.startswith("keras.src.")
        or any(_takes_signs(one) for one in held if one is not None)
    )


def _draws(layer: keras.layers.Layer) -> bool:
    """Whether a layer draws random numbers in each step: XLA on a CPU draws them slowly.

    Dropout 0.1 after 256 and 128 neurons, 4364 rows: an epoch takes 3.1 s with XLA, 0.18 s in a plain
    graph, 0.46 s in ``keras.Model.fit`` (measured with TensorFlow 2.21 on two busy cores).
    """
    if getattr(layer, "seed_generator", None) is None:
        return False
    shares = ("dropout", "recurrent_dropout") if hasattr(layer, "recurrent_dropout") else ("rate",)
    return any(getattr(layer, share, 1) for share in shares)


def _convolves(name: str) -> bool:
    """Whether a class of layers or an operation of TensorFlow is, by its name, one that slides a window."""
    return "Conv" in name or ("Pool" in name and "Global" not in name)


def is_slow_in_xla(model: keras.Model, function: Any) -> bool:
    """Whether a function traced for XLA on a CPU holds convolutions that no layer's name told of."""
    if model.jit_compile or tf.config.list_logical_devices("GPU"):
        return False
    if all(type(layer).__module__.startswith("keras.src.") for layer in model._flatten_layers()):
        return False  # looked at by name already
    library = function.graph.as_graph_def().library.function
    return any(_convolves(node.op) for part in library for node in part.node_def)
