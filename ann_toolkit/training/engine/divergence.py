"""What is said when the loss is no longer a number."""

from __future__ import annotations

import warnings

import keras


class DivergenceWarning(UserWarning):
    """Training was stopped because the loss was no longer a number."""


def warn_of_divergence(
    model: keras.Model, loss: float, epoch: int, weights_kept: bool, stacklevel: int
) -> None:
    """Warn that training was stopped, and say how to mend it.

    Args:
        model: what was trained.
        loss: its last loss.
        epoch: the epoch of that loss, counted from 1.
        weights_kept: whether the model has the weights from before that epoch.
        stacklevel: as for ``warnings.warn``, counted from the caller: where the user's own line is.
    """
    rate = float(keras.ops.convert_to_numpy(model.optimizer.learning_rate))
    if weights_kept:
        ending = (
            ", and the model keeps its weights from before that epoch; "
            f"the learning rate {rate:g} is too high, try {rate / 10:g}"
        )
    else:
        ending = f"; the weights are lost: build the model again, with a learning rate below {rate:g}"
    warnings.warn(
        f"training diverged: the loss is {loss} in epoch {epoch}; stopped{ending}",
        DivergenceWarning,
        stacklevel=stacklevel + 1,
    )
