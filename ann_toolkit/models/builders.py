"""Networks of the course in one line each: plain, compiled ``keras.Sequential`` models.

Output activation, loss and metric follow from the task, as the course teaches them (S0, learning
parameters; S1, choice of the output activation; S2, tables 1 and 2):

============  =================  ================================  ====================
task          output activation  loss                              metric
============  =================  ================================  ====================
binary        sigmoid            binary_crossentropy               binary_accuracy
multiclass    softmax            sparse_categorical_crossentropy   accuracy
multilabel    sigmoid            binary_crossentropy               binary_accuracy
regression    linear             mean_squared_error                mean_absolute_error
============  =================  ================================  ====================
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import keras

from ann_toolkit.errors import ModelError

TASKS: dict[str, tuple[str, str, str]] = {
    "binary": ("sigmoid", "binary_crossentropy", "binary_accuracy"),
    "multiclass": ("softmax", "sparse_categorical_crossentropy", "accuracy"),
    "multilabel": ("sigmoid", "binary_crossentropy", "binary_accuracy"),
    "regression": ("linear", "mean_squared_error", "mean_absolute_error"),
}


def perceptron(
    n_inputs: int,
    n_outputs: int = 1,
    *,
    task: str = "binary",
    optimizer: str | keras.optimizers.Optimizer = "sgd",
    learning_rate: float | None = None,
    momentum: float | None = None,
    seed: int | None = None,
    name: str = "perceptron",
) -> keras.Sequential:
    """A network without hidden layers: each output is one neuron that sees all inputs.

    Args:
        n_inputs: how many inputs.
        n_outputs: how many neurons; 1 for a binary task, one for each class or output otherwise.
        task, optimizer, learning_rate, momentum, seed, name: as in :func:`mlp`.

    Returns:
        A compiled ``keras.Sequential``.

    Raises:
        ModelError: an argument out of its range.

    >>> perceptron(2).count_params()  # two weights and a bias
    3
    """
    return mlp(
        n_inputs,
        [],
        n_outputs,
        task=task,
        optimizer=optimizer,
        learning_rate=learning_rate,
        momentum=momentum,
        seed=seed,
        name=name,
    )


def mlp(
    n_inputs: int,
    hidden: Sequence[int],
    n_outputs: int = 1,
    *,
    task: str,
    activation: str = "relu",
    dropout: float = 0.0,
    l1: float = 0.0,
    l2: float = 0.0,
    max_norm: float | None = None,
    optimizer: str | keras.optimizers.Optimizer = "sgd",
    learning_rate: float | None = None,
    momentum: float | None = None,
    seed: int | None = None,
    name: str = "mlp",
) -> keras.Sequential:
    """A multi-layer perceptron: dense hidden layers between the inputs and the outputs.

    Args:
        n_inputs: how many inputs.
        hidden: neurons in each hidden layer, from the inputs on: ``[300, 100]``.
        n_outputs: 1 for a binary task, one for each class, label or value otherwise.
        task: "binary", "multiclass", "multilabel" or "regression"; it chooses the output activation, the
            loss and the metric (see the table at the top of this file).
        activation: of the hidden layers: "relu", "tanh", "selu", ... (any name that Keras knows).
        dropout: share of each hidden layer's neurons that is switched off in training, 0 to below 1.
        l1, l2: weight of the sum of absolute (LASSO) and of squared (ridge) weights in the loss; both
            together are an elastic net.
        max_norm: the longest that the incoming weights of one neuron may get; None sets no limit.
        optimizer: "sgd", "adam", any name that Keras knows, or a Keras optimizer.
        learning_rate: step size; 0.1 for "sgd" (S0) unless given, Keras' own default for the others.
        momentum: for "sgd", 0.9 unless given (S0).
        seed: makes the first weights and the dropout the same every time; None takes Keras' own seed.
        name: name of the model.

    Returns:
        A compiled ``keras.Sequential`` that begins with an ``Input``.

    Raises:
        ModelError: an argument out of its range, or a number of outputs that the task can't have.

    >>> model = mlp(24, [64, 32], 4, task="multiclass", seed=0)
    >>> [layer.units for layer in model.layers], model.output_shape, model.loss
    ([64, 32, 4], (None, 4), 'sparse_categorical_crossentropy')
    """
    _check_sizes(n_inputs, hidden, n_outputs)
    _check_task(task, n_outputs)
    _check_regularisation(dropout, l1, l2, max_norm)
    output_activation, loss, metric = TASKS[task]

    def dense(units: int, activation: str) -> keras.layers.Dense:
        return keras.layers.Dense(
            units,
            activation=activation,
            kernel_initializer=keras.initializers.GlorotUniform(seed=next(seeds)),
            kernel_regularizer=keras.regularizers.L1L2(l1, l2) if l1 or l2 else None,
            kernel_constraint=keras.constraints.MaxNorm(max_norm) if max_norm is not None else None,
        )

    seeds = iter(_seeds(seed, 2 * len(hidden) + 1))
    model = keras.Sequential([keras.Input((n_inputs,))], name=name)
    for neurons in hidden:
        model.add(dense(neurons, _known_activation(activation)))
        if dropout:
            model.add(keras.layers.Dropout(dropout, seed=next(seeds)))
    model.add(dense(n_outputs, output_activation))
    model.compile(loss=loss, optimizer=_optimizer(optimizer, learning_rate, momentum), metrics=[metric])
    return model


def _seeds(seed: int | None, count: int) -> list[int | None]:
    """A different seed for each layer, so that equal layers don't begin with equal weights."""
    return [None if seed is None else 1000 * seed + number for number in range(count)]


