"""All that training reads and writes: a model's weights, its optimizer's state, its metrics."""

from __future__ import annotations

from typing import Any

import keras
import tensorflow as tf

from ann_toolkit.training.engine.own_code import models_own_code
from ann_toolkit.training.engine.rows import Rows, nest


def variables_of(model: keras.Model) -> list[keras.Variable]:
    """Every variable that training reads or writes: weights, seeds, optimizer, metrics."""
    variables = [*model.variables, *model.optimizer.variables]
    variables += [variable for metric in model.metrics for variable in metric.variables]
    return variables


def build_state(model: keras.Model, rows: Rows) -> None:
    """Create whatever variables the model, its metrics and its optimizer still lack.

    Raises:
        TracingError: the model's own code fails.
    """
    first_row = nest(rows.layout, [leaf[:1] for leaf in rows.leaves])
    with models_own_code():
        if not _begins_otherwise_in_a_graph(model.optimizer):
            model._symbolic_build(data_batch=first_row)
            return
        model.optimizer.built = True  # not yet
        try:
            model._symbolic_build(data_batch=first_row)
        finally:
            model.optimizer.built = False
        _build_as_keras(model)


def _begins_otherwise_in_a_graph(optimizer: Any) -> bool:
    """Whether an optimizer that is yet to be built may assign more than first values when it is.

    Keras builds it within its traced training step, where such an assignment is lost: the momentum of
    ``ScheduleFreeAdamW`` begins with zero in ``keras.Model.fit`` (3.15), and with the weights elsewhere.
    """
    if optimizer is None or optimizer.built:
        return False
    may = (
        *(keras.optimizers.ScheduleFreeAdamW, keras.optimizers.LossScaleOptimizer),
        keras.optimizers.MultiOptimizer,  # these two hold others
    )
    return isinstance(optimizer, may) or not type(optimizer).__module__.startswith("keras.src.")


def _build_as_keras(model: keras.Model) -> None:
    """Create the optimizer's variables within a function that is traced; that takes 0.1 s."""

    @tf.function(autograph=False)
    def build() -> None:
        if not model.optimizer.built:
            model.optimizer.build(model.trainable_variables)
            model.optimizer.built = True

    build.get_concrete_function()
