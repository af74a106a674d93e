"""What is left to ``keras.Model.fit``, what is said of it, and what raises when an engine was insisted on."""

from __future__ import annotations

import logging

import keras
import pytest
import tensorflow as tf
from keras import layers

from ann_toolkit.base.errors import ModelError
from ann_toolkit.training import fit
from ann_toolkit.training.engine import program
from tests.training.small_models import X, Y, regression


class Line(keras.Model):
    """A student's own model."""

    def __init__(self):
        super().__init__()
        self.dense = layers.Dense(1)

    def call(self, inputs):
        return self.dense(inputs)


class OwnStep(Line):
    def train_step(self, data):
        return super().train_step(data) | {"own": 7.0}


class OwnLoss(Line):
    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        return 3 * keras.ops.mean(keras.ops.square(y[:, None] - y_pred))


class Batches(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.seen = []

    def on_train_batch_end(self, batch, logs=None):
        self.seen.append(batch)


def of_known_length(y_true, y_pred):
    """A loss that wants to know the number of rows beforehand, which a graph for any length cannot tell."""
    return keras.ops.sum(keras.ops.square(y_true - y_pred)) / y_pred.shape[0]


def compiled(model, loss="mse", **others):
    model.compile("sgd", loss, **others)
    return model


def stream():
    return tf.data.Dataset.from_tensor_slices((X, Y)).batch(8)


def generator():
    while True:
        yield X, Y


FOR_KERAS = {
    "a stream": (regression, dict(x=stream()), "the data comes as _BatchDataset"),
    "a generator": (regression, dict(x=generator(), steps_per_epoch=2), "the data comes as generator"),
    "a step of one's own": (
        lambda: compiled(OwnStep()),
        dict(x=X, y=Y),
        "OwnStep has a train_step of its own",
    ),
    "batches": (regression, dict(x=X, y=Y, callbacks=[Batches()]), "Batches wants to see each batch"),
    "eager": (lambda: compiled(regression(), run_eagerly=True), dict(x=X, y=Y), "run_eagerly is set"),
    "steps": (regression, dict(x=X, y=Y, steps_per_epoch=1), "steps_per_epoch was given"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", FOR_KERAS)
def test_keras_trains_what_the_engine_cannot_and_says_so_once(name, capsys):
    build, data, why = FOR_KERAS[name]
    assert len(fit(build(), **data, epochs=2).history["loss"]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"training with keras.Model.fit: {why}"
    assert len([line for line in lines if "keras.Model.fit" in line]) == 1


def test_nothing_is_said_where_nothing_is_to_be_shown(capsys):
    fit(regression(), stream(), verbose=0)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("engine", ["graph", "xla"])
@pytest.mark.parametrize("name", FOR_KERAS)
def test_an_engine_that_is_insisted_on_raises_where_it_cannot_train(name, engine):
    build, data, why = FOR_KERAS[name]
    with pytest.raises(
        ModelError, match=rf"engine='{engine}' cannot train .*: {why}; engine='auto'"
    ) as caught:
        fit(build(), **data, engine=engine)
    assert "\n" not in str(caught.value)


def test_code_that_cannot_be_traced_is_left_to_keras(capsys, caplog):
    logger = logging.getLogger("ann_toolkit.training.fitting")
    logger.addHandler(caplog.handler)
    try:
        with caplog.at_level("DEBUG", logger.name):
            history = fit(compiled(regression(), of_known_length), X, Y, batch_size=10, engine="auto")
    finally:
        logger.removeHandler(caplog.handler)
    assert len(history.history["loss"]) == 1
    assert "training with keras.Model.fit: its epochs cannot be compiled (" in capsys.readouterr().out
    assert "of_known_length" in caplog.text  # the traceback, down to the line at fault


@pytest.mark.slow
def test_code_that_cannot_be_traced_raises_where_a_graph_is_insisted_on():
    with pytest.raises(ModelError, match=r"engine='graph' cannot train .*: its epochs cannot") as caught:
        fit(compiled(regression(), of_known_length), X, Y, batch_size=10, engine="graph")
    assert "\n" not in str(caught.value)
    assert caught.value.__cause__ is not None
    # XLA knows every size
    fit(compiled(regression(), of_known_length), X, Y, batch_size=10, engine="xla", verbose=0)


@pytest.mark.slow
def test_what_xla_refuses_raises_where_it_is_insisted_on_and_is_a_graph_otherwise(no_fallback):
    def words(y_true, y_pred):
        told = tf.strings.to_number(tf.strings.as_string(y_pred))  # XLA knows no texts
        return keras.ops.mean(keras.ops.square(y_pred - y_true)) + 0 * tf.reduce_sum(told)

    with pytest.raises(ModelError, match="XLA cannot compile the model") as caught:
        fit(compiled(regression(), words), X, Y, engine="xla", verbose=0)
    assert "\n" not in str(caught.value)
    asked = compiled(regression(), words, jit_compile=True)  # XLA, if it can
    assert len(fit(asked, X, Y, epochs=2, verbose=0).history["loss"]) == 2


def test_a_mistake_of_the_engine_is_not_taken_for_the_models(monkeypatch):
    def broken(*_):
        raise RuntimeError("a mistake in the engine")

    monkeypatch.setattr(program, "_slice", broken)
    with pytest.raises(RuntimeError, match="a mistake in the engine"):
        fit(regression(n_hidden=7), X, Y, shuffle=False, verbose=0)


def test_a_training_step_of_ones_own_is_called():
    assert fit(compiled(OwnStep()), X, Y, verbose=0).history["own"] == [7.0]


@pytest.mark.slow
def test_a_loss_of_ones_own_in_a_subclass_runs_compiled(no_fallback):
    losses = []
    for train in (fit, keras.Model.fit):
        keras.utils.set_random_seed(0)
        model = compiled(OwnLoss())
        losses.append(train(model, X, Y, epochs=3, shuffle=False, verbose=0).history["loss"])
    assert losses[0] == pytest.approx(losses[1], rel=1e-6)


def test_a_callback_that_wants_batches_gets_them():
    batches = Batches()
    fit(regression(), X, Y, batch_size=10, verbose=0, callbacks=[batches])
    assert batches.seen == [0, 1, 2, 3]


def test_code_that_neither_can_trace_fails_with_keras_own_message():
    """NumPy in a metric needs eager steps."""

    def eager_only(y_true, y_pred):
        return float(y_pred.numpy().mean())

    with pytest.raises(Exception, match="numpy"):
        fit(compiled(regression(), metrics=[eager_only]), X, Y, verbose=0)
    eager = compiled(regression(), metrics=[eager_only], run_eagerly=True)
    assert len(fit(eager, X, Y, epochs=2, verbose=0).history["eager_only"]) == 2
