"""What stands in a picture: words of the legend, places of the points."""

import numpy as np


def legend(ax):
    """The words of the legend, one after the other."""
    return [text.get_text() for text in ax.get_legend().get_texts()]


def points(ax, number=0):
    """The places of the points of one cloud, shape (n, 2)."""
    return np.asarray(ax.collections[number].get_offsets())
