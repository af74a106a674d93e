"""Networks for images (convolution) and for sequences (recurrence), in one line each."""

from __future__ import annotations

from collections.abc import Sequence

import keras

from ann_toolkit.base.errors import ModelError
from ann_toolkit.models.recipe import (
    Optimizer,
    check_list,
    check_regularisation,
    check_sizes,
    check_task,
    compile_for,
    dense,
    known_activation,
    output_layer,
    seeds_from,
)

CELLS = {"simple": keras.layers.SimpleRNN, "lstm": keras.layers.LSTM, "gru": keras.layers.GRU}


def cnn(
    input_shape: Sequence[int] = (64, 64, 3),
    n_outputs: int = 6,
    *,
    blocks: Sequence[Sequence[int]] = ((32, 32),),
    kernel_size: int = 3,
    pool_size: int = 2,
    padding: str = "valid",
    hidden: Sequence[int] = (),
    task: str = "multiclass",
    activation: str = "relu",
    dropout: float = 0.0,
    dropconnect: float = 0.0,
    l2: float = 0.0,
    optimizer: Optimizer = "sgd",
    learning_rate: float | None = None,
    momentum: float | None = None,
    seed: int | None = None,
    name: str = "cnn",
) -> keras.Sequential:
    """A convolutional network: blocks of convolutions and a pooling, then dense layers.

    Unless told otherwise it is the course's network for hand signs (S1, example 2): two convolutions of 32
    filters 3x3, max pooling 2x2, and six softmax outputs: 182 950 parameters.

    Args:
        input_shape: height, width and channels of an image.
        n_outputs: as in ``mlp``.
        blocks: for each block the filters of its convolutions: ``[[32, 32], [64]]`` is two convolutions,
            a pooling, one convolution, a pooling.
        kernel_size: height and width of each filter, in pixels.
        pool_size: height and width of the squares of which the pooling keeps the largest value.
        padding: "valid" (the picture shrinks at its rim) or "same" (it keeps its size).
        hidden: neurons of dense layers between the last block and the outputs.
        dropout: share of what the last block and each hidden layer give that is switched off in training.
        dropconnect: share of the connections into the hidden layers that is switched off in training.
        task, activation, l2, optimizer, learning_rate, momentum, seed, name: as in ``mlp``.

    Returns:
        A compiled ``keras.Sequential``.

    Raises:
        ModelError: an argument out of its range, or images too small for so many blocks.

    >>> cnn().count_params()
    182950
    >>> cnn((28, 28, 1), 10, blocks=[[16], [32]], hidden=[64]).output_shape
    (None, 10)
    """
    check_list("hidden", hidden, "[64]")
    check_list("blocks", blocks, "[[32, 32], [64]]")
    for filters in blocks:
        check_list("blocks", filters, "[32, 32]")
        check_sizes(blocks=filters)
    check_sizes(input_shape=input_shape, n_outputs=n_outputs, hidden=hidden)
    check_sizes(kernel_size=kernel_size, pool_size=pool_size)
    if len(input_shape) != 3:
        raise ModelError(f"input_shape={tuple(input_shape)}: expected (height, width, channels)")
    if padding not in ("valid", "same"):
        raise ModelError(f"padding={padding!r}: expected 'valid' or 'same'")
    check_task(task, n_outputs)
    check_regularisation(dropout, l2=l2, dropconnect=dropconnect)
    known_activation(activation)
    _check_room(input_shape, blocks, kernel_size, pool_size, padding)

    next_seed = seeds_from(seed)
    model = keras.Sequential([keras.Input(tuple(input_shape))], name=name)
    for filters in blocks:
        for count in filters:
            model.add(
                keras.layers.Conv2D(
                    count,
                    kernel_size,
                    padding=padding,
                    activation=activation,
                    kernel_initializer=keras.initializers.GlorotUniform(seed=next_seed()),
                    kernel_regularizer=keras.regularizers.L2(l2) if l2 else None,
                )
            )
        model.add(keras.layers.MaxPooling2D(pool_size))
    model.add(keras.layers.Flatten())
    for neurons in (None, *hidden):
        if neurons is not None:
            model.add(dense(neurons, activation, next_seed, l2=l2, dropconnect=dropconnect))
        if dropout:
            model.add(keras.layers.Dropout(dropout, seed=next_seed()))
    model.add(output_layer(n_outputs, task, next_seed, l2=l2))
    compile_for(model, task, optimizer, learning_rate, momentum)
    return model


def rnn(
    n_features: int,
    n_outputs: int = 1,
    *,
    n_steps: int | None = None,
    hidden: Sequence[int] = (32,),
    cell: str = "lstm",
    task: str = "regression",
    dropout: float = 0.0,
    optimizer: Optimizer = "adam",
    learning_rate: float | None = None,
    momentum: float | None = None,
    seed: int | None = None,
    name: str = "rnn",
) -> keras.Sequential:
    """A recurrent network: it reads a sequence step by step and answers after the last one.

    Args:
        n_features: how many values each step has.
        n_outputs: as in ``mlp``.
        n_steps: the length of the sequences; None for any length.
        hidden: neurons of each recurrent layer; all but the last hand their whole sequence on.
        cell: "simple", "lstm" or "gru".
        dropout: share of the inputs of each recurrent layer that is switched off in training.
        optimizer: "adam" unless given: plain gradient descent learns long sequences badly.
        task, learning_rate, momentum, seed, name: as in ``mlp``.

    Returns:
        A compiled ``keras.Sequential`` for X of shape (n, steps, features).

    Raises:
        ModelError: an argument out of its range.

    >>> rnn(1, hidden=[10], cell="simple").count_params()  # 10 * (1 + 10 + 1) + 10 + 1
    131
    """
    check_list("hidden", hidden, "[32]")
    check_sizes(n_features=n_features, n_outputs=n_outputs, hidden=hidden)
    if n_steps is not None:
        check_sizes(n_steps=n_steps)
    if not hidden:
        raise ModelError("hidden=[]: a recurrent network needs a recurrent layer, such as [32]")
    if cell not in CELLS:
        raise ModelError(f"cell={cell!r} is unknown; choose one of {', '.join(CELLS)}")
    check_task(task, n_outputs)
    check_regularisation(dropout)

    next_seed = seeds_from(seed)
    model = keras.Sequential([keras.Input((n_steps, n_features))], name=name)
    for number, neurons in enumerate(hidden, 1):
        model.add(
            CELLS[cell](
                neurons,
                return_sequences=number < len(hidden),
                dropout=dropout,
                kernel_initializer=keras.initializers.GlorotUniform(seed=next_seed()),
                recurrent_initializer=keras.initializers.Orthogonal(seed=next_seed()),
                seed=next_seed(),
            )
        )
    model.add(output_layer(n_outputs, task, next_seed))
    compile_for(model, task, optimizer, learning_rate, momentum)
    return model


def _check_room(
    input_shape: Sequence[int], blocks: Sequence[Sequence[int]], kernel: int, pool: int, padding: str
) -> None:
    """Raise a :class:`ModelError` when a picture has shrunk to nothing before the last block."""
    height, width = input_shape[:2]
    for number, filters in enumerate(blocks, 1):
        lost = (kernel - 1) * len(filters) if padding == "valid" else 0
        height, width = (height - lost) // pool, (width - lost) // pool
        if min(height, width) < 1:
            raise ModelError(
                f"images of {input_shape[0]}x{input_shape[1]} are too small for {len(blocks)} block(s): "
                f"nothing is left after block {number}; use fewer blocks or padding='same'"
            )