def _optimizer(
    optimizer: str | keras.optimizers.Optimizer, learning_rate: float | None, momentum: float | None
) -> keras.optimizers.Optimizer:
    if not isinstance(optimizer, str):
        if learning_rate is not None or momentum is not None:
            raise ModelError("learning_rate and momentum belong to the optimizer object; set them there")
        return optimizer
    if learning_rate is not None and not learning_rate > 0:
        raise ModelError(f"learning_rate={learning_rate!r}: expected a number above 0")
    if optimizer.lower() == "sgd":
        if momentum is not None and not 0 <= momentum < 1:
            raise ModelError(f"momentum={momentum!r}: expected 0 to below 1")
        return keras.optimizers.SGD(
            learning_rate=0.1 if learning_rate is None else learning_rate,
            momentum=0.9 if momentum is None else momentum,
        )
    if momentum is not None:
        raise ModelError(f"momentum={momentum!r} is for optimizer='sgd', but the optimizer is {optimizer!r}")
    try:
        config = {} if learning_rate is None else {"learning_rate": learning_rate}
        return keras.optimizers.get({"class_name": optimizer, "config": config})
    except ValueError as error:
        raise ModelError(
            f"optimizer={optimizer!r} is unknown; use 'sgd', 'adam', 'rmsprop', 'adamw', ..."
        ) from error


def _known_activation(activation: Any) -> Any:
    try:
        keras.activations.get(activation)
    except ValueError as error:
        raise ModelError(
            f"activation={activation!r} is unknown; use 'relu', 'tanh', 'sigmoid', 'selu', ..."
        ) from error
    return activation


def _check_sizes(n_inputs: int, hidden: Sequence[int], n_outputs: int) -> None:
    if isinstance(hidden, int | str):
        raise ModelError(
            f"hidden={hidden!r}: expected a list with the neurons of each hidden layer, such as [20]"
        )
    named = [("n_inputs", n_inputs), *(("hidden", neurons) for neurons in hidden), ("n_outputs", n_outputs)]
    for what, size in named:
        if isinstance(size, bool) or not hasattr(size, "__index__") or size < 1:
            given = f"hidden={list(hidden)!r}" if what == "hidden" else f"{what}={size!r}"
            raise ModelError(f"{given}: each layer needs a whole number of neurons, 1 or more")


def _check_task(task: str, n_outputs: int) -> None:
    if task not in TASKS:
        raise ModelError(f"task={task!r} is unknown; choose one of {', '.join(TASKS)}")
    if task == "binary" and n_outputs != 1:
        raise ModelError(
            f"a binary task has 1 output, not {n_outputs}; for more classes use task='multiclass'"
        )
    if task == "multiclass" and n_outputs < 2:
        raise ModelError(
            "a multiclass task has an output for each class, 2 or more; for one use task='binary'"
        )


def _check_regularisation(dropout: float, l1: float, l2: float, max_norm: float | None) -> None:
    if not 0 <= dropout < 1:
        raise ModelError(f"dropout={dropout!r}: expected a share from 0 to below 1")
    if not (l1 >= 0 and l2 >= 0):
        raise ModelError(f"l1={l1!r}, l2={l2!r}: expected 0 or more")
    if max_norm is not None and not max_norm > 0:
        raise ModelError(f"max_norm={max_norm!r}: expected a length above 0, or None")
