"""Training by ``keras.Model.fit`` itself, where the engine cannot; it ends as cleanly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import keras
import numpy as np

from ann_toolkit.training.arguments import Arguments
from ann_toolkit.training.engine.divergence import warn_of_divergence
from ann_toolkit.training.engine.interrupt import Interrupt


def fit_with_keras(
    model: keras.Model, arguments: Arguments, callbacks: Sequence[keras.callbacks.Callback]
) -> keras.callbacks.History:
    """Train with ``keras.Model.fit``.

    Args:
        model: the compiled model.
        arguments: what to train on and for how long; data in any form that Keras knows.
        callbacks: all callbacks, ours among them.
    """
    named = arguments.for_keras()
    if hasattr(arguments.x, "element_spec") or hasattr(arguments.x, "__next__"):
        named["shuffle"] = False  # a stream comes in its own order, and Keras warns of more
    with Interrupt(callbacks) as interrupt:
        return model.fit(verbose=0, callbacks=[*callbacks, _Watch(interrupt)], **named)


class _Watch(keras.callbacks.Callback):
    """Stops after the epoch in which Ctrl-C was pressed, or in which the loss was no longer a number."""

    def __init__(self, interrupt: Interrupt) -> None:
        super().__init__()
        self.interrupt = interrupt

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        if self.interrupt.asked:
            self.model.stop_training = True
        loss = (logs or {}).get("loss", 0.0)
        if not np.all(np.isfinite(loss)):
            self.model.stop_training = True
            warn_of_divergence(self.model, loss, epoch + 1, weights_kept=False, stacklevel=1)
