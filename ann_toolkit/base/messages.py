"""What the toolkit tells the person in front of it, through Python's own logging.

Lines appear on the standard output as they are. ``logging.getLogger("ann_toolkit").setLevel("WARNING")``
keeps the toolkit quiet.
"""

from __future__ import annotations

import logging

_logger = logging.getLogger("ann_toolkit")


class _Screen(logging.Handler):
    """Prints to whatever standard output is at that moment (a terminal, a notebook cell, a report)."""

    def emit(self, record: logging.LogRecord) -> None:
        print(self.format(record), flush=True)


if not _logger.handlers:
    _logger.addHandler(_Screen())
    _logger.setLevel(logging.INFO)
    _logger.propagate = False


def say(text: str) -> None:
    """Tell the user one line.

    >>> say("using the generated sample")
    using the generated sample
    """
    _logger.info(text)
