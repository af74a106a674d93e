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
    rate = getattr(model.optimizer, "learning_rate", None)  # several optimizers in one have none
    rate = None if rate is None else float(keras.ops.convert_to_numpy(rate))
    if weights_kept:
        mend = "is too high" if rate is None else f"{rate:g} is too high, try {rate / 10:g}"
        ending = f", and the model keeps its weights from before that epoch; the learning rate {mend}"
    else:
        below = "a lower learning rate" if rate is None else f"a learning rate below {rate:g}"
        ending = f"; the weights are lost: build the model again, with {below}"
    warnings.warn(
        f"training diverged: the loss is {loss} in epoch {epoch}; stopped{ending}",
        DivergenceWarning,
        stacklevel=stacklevel + 1,
    )
