"""How long an explanation takes: 200 rows of 15 inputs, as S0 asks for, by each method.

    python benchmarks/shap_values.py

The goal is at most 1 s after the imports for DeepExplainer. Medians of several networks, since each one
is traced anew, as a student's is.
"""

from __future__ import annotations

import statistics
import time

import numpy as np

import ann_toolkit as ann

NETWORKS = 5
METHODS = ("deep", "gradient")


def main() -> None:
    """Print the median and the worst time of each method."""
    import shap  # noqa: F401  the import is not what is measured

    rng = np.random.default_rng(0)
    background, rows = (rng.normal(size=(count, 15)).astype("float32") for count in (100, 200))
    for method in METHODS:
        seconds, cpu, gaps = [], [], []
        for seed in range(NETWORKS + 1):
            model = ann.models.mlp(15, [32, 16], 3, task="regression", seed=seed)
            begin, cpu_begin = time.perf_counter(), time.process_time()
            found = ann.evaluation.shap_values(model, background, rows, method=method)
            seconds.append(time.perf_counter() - begin)
            cpu.append(time.process_time() - cpu_begin)
            gaps.append(found.gap)
        first, *others = seconds
        print(
            f"{method:>8}: median {statistics.median(others):.2f} s, worst {max(others):.2f} s, "
            f"the very first {first:.2f} s; of processor time {statistics.median(cpu[1:]):.2f} s; "
            f"misses the predictions by {max(gaps):.1e} at most"
        )


if __name__ == "__main__":
    main()
