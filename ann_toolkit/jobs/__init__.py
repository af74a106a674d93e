"""Training runs that a JSON file describes (S3): ``run`` reads the file, trains, and keeps what came out."""

from ann_toolkit.base import rooms

__getattr__, __dir__, __all__ = rooms.opened(__name__, __file__)
