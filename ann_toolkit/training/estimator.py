"""Keras networks as scikit-learn estimators, trained by the compiled ``fit``."""

from __future__ import annotations

import abc
import copy
import inspect
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import keras
import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

from ann_toolkit.base.errors import ModelError
from ann_toolkit.training.fitting import fit

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

PREFIX = "model__"  # as S2 writes it: model__n_neurons is the argument n_neurons of the building function
E = TypeVar("E", bound="_KerasEstimator")
ROWS_AT_ONCE = 8192
LARGEST = 1e15  # its square, summed over all rows, is still a float32


class _KerasEstimator(BaseEstimator):
    """What classifier and regressor share: building, training, parameters.

    Args:
        build: a function that gives a compiled Keras model. Its arguments ``n_inputs`` and ``n_outputs``,
            where it has them, are filled in from the data.
        model_params: the other arguments of ``build``.
        epochs: how many times every row is seen.
        batch_size: rows for each update of the weights.
        callbacks: Keras callbacks; each training gets copies of its own.
        validation_split: the last part of the rows, kept for validation (for ``EarlyStopping``).
        seed: makes training repeatable; None leaves the random numbers alone.
        verbose: as for ``fit``.
    """

    def __init__(
        self,
        build: Callable[..., keras.Model],
        model_params: dict[str, Any] | None = None,
        epochs: int = 100,
        batch_size: int = 32,
        callbacks: Sequence[keras.callbacks.Callback] | None = None,
        validation_split: float = 0.0,
        seed: int | None = 0,
        verbose: int = 0,
    ) -> None:
        self.build = build
        self.model_params = model_params
        self.epochs = epochs
        self.batch_size = batch_size
        self.callbacks = callbacks
        self.validation_split = validation_split
        self.seed = seed
        self.verbose = verbose

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """All parameters by name; with ``deep`` those of the model too, as ``model__name``."""
        params = super().get_params(deep=False)
        if deep and isinstance(self.model_params, dict):
            params |= {PREFIX + name: value for name, value in self.model_params.items()}
        return params

    def set_params(self, **params: Any) -> _KerasEstimator:
        """Set parameters, ``model__name`` for an argument of the building function."""
        own = {name: value for name, value in params.items() if not name.startswith(PREFIX)}
        model_params = {
            name.removeprefix(PREFIX): value for name, value in params.items() if name.startswith(PREFIX)
        }
        super().set_params(**own)
        if model_params:
            self.model_params = {**(self.model_params or {}), **model_params}
        return self

    def built(self, n_inputs: int, n_outputs: int) -> keras.Model:
        """The untrained model for data with so many columns.

        Raises:
            ModelError: the building function lacks one of the arguments, or gives no compiled model.
        """
        params = dict(self.model_params or {})
        asked = inspect.signature(self.build).parameters
        for name, value in (("n_inputs", n_inputs), ("n_outputs", n_outputs)):
            if name in asked:
                params.setdefault(name, value)
        unknown = (
            []
            if any(p.kind == p.VAR_KEYWORD for p in asked.values())
            else [n for n in params if n not in asked]
        )
        if unknown:
            raise ModelError(
                f"{_name(self.build)} has no argument {unknown[0]!r}; it has {', '.join(asked) or 'none'}"
            )
        model = self.build(**params)
        if not isinstance(model, keras.Model):
            raise ModelError(
                f"{_name(self.build)} gave {type(model).__name__}; it must return a compiled Keras model"
            )
        return model

    def fit(
        self: E,
        X: ArrayLike,
        y: ArrayLike,
        sample_weight: ArrayLike | None = None,
        callbacks: Sequence[keras.callbacks.Callback] | None = None,
    ) -> E:
        """Build and train a network.

        Args:
            X: inputs, shape (n, features) or (n, ...) for images and series.
            y: labels, shape (n,), for a classifier; targets, shape (n,) or (n, outputs), for a regressor.
            sample_weight: how much each row counts, shape (n,).
            callbacks: Keras callbacks of this training alone, besides those of the estimator.
        """
        rows, targets, n_outputs = self._checked(X, y)
        if self.seed is not None:
            keras.utils.set_random_seed(self.seed)
        model = self.built(rows.shape[1], n_outputs)
        if sample_weight is not None:
            sample_weight = weights = _check_sample_weight(sample_weight, rows)
            if not weights.any():
                raise ValueError("all sample weights are zero: nothing to learn from")
        history = fit(
            model,
            rows,
            targets,
            epochs=self.epochs,
            batch_size=self.batch_size,
            callbacks=[*copy.deepcopy(list(self.callbacks or [])), *(callbacks or [])],
            validation_split=self.validation_split,
            sample_weight=sample_weight,
            verbose=self.verbose,
        )
        self.model_ = model
        self.history_ = history.history
        return self

    @abc.abstractmethod
    def _checked(self, X: ArrayLike, y: ArrayLike) -> tuple[np.ndarray, np.ndarray, int]:
        """Rows, targets as a network takes them, and how many outputs it needs."""

    def _outputs(self, X: ArrayLike) -> np.ndarray:
        """What the network answers, shape (n, outputs)."""
        check_is_fitted(self, "model_")
        rows = validate_data(self, X, reset=False, allow_nd=True, dtype="numeric")
        # the model itself, not its `predict`: that would compile a function anew for each trained model
        parts = [
            self.model_(rows[i : i + ROWS_AT_ONCE], training=False) for i in range(0, len(rows), ROWS_AT_ONCE)
        ]
        outputs = np.concatenate([keras.ops.convert_to_numpy(part) for part in parts])
        # a network whose training diverged answers beyond all numbers; scores want numbers, however bad
        return np.clip(np.nan_to_num(outputs, nan=0.0), -LARGEST, LARGEST)


