"""What is in a model file, and whether it can be opened."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ann_toolkit.base.errors import FileError, UnsafeFileError
from ann_toolkit.base.files import existing
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.models.files.archive import LEGACY_ENDING, MODEL_ENDING, Archive
from ann_toolkit.models.files.checks import refusals, shortened, unsafe_parts
from ann_toolkit.models.files.weights import WEIGHTS_ENDING, StoredWeights, read_weights

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
        broken: why Keras could not open it; empty if it can, or if it was not asked.
    """

    path: Path
    kind: str
    versions: str
    layers: tuple[tuple[str, str, str], ...]
    parameters: int
    training: str
    refusals: tuple[str, ...]
    remarks: tuple[str, ...]
    broken: str = ""

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
        elif self.broken:
            lines += [f"cannot be opened: {self.broken}"]
        else:
            lines += ["safe to open: ann.models.load does so without trusted=True"]
        return "\n".join(lines)


def inspect(path: PathLike, budget: int | None = None) -> ModelFile:
    """Tell what a model file holds, and whether ``ann.models.load`` opens it; nothing in it is run.

    What passes the checks is opened once, exactly as ``load`` opens it, and let go again.

    Args:
        path: a ``.keras`` file, or a ``.h5`` file of the years before Keras 3.
        budget: how many bytes of memory it may take (default: a quarter of the machine's).

    Returns:
        A :class:`ModelFile`; print it.

    Raises:
        FileError: missing, truncated, or no model.
    """
    found = existing(path, "a Keras model", MODEL_ENDING + LEGACY_ENDING)
    if found.name.lower().endswith(WEIGHTS_ENDING):
        raise FileError(f"{found} holds weights alone, which are no model")
    try:
        if found.suffix.lower() not in MODEL_ENDING:
            return _of_legacy(found, budget)
        with Archive(found, budget) as archive:
            return _of_archive(archive)
    except UnsafeFileError as error:  # too large to look into
        return ModelFile(found, "Keras model", "", (), 0, "", (_reason(error, found),), ())


def _of_archive(archive: Archive) -> ModelFile:
    versions = [
        f"{what} {shortened(archive.metadata[key])}"
        for what, key in (("saved by Keras", "keras_version"), ("on", "date_saved"))
        if key in archive.metadata
    ]
    reasons = list(dict.fromkeys(refusals(archive)))
    broken = ""
    try:
        stored = archive.weights
    except UnsafeFileError as error:
        stored = StoredWeights({}, 0)
        reasons.append(_reason(error, archive.path))
    if not reasons:
        reasons, broken = _tried(archive)
    told = _described(archive.path, "Keras model", " ".join(versions), archive.config, stored, tuple(reasons))
    return replace(told, broken=broken)


def _tried(archive: Archive) -> tuple[list[str], str]:
    """What ``load`` says to the file: the reasons of a refusal, or what is broken; nothing if it opens."""
    from ann_toolkit.models.files.opening import check_opens  # Keras is needed from here on

    try:
        check_opens(archive)
    except UnsafeFileError as error:
        return [_reason(error, archive.path)], ""
    except FileError as error:
        return [], _reason(error, archive.path)
    return [], ""


def _reason(error: FileError, path: Path) -> str:
    """What an error says, without the file, which stands above it."""
    said = str(error).removeprefix(f"{path} was not opened: ").removeprefix(f"{path} ")
    return said.partition("; only if you made the file yourself")[0]


def _of_legacy(path: Path, budget: int | None) -> ModelFile:
    from ann_toolkit.base.bounded.hdf5 import NUMBERS_AND_WORDS, opened_hdf5

    stored = read_weights(path, budget)
    try:
        with opened_hdf5(path, budget, NUMBERS_AND_WORDS) as file:
            config = json.loads(file.attrs["model_config"])
            version = f"saved by Keras {shortened(file.attrs.get('keras_version', '?'))}"
    except (KeyError, ValueError, TypeError, RecursionError) as error:
        raise FileError(
            f"{path} is no .h5 model (weights alone, or damaged): {shortened(error, 200)}"
        ) from error
    if not isinstance(config, dict):
        raise FileError(f"{path} is no .h5 model: its model_config describes none")
    refusals = (
        "a .h5 model can run code, and Keras cannot open one safely",
        *dict.fromkeys(reason for reason in unsafe_parts(config) if "Lambda" in reason),
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
