"""Training runs that a JSON file describes (S3): ``run`` reads the file, trains, and keeps what came out."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
