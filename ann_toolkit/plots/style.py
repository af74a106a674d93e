"""The one look of all pictures, and the Axes that they are drawn on."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import LinearSegmentedColormap, to_hex, to_rgb
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from ann_toolkit.base.messages import printable

STYLE = Path(__file__).with_name("ann.mplstyle")
# Okabe and Ito's colours, in the order of the style file: blue, orange, green, vermilion, purple, sky, black.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#000000")
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*", "<", ">")  # a class is told by colour and by shape
POSITIVE, NEGATIVE = COLOURS[0], COLOURS[3]  # signs of weights and errors
SIGNS = LinearSegmentedColormap.from_list("signs", [NEGATIVE, "white", POSITIVE])

_LONGEST_LABEL = 40  # characters; a longer one leaves no room for the picture

P = ParamSpec("P")
R = TypeVar("R")


def styled(draw: Callable[P, R]) -> Callable[P, R]:
    """Run a drawing function under the toolkit's style, and leave the user's own settings alone."""

    @functools.wraps(draw)
    def draw_in_style(*args: P.args, **kwargs: P.kwargs) -> R:
        with plt.style.context(STYLE):
            return draw(*args, **kwargs)

    return draw_in_style


@styled
def figure(rows: int = 1, columns: int = 1, width: float = 6.0, height: float = 4.5) -> tuple[Figure, Any]:
    """``plt.subplots`` in the toolkit's style: a figure with ``rows`` x ``columns`` Axes to draw on.

    Args:
        rows, columns: how many Axes.
        width, height: size of each in inches.

    Returns:
        The figure, and its Axes as ``plt.subplots`` gives them: one, or an array.
    """
    return plt.subplots(rows, columns, figsize=(width * columns, height * rows))


def axes_for(ax: Axes | None, width: float = 7.0, height: float = 5.0) -> Axes:
    """``ax`` itself, or the Axes of a new figure of this size in inches."""
    return ax if ax is not None else plt.subplots(figsize=(width, height))[1]


def colour(number: int) -> str:
    """The colour of class or curve ``number``; from the eighth on the first ones come again, with other markers."""
    return COLOURS[number % len(COLOURS)]


def points(ax: Axes, x: ArrayLike, y: ArrayLike, number: int, **look: Any) -> PathCollection:
    """Draw the points of class or output ``number``: told by colour and by shape."""
    return ax.scatter(x, y, color=colour(number), marker=MARKERS[number % len(MARKERS)], **look)


def lighter(colour: str, amount: float = 0.7) -> str:
    """``colour`` mixed with white: for areas behind points."""
    red, green, blue = (1 - (1 - part) * (1 - amount) for part in to_rgb(colour))
    return to_hex((red, green, blue))


def as_label(name: str) -> str:
    """A name out of a file as matplotlib draws it; names as people give them stay as they are.

    matplotlib takes ``$`` for the beginning of a formula, and leaves what begins with ``_`` out of a legend.

    >>> as_label("petal width"), as_label("$x_1$"), as_label("$$"), as_label("_hidden")
    ('petal width', '$x_1$', '\\\\$\\\\$', ' _hidden')
    """
    shown = printable(name)
    if len(shown) > _LONGEST_LABEL:
        shown = f"{shown[: _LONGEST_LABEL - 3]}..."
    if "$" in shown and not _is_formula(shown):
        shown = shown.replace("$", r"\$")
    return f" {shown}" if shown.startswith("_") else shown


def _is_formula(text: str) -> bool:
    """Whether matplotlib can set the formulas in ``text``."""
    from matplotlib.mathtext import MathTextParser

    try:
        MathTextParser("path").parse(text)
    except ValueError:
        return False
    return True
