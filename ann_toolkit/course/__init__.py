"""The course's lessons: which exercises there are, how they run and are checked, what a machine needs for them."""

from ann_toolkit.base import rooms

__getattr__, __dir__, __all__ = rooms.opened(__name__, __file__)
