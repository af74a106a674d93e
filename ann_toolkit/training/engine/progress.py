"""One live line that tells how far training is, and costs it nothing."""

from __future__ import annotations

import sys
import time
from typing import Any

import keras
import numpy as np

REFRESH = 0.1  # seconds between two drawings of the line: fast enough for the eye, free for training


class ProgressLine(keras.callbacks.Callback):
    """Shows epoch, loss, validation loss and the time left on one line that is drawn over and over.

    On a screen the line lives; in a log file only its last state is written. It is printed, and is no
    message (``base.messages``): it is drawn over and over, which a log cannot do.
    """

    def on_train_begin(self, logs: dict[str, Any] | None = None) -> None:
        """Start the clock."""
        self.begin = self.drawn = time.perf_counter()
        self.first: tuple[int, float] | None = None
        self.line = ""
        self.live = sys.stdout.isatty() or "ipykernel" in sys.modules

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Draw the line again, if the eye can follow."""
        now = time.perf_counter()
        self.line = f"epoch {epoch + 1}/{self.params['epochs']}  {_numbers(logs or {})}"
        left = self._left(epoch, now)
        if self.live and now - self.drawn >= REFRESH:
            self.drawn = now
            print(f"\r{self.line + left:<78}", end="", flush=True)

    def _left(self, epoch: int, now: float) -> str:
        """The time left, told from the second epoch on: the first compiles, and tells nothing of the others."""
        if self.first is None:
            self.first = epoch, now
        first, its_end = self.first
        if epoch == first:
            return ""
        seconds_an_epoch = (now - its_end) / (epoch - first)
        return f"  {seconds_an_epoch * (self.params['epochs'] - epoch - 1):.0f} s left"

    def on_train_end(self, logs: dict[str, Any] | None = None) -> None:
        """Write the last state and how long it all took."""
        if self.line:
            seconds = time.perf_counter() - self.begin
            start = "\r" if self.live else ""
            print(f"{start}{f'{self.line}  in {seconds:.1f} s':<78}".rstrip(), flush=True)


class EpochLines(keras.callbacks.Callback):
    """Prints a line for each epoch with all of its results, as ``verbose=2`` asks."""

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Write the line."""
        results = "  ".join(f"{name} {float(np.mean(value)):.4g}" for name, value in (logs or {}).items())
        print(f"epoch {epoch + 1}/{self.params['epochs']}  {results}", flush=True)


def _numbers(logs: dict[str, Any]) -> str:
    shown = [name for name in ("loss", "val_loss") if name in logs]
    return "  ".join(f"{name} {float(logs[name]):.4g}" for name in shown)
