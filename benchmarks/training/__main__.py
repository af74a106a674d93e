"""``python -m benchmarks.training``: measure training speed, and write table, JSON and picture.

``--quick`` leaves out what takes minutes; ``--only robot`` measures the cases whose name holds the word.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from ann_toolkit.training import device

from . import report
from .cases import CASES
from .grid import compare_grids
from .measure import compare, one_epoch_calls, peak_memory, scaling


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.training", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("runs/bench"), help="folder to write to")
    parser.add_argument("--quick", action="store_true", help="fewer repeats, no long runs")
    parser.add_argument("--only", default="", help="only the cases whose name holds this word")
    chosen = parser.parse_args()
    print(f"device: {device()}")
    figures = {"machine": report.machine(), "cases": {}}
    for case in CASES:
        if chosen.only.lower() in case.name.lower():
            print(f"{case.name} ...", flush=True)
            figures["cases"][case.name] = compare(case, repeats=3 if chosen.quick else 5)
            report.write(figures, chosen.out)  # what is measured so far
    if not chosen.only:
        for name, measure in (
            ("grid", lambda: compare_grids(chosen.quick)),
            ("one_epoch_calls", one_epoch_calls),
            ("peak_memory", peak_memory),
            ("scaling", lambda: scaling(chosen.quick)),
        ):
            print(f"{name} ...", flush=True)
            figures[name] = measure()
            report.write(figures, chosen.out)
    print(report.markdown(figures))
    print(f"written to {chosen.out}/: training.md, training.json, training.png")


if __name__ == "__main__":
    main()
