"""Search for hyperparameters: scikit-learn's searches over networks trained by the compiled ``fit``."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import joblib
import keras
import numpy as np
import pandas as pd
from sklearn.base import is_classifier
from sklearn.model_selection import GridSearchCV, ParameterGrid, RandomizedSearchCV, check_cv

from ann_toolkit.base.errors import DataError, ModelError
from ann_toolkit.training.engine.divergence import DivergenceWarning
from ann_toolkit.training.estimator import PREFIX, KerasClassifier, KerasRegressor
from ann_toolkit.training.targets import loss_name

if TYPE_CHECKING:
    from numpy.typing import ArrayLike
    from sklearn.model_selection import BaseCrossValidator


@dataclass(frozen=True)
class SearchResult:
    """What a search found.

    Attributes:
        best: the best parameters, by name.
        score: their mean score over the folds (accuracy, or r2; or what ``scoring`` said).
        model: a network trained with them on all the rows.
        table: all that was tried, a row each, the best first: the parameters, score, spread, seconds.
        search: scikit-learn's own search, fitted, for all that it can tell besides.
    """

    best: dict[str, Any]
    score: float
    model: keras.Model
    table: pd.DataFrame
    search: GridSearchCV | RandomizedSearchCV

    def __str__(self) -> str:
        best = ", ".join(f"{name}={value}" for name, value in self.best.items())
        return f"best of {len(self.table)}: {best} (score {self.score:.4f})"


def grid_search(
    build: Callable[..., keras.Model],
    grid: Mapping[str, Sequence[Any]],
    X: ArrayLike,
    y: ArrayLike,
    cv: int | BaseCrossValidator | Iterable[tuple[np.ndarray, np.ndarray]] = 2,
    epochs: int = 30,
    batch_size: int = 32,
    n_random: int | None = None,
    scoring: str | Callable[..., float] | None = None,
    n_jobs: int | None = None,
    seed: int | None = 0,
    progress: bool = True,
    **fit_params: Any,
) -> SearchResult:
    """Train a network for each point of a grid, on each fold, and tell which is best.

    Networks of the same architecture share their compiled functions. ``n_jobs`` spreads the work through
    joblib: within ``with joblib.parallel_config("dask"):`` it goes to a Dask cluster. Source of the
    procedure: S2, "Step 3 GridSearch".

    Args:
        build: a function of the hyperparameters that gives a compiled Keras model; its arguments
            ``n_inputs`` and ``n_outputs``, where it has them, are filled in from the data.
        grid: for each argument of ``build``, or ``epochs`` or ``batch_size``, the values to try.
        X: inputs, shape (n, features).
        y: targets, shape (n,) or (n, outputs); labels for a network with a crossentropy loss.
        cv: the number of folds, or a splitter of scikit-learn.
        epochs: how long each network is trained.
        batch_size: rows for each update of the weights.
        n_random: try so many points of the grid, drawn at random; all unless said.
        scoring: what to compare by, as scikit-learn names it; accuracy or r2 unless said.
        n_jobs: how many to train at once; one unless said.
        seed: the random numbers of every training, and of ``n_random``.
        progress: whether to show a bar.
        **fit_params: ``callbacks`` and ``validation_split`` of every training.

    Returns:
        The best parameters, a network trained with them, and a table of all.

    Raises:
        DataError: an empty grid, or fewer rows than folds.
        ModelError: ``build`` fails, or has no argument of a name in the grid.

    >>> def build(n_neurons=4, learning_rate=0.1):
    ...     hidden = keras.layers.Dense(n_neurons, "tanh")
    ...     model = keras.Sequential([keras.Input((1,)), hidden, keras.layers.Dense(1)])
    ...     model.compile(keras.optimizers.SGD(learning_rate), "mse")
    ...     return model
    >>> X = np.linspace(-1, 1, 40)[:, None]
    >>> found = grid_search(build, {"learning_rate": [1e-6, 0.1]}, X, X[:, 0], epochs=20, progress=False)
    >>> found.best
    {'learning_rate': 0.1}
    """
    values = {name: list(given) for name, given in grid.items()}
    empty = [name for name, given in values.items() if not given]
    if not values or empty:
        raise DataError(
            f"the grid has nothing to try{f' for {empty[0]!r}' if empty else ''}; give a list of values"
        )
    if isinstance(cv, int) and np.shape(X)[0] < cv:
        raise DataError(
            f"{np.shape(X)[0]} row(s) cannot be cut into cv={cv} folds; give more rows or fewer folds"
        )
    kind = _kind(build, {name: given[0] for name, given in values.items()}, X, y)
    network = kind(build, epochs=epochs, batch_size=batch_size, seed=seed, **fit_params)
    own = network.get_params()
    space = {name if name in own else PREFIX + name: given for name, given in values.items()}
    folds = check_cv(cv, y, classifier=is_classifier(network))
    arguments = {"cv": folds, "scoring": scoring, "n_jobs": n_jobs, "error_score": "raise"}
    points = len(ParameterGrid(space))
    if n_random is None or n_random >= points:
        search = GridSearchCV(network, space, **arguments)
    else:
        search, points = (
            RandomizedSearchCV(network, space, n_iter=n_random, random_state=seed, **arguments),
            n_random,
        )
    networks = points * folds.get_n_splits(X, y) + 1  # folds of each point, and the best once more
    alone = joblib.effective_n_jobs(n_jobs) == 1
    with _bar(networks, progress and alone) as callbacks, warnings.catch_warnings():
        warnings.simplefilter("ignore", DivergenceWarning)  # the table tells it by the score
        search.fit(X, y, callbacks=callbacks)
    best = {name.removeprefix(PREFIX): value for name, value in search.best_params_.items()}
    table = _table(search.cv_results_, list(space))
    return SearchResult(best, float(search.best_score_), search.best_estimator_.model_, table, search)


def _kind(
    build: Callable[..., keras.Model], first: dict[str, Any], X: ArrayLike, y: ArrayLike
) -> type[KerasClassifier] | type[KerasRegressor]:
    """Whether the networks classify, as the loss of the first of them tells."""
    own = KerasClassifier(build).get_params(deep=False)
    probe = KerasClassifier(build, model_params={n: value for n, value in first.items() if n not in own})
    outputs = np.shape(y)[1] if np.ndim(y) > 1 else len(np.unique(y))
    model = probe.built(np.shape(X)[1], outputs)
    loss = loss_name(model)
    if not loss:
        raise ModelError("the networks have several losses; grid_search compares networks with one output")
    return KerasClassifier if "crossentropy" in loss else KerasRegressor


def _table(results: dict[str, Any], names: list[str]) -> pd.DataFrame:
    columns = {name.removeprefix(PREFIX): results[f"param_{name}"] for name in names}
    columns |= {"score": results["mean_test_score"], "spread": results["std_test_score"]}
    columns |= {"seconds": results["mean_fit_time"]}
    table = pd.DataFrame({name: list(column) for name, column in columns.items()})
    return table.sort_values("score", ascending=False, kind="stable", ignore_index=True)


@contextlib.contextmanager
def _bar(networks: int, shown: bool) -> Iterator[list[keras.callbacks.Callback]]:
    """Show how many networks are trained while the block runs; give the callbacks that each of them needs."""
    if not shown:
        yield []
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("networks trained"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, transient=True) as progress:
        task = progress.add_task("", total=networks)
        yield [_Tick(lambda: progress.advance(task))]


class _Tick(keras.callbacks.Callback):
    """Tells that a network is trained."""

    def __init__(self, tell: Callable[[], None]) -> None:
        super().__init__()
        self.tell = tell

    def on_train_end(self, logs: dict[str, Any] | None = None) -> None:
        self.tell()

    def __reduce__(self) -> tuple[type, tuple[()]]:
        return keras.callbacks.Callback, ()  # in another process there is nobody to tell
