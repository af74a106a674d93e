"""Seconds and megabytes: the rivals by turns in one process, medians with their spread."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from typing import Any

from .cases import CASES, Case
from .rivals import Keras, Ours, rivals_of

LONGEST = 10.0  # seconds that one whole training may take; a longer one is worked out from its epochs


def seconds(train: Any, *arguments: Any) -> float:
    begin = time.perf_counter()
    train(*arguments)
    return time.perf_counter() - begin


def compare(case: Case, repeats: int) -> dict[str, Any]:
    """Time every rival on a case.

    Returns:
        For each rival: seconds of the first epoch's call (compiling included), of an epoch in the steady
        state (median, lowest, highest), and of the whole training with compiling, measured or worked out.
    """
    rivals = {name: kind(case) for name, kind in rivals_of(case).items()}
    first = {name: seconds(rival.train, 1) for name, rival in rivals.items()}
    # so many epochs that a call takes about a second, and the fixed cost of a call does not count
    counts = {}
    for name, rival in rivals.items():
        again = seconds(rival.train, 2) / 2
        counts[name] = case.epochs if name == "ann_toolkit" else max(2, min(case.epochs, round(1.0 / again)))
        rival.train(counts[name])  # whatever is still to be compiled for so many
    steady: dict[str, list[float]] = {name: [] for name in rivals}
    for _ in range(repeats):
        for name, rival in rivals.items():
            steady[name].append(seconds(rival.train, counts[name]) / counts[name])
    result = {}
    for name, times in steady.items():
        middle = statistics.median(times)
        whole, measured = first[name] + (case.epochs - 1) * middle, False
        if whole < LONGEST:
            whole, measured = seconds(rivals_of(case)[name](case).train, case.epochs), True
        result[name] = {
            "first_call_s": first[name],
            "epoch_s": middle,
            "epoch_lowest_s": min(times),
            "epoch_highest_s": max(times),
            "whole_s": whole,
            "whole_measured": measured,
            "epochs": case.epochs,
        }
    return result


def scaling(quick: bool) -> dict[str, list[dict[str, float]]]:
    """Seconds an epoch of S0's network for more rows, batch sizes and epochs, ours and ``fit``'s."""
    case = CASES[0]
    table: dict[str, list[dict[str, float]]] = {"rows": [], "batch size": [], "epochs": []}
    for rows in [10**2, 10**3, 10**4, *([] if quick else [10**5, 10**6])]:
        table["rows"].append({"value": rows, **_both(case, rows=rows, epochs=3)})
    for batch_size in (8, 32, 128, 512):
        table["batch size"].append(
            {"value": batch_size, **_both(case, rows=4096, batch_size=batch_size, epochs=3)}
        )
    for epochs in (1, 10, 100, *([] if quick else [1000])):
        whole = {}
        for name, kind in (("ann_toolkit", Ours), ("keras fit", Keras)):
            if name == "ann_toolkit" or epochs <= 100:
                whole[name] = seconds(kind(case).train, epochs)
        table["epochs"].append({"value": epochs, **whole})
    return table


def _both(case: Case, rows: int, epochs: int, batch_size: int | None = None) -> dict[str, float]:
    result = {}
    for name, kind in (("ann_toolkit", Ours), ("keras fit", Keras)):
        rival = kind(case, rows, batch_size)
        rival.train(1)
        result[name] = seconds(rival.train, epochs) / epochs
    return result


def one_epoch_calls(repeats: int = 15) -> dict[str, float]:
    """Seconds of a call for a single epoch, as in a student's own loop (S0's example)."""
    rivals = {"ann_toolkit": Ours(CASES[0]), "keras fit": Keras(CASES[0])}
    times: dict[str, list[float]] = {name: [] for name in rivals}
    for rival in rivals.values():
        rival.train(1)
    for _ in range(repeats):
        for name, rival in rivals.items():
            times[name].append(seconds(rival.train, 1))
    return {name: statistics.median(values) for name, values in times.items()}


PEAK = """
import resource, sys
from benchmarks.training.cases import CASES
from benchmarks.training.rivals import Keras, Ours
kind = {{"ann_toolkit": Ours, "keras fit": Keras}}[{name!r}]
kind(CASES[2], 60000).train(2)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def peak_memory() -> dict[str, float]:
    """Peak memory in MB of two epochs on 60 000 rows of MNIST's shape, each in a process of its own."""
    result = {}
    for name in ("ann_toolkit", "keras fit"):
        ran = subprocess.run(
            [sys.executable, "-c", PEAK.format(name=name)], capture_output=True, text=True, check=True
        )
        result[name] = float(ran.stdout.split()[-1])
    return result


if __name__ == "__main__":
    print(json.dumps(peak_memory()))
