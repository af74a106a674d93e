"""The marks of the NumPy engine: python benchmarks/scratch.py   (about two minutes on 2 cores)

1. A convolution, forward and backward, against the same layer written with loops.
2. An epoch of digits, 64-512-256-10 at batch 5.
3. S3's small datasets with their parameter files, all together.
4. Beside Keras as ``ann.training.fit`` runs it, on MLPs: seconds for each epoch, turn by turn.
"""

from __future__ import annotations

import contextlib
import io
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
from sklearn.datasets import load_digits
from threadpoolctl import threadpool_limits

from ann_toolkit import scratch

PARAMS = Path(__file__).resolve().parents[1] / "exercises" / "params"
EPOCHS = 5  # of each turn beside Keras
SMALL = ("iris_slow", "iris", "wine", "breast_cancer", "digits")


def seconds(work: Callable[[], object], times: int = 7) -> float:
    """The median of several runs."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return median(taken)


def looped_convolution(
    x: np.ndarray, kernel: np.ndarray, bias: np.ndarray, gradient: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Output and both gradients by loops over rows, filters and places, as one writes it first."""
    height, width, _, filters = kernel.shape
    out = np.zeros_like(gradient)
    to_kernel, to_input = np.zeros_like(kernel), np.zeros_like(x)
    for n in range(len(x)):
        for f in range(filters):
            for i in range(out.shape[1]):
                for j in range(out.shape[2]):
                    patch = x[n, i : i + height, j : j + width]
                    out[n, i, j, f] = np.sum(patch * kernel[..., f]) + bias[f]
                    to_kernel[..., f] += gradient[n, i, j, f] * patch
                    to_input[n, i : i + height, j : j + width] += gradient[n, i, j, f] * kernel[..., f]
    return out, to_kernel, to_input


def convolution() -> None:
    print("\n1. Conv2D, 3x3, batch 32, forward + backward: at least 50 times the loops")
    rng = np.random.default_rng(0)
    for channels, filters in ((1, 8), (8, 16)):
        layer = scratch.Conv2D(filters, 3)
        layer.build((28, 28, channels), rng, "float32")
        x = rng.normal(size=(32, 28, 28, channels)).astype("float32")
        gradient = rng.normal(size=layer.forward(x).shape).astype("float32")
        begin = time.perf_counter()
        looped = looped_convolution(x, layer.kernel.value, layer.bias.value, gradient)
        slow = time.perf_counter() - begin

        def both(layer=layer, x=x, gradient=gradient):
            return layer.forward(x), layer.backward(gradient)

        fast = seconds(both)
        out, to_input = both()
        for mine, theirs in zip((out, layer.kernel.gradient, to_input), looped, strict=True):
            np.testing.assert_allclose(mine, theirs, rtol=1e-3, atol=1e-2)
        times = f"{slow:6.2f} s -> {fast * 1000:6.2f} ms, {slow / fast:,.0f} times"
        print(f"   28x28x{channels}, {filters:>2} filters: {times}")


def digits_epoch() -> None:
    print("\n2. digits 64-512-256-10, batch 5, 1257 rows, an epoch: at most 0.3 s")
    X, y = load_digits(return_X_y=True)
    X, y = (X[:1257] / 16).astype("float32"), y[:1257]
    for threads, said in ((None, "BLAS' own threads"), (1, "one thread")):
        for name, optimizer in (
            ("gradient descent", scratch.GradientDescent(1e-4, clip=5.0)),
            ("adam", scratch.Adam(1e-4)),
        ):
            network = mlp([512, 256, 10], optimizer)
            network.fit(X, y, batch_size=5)
            with threadpool_limits(threads, "blas"):
                print(f"   {name:<17}{said:<18}{seconds(lambda n=network: n.fit(X, y, batch_size=5)):.3f} s")


def small_datasets() -> None:
    from ann_toolkit.jobs.running import run

    print("\n3. S3's small datasets, each with its file: under 10 s in total, files and pictures included")
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for name in SMALL:
            with contextlib.redirect_stdout(io.StringIO()):
                result = run(PARAMS / f"{name}.json", out=Path(folder) / name)
            print(
                f"   {name:<15}{result.seconds:6.2f} s  {len(result.history['loss']):>4} epochs  "
                f"validation accuracy {result.validation['accuracy']:.1%}"
            )
    print(f"   in total {time.perf_counter() - begin:.2f} s")


def mlp(units: list[int], optimizer: scratch.Optimizer) -> scratch.Network:
    hidden = [scratch.Dense(count, "relu") for count in units[:-1]]
    return scratch.Network([*hidden, scratch.Dense(units[-1], "softmax")], optimizer=optimizer)


def beside_keras() -> None:
    print("\n4. beside Keras on MLPs, seconds for each epoch, median of 5 turns: within 3 times of fit")
    headings = f"{'scratch':>10}{'one thread':>12}{'Keras + XLA':>15}{'fit':>10}{'scratch/fit':>13}"
    print(f"   {'network':<20}{'rows':>6}{'batch':>7}{headings}")
    for units, rows, batch in (
        ([4, 16, 32, 3], 105, 10),
        ([64, 32, 64, 10], 1257, 10),
        ([64, 512, 256, 10], 1257, 5),
        ([30, 256, 128, 2], 6000, 128),
        ([784, 256, 128, 10], 6000, 128),
    ):
        workers = engines(units, rows, batch)
        for work in workers:
            work()  # Keras traces and compiles now
        turns = [[seconds(work, 1) / EPOCHS for work in workers] for _ in range(5)]
        mine, single, xla, compiled = (median(column) for column in zip(*turns, strict=True))
        name = "-".join(map(str, units))
        columns = f"{mine:>10.4f}{single:>12.4f}{xla:>15.4f}{compiled:>10.4f}{mine / compiled:>13.2f}"
        print(f"   {name:<20}{rows:>6}{batch:>7}{columns}")


def engines(units: list[int], rows: int, batch: int) -> list[Callable[[], object]]:
    """The same training for the NumPy engine, for Keras with XLA, and for ``ann.training.fit``."""
    import keras

    from ann_toolkit.training import fit

    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(rows, units[0])).astype("float32"), rng.integers(0, units[-1], rows)
    one_hot = keras.utils.to_categorical(y, units[-1])
    network = mlp(units[1:], scratch.GradientDescent(0.01)).build((units[0],))
    xla, model = network.to_keras(), network.to_keras()
    xla.compile(loss=xla.loss, optimizer=xla.optimizer, jit_compile=True)
    settings = {"batch_size": batch, "epochs": EPOCHS, "verbose": 0}

    def one_thread() -> None:  # on a busy computer, threads of BLAS wait longer for each other than they work
        with threadpool_limits(1, "blas"):
            network.fit(X, y, **settings)

    return [
        lambda: network.fit(X, y, **settings),
        one_thread,
        lambda: xla.fit(X, one_hot, **settings),
        lambda: fit(model, X, one_hot, **settings),
    ]


if __name__ == "__main__":
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {load:.1f}, Python {sys.version.split()[0]}")
    convolution()
    digits_epoch()
    small_datasets()
    beside_keras()
