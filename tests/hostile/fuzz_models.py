"""The readers of model files, to be fuzzed: ``load`` and ``inspect``, which have to agree, and ``load_weights``."""

from __future__ import annotations

import contextlib
import functools
import tempfile
from pathlib import Path
from random import Random
from unittest import mock

import keras
import numpy as np

import ann_toolkit as ann
from ann_toolkit.base.errors import AnnError, FileError
from ann_toolkit.models.files import opening
from tests.hostile.crafting import craft
from tests.hostile.fuzzing import BUDGET, Target
from tests.hostile.model_files import PLAIN
from tests.hostile.model_weights import good, weights_file
from tests.hostile.sound_models import sound_model

LAYERS = (
    "Dense",
    "Conv2D",
    "LSTM",
    "BatchNormalization",
    "Embedding",
    "Add",
    "MultiHeadAttention",
    "Normalization",
)


def _refuse_a_trial(*_: object) -> None:
    """A process for each large number would leave time for a handful of files a minute."""
    raise FileError("model.keras is not proved small")


@functools.cache
def _saved(name: str) -> bytes:
    """The file of a small sound model."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.keras"
        if name == "crafted":
            return craft(path, PLAIN, weights_file(good)).read_bytes()
        model = ann.models.mlp(3, [4], 2, task="multiclass") if name == "compiled" else sound_model(name)
        ann.models.save(model, path)
        return path.read_bytes()


def _model(random: Random) -> bytes:
    return _saved(random.choice(("crafted", "compiled", "compiled", *LAYERS)))


def _read_model(path: Path) -> keras.Model:
    """Load and inspect; who says that a file opens has to open it."""
    with mock.patch.object(opening, "try_out", _refuse_a_trial):
        return _loaded_and_inspected(path)


def _loaded_and_inspected(path: Path) -> keras.Model:
    try:
        model = ann.models.load(path, budget=BUDGET)
    except AnnError:
        with contextlib.suppress(AnnError):
            told = str(ann.models.inspect(path, budget=BUDGET))
            assert "safe to open" not in told
            assert told.replace("\n", "").isprintable()
        raise
    assert "safe to open" in str(ann.models.inspect(path, budget=BUDGET))
    return model


@functools.cache
def _network() -> keras.Model:
    return ann.models.mlp(3, [4], 2, task="multiclass", seed=0)


def _weights(random: Random) -> bytes:
    """Our weights file, mostly without its checksum, behind which nothing else would be looked at."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.weights.h5"
        if random.random() < 0.1:
            ann.models.save_weights(_network(), path)
        else:
            _network().save_weights(path)
        return path.read_bytes()


def _read_weights(path: Path) -> keras.Model:
    """Load the weights; on an error the model must be what it was."""
    model = ann.models.mlp(3, [4], 2, task="multiclass", seed=1)
    before = model.get_weights()
    try:
        ann.models.load_weights(model, path, budget=BUDGET)
    except AnnError:
        after = model.get_weights()
        assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True)), "the model changed"
        raise
    return model


TARGETS = [
    Target("model", ".keras", _model, _read_model),
    Target("weights", ".weights.h5", _weights, _read_weights),
]
