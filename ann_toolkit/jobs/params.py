"""Parameter files of S3: reading them, checking them, and saying in one line what is wrong."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ann_toolkit.base.bounded.budget import in_words, memory_budget
from ann_toolkit.base.errors import FileError, ModelError
from ann_toolkit.base.files import existing
from ann_toolkit.base.json_files import read_json
from ann_toolkit.base.locations import shipped
from ann_toolkit.base.suggestions import did_you_mean
from ann_toolkit.jobs.schema import SCHEMA, problem_in, whole
from ann_toolkit.scratch.catalogue import ActivationFunction, get_activation
from ann_toolkit.scratch.errors import ScratchError
from ann_toolkit.scratch.optimizers import Adam, GradientDescent, Momentum, Optimizer
from ann_toolkit.scratch.stopping import Stopping

_KIND = {list: "a list", str: "text", type(None): "null", bool: "true or false"}
_BYTES = 8 * 5  # of a weight in training: itself, its gradient, two memories of Adam, a copy
# S3 does not print the formula of its "custom_function"; z sigmoid(z) stands in for it here
ALIASES = {"custom_function": "silu"}


@dataclass(frozen=True)
class Params:
    """A parameter file that was read and found good."""

    path: Path
    values: dict[str, Any]

    @property
    def sizes(self) -> list[int]:
        """Neurons of each layer, the input included."""
        return self.values["LAYER_SIZES"]

    @property
    def activations(self) -> list[ActivationFunction]:
        """The activation of each layer after the input."""
        return [_activation(name, self.path) for name in self.values["LAYER_ACTS"][1:]]

    @property
    def names(self) -> list[str]:
        """What each layer is called."""
        return self.values.get("LAYER_NAMES") or [f"layer {i}" for i in range(len(self.sizes))]

    @property
    def classifies(self) -> bool:
        """Whether the last layer gives probabilities of classes."""
        return self.activations[-1].name in ("softmax", "sigmoid")

    @property
    def seed(self) -> int:
        """For the split, the first weights and the order of the rows."""
        return self.values.get("RANDOM_SEED", 0)

    @property
    def batch_size(self) -> int:
        """Rows for each update."""
        return self.values.get("BATCH_SIZE", 32)

    def optimizer(self) -> Optimizer:
        """The optimizer, new, with its settings."""
        v = self.values
        common = {"learning_rate": v["LR"], "clip": v.get("GRAD_CLIP"), "l2": v.get("L2", 0.0)}
        kind = v.get("OPTIMIZER", "sgd")
        if kind == "adam":
            beta1, beta2 = v.get("ADAM_BETA1", 0.9), v.get("ADAM_BETA2", 0.999)
            return Adam(beta1=beta1, beta2=beta2, eps=v.get("ADAM_EPS", 1e-8), **common)
        return Momentum(**common) if kind == "momentum" else GradientDescent(**common)

    def stopping(self) -> Stopping:
        """S3's criteria, new."""
        v = self.values
        return Stopping(
            loss_tol=v.get("LOSS_TOL"),
            patience=v.get("ACC_PATIENCE", v.get("R2_PATIENCE")),
            loss_patience=v.get("LOSS_PATIENCE"),
            warmup=v.get("WARMUP_EPOCHS", 0),
        )


def params_folder() -> Path:
    """The folder of the parameter files that come with the toolkit, ``exercises/params``.

    >>> (params_folder() / "iris.json").is_file()
    True
    """
    return shipped("exercises") / "params"


def read_params(path: str | Path) -> Params:
    """Read a parameter file: ``{"parameters": {"NPZ_DATASET": ..., "LAYER_SIZES": ..., ...}}``.

    Args:
        path: a JSON file with the names of S3; see ``SCHEMA``.

    Returns:
        The parameters.

    Raises:
        FileError: the file is missing or not JSON.
        ModelError: a name or a value is wrong; an unknown name is answered with the nearest known one.
    """
    path = existing(path, "a parameter file", (".json",))
    content = read_json(path, "a parameter file")
    if not isinstance(content, dict):
        kind = _KIND.get(type(content), "a number")
        raise FileError(f'{path} holds {kind}; expected {{"parameters": {{...}}}}')
    values = content.get("parameters", content)
    _check_values(values, path)
    params = Params(path, whole(values))
    _check(params)
    return params


def _check_values(values: Any, path: Path) -> None:
    """Raise a :class:`ModelError` for a name that is not known, or a value that is none."""
    if isinstance(values, dict):
        for key in values:
            if key not in SCHEMA["properties"]:
                hint = did_you_mean(key, SCHEMA["properties"])
                raise ModelError(f"{path}: unknown parameter {key!r}; {hint}")
    if problem := problem_in(values):
        raise ModelError(f"{path}: {problem}")


def _check(params: Params) -> None:
    """Raise a :class:`ModelError` for parameters that do not go together."""
    values, path = params.values, params.path
    count = len(params.sizes)
    for key in ("LAYER_ACTS", "LAYER_NAMES"):
        if key in values and len(values[key]) != count:
            raise ModelError(
                f"{path}: {key} has {len(values[key])} entries but LAYER_SIZES has {count}; "
                'give one for each layer, "-" for the input\'s activation'
            )
    if "ACC_PATIENCE" in values and "R2_PATIENCE" in values:
        raise ModelError(f"{path}: ACC_PATIENCE is for classes and R2_PATIENCE for numbers; give one of them")
    weights = sum(before * after for before, after in itertools.pairwise(params.sizes))
    if weights * _BYTES > (allowed := memory_budget()):
        raise ModelError(
            f"{path}: LAYER_SIZES: {weights} weights would take {in_words(weights * _BYTES)} of memory, "
            f"and {in_words(allowed)} are allowed; give smaller layers"
        )
    hidden = [activation.name for activation in params.activations[:-1]]
    if "softmax" in hidden or params.activations[-1].name in ("heaviside", "sign"):
        raise ModelError(
            f"{path}: LAYER_ACTS: softmax belongs to the last layer, steps to none (no gradient)"
        )


def _activation(name: str, path: Path) -> ActivationFunction:
    try:
        return get_activation(ALIASES.get(name.lower(), name))
    except ScratchError as error:
        raise ModelError(f"{path}: LAYER_ACTS: {error}") from None
