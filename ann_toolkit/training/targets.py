"""Targets against a model's loss: their width, their labels, and whether there are any.

Only Keras' own losses are held to what they mean. A loss, a ``compute_loss`` or a ``train_step`` of one's own
may want targets of any shape, or none.
"""

from __future__ import annotations

from typing import Any

import keras
import numpy as np

from ann_toolkit.base.errors import DataError, ModelError
from ann_toolkit.base.suggestions import did_you_mean

# losses that compare each output with a target of its own
WIDTH_FOR_WIDTH = {
    *("mean_squared_error", "mean_absolute_error", "mean_absolute_percentage_error"),
    *("mean_squared_logarithmic_error", "huber", "log_cosh", "poisson", "kl_divergence", "cosine_similarity"),
    *("hinge", "squared_hinge", "categorical_hinge", "binary_crossentropy", "binary_focal_crossentropy"),
    *("categorical_focal_crossentropy", "categorical_generalized_cross_entropy"),
}
# what Keras chooses by the shape of the targets
CHOSEN_LATER = ("crossentropy", "ce")
OWN_STEPS = ("fit", "train_step", "compute_loss")


def loss_name(model: keras.Model) -> str:
    """The name of the model's loss as Keras spells it ("mean_squared_error"), or "" when it has several."""
    loss = model.loss
    if isinstance(loss, str):
        loss = loss if loss.lower() in CHOSEN_LATER else keras.losses.get(loss)
    if isinstance(loss, str):
        return "crossentropy"
    return str(getattr(loss, "name", None) or getattr(loss, "__name__", "")) if loss is not None else ""


def check_names(model: keras.Model) -> None:
    """Raise a :class:`ModelError` for a loss or a metric by a name that Keras does not know.

    Keras looks its names up only when training begins, and then answers with a whole page.
    """
    if has_own_steps(model):
        return
    for what, given, get, own in (
        ("loss", getattr(model, "loss", None), keras.losses, CHOSEN_LATER),
        ("metric", _metrics(model), keras.metrics, ("accuracy", "acc")),
    ):
        for name in _words(given):
            if name.lower() in own:
                continue
            try:
                get.get(name)
            except ValueError as error:
                known = [*(word for word, code in vars(get).items() if callable(code)), *own]
                raise ModelError(
                    f"the model {model.name!r} was compiled with the {what} {name!r}, which Keras does not know; "
                    f"{_hint(name, known)}"
                ) from error


def _hint(name: str, known: list[str]) -> str:
    hint = did_you_mean(name, known)
    return hint if "did you mean" in hint else "give one of its names, such as 'mean_squared_error'"


def _metrics(model: keras.Model) -> Any:
    compiled = getattr(model, "_compile_metrics", None)
    return [getattr(compiled, part, None) for part in ("_user_metrics", "_user_weighted_metrics")]


def _words(given: Any) -> list[str]:
    """The names in a nest of losses or metrics; a description of one (``{"class_name": ...}``) holds none."""
    if isinstance(given, dict):
        given = [] if "class_name" in given else list(given.values())
    if isinstance(given, list | tuple):
        return [word for part in given for word in _words(part)]
    return [given] if isinstance(given, str) else []


def needs_targets(model: keras.Model) -> bool:
    """Whether the model is trained by losses of Keras alone, which compare its outputs with targets."""
    losses = [loss for loss in keras.tree.flatten(getattr(model, "loss", None)) if loss is not None]
    return bool(losses) and not has_own_steps(model) and all(map(_function, losses))


def check_presence(model: keras.Model, y: Any, what: str = "training data") -> None:
    """Raise a :class:`DataError` when there are no targets although the model needs them."""
    if y is None and needs_targets(model):
        names = ", ".join(dict.fromkeys(map(_function, keras.tree.flatten(model.loss))))
        raise DataError(f"the {what} has no y, but the loss ({names}) compares with it; give (X, y)")


