"""Where data comes from: ``generate_*`` makes it, ``load_*`` reads it, one ``Dataset`` type carries it."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
