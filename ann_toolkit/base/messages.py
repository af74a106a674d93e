"""What the toolkit tells the person in front of it, through Python's own logging.

Lines appear on the standard output as they are. ``logging.getLogger("ann_toolkit").setLevel("WARNING")``
keeps the toolkit quiet, and who adds handlers of their own to that logger before gets the lines there alone.
"""

from __future__ import annotations

import functools
import logging
import unicodedata

LONGEST = 1200  # characters of a line; a longer one is a mistake with a whole file in it


class _Screen(logging.Handler):
    """Prints to whatever standard output is at that moment (a terminal, a notebook cell, a report)."""

    def emit(self, record: logging.LogRecord) -> None:
        print(self.format(record), flush=True)


@functools.cache
def _logger() -> logging.Logger:
    """The toolkit's logger, made ready for its first line: what was chosen before then stands."""
    logger = logging.getLogger("ann_toolkit")
    if not logger.handlers:
        logger.addHandler(_Screen())
        logger.propagate = False
    if logger.level == logging.NOTSET:
        logger.setLevel(logging.INFO)
    return logger


def say(text: str) -> None:
    """Tell the user one line; line breaks before it set it apart from a live line above, and stay.

    >>> say("using the generated sample")
    using the generated sample
    """
    line = text.lstrip("\n")
    _logger().info("%s%s", "\n" * (len(text) - len(line)), printable(line))


def printable(text: str) -> str:
    """``text`` as one line that any terminal shows as it is: what commands a terminal is written out.

    Names of files, columns, layers and students come from others. A line break in one would make two lines
    of one, and an escape sequence could recolour, hide or type something.

    >>> printable("a\\nb: \\x1b[31mé")
    'a\\\\nb: \\\\x1b[31mé'
    """
    shown = text if text.isprintable() else "".join(map(_shown, text))
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST // 2]} ... {shown[-LONGEST // 3 :]}"


def _shown(character: str) -> str:
    # C: controls, marks of writing direction, halves of pairs that no file can hold; Zl, Zp: line breaks
    kind = unicodedata.category(character)
    commands = kind.startswith("C") or kind in ("Zl", "Zp")
    return character.encode("unicode_escape").decode("ascii") if commands else character
