"""The figures of a lesson: saved after each cell, each whole or not at all."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ann_toolkit.base.files import replacing
from ann_toolkit.course.covers import save_cover
from ann_toolkit.course.results import CellResult, RunResult

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_DPI = 110
# A figure of 10 x 10 inches has 1.2 million; each pixel takes 4 bytes, and more while it is drawn.
_MOST_PIXELS = 50_000_000


def collect_figures(shown: CellResult, result: RunResult) -> None:
    """Save and close every open figure; one that cannot be drawn is told, and the others are kept.

    Args:
        shown: the cell that drew them; it gets the pictures.
        result: the run; it gets why one could not be saved.
    """
    if "matplotlib.pyplot" not in sys.modules:
        return
    import matplotlib.pyplot as plt

    number = len(result.figures)
    for name in plt.get_fignums():
        number += 1
        path = result.folder / f"figure_{number:02d}.png"
        try:
            figure = plt.figure(name)
            _save(figure, path)
            shown.figures.append(path)
            save_cover(figure, result.folder)
        except Exception as error:  # drawing runs whatever the script put into the figure
            reason = f"{type(error).__name__}: {error}" if not isinstance(error, ValueError) else str(error)
            result.broke(f"figure {number} could not be drawn: {' '.join(reason.split())}")
    plt.close("all")


def _save(figure: Figure, path: Path) -> None:
    width, height = (round(inches * _DPI) for inches in figure.get_size_inches())
    if width * height > _MOST_PIXELS:
        raise ValueError(
            f"{width} x {height} pixels are too many (figsize is in inches); {_MOST_PIXELS:_} are allowed".replace(
                "_", " "
            )
        )
    with replacing(path) as part:
        figure.savefig(part, dpi=_DPI)
