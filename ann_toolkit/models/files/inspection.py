"""What is in a model file, told without building the model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ann_toolkit.base.errors import FileError, UnsafeFileError
from ann_toolkit.base.files import existing
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.models.files.archive import LEGACY_ENDING, MODEL_ENDING, Archive
from ann_toolkit.models.files.checks import refusals, shortened, unsafe_parts
from ann_toolkit.models.files.weights import StoredWeights, read_weights

# What a layer's config says about its size, in the order in which it is shown.
_SIZES = ("units", "filters", "kernel_size", "strides", "pool_size", "rate", "input_dim", "output_dim")


@dataclass(frozen=True)
class ModelFile:
    """A model file as :func:`inspect` found it; ``print`` shows it.

    Args:
        path: the file.
        kind: what sort of file it is.
        versions: by which version of Keras it was saved, and when, as far as it says so.
        layers: for each layer its name, its class and its sizes.
        parameters: how many numbers the layers hold.
        training: optimizer, loss and metrics.
        refusals: why ``ann.models.load`` would not open it without ``trusted``; empty for a safe file.
        remarks: what else there is to know.
    """

    path: Path
    kind: str
    versions: str
    layers: tuple[tuple[str, str, str], ...]
    parameters: int
    training: str
    refusals: tuple[str, ...]
    remarks: tuple[str, ...]

    def __str__(self) -> str:
        rows = [f"  {name:<24} {kind:<20} {sizes}".rstrip() for name, kind, sizes in self.layers]
        lines = [
            f"{self.path.name}: {self.kind}{self.versions and ', ' + self.versions}",
            f"layers: {len(rows)}",
            *rows,
            f"parameters: {self.parameters:,}".replace(",", " "),
            *([f"training: {self.training}"] if self.training else []),
            *self.remarks,
        ]
        if self.refusals:
            lines += ["refused without trusted=True:", *(f"  {reason}" for reason in self.refusals)]
        else:
            lines += ["safe to open: ann.models.load does so without trusted=True"]
        return "\n".join(lines)


def inspect(path: PathLike) -> ModelFile:
    """Tell what a model file holds, without building the model or running anything in it.

    Args:
        path: a ``.keras`` file, or a ``.h5`` file of the years before Keras 3.

    Returns:
        A :class:`ModelFile`; print it.

    Raises:
        FileError: missing, truncated, or no model.
    """
    found = existing(path, "a Keras model", MODEL_ENDING + LEGACY_ENDING)
    try:
        return _of_archive(found) if found.suffix.lower() in MODEL_ENDING else _of_legacy(found)
    except UnsafeFileError as error:  # too large to look into
        return ModelFile(found, "Keras model", "", (), 0, "", (str(error),), ())


def _of_archive(path: Path) -> ModelFile:
    with Archive(path) as archive:
        versions = [
            f"{what} {shortened(archive.metadata[key])}"
            for what, key in (("saved by Keras", "keras_version"), ("on", "date_saved"))
            if key in archive.metadata
        ]
        reasons = tuple(dict.fromkeys(refusals(archive)))
        return _described(path, "Keras model", " ".join(versions), archive.config, archive.weights, reasons)


def _of_legacy(path: Path) -> ModelFile:
    import h5py

    try:
        with h5py.File(path, "r") as file:
            config = json.loads(file.attrs["model_config"])
            version = f"saved by Keras {shortened(file.attrs.get('keras_version', '?'))}"
    except (OSError, KeyError, ValueError, TypeError, RuntimeError, RecursionError) as error:
        raise FileError(f"{path} is no .h5 model (weights alone, or damaged): {error}") from error
    stored = read_weights(path)
    refusals = (
        "a .h5 model can run code, and Keras cannot open one safely",
        *dict.fromkeys(reason for reason in unsafe_parts(config) if "Lambda" in reason),
        *stored.problems,
    )
    return _described(path, "legacy HDF5 model", version, config, stored, refusals)


def _described(
    path: Path,
    kind: str,
    versions: str,
    config: dict[str, Any],
    stored: StoredWeights,
    refusals: tuple[str, ...],
) -> ModelFile:
    broken = stored.not_finite
    remarks = (f"{broken} weights are NaN or infinite: did its training diverge?",) if broken else ()
    layers = tuple(_layers(config))
    training = _training(config.get("compile_config"))
    return ModelFile(path, kind, versions, layers, stored.parameters, training, refusals, remarks)


def _layers(config: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    inner = config.get("config")
    layers = inner.get("layers") if isinstance(inner, dict) else None
    for layer in layers if isinstance(layers, list) else ():
        if not isinstance(layer, dict):
            continue
        told = layer.get("config")
        told = told if isinstance(told, dict) else {}
        sizes = [f"{key}={shortened(told[key])}" for key in _SIZES if key in told]
        if isinstance(told.get("activation"), str):
            sizes.append(shortened(told["activation"]))
        if "batch_shape" in told:
            sizes.append(f"shape={shortened(told['batch_shape'])}")
        name = told.get("name", layer.get("name", "?"))
        yield shortened(name), shortened(layer.get("class_name", "?")), " ".join(sizes)


def _training(compiled: Any) -> str:
    if not isinstance(compiled, dict):
        return ""
    parts = []
    for key in ("optimizer", "loss", "metrics"):
        values = compiled.get(key) or []
        names = [
            shortened(value.get("class_name", "?") if isinstance(value, dict) else value)
            for value in (values if isinstance(values, list) else [values])
        ]
        if names:
            parts.append(f"{key} {' '.join(names)}")
    return ", ".join(parts)
