"""Runs a lesson from start to end, with no screen, and keeps all that it shows."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import time
import traceback
import types
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from ann_toolkit.base.errors import AnnError, FileError
from ann_toolkit.base.files import replacing
from ann_toolkit.base.locations import REAL_DATA_VARIABLE, real_data_folder
from ann_toolkit.base.messages import printable
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.course.catalog import Exercise, read_exercise
from ann_toolkit.course.checking import Checks
from ann_toolkit.course.figures import collect_figures
from ann_toolkit.course.lesson import read_cells
from ann_toolkit.course.report import write_report
from ann_toolkit.course.results import LOG, SUMMARY, CellResult, RunResult, emptied
from ann_toolkit.scratch.errors import ScratchError

_REWRITE = 3.0  # seconds after which the page of an unfinished run is written again


def run_exercise(exercise: Exercise, runs: PathLike = "runs") -> RunResult:
    """Run a lesson cell by cell, and write ``log.txt``, the pictures and ``report.html``.

    The script runs inside its output folder, so that files it writes lie beside the report. What it
    prints appears at once; its figures are collected instead of shown.

    Args:
        exercise: which one.
        runs: the folder under which the output folder ("09_hidden_layer") is made.

    Returns:
        What happened. A script that breaks is a result too: see ``error`` and ``exit_code``.

    Raises:
        ExerciseError: the script has no cells.
        FileError: the output folder cannot be written.
    """
    cells = read_cells(exercise.path)
    result = RunResult(exercise, emptied(Path(runs) / exercise.name))
    write_report(result)  # a page that says "not finished", in case nobody comes back to write another
    start = written = time.perf_counter()
    with _as_main(exercise.path.resolve()) as namespace, _inside(result.folder), _without_screen():
        for cell in cells:
            shown = CellResult(cell)
            result.cells.append(shown)
            if cell.kind == "code" and not _run_cell(shown, result, namespace):
                break
            if time.perf_counter() - written > _REWRITE:
                with contextlib.suppress(FileError):  # told at the end
                    write_report(result)
                written = time.perf_counter()
    result.seconds = time.perf_counter() - start
    result.names = namespace
    lists = dict.fromkeys(value for value in namespace.values() if isinstance(value, Checks))
    result.checks = [check for checks in lists for check in checks.results]
    result.finished = True
    _write(result)
    return result


def _write(result: RunResult) -> None:
    """Write the log, the result and the page; what cannot be written stands on the page, if that can be."""
    log = "".join(shown.output for shown in result.cells) + result.error
    failed: FileError | None = None
    for name, text in ((LOG, log), (SUMMARY, _summary(result))):
        try:
            with replacing(result.folder / name) as part:
                part.write_text(text, encoding="utf-8", errors="backslashreplace")
        except FileError as error:
            failed = error
            result.broke(str(error), 2)
    write_report(result)
    if failed:
        raise failed


def _summary(result: RunResult) -> str:
    return json.dumps({"exit_code": result.exit_code, "seconds": round(result.seconds, 2)})


def _run_cell(shown: CellResult, result: RunResult, namespace: dict[str, Any]) -> bool:
    """Run one cell; False when the lesson ends with it."""
    cell, path = shown.cell, result.exercise.path
    screen = _Copy(sys.stdout)
    try:
        with contextlib.redirect_stdout(screen), contextlib.redirect_stderr(screen):
            exec(compile("\n" * (cell.line - 1) + cell.text, str(path), "exec"), namespace)
    except SystemExit as end:
        result.exit_code = result.exit_code or _exit_code(end.code)
        return False
    except NotImplementedError as error:
        where = f"{path.name}, line {_line_of(error, path)}"
        result.broke(f"{where}: your code is still missing here")
        return False
    except (AnnError, ScratchError) as error:
        result.broke(f"{path.name}, line {_line_of(error, path)}: {printable(str(error))}", 2)
        return False
    except KeyboardInterrupt as error:
        result.broke(f"{path.name}, line {_line_of(error, path)}: stopped by Ctrl-C", 130)
        return False
    except BaseException as error:  # whatever the script raises is its result
        result.broke(_own_traceback(error, path))
        return False
    finally:
        shown.output = _last_state(screen.text.getvalue())
        collect_figures(shown, result)
    return True


def _exit_code(given: object) -> int:
    """What the system would make of ``sys.exit(given)``, but that a large number is not taken for 0."""
    if isinstance(given, int):
        return given if 0 <= given < 256 else 1
    return int(given is not None)


class _Copy(io.TextIOBase):
    """Writes to the screen and keeps a copy."""

    def __init__(self, screen: TextIO) -> None:
        self.screen, self.text = screen, io.StringIO()

    def write(self, text: str) -> int:
        self.screen.write(text)
        return self.text.write(text)

    def flush(self) -> None:
        self.screen.flush()

    def isatty(self) -> bool:
        return self.screen.isatty()


def _last_state(text: str) -> str:
    """What a live line looked like in the end: of ``"10 %\\r20 %"`` only ``"20 %"``."""
    return "\n".join(line.rstrip("\r").rpartition("\r")[2].rstrip() for line in text.split("\n"))


def _line_of(error: BaseException, path: Path) -> int:
    """The line of the script from which the error came."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
    return frames[-1].lineno or 0 if frames else 0


def _own_traceback(error: BaseException, path: Path) -> str:
    """The traceback from the script's own line on, without the frames of the runner."""
    trace = traceback.TracebackException.from_exception(error)
    own = [number for number, frame in enumerate(trace.stack) if frame.filename == str(path)]
    if own:
        trace.stack = traceback.StackSummary.from_list(trace.stack[own[0] :])
    return "".join(trace.format())


@contextlib.contextmanager
def _as_main(path: Path) -> Iterator[dict[str, Any]]:
    """A namespace in which the script is ``__main__``, as if Python itself ran it."""
    main = types.ModuleType("__main__")
    main.__file__ = str(path)
    before = sys.modules["__main__"]
    sys.modules["__main__"] = main
    try:
        yield main.__dict__
    finally:
        sys.modules["__main__"] = before


@contextlib.contextmanager
def _inside(where: Path) -> Iterator[None]:
    """Work in a folder; a relative ANN_TOOLKIT_DATA goes on meaning the same folder."""
    before, real = Path.cwd(), real_data_folder()
    if real is not None:
        os.environ[REAL_DATA_VARIABLE] = str(real.absolute())
    os.chdir(where)
    try:
        yield
    finally:
        os.chdir(before)


@contextlib.contextmanager
def _without_screen() -> Iterator[None]:
    """Figures are drawn in memory, and ``plt.show()`` does nothing."""
    before = os.environ.get("MPLBACKEND")
    os.environ["MPLBACKEND"] = "module://ann_toolkit.course.matplotlib_backend"
    if "matplotlib" in sys.modules:
        import matplotlib

        matplotlib.use(os.environ["MPLBACKEND"], force=True)
    try:
        with warnings.catch_warnings():
            yield
    finally:
        if before is None:
            del os.environ["MPLBACKEND"]
        else:
            os.environ["MPLBACKEND"] = before


if __name__ == "__main__":  # a lesson in a process of its own, as ``run_all`` starts it
    sys.exit(run_exercise(read_exercise(Path(sys.argv[1])), sys.argv[2]).exit_code)
