"""What a JSON run tells and keeps: the lines around the table, and the four files."""

from __future__ import annotations

import csv
from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from ann_toolkit.base.files import folder, replacing
from ann_toolkit.jobs.params import Params
from ann_toolkit.jobs.result import RunResult
from ann_toolkit.plots import history
from ann_toolkit.plots.style import as_label, figure, styled
from ann_toolkit.scratch.network import Network
from ann_toolkit.scratch.optimizers import Optimizer

ADVICE = "choose another folder for the results"  # where a folder cannot be written to
Report = Callable[[str], object]
SHOWN = {"accuracy": "Acc", "recall": "Rec", "f1": "F1", "r2": "R2"}


def report_plan(params: Params, network: Network, engine: str, report: Report) -> None:
    """The network, the optimizer and the criteria, before training."""
    layers = [f"{name}({size})" for name, size in zip(params.names, params.sizes, strict=True)]
    report(f"network     {' -> '.join(layers)}, {network.count():,} parameters, engine {engine}")
    report(f"activations {', '.join(params.values['LAYER_ACTS'][1:])}; loss {network.loss.name}")
    report(f"optimizer   {describe(network.optimizer)}; batch size {params.batch_size}")
    stopping = params.stopping()
    criteria = {
        "loss changes by less than": stopping.loss_tol,
        "epochs without a better score": stopping.patience,
        "epochs above the best validation loss": stopping.loss_patience,
    }
    said = [f"{name} {value:g}" for name, value in criteria.items() if value is not None]
    said.append(f"epoch {params.values['MAX_EPOCHS']}")
    report(f"stops at    {'; '.join(said)} (warm-up {stopping.warmup})")


def describe(optimizer: Optimizer) -> str:
    """The optimizer and its settings in a few words."""
    parts = [type(optimizer).__name__, f"learning rate {optimizer.learning_rate:g}"]
    parts += [f"gradients clipped at {optimizer.clip:g}"] if optimizer.clip else []
    parts += [f"L2 {optimizer.l2:g}"] if optimizer.l2 else []
    return ", ".join(parts)


def report_end(result: RunResult, report: Report) -> None:
    """Why it ended and how good it is."""
    report(result.stopped)
    for part, scores in (("train", result.train), ("validation", result.validation)):
        said = [
            f"{word} {scores[key]:.4f}" if key == "r2" else f"{word} {scores[key]:.1%}"
            for key, word in SHOWN.items()
            if key in scores
        ]
        report(f"{part:<11} loss {scores['loss']:.6f}  {'  '.join(said)}")
    report(f"trained in {result.seconds:.2f} s")


def write(result: RunResult) -> None:
    """Write log.txt, history.csv, history.png and weights.npz into the folder of the run.

    Raises:
        FileError: the folder cannot be made or written to.
    """
    folder(result.folder, ADVICE)
    with replacing(result.folder / "log.txt") as path:
        path.write_text("\n".join(result.log) + "\n", encoding="utf-8")
    with (
        replacing(result.folder / "history.csv") as path,
        path.open("w", newline="", encoding="utf-8") as file,
    ):
        writer = csv.writer(file)
        writer.writerow(["epoch", *result.history])
        writer.writerows([i, *row] for i, row in enumerate(zip(*result.history.values(), strict=True), 1))
    names = [f"{kind}{layer}" for layer in range(1, len(result.params.sizes)) for kind in ("W", "b")]
    with replacing(result.folder / "weights.npz") as path:
        np.savez(path, **dict(zip(names, result.weights, strict=True)))  # type: ignore[arg-type]
    drawing = draw(result)
    try:
        with replacing(result.folder / "history.png") as path:
            drawing.savefig(path, dpi=120)
    finally:
        plt.close(drawing)


@styled
def draw(result: RunResult) -> Figure:
    """Loss and score over the epochs, training beside validation.

    Returns:
        A figure of matplotlib's pyplot; close it when it is saved.
    """
    score, word = ("accuracy", "accuracy") if "accuracy" in result.history else ("r2", "R²")
    drawing, (left, right) = figure(columns=2, width=5.5, height=4)
    history(result.history, "loss", left)
    history(result.history, score, right)
    if score == "r2":
        right.set(ylabel="R² (1 is perfect)", title=word)
    said = f"validation {word} {result.validation[score]:.3f}"
    drawing.suptitle(f"{as_label(result.params.path.stem)}, engine {result.engine}: {said}")
    return drawing