def match_targets(model: keras.Model, y: np.ndarray, output: tuple[int | None, ...], what: str) -> np.ndarray:
    """Check y against the model's one output and its loss; switch between integer and one-hot labels.

    Args:
        model: a compiled model with one output.
        y: targets, numbers.
        output: the shape of that output, rows included.
        what: what the data is, for the messages.

    Raises:
        DataError: labels that are no class, or another width than the output's.
    """
    n_outputs = output[-1] if len(output) == 2 else None
    if n_outputs is None or isinstance(model.loss, list | tuple | dict) or has_own_steps(model):
        return y
    loss = _function(model.loss)
    if loss == "sparse_categorical_crossentropy":
        return _check_labels(
            _to_labels(y, n_outputs), n_outputs, what, getattr(model.loss, "ignore_class", None)
        )
    if loss == "categorical_crossentropy":
        if y.ndim == 1 or y.shape[1:] == (1,):
            labels = _check_labels(y.reshape(-1), n_outputs, what)
            return keras.utils.to_categorical(labels, n_outputs)
        return _check_width(y, n_outputs, what)
    if loss == "binary_crossentropy" and (y.min() < 0 or y.max() > 1):
        raise DataError(
            f"y of the {what} holds {_some(np.unique(y))} but the model is binary and wants 0 and 1; "
            "for more classes build it with task='multiclass', for numbers with task='regression'"
        )
    return _check_width(y, n_outputs, what) if loss in WIDTH_FOR_WIDTH else y


def has_own_steps(model: keras.Model) -> bool:
    """Whether the model does with its targets what it likes."""
    return any(
        getattr(type(model), name, None) is not getattr(keras.Model, name) or name in vars(model)
        for name in OWN_STEPS
    )


def _function(loss: Any) -> str:
    """The function of Keras that a loss is, by name; "" for a loss of one's own."""
    if isinstance(loss, str):
        if loss.lower() in CHOSEN_LATER:
            return "crossentropy"
        loss = keras.losses.get(loss)
    if isinstance(loss, keras.losses.Loss) and not type(loss).__module__.startswith("keras.src."):
        return ""
    function = getattr(loss, "fn", loss)
    is_kerasic = str(getattr(function, "__module__", "")).startswith("keras.src.")
    return str(getattr(function, "__name__", "")) if is_kerasic else ""


def _to_labels(y: np.ndarray, n_outputs: int) -> np.ndarray:
    is_one_hot = y.ndim == 2 and y.shape[1] == n_outputs > 1
    return y.argmax(axis=1) if is_one_hot else y


def _check_labels(y: np.ndarray, n_outputs: int, what: str, ignored: int | None = None) -> np.ndarray:
    labels = np.unique(y)
    if y.ndim > 1 and y.shape[1:] != (1,):
        raise DataError(
            f"y of the {what} has {y.shape[1]} columns but the model has {n_outputs} classes; "
            f"give labels 0..{n_outputs - 1} or {n_outputs} one-hot columns"
        )
    counted = labels if ignored is None else labels[labels != ignored]
    if len(counted) and (
        (counted != counted.round()).any() or counted.min() < 0 or counted.max() >= n_outputs
    ):
        raise DataError(
            f"y of the {what} holds {_some(labels)} but the model has {n_outputs} classes and wants labels "
            f"0..{n_outputs - 1}; build it with n_outputs={len(labels)} and number the classes from 0"
        )
    return y


def _check_width(y: np.ndarray, n_outputs: int, what: str) -> np.ndarray:
    width = y.shape[1] if y.ndim > 1 else 1
    if width != n_outputs or y.ndim > 2:
        raise DataError(
            f"y of the {what} has shape {y.shape} but the model has {n_outputs} output(s): "
            f"expected {'(n,)' if n_outputs == 1 else f'(n, {n_outputs})'}"
        )
    return y


def _some(values: np.ndarray) -> str:
    shown = ", ".join(f"{value:g}" for value in values[:5])
    return f"{shown}, ... ({len(values)} different values)" if len(values) > 5 else shown
