"""What the toolkit tells the person in front of it, through Python's own logging.

Lines appear on the standard output as they are. ``logging.getLogger("ann_toolkit").setLevel("WARNING")``
keeps the toolkit quiet, and who adds handlers of their own to that logger before gets the lines there alone.
"""

from __future__ import annotations

import logging

_logger = logging.getLogger("ann_toolkit")


class _Screen(logging.Handler):
    """Prints to whatever standard output is at that moment (a terminal, a notebook cell, a report)."""

    def emit(self, record: logging.LogRecord) -> None:
        print(self.format(record), flush=True)


# This file is read when the toolkit has its first line to say: what was chosen before then stands.
if not _logger.handlers:
    _logger.addHandler(_Screen())
    _logger.propagate = False
if _logger.level == logging.NOTSET:
    _logger.setLevel(logging.INFO)


def say(text: str) -> None:
    """Tell the user one line.

    >>> say("using the generated sample")
    using the generated sample
    """
    _logger.info(text)
