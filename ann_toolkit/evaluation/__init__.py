"""Numbers that judge a trained model: its answers, their scores, what explains them, what training did."""

from ann_toolkit.base import rooms

__getattr__, __dir__, __all__ = rooms.opened(__name__, __file__)
