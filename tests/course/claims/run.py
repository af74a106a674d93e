"""What the sentences of a lesson are held against: what a run of it left."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ann_toolkit.course import RunResult


@dataclass(frozen=True)
class Run:
    """A finished run; ``run["model"]`` is what the lesson's name stood for after its last cell."""

    names: dict[str, Any]
    log: str

    @classmethod
    def of(cls, result: RunResult) -> Run:
        return cls(result.names, "".join(cell.output for cell in result.cells))

    def __getitem__(self, name: str) -> Any:
        return self.names[name]

    def printed(self, pattern: str) -> list[float]:
        """The numbers in the groups of ``pattern``, which has to occur in the log."""
        found = re.search(pattern, self.log)
        assert found, f"the log does not say {pattern!r}"
        return [float(number) for number in found.groups()]
