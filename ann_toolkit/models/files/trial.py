"""A model tried out in a process of its own, which may die of it.

The process builds the model as ``ann.models.load`` would and answers with one line. Its memory and its time
are watched from outside, and it is ended when it takes more than it may; on Linux the system itself refuses
it more memory, where elsewhere it may take more for the twentieth of a second between two looks.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil

from ann_toolkit.base.bounded.budget import in_words, memory_budget
from ann_toolkit.base.errors import AnnError, FileError, UnsafeFileError

MOST_SECONDS = 30.0  # of a processor's time for the model; the start of TensorFlow is not counted
MOST_SECONDS_TO_START = 120.0
_SLACK = 2**29  # bytes of address space that threads reserve without using them
_EVERY = 0.05  # seconds between two looks at the process
_READY = "ready"  # the file that says that the start is over
# the process finds modules where this one does, and nowhere else
_START = (
    "import sys; sys.path[:] = sys.argv[4:]; "
    "from ann_toolkit.models.files import trial; trial.main(*sys.argv[1:4])"
)


def try_out(checked: Path, shown: Path, budget: int | None = None) -> None:
    """Open a model in a process of its own; here arrives the answer alone.

    Args:
        checked: the archive to open, alone in its folder; all its pieces are on the lists.
        shown: the file to name in errors.
        budget: how many bytes it may take (default: a quarter of the memory).

    Raises:
        FileError: it cannot be built, or takes too much memory or time.
        UnsafeFileError: it describes more than it holds.
    """
    allowed = memory_budget(budget)
    command = [sys.executable, "-I", "-c", _START, str(checked), str(shown), str(allowed), *sys.path]
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "CUDA_VISIBLE_DEVICES": "-1"},
        )
    except OSError as error:
        raise FileError(f"{shown} is no small model, and no process was free to try it out in") from error
    with process:
        try:
            excess = _watch(process, checked.with_name(_READY), allowed)
        finally:
            process.kill()
        answer = process.stdout.read() if process.stdout else b""
    if excess:
        raise FileError(f"{shown} was not opened: building it takes more than {excess}")
    _judge(answer, shown, allowed)


def _watch(process: subprocess.Popen[bytes], ready: Path, allowed: int) -> str:
    """Wait for the end of the process; say what it took too much of, if it did."""
    began = time.monotonic()
    before: tuple[int, float] | None = None
    while process.poll() is None:
        time.sleep(_EVERY)
        memory, seconds = _taken(process)
        if before is None and ready.exists():
            before = memory, seconds
        elif before is None and time.monotonic() - began > MOST_SECONDS_TO_START:
            return f"{MOST_SECONDS_TO_START:.0f} s to begin with"
        elif before and memory - before[0] > allowed:
            return f"{in_words(allowed)} of memory"
        elif before and seconds - before[1] > MOST_SECONDS:
            return f"{MOST_SECONDS:.0f} s"
    return ""


def _taken(process: subprocess.Popen[bytes]) -> tuple[int, float]:
    """The memory that the process has, and the processor's time that it took."""
    try:
        watched = psutil.Process(process.pid)
        times = watched.cpu_times()
        return int(watched.memory_info().rss), times.user + times.system
    except psutil.Error:  # it has ended
        return 0, 0.0


def _judge(answer: bytes, shown: Path, allowed: int) -> None:
    """Raise what the process answered; nothing if the model was opened there."""
    try:
        told = json.loads(answer.splitlines()[-1])
    except (IndexError, ValueError) as error:  # it died
        raise FileError(
            f"{shown} was not opened: Keras broke off while building it, with {in_words(allowed)} of memory"
        ) from error
    if told["kind"] == UnsafeFileError.__name__:
        raise UnsafeFileError(told["says"])
    if told["kind"]:
        raise FileError(told["says"])


def main(checked: str, shown: str, allowed: str) -> None:
    """What the process does: open the model, and print how that went."""
    from ann_toolkit.models.files.archive import Archive
    from ann_toolkit.models.files.building import build

    _limit_memory(int(allowed))
    Path(checked).with_name(_READY).touch()
    told = {"kind": "", "says": ""}
    try:
        with Archive(Path(checked), int(allowed)) as archive:
            build(archive, Path(shown), int(allowed))
    except AnnError as error:
        told = {"kind": type(error).__name__, "says": str(error)}
    print(json.dumps(told), flush=True)
    os._exit(0)  # whatever was built is not taken apart again


def _limit_memory(allowed: int) -> None:
    """Let the system refuse this process more memory than it has now and is allowed, where it can do so."""
    with contextlib.suppress(ImportError):  # Windows
        import resource

        has = psutil.Process().memory_info().vms
        with contextlib.suppress(ValueError, OSError):  # macOS, or a limit below that stands already
            resource.setrlimit(resource.RLIMIT_AS, (has + allowed + _SLACK,) * 2)
