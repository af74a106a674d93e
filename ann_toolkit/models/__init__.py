"""Builders that return plain, compiled Keras models, and a safe way to keep them."""

from ann_toolkit.base import rooms

__getattr__, __dir__, __all__ = rooms.opened(__name__, __file__)
