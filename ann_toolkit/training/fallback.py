"""Training by ``keras.Model.fit`` itself, where the engine cannot; it ends as cleanly."""

from __future__ import annotations

import logging
import warnings
from typing import Any

import keras
import numpy as np

from ann_toolkit.training.engine.interrupt import Interrupt
from ann_toolkit.training.engine.loop import DivergenceWarning

log = logging.getLogger(__name__)
_told: set[str] = set()


def fit_with_keras(
    model: keras.Model, x: Any, y: Any, callbacks: list[Any], why: str, tell: bool, arguments: dict[str, Any]
) -> keras.callbacks.History:
    """Train with ``keras.Model.fit``.

    Args:
        model: the compiled model.
        x: inputs, in any form that Keras knows.
        y: targets, or None.
        callbacks: all callbacks, ours among them.
        why: the reason, for the line that is shown once.
        tell: whether to show it.
        arguments: the other arguments of ``keras.Model.fit``.
    """
    log.info("training with keras.Model.fit: %s", why)
    if tell and why not in _told:
        _told.add(why)
        print(f"training with keras.Model.fit: {why}")
    if hasattr(x, "element_spec") or hasattr(x, "__next__"):
        arguments["shuffle"] = False  # a stream comes in its own order, and Keras warns of more
    with Interrupt() as interrupt:
        watch = _Watch(interrupt)
        return model.fit(x, y, verbose=0, callbacks=[*callbacks, watch], **arguments)


class _Watch(keras.callbacks.Callback):
    """Stops at Ctrl-C and when the loss is no longer a number."""

    def __init__(self, interrupt: Interrupt) -> None:
        super().__init__()
        self.interrupt = interrupt

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        if self.interrupt.asked:
            self.model.stop_training = True

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        loss = (logs or {}).get("loss", 0.0)
        if not np.all(np.isfinite(loss)):
            self.model.stop_training = True
            warnings.warn(
                f"training diverged: the loss is {loss} in epoch {epoch + 1}; stopped; the weights are lost: "
                f"build the model again, with a learning rate below {_rate(self.model):g}",
                DivergenceWarning,
                stacklevel=2,
            )


def _rate(model: keras.Model) -> float:
    return float(keras.ops.convert_to_numpy(model.optimizer.learning_rate))
