"""The table that S3 prints while it trains: loss, its change, score, for training and validation."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

COLUMNS = {  # heading: (key of the history, width)
    "Loss(tr)": ("loss", 10),
    "Δloss(tr)": ("change", 9),
    "Acc(tr)": ("accuracy", 8),
    "R2(tr)": ("r2", 8),
    "Loss(val)": ("val_loss", 10),
    "Δloss(v)": ("val_change", 9),
    "Acc(val)": ("val_accuracy", 8),
    "Rec(val)": ("val_recall", 8),
    "F1(val)": ("val_f1", 8),
    "R2(val)": ("val_r2", 8),
}


def header(keys: Sequence[str]) -> str:
    """The headings of the columns for which the history has numbers."""
    shown = [f"{heading:>{width}}" for heading, (key, width) in COLUMNS.items() if _source(key) in keys]
    return "  ".join([f"{'Epoch':>5}", *shown, "Pat."])


def row(history: Mapping[str, Sequence[float]], patience: int) -> str:
    """The last epoch of ``history`` as one line; ``patience``: epochs since the score was best."""
    shown = []
    for key, width in COLUMNS.values():
        if _source(key) in history:
            shown.append(f"{_text(key, history[_source(key)]):>{width}}")
    return "  ".join([f"{len(history['loss']):>5}", *shown, f"{patience:>4}"])


def worth_printing(epoch: int) -> bool:
    """The first 20 epochs, then every tenth, as S3."""
    return epoch <= 20 or epoch % 10 == 0


def _source(key: str) -> str:
    return key.replace("change", "loss")


def _text(key: str, values: Sequence[float]) -> str:
    if key.endswith("change"):
        return f"{abs(values[-1] - values[-2]):.2e}" if len(values) > 1 else str(math.inf)
    if key.endswith("loss"):
        return f"{values[-1]:.6f}"
    return f"{values[-1]:.4f}" if key.endswith("r2") else f"{values[-1]:.1%}"
