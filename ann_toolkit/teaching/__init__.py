"""The instructor's desk: one dataset for each student, tables and exercises to hand out, checks of what comes back."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
