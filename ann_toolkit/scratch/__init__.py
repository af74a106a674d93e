"""The NumPy engine to learn from; it imports nothing else of the toolkit."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
