"""What a JSON run gives back."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from ann_toolkit.jobs.params import Params


@dataclass
class RunResult:
    """What a run gave: its history, why it ended, how good it is, and where everything was written.

    Args:
        params: what the file asked for.
        engine: "scratch" or "keras".
        history: measures by name, a number for each epoch, as Keras' ``History.history``.
        stopped: why training ended.
        seconds: how long training took.
        train: loss and scores of the rows that were trained with.
        validation: loss and scores of the other rows.
        weights: W1, b1, W2, b2, ...
        folder: where log, history, picture and weights were written.
        log: the lines that were printed.
    """

    params: Params
    engine: str
    history: dict[str, list[float]]
    stopped: str
    seconds: float
    train: dict[str, float]
    validation: dict[str, float]
    weights: list[np.ndarray]
    folder: Path
    log: list[str] = field(default_factory=list)
