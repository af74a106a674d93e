"""How much memory greedy files take: run as ``python -m tests.hostile.memory FOLDER``, in a process of its own."""

import resource
import sys
import tempfile
from pathlib import Path

from ann_toolkit.errors import AnnError
from tests.hostile.loader_files import GREEDY, RIGHT

KILOBYTES = 1 if sys.platform == "darwin" else 1024


def peak() -> int:
    """The most bytes that this process has taken so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTES


def main(folder: str) -> None:
    """Read a right file of each kind, so that the libraries are there; then every greedy one."""
    reads = []
    for make in RIGHT.values():
        with tempfile.TemporaryDirectory(dir=folder) as own:
            make(Path(own))
    for entry in GREEDY:
        reads.append((entry.name, entry.make(Path(tempfile.mkdtemp(dir=folder)))))
    before = peak()
    for name, read in reads:
        try:
            read()
        except AnnError:
            continue
        raise SystemExit(f"{name} was read")
    print(before, peak())


if __name__ == "__main__":
    main(sys.argv[1])
