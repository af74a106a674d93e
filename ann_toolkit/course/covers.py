"""The picture that stands for a lesson wherever there is room for one only: README, index, report."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH = 440  # pixels at which a cover is seen; its file has twice as many, for sharp screens
_MARK = "cover: "


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
