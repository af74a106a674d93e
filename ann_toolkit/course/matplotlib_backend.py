"""A matplotlib backend without a screen, in which ``plt.show()`` is no mistake.

The runner keeps each figure for the report instead of opening a window; with matplotlib's own Agg
backend every ``plt.show()`` of a lesson would warn that there is no screen.
"""

from matplotlib.backends.backend_agg import FigureCanvasAgg, FigureManagerBase


class FigureManager(FigureManagerBase):
    """Holds a figure until the runner collects it."""

    @classmethod
    def pyplot_show(cls, *, block: bool | None = None) -> None:
        """Do nothing: the figure is collected at the end of its cell."""


class FigureCanvas(FigureCanvasAgg):
    """Agg's canvas with a manager that needs no screen."""

    manager_class = FigureManager
