"""Pictures: each takes results and an optional ``ax``, and returns the matplotlib Axes it drew on."""

from ann_toolkit.base import rooms

__getattr__, __dir__, __all__ = rooms.opened(__name__, __file__)
