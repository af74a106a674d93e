"""Ctrl-C that ends training after the epoch, with everything learned so far."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable
from types import FrameType
from typing import Any

import keras

from ann_toolkit.base.messages import say


class Interrupt:
    """A block in which the first Ctrl-C only sets ``asked``; a second one stops the program as usual.

    Outside the main thread, where Python delivers no signals, it does nothing.

    Args:
        callbacks: those of the training. Files of ``BackupAndRestore``, which it removes when training ends,
            stay where Ctrl-C ended it: the same call goes on from them later, as after a crash.
    """

    def __init__(self, callbacks: Iterable[Any] = ()) -> None:
        self.asked = False
        self.previous: Any = None
        self.backups = [
            one
            for one in callbacks
            if isinstance(one, keras.callbacks.BackupAndRestore) and one.delete_checkpoint
        ]

    def __enter__(self) -> Interrupt:
        if threading.current_thread() is threading.main_thread():
            self.previous = signal.getsignal(signal.SIGINT)
            if callable(self.previous):  # not where someone chose to ignore it
                signal.signal(signal.SIGINT, self._note)
        return self

    def _note(self, number: int, frame: FrameType | None) -> None:
        if self.asked:
            self.previous(number, frame)
            return
        self.asked = True
        for backup in self.backups:
            backup.delete_checkpoint = False
        say("\nCtrl-C: training ends after this epoch (once more to stop at once)")  # below the live line

    def __exit__(self, *exception: object) -> None:
        for backup in self.backups:
            backup.delete_checkpoint = True
        if callable(self.previous):
            signal.signal(signal.SIGINT, self.previous)
