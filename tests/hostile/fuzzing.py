"""Reads valid files with mutations for a while: python -m tests.hostile.fuzzing --minutes 30 [--target NAME]

Out of a reader may come a value or an AnnError of one line: anything else, a process that dies or hangs, and memory
beyond the budget is a finding. Each is kept as a file, with the line that repeats it. The files are read in a child
process; when it dies, a new one goes on.

What is fuzzed stands in the modules of ``TARGETS``: each has a list ``TARGETS`` of :class:`Target`.
"""

from __future__ import annotations

import argparse
import importlib
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from ann_toolkit.base.errors import AnnError
from tests.hostile.mutations import mutated

MODULES = ("tests.hostile.data_files.targets", "tests.hostile.fuzz_loaders", "tests.hostile.fuzz_models")
BUDGET = 64 * 10**6  # bytes that a reader may take for its arrays
_PATIENCE = 20.0  # seconds that one file may take
_START = 180.0  # seconds that the child may take to import TensorFlow on a busy machine


@dataclass(frozen=True)
class Target:
    """A reader that is fuzzed.

    Args:
        name: what it is called on the command line.
        ending: the ending of its files.
        make: a valid file, each time another one.
        read: reads a file; what it gives back is a value that is right.
    """

    name: str
    ending: str
    make: Callable[[Random], bytes]
    read: Callable[[Path], Any]


def targets() -> dict[str, Target]:
    """Every target by its name."""
    return {target.name: target for name in MODULES for target in importlib.import_module(name).TARGETS}


def attempt(target: Target, seed: int, number: int, folder: Path) -> Path:
    """Write the file of this number into ``folder``: the same seed and number give the same file."""
    random = Random(f"{seed}/{number}")
    path = folder / f"{target.name}-{seed}-{number}{target.ending}"
    path.write_bytes(mutated(target.make(random), random))
    return path


def wrong_with(target: Target, path: Path) -> str:
    """What a reader did wrong with a file; "" where it gave a value or an error of one line."""
    try:
        target.read(path)
    except AnnError as error:
        return "" if str(error).isprintable() else f"more than one line: {error!r}"
    except (Exception, SystemExit):
        return traceback.format_exc()
    return ""


def work(target: Target, seed: int, first: int, folder: Path) -> None:
    """What the child does: attempt after attempt, told on its standard output."""
    print("ready", flush=True)
    for number in range(first, sys.maxsize):
        path = attempt(target, seed, number, folder)
        print(f"begin {number}", flush=True)
        before = _peak()
        said = wrong_with(target, path)
        if not said and (taken := _peak() - before) > 3 * BUDGET:
            said = f"took {taken / 10**6:.0f} MB"
        print(f"end {number} {said!r}", flush=True)
        if not said:
            path.unlink()


def _peak() -> int:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def fuzz(target: Target, seed: int, seconds: float, folder: Path, most: int = 1000) -> tuple[int, list[str]]:
    """Fuzz one target for a while, or until there are ``most`` findings: how many files were read, and the findings."""
    number, findings, until = 0, [], time.monotonic() + seconds
    while time.monotonic() < until and len(findings) < most:
        command = [
            sys.executable,
            "-m",
            "tests.hostile.fuzzing",
            "--work",
            f"{target.name},{seed},{number},{folder}",
        ]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        lines: queue.Queue[str] = queue.Queue()
        listener = threading.Thread(target=_listen, args=(child, lines))
        listener.start()
        patience = _START
        try:
            while time.monotonic() < until:
                line = lines.get(timeout=patience)
                patience = _PATIENCE
                word, _, rest = line.partition(" ")
                if word == "begin":
                    number = int(rest)
                elif word == "end" and (said := rest.partition(" ")[2]) != "''":
                    findings.append(_told(target, seed, number, folder, said))
                elif not word:
                    findings.append(
                        _told(target, seed, number, folder, f"the process ended ({child.wait()})")
                    )
                    break
        except queue.Empty:
            findings.append(_told(target, seed, number, folder, "it hangs"))
        finally:
            child.kill()
            child.wait()
            listener.join()
        number += 1
    return number, findings


def _listen(child: subprocess.Popen[str], lines: queue.Queue[str]) -> None:
    assert child.stdout is not None
    with child.stdout as said:
        for line in said:
            if line.startswith(("ready", "begin ", "end ")):
                lines.put(line.rstrip("\n"))
    lines.put("")


def _told(target: Target, seed: int, number: int, folder: Path, said: str) -> str:
    path = folder / f"{target.name}-{seed}-{number}{target.ending}"
    last = said.strip("'\"").replace("\\n", "\n").strip().splitlines()[-1]
    told = f"{target.name}: {last}\n  python -m tests.hostile.fuzzing --target {target.name} --repeat {path}"
    print(told, flush=True)
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=1.0, help="how long in all")
    parser.add_argument("--target", choices=sorted(targets()), help="one reader alone")
    parser.add_argument(
        "--seed", type=int, default=int(time.time()), help="the same seed makes the same files"
    )
    parser.add_argument("--keep", type=Path, help="the folder for findings")
    parser.add_argument("--repeat", type=Path, help="read one kept file again")
    parser.add_argument("--work", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.work:
        name, seed, first, folder = asked.work.split(",", 3)
        return work(targets()[name], int(seed), int(first), Path(folder))
    if asked.repeat:
        print(
            wrong_with(targets()[asked.target], asked.repeat)
            or "nothing wrong: a value, or an error of one line"
        )
        return None
    chosen = [targets()[asked.target]] if asked.target else list(targets().values())
    folder = asked.keep or Path(tempfile.mkdtemp(prefix="fuzzing-"))
    folder.mkdir(parents=True, exist_ok=True)
    print(f"seed {asked.seed}; findings are kept in {folder}")
    found = 0
    for target in chosen:
        read, findings = fuzz(target, asked.seed, 60 * asked.minutes / len(chosen), folder)
        print(f"{target.name}: {read} files, {len(findings)} findings", flush=True)
        found += len(findings)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
    main()
