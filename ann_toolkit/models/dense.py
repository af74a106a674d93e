"""Networks of dense layers in one line each: the perceptron, the multi-layer perceptron, wide and deep."""

from __future__ import annotations

from collections.abc import Sequence

import keras

from ann_toolkit.models.checks import check_counts, check_layers
from ann_toolkit.models.recipe import Optimizer, Recipe, is_sgd


def perceptron(
    n_inputs: int,
    n_outputs: int = 1,
    *,
    task: str = "binary",
    optimizer: Optimizer = "sgd",
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
    check_counts(n_inputs=n_inputs)
    recipe = Recipe(task, n_outputs, seed=seed)
    model = keras.Sequential([keras.Input((n_inputs,)), recipe.output_layer()], name=name)
    recipe.compile(model, optimizer, learning_rate, momentum)
    return model


def mlp(
    n_inputs: int,
    hidden: Sequence[int],
    n_outputs: int = 1,
    *,
    task: str,
    activation: str = "relu",
    dropout: float = 0.0,
    dropconnect: float = 0.0,
    l1: float = 0.0,
    l2: float = 0.0,
    max_norm: float | None = None,
    optimizer: Optimizer = "sgd",
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
            loss and the metric (``BY_TASK`` in ``ann_toolkit/models/recipe.py`` is the table).
        activation: of the hidden layers: "relu", "tanh", "selu", ... (any name that Keras knows).
        dropout: share of each hidden layer's neurons that is switched off in training, 0 to below 1.
        dropconnect: share of each hidden layer's incoming connections that is switched off in training.
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
    check_counts(n_inputs=n_inputs)
    check_layers("hidden", hidden)
    recipe = Recipe(task, n_outputs, activation, dropout, dropconnect, l1, l2, max_norm, seed)
    layers = [*recipe.hidden_layers(hidden), recipe.output_layer()]
    model = keras.Sequential([keras.Input((n_inputs,)), *layers], name=name)
    recipe.compile(model, optimizer, learning_rate, momentum)
    return model


def wide_and_deep(
    n_inputs: int = 8,
    hidden: Sequence[int] = (30, 30),
    n_outputs: int = 1,
    *,
    task: str = "regression",
    activation: str = "relu",
    optimizer: Optimizer = "sgd",
    learning_rate: float | None = None,
    momentum: float | None = None,
    dropout: float = 0.0,
    dropconnect: float = 0.0,
    l1: float = 0.0,
    l2: float = 0.0,
    max_norm: float | None = None,
    seed: int | None = None,
    name: str = "wide_and_deep",
) -> keras.Model:
    """A network whose outputs see the inputs twice: as they are (wide) and through hidden layers (deep).

    Simple patterns take the short way, complicated ones the long way. Unless told otherwise it is the
    course's network for the California housing data: 8 inputs, two hidden layers of 30, one output, SGD
    with a learning rate of 0.001 (S2, 4.5.1).

    Args:
        n_inputs, hidden, n_outputs, task, activation, optimizer: as in :func:`mlp`.
        learning_rate: 0.001 for "sgd" unless given (S2), Keras' own default for the others.
        momentum: for "sgd", 0 unless given.
        dropout, dropconnect, l1, l2, max_norm, seed, name: as in :func:`mlp`.

    Returns:
        A compiled functional ``keras.Model`` with one input.

    Raises:
        ModelError: an argument out of its range.

    >>> wide_and_deep().count_params()  # (8 + 1) * 30 + (30 + 1) * 30 + (8 + 30 + 1) * 1
    1239
    """
    check_counts(n_inputs=n_inputs)
    check_layers("hidden", hidden)
    recipe = Recipe(task, n_outputs, activation, dropout, dropconnect, l1, l2, max_norm, seed)
    inputs = deep = keras.Input((n_inputs,))
    for layer in recipe.hidden_layers(hidden):
        deep = layer(deep)
    both = keras.layers.Concatenate()([inputs, deep]) if hidden else inputs
    model = keras.Model(inputs, recipe.output_layer()(both), name=name)
    if is_sgd(optimizer):
        learning_rate = 0.001 if learning_rate is None else learning_rate
        momentum = 0.0 if momentum is None else momentum
    recipe.compile(model, optimizer, learning_rate, momentum)
    return model
