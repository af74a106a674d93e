"""The course around the toolkit: which exercises there are, how they run, how they are handed out."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
