"""The instructor's desk: one dataset for each student, tables and exercises to hand out, checks of what comes back."""

from ann_toolkit.base import rooms

__getattr__, __dir__, __all__ = rooms.opened(__name__, __file__)
