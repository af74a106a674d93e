"""Pictures: each takes results and an optional ``ax``, and returns the matplotlib Axes it drew on."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
