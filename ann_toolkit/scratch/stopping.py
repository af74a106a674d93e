"""When to stop: the three criteria of S3 (A1.8), asked after every epoch."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass
class Stopping:
    """S3's criteria; each one is off where its setting is None.

    Args:
        loss_tol: 1. stop when the training loss changes by less than this from one epoch to the next.
        patience: 2. stop when the score (accuracy or R2; of the validation rows if there are any) has not
            gone above its best for so many epochs (ACC_PATIENCE, R2_PATIENCE).
        loss_patience: 3. stop when the validation loss has stayed above its best for so many epochs.
        warmup: so many epochs at the beginning do not count.

    >>> stopping = Stopping(patience=2)
    >>> [stopping.reason(epoch, 1 / epoch, 0.9, None) for epoch in (1, 2, 3)]
    [None, None, 'criterion 2: no better score than 0.9 for 2 epochs']
    """

    loss_tol: float | None = None
    patience: int | None = None
    loss_patience: int | None = None
    warmup: int = 0

    def __post_init__(self) -> None:
        """Ready for the first training."""
        self.begin()

    def begin(self) -> None:
        """Forget the training before."""
        self.last_loss, self.best_score, self.best_val_loss = math.inf, -math.inf, math.inf
        self.waited = self.risen = 0

    def reason(self, epoch: int, loss: float, score: float | None, val_loss: float | None) -> str | None:
        """Why to stop after ``epoch`` (from 1), or None to go on."""
        change = abs(self.last_loss - loss)
        self.last_loss = loss
        if score is not None:
            self.waited = 0 if score > self.best_score or epoch <= self.warmup else self.waited + 1
            self.best_score = max(score, self.best_score)
        if val_loss is not None:
            self.risen = 0 if val_loss < self.best_val_loss or epoch <= self.warmup else self.risen + 1
            self.best_val_loss = min(val_loss, self.best_val_loss)
        if epoch <= self.warmup:
            return None
        if self.loss_tol is not None and change < self.loss_tol:
            return f"criterion 1: the loss changed by {change:.1e}, less than {self.loss_tol:g}"
        if self.patience is not None and self.waited >= self.patience:
            return f"criterion 2: no better score than {self.best_score:.4g} for {self.waited} epochs"
        if self.loss_patience is not None and self.risen >= self.loss_patience:
            return f"criterion 3: the validation loss was above its best for {self.risen} epochs"
        return None
