"""Numbers that judge a trained model: its answers, their scores, what explains them, what training did."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
