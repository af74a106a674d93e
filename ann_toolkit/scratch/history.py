"""What training was like, epoch by epoch."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class History:
    """What training was like: ``history["loss"]`` and so on, a number for each epoch, as Keras' History."""

    history: dict[str, list[float]] = field(default_factory=dict)
    stopped: str = ""  # why training ended

    @property
    def epoch(self) -> list[int]:
        """The epochs, from 0."""
        return list(range(len(self.history.get("loss", []))))

    def add(self, numbers: dict[str, float]) -> None:
        """The numbers of one more epoch."""
        for key, value in numbers.items():
            self.history.setdefault(key, []).append(value)