class KerasClassifier(ClassifierMixin, _KerasEstimator):
    """A Keras network as a scikit-learn classifier; labels of any kind.

    Attributes after ``fit``: ``model_`` (the Keras model), ``history_`` (losses by name), ``classes_``.

    >>> import keras
    >>> def build(n_inputs, n_outputs, learning_rate=0.5):
    ...     model = keras.Sequential([keras.Input((n_inputs,)), keras.layers.Dense(n_outputs, "softmax")])
    ...     model.compile(keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy")
    ...     return model
    >>> estimator = KerasClassifier(build, epochs=20)
    >>> estimator = estimator.fit([[0.0], [1.0], [2.0], [3.0]], ["low", "low", "high", "high"])
    >>> estimator.predict([[-5.0], [9.0]])
    array(['low', 'high'], dtype='<U4')
    """

    def _checked(self, X: ArrayLike, y: ArrayLike) -> tuple[np.ndarray, np.ndarray, int]:
        rows, labels = validate_data(self, X, y, allow_nd=True, dtype="numeric")
        check_classification_targets(labels)
        self.classes_, numbers = np.unique(labels, return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError(
                f"the classifier needs two classes, but all labels are {self.classes_[0]!r}: only one class"
            )
        return rows, numbers, len(self.classes_)

    def predict_proba(self, X: ArrayLike) -> np.ndarray:
        """The probability of each class, shape (n, classes)."""
        outputs = self._outputs(X)
        if outputs.shape[1] == 1:
            return np.hstack([1 - outputs, outputs])
        return outputs

    def predict(self, X: ArrayLike) -> np.ndarray:
        """The likeliest class of each row, shape (n,)."""
        chosen = self.predict_proba(X).argmax(axis=1)
        return self.classes_[chosen]


class KerasRegressor(RegressorMixin, _KerasEstimator):
    """A Keras network as a scikit-learn regressor.

    Attributes after ``fit``: ``model_`` (the Keras model), ``history_`` (losses by name).
    """

    def _checked(self, X: ArrayLike, y: ArrayLike) -> tuple[np.ndarray, np.ndarray, int]:
        rows, targets = validate_data(
            self, X, y, allow_nd=True, dtype="numeric", multi_output=True, y_numeric=True
        )
        self._flat = targets.ndim == 1  # predictions take the shape that y had
        return rows, targets, 1 if self._flat else targets.shape[1]

    def predict(self, X: ArrayLike) -> np.ndarray:
        """The answer for each row, of the shape that ``y`` had."""
        outputs = self._outputs(X)
        return outputs[:, 0] if self._flat else outputs

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.target_tags.multi_output = True
        return tags


def _name(build: Callable[..., keras.Model]) -> str:
    return f"the building function {getattr(build, '__name__', build)!r}"
