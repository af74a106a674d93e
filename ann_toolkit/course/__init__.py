"""The course's lessons: which exercises there are, how they run and are checked, what a machine needs for them."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
