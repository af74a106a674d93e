"""The picture that stands for a lesson wherever there is room for one only: README, index, report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ann_toolkit.base.files import replacing

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COVER = "cover.png"
_DPI = 200  # 4.4 inches are seen 440 pixels wide; the file has twice as many, for sharp screens
_MARK = "cover: "
_ALT = "Description"  # the note in a PNG file that says what is to be seen


def cover(figure: Figure, alt: str) -> Figure:
    """Name the figure that stands for this lesson.

    It should show one idea and be readable when 440 pixels wide: draw it 4.4 inches wide
    (``ann.plots.figure(1, 1, width=4.4, height=3.3)``). ``ann run`` keeps it as ``cover.png``.

    Args:
        figure: the figure.
        alt: what is to be seen, in a sentence, for who cannot see it.

    Returns:
        The figure.

    >>> import matplotlib.figure
    >>> figure = cover(matplotlib.figure.Figure(), "A closed curve around a disc.")
    >>> alt_of(figure)
    'A closed curve around a disc.'
    """
    figure.set_label(_MARK + alt)
    return figure


def alt_of(figure: Figure) -> str:
    """What is to be seen on a cover; "" for a figure that is none."""
    label = str(figure.get_label())
    return label.removeprefix(_MARK) if label.startswith(_MARK) else ""


def save_cover(figure: Figure, folder: Path) -> None:
    """Write ``cover.png``, which carries its own description; does nothing for a figure that is no cover."""
    if alt := alt_of(figure):
        with replacing(folder / COVER) as part:
            figure.savefig(part, dpi=_DPI, metadata={_ALT: alt})


def alt_in(picture: Path) -> str:
    """What is to be seen on a saved cover; "" for any other picture."""
    from PIL import Image

    try:
        with Image.open(picture) as opened:
            return str(opened.info.get(_ALT, ""))
    except (OSError, ValueError, Image.DecompressionBombError):
        return ""
