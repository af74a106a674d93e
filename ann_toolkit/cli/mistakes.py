"""What becomes of a mistake: one line on the standard error, and the exit code that goes with it."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import sys
import warnings
from collections.abc import Iterator

import typer

from ann_toolkit.base.errors import AnnError
from ann_toolkit.base.messages import printable

MISTAKE, OURS, STOPPED, HUNG_UP = 2, 1, 130, 141  # the last two as shells count: 128 and the signal's number


@contextlib.contextmanager
def last_handler(debug: bool) -> Iterator[None]:
    """Turn whatever goes wrong in the block into one line and an exit code.

    Most mistakes are told where they arise, as an ``AnnError`` in words of their own. This is the door
    behind which nothing is left: what the machine or a library refuses is told here, whatever the cause.

    Args:
        debug: show the traceback instead.

    Raises:
        typer.Exit: with 2 for a mistake, 130 after Ctrl-C, 141 when nobody reads on, 1 for a fault of ours.
    """
    try:
        yield
        _flush()
    except BrokenPipeError:  # `ann data list | head -1` has read enough; there is nothing to mend
        _hang_up()
        raise typer.Exit(HUNG_UP) from None
    except (KeyboardInterrupt, Exception) as error:
        if isinstance(error, typer.Exit | typer.Abort) or debug or not (told := explain(error)):
            raise
        _drop_what_cannot_be_written()
        line, code = told
        typer.echo(f"ann: {printable(line)}", err=True)
        raise typer.Exit(code) from None


@contextlib.contextmanager
def notes() -> Iterator[None]:
    """Show each warning of a library in one line, without the place in its code."""

    def tell(message: Warning | str, *_where: object, **_more: object) -> None:
        typer.echo(f"ann: note: {printable(str(message))}", err=True)

    with warnings.catch_warnings():
        warnings.showwarning = tell
        yield


def explain(error: BaseException) -> tuple[str, int]:
    """What to say about an error, and the exit code."""
    match error:
        case AnnError():
            return str(error), MISTAKE
        case KeyboardInterrupt():
            return "stopped by Ctrl-C", STOPPED
        case MemoryError():
            return "there is not enough memory for this; give less data, or a smaller network", MISTAKE
        case RecursionError():
            return "something here is nested too deeply; make it flatter", MISTAKE
        case UnicodeError():
            return f"text that is not UTF-8, or that cannot be written here ({_first_line(error)})", MISTAKE
        case json.JSONDecodeError():
            return f"what was read is not JSON ({_first_line(error)})", MISTAKE
        case csv.Error():
            return f"what was read is not a CSV table ({_first_line(error)})", MISTAKE
        case OSError():
            return _of_the_system(error), MISTAKE
        case _:
            kind = type(error).__name__
            where = "a mistake in the toolkit itself, not in what you typed"
            return f"{where} ({kind}: {_first_line(error)}); `ann --debug ...` shows where", OURS


def _of_the_system(error: OSError) -> str:
    reason = os.strerror(error.errno) if error.errno else _first_line(error)
    return f"{error.filename}: {reason}" if error.filename is not None else f"the system refuses: {reason}"


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0]


def _flush() -> None:
    if sys.stdout is not None:  # it is None where the command was started without one
        sys.stdout.flush()


def _drop_what_cannot_be_written() -> None:
    """A standard output on a full disk fails once more when Python ends, unless it leads nowhere by then."""
    try:
        _flush()
    except OSError:
        _hang_up()


def _hang_up() -> None:
    """Let the standard output lead nowhere, so that Python's last flush has nothing to complain about."""
    with contextlib.suppress(OSError):  # a test's output has no file behind it
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
