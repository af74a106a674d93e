"""Networks for images, in one line: convolutions and pooling, then dense layers."""

from __future__ import annotations

from collections.abc import Sequence

import keras

from ann_toolkit.base.errors import ModelError
from ann_toolkit.models.checks import check_counts, check_layers, check_list
from ann_toolkit.models.recipe import Optimizer, Recipe


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
    if isinstance(input_shape, int) or len(input_shape) != 3:
        raise ModelError(f"input_shape={input_shape!r}: expected (height, width, channels)")
    height, width, channels = input_shape
    check_counts(height=height, width=width, channels=channels, kernel_size=kernel_size, pool_size=pool_size)
    check_list("blocks", blocks, "[[32, 32], [64]]")
    for filters in blocks:
        check_layers("blocks", filters, "[32, 32]")
    check_layers("hidden", hidden)
    if padding not in ("valid", "same"):
        raise ModelError(f"padding={padding!r}: expected 'valid' or 'same'")
    _check_room(input_shape, blocks, kernel_size, pool_size, padding)
    recipe = Recipe(task, n_outputs, activation, dropout, dropconnect, l2=l2, seed=seed)

    model = keras.Sequential([keras.Input(tuple(input_shape))], name=name)
    for filters in blocks:
        for count in filters:
            model.add(
                keras.layers.Conv2D(
                    count,
                    kernel_size,
                    padding=padding,
                    activation=activation,
                    kernel_initializer=keras.initializers.GlorotUniform(seed=recipe.next_seed()),
                    kernel_regularizer=keras.regularizers.L2(l2) if l2 else None,
                )
            )
        model.add(keras.layers.MaxPooling2D(pool_size))
    for layer in (
        keras.layers.Flatten(),
        *recipe.dropout_layer(),
        *recipe.hidden_layers(hidden),
        recipe.output_layer(),
    ):
        model.add(layer)
    recipe.compile(model, optimizer, learning_rate, momentum)
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
