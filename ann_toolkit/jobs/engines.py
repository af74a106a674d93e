"""The two engines of a JSON run, NumPy and Keras: the same first weights, the same criteria, the same table."""

from __future__ import annotations

import warnings
from typing import Any

from ann_toolkit.base.errors import ModelError
from ann_toolkit.datasets import Dataset
from ann_toolkit.jobs.params import Params
from ann_toolkit.jobs.report import Report
from ann_toolkit.scratch import log
from ann_toolkit.scratch.history import History
from ann_toolkit.scratch.network import Network
from ann_toolkit.scratch.stopping import Stopping


def train_from_scratch(
    network: Network, params: Params, train: Dataset, validation: Dataset, report: Report
) -> History:
    """Train the network with NumPy: its own ``fit``.

    Args:
        network: what to train; it keeps the weights.
        params: epochs, batch size and criteria.
        train: the rows to train with.
        validation: the rows to validate with, after each epoch.
        report: takes the lines of the table.
    """
    from threadpoolctl import threadpool_limits

    # matrices of a few rows: sharing them among cores takes longer than multiplying them
    with threadpool_limits(1 if params.batch_size < 64 else None, "blas"):
        return network.fit(
            train.X,
            train.y,
            epochs=params.values["MAX_EPOCHS"],
            batch_size=params.batch_size,
            validation_data=(validation.X, validation.y),
            stopping=params.stopping(),
            verbose=1,
            report=report,
        )


def train_with_keras(
    network: Network, params: Params, train: Dataset, validation: Dataset, report: Report
) -> History:
    """Train a plain Keras model that begins with the network's weights; put its weights into the network.

    Arguments as :func:`train_from_scratch`.

    Raises:
        ModelError: training diverged.
    """
    import keras

    from ann_toolkit.training import DivergenceWarning, fit

    keras.utils.set_random_seed(params.seed)
    model = network.to_keras()
    if not params.classifies:
        model.compile(loss=model.loss, optimizer=model.optimizer, metrics=[keras.metrics.R2Score(name="r2")])
    X, y = network.check(train.X, train.y, "training data")
    X_val, y_val = network.check(validation.X, validation.y, "validation data")
    observer = _observer(keras, network, params.stopping(), X_val, y_val, report)
    with warnings.catch_warnings():
        warnings.simplefilter("error", DivergenceWarning)
        try:
            fit(
                model,
                X,
                y,
                batch_size=params.batch_size,
                epochs=params.values["MAX_EPOCHS"],
                validation_data=(X_val, y_val),
                callbacks=[observer],
                verbose=0,
            )
        except DivergenceWarning as diverged:  # fit has stopped by itself; a run has nothing to go on with
            raise ModelError(f"{params.path}: {diverged}") from None
    network.set_weights(model.get_weights())
    return observer.result


def _observer(keras: Any, network: Network, stopping: Stopping, X: Any, y: Any, report: Report) -> Any:
    """A Keras callback that keeps S3's table and stops by S3's criteria."""

    class Observer(keras.callbacks.Callback):
        def __init__(self) -> None:
            super().__init__()
            self.result = History(stopped="all epochs were done")

        def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
            numbers = {key: float(value) for key, value in (logs or {}).items()}
            if network.classifies:
                # recall and F1: the NumPy engine, given Keras' weights, predicts the same, and at once
                network.set_weights(self.model.get_weights())
                scores = network.scores(y, network.predict(X))
                numbers |= {f"val_{key}": scores[key] for key in ("recall", "f1") if key in scores}
            self.result.add(numbers)
            score = numbers.get("val_accuracy", numbers.get("val_r2"))
            reason = stopping.reason(epoch + 1, numbers["loss"], score, numbers["val_loss"])
            if epoch == 0:
                report(log.header(list(self.result.history)))
            if log.worth_printing(epoch + 1) or reason or epoch + 1 == self.params["epochs"]:
                report(log.row(self.result.history, stopping.waited))
            if reason:
                self.result.stopped = f"stopped after epoch {epoch + 1}: {reason}"
                self.model.stop_training = True

    return Observer()
