"""Where data comes from: ``generate_*`` makes it, ``load_*`` reads it, one ``Dataset`` type carries it."""

from ann_toolkit.base import rooms

__getattr__, __dir__, __all__ = rooms.opened(__name__, __file__)
