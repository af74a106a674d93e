"""The one place where the version stands; packaging reads it here."""

__version__ = "0.1.0"
