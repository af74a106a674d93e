"""Networks for sequences, in one line: recurrent layers that read step by step."""

from __future__ import annotations

from collections.abc import Sequence

import keras

from ann_toolkit.base.errors import ModelError
from ann_toolkit.models.checks import check_counts, check_layers
from ann_toolkit.models.recipe import Optimizer, Recipe

CELLS = {"simple": keras.layers.SimpleRNN, "lstm": keras.layers.LSTM, "gru": keras.layers.GRU}


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
    check_counts(n_features=n_features)
    if n_steps is not None:
        check_counts(n_steps=n_steps)
    check_layers("hidden", hidden)
    if not hidden:
        raise ModelError("hidden=[]: a recurrent network needs a recurrent layer, such as [32]")
    if cell not in CELLS:
        raise ModelError(f"cell={cell!r} is unknown; choose one of {', '.join(CELLS)}")
    recipe = Recipe(task, n_outputs, dropout=dropout, seed=seed)

    model = keras.Sequential([keras.Input((n_steps, n_features))], name=name)
    for number, neurons in enumerate(hidden, 1):
        model.add(
            CELLS[cell](
                neurons,
                return_sequences=number < len(hidden),
                dropout=dropout,
                kernel_initializer=keras.initializers.GlorotUniform(seed=recipe.next_seed()),
                recurrent_initializer=keras.initializers.Orthogonal(seed=recipe.next_seed()),
                seed=recipe.next_seed(),
            )
        )
    model.add(recipe.output_layer())
    recipe.compile(model, optimizer, learning_rate, momentum)
    return model
