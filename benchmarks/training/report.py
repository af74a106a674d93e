"""The figures as a Markdown table, as JSON and as a picture."""

from __future__ import annotations

import json
import os
import platform
from pathlib import Path
from typing import Any

import keras
import matplotlib

from ann_toolkit.training import describe_devices

from .rivals import has_torch

RIVALS = ("keras fit", "PyTorch", "scikit-learn")
COLOURS = {"keras fit": "#0072B2", "PyTorch": "#E69F00", "scikit-learn": "#009E73"}


def machine() -> dict[str, Any]:
    """Where and with what the figures were measured."""
    import numpy
    import sklearn
    import tensorflow as tf

    versions = {"keras": keras.__version__, "tensorflow": tf.__version__, "scikit-learn": sklearn.__version__}
    if has_torch():
        import torch

        versions["torch"] = torch.__version__
    versions |= {"numpy": numpy.__version__, "python": platform.python_version()}
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    return {
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "gpu": describe_devices()["gpu"],
        "load": load,
        **versions,
    }


def markdown(figures: dict[str, Any]) -> str:
    """The table for the README, and the smaller ones below it."""
    lines = [
        "| milliseconds an epoch | ann_toolkit | `keras fit` | PyTorch | scikit-learn | `fit` / ours |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, case in figures["cases"].items():
        ours = case["ann_toolkit"]
        cells = [_milliseconds(case.get(rival)) for rival in ("ann_toolkit", *RIVALS)]
        lines.append(
            f"| {name} | {' | '.join(cells)} | **{case['keras fit']['epoch_s'] / ours['epoch_s']:.3g}** |"
        )
    lines += [
        "",
        "| whole training, with compiling | epochs | ann_toolkit | `keras fit` | PyTorch | scikit-learn | ratio |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name, case in figures["cases"].items():
        cells = [_whole(case.get(rival)) for rival in ("ann_toolkit", *RIVALS)]
        ratio = case["keras fit"]["whole_s"] / case["ann_toolkit"]["whole_s"]
        lines.append(f"| {name} | {case['ann_toolkit']['epochs']} | {' | '.join(cells)} | **{ratio:.3g}** |")
    if grid := figures.get("grid"):
        about = "" if grid["measured"] else "~"
        ratio = grid["keras.wrappers"] / grid["ann_toolkit"]
        cells = f"{grid['ann_toolkit']:.1f} s | {about}{grid['keras.wrappers']:.1f} s"
        lines.append(
            f"| grid of 27 points, 2 folds (against `keras.wrappers`) | 10 | {cells} | - | - | **{ratio:.3g}** |"
        )
    lines += [
        "",
        "~ worked out from the first call and the median epoch; - no such network there, or not installed.",
        "",
    ]
    if calls := figures.get("one_epoch_calls"):
        lines.append(f"A call of one epoch (S0): {_pair(calls, 1000, 'ms')}.")
    if memory := figures.get("peak_memory"):
        lines.append(f"Peak memory, 60 000 rows of MNIST's shape: {_pair(memory, 1, 'MB')}.")
    lines.append("First answer of our `fit`: " + _firsts(figures["cases"]) + ".")
    for what, rows in figures.get("scaling", {}).items():
        lines += ["", f"| S0's network: {what} | ann_toolkit | `keras fit` |", "|---:|---:|---:|"]
        unit = "seconds in all" if what == "epochs" else "milliseconds an epoch"
        factor = 1 if what == "epochs" else 1000
        lines[-2] = lines[-2].replace(what, f"{what} ({unit})")
        for row in rows:
            theirs = f"{row['keras fit'] * factor:.3g}" if "keras fit" in row else "-"
            lines.append(f"| {row['value']:,} | {row['ann_toolkit'] * factor:.3g} | {theirs} |")
    where = ", ".join(f"{name} {value}" for name, value in figures["machine"].items() if name != "load")
    lines += [
        "",
        f"Machine: {where}; load at the start {figures['machine']['load']:.1f}. Medians of interleaved runs.",
    ]
    return "\n".join(lines) + "\n"


def _milliseconds(figure: dict[str, Any] | None) -> str:
    if figure is None:
        return "-"
    low, high = figure["epoch_lowest_s"] * 1000, figure["epoch_highest_s"] * 1000
    return f"{figure['epoch_s'] * 1000:.3g} ({low:.3g} to {high:.3g})"


def _whole(figure: dict[str, Any] | None) -> str:
    return "-" if figure is None else f"{'' if figure['whole_measured'] else '~'}{figure['whole_s']:.3g} s"


def _pair(figures: dict[str, float], factor: float, unit: str) -> str:
    return ", ".join(f"{name} {value * factor:.3g} {unit}" for name, value in figures.items())


def _firsts(cases: dict[str, Any]) -> str:
    return "; ".join(
        f"{name.split(':')[0].split(',')[0]} {c['ann_toolkit']['first_call_s']:.2g} s"
        for name, c in cases.items()
    )


def picture(figures: dict[str, Any], path: Path) -> None:
    """How many times longer the others take for an epoch."""
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    names = list(figures["cases"])
    fig, ax = plt.subplots(figsize=(9, 0.75 * len(names) + 1.2), layout="constrained")
    for offset, rival in zip((-0.25, 0.0, 0.25), RIVALS, strict=True):
        for row, name in enumerate(names):
            case = figures["cases"][name]
            if rival not in case:
                continue
            ratio = case[rival]["epoch_s"] / case["ann_toolkit"]["epoch_s"]
            ax.barh(row + offset, ratio - 1, 0.23, left=1, color=COLOURS[rival])
            ax.annotate(f" {ratio:.3g}", (max(ratio, 1), row + offset), va="center", fontsize=8)
    handles = [plt.Rectangle((0, 0), 1, 1, color=COLOURS[rival]) for rival in RIVALS]
    ax.legend(handles, RIVALS, loc="lower right")
    ax.axvline(1, color="black", linewidth=1)
    ax.set_yticks(range(len(names)), names)
    ax.invert_yaxis()
    ax.set(xscale="log", xlabel="seconds an epoch, as a multiple of ann_toolkit's")
    ax.set_title("Steady training: how many times longer the others take")
    fig.savefig(path, dpi=120)
    plt.close(fig)


def write(figures: dict[str, Any], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "training.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    (folder / "training.md").write_text(markdown(figures), encoding="utf-8")
    picture(figures, folder / "training.png")
