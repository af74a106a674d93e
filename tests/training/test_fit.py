"""What ``fit`` promises besides Keras' numbers: shuffling, callbacks, stops, messages."""

from __future__ import annotations

import os
import signal
import warnings

import keras
import numpy as np
import pytest
from keras import layers

from ann_toolkit.training import DivergenceWarning, fit
from ann_toolkit.training.engine import progress
from tests.training.small_models import X, Y, regression


class Rows(keras.layers.Layer):
    """Notes how often each row number passes, and the order in which they last did."""

    def __init__(self, count):
        super().__init__()
        self.seen = self.add_weight(shape=(count,), initializer="zeros", trainable=False)
        self.order = self.add_weight(shape=(count,), initializer="zeros", trainable=False)

    def call(self, inputs):
        numbers = keras.ops.cast(inputs[:, 0], "int32")
        self.seen.assign(self.seen + keras.ops.sum(keras.ops.one_hot(numbers, self.seen.shape[0]), axis=0))
        batch = keras.ops.shape(numbers)[0]
        self.order.assign(keras.ops.concatenate([self.order[batch:], inputs[:, 0]]))
        return inputs


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["xla", "graph"])
def test_shuffling_shows_each_row_once_in_another_order_each_epoch(engine):
    count = 23
    noting = Rows(count)
    model = keras.Sequential([keras.Input((1,)), noting, layers.Dense(1)])
    model.compile("sgd", "mse")
    x = np.arange(count, dtype="float32")[:, None]
    keras.utils.set_random_seed(1)
    orders = []
    for epoch in range(1, 4):
        fit(model, x, x / count, batch_size=5, verbose=0, engine=engine)
        np.testing.assert_array_equal(noting.seen.numpy(), epoch)
        orders.append(tuple(noting.order.numpy()))
    assert len({*orders, tuple(x[:, 0])}) == 4


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["xla", "graph"])
def test_epochs_within_one_call_differ_in_order_and_the_seed_repeats_them(engine):
    def losses(seed):
        model = regression(0.05)
        keras.utils.set_random_seed(seed)
        return fit(model, X, Y, epochs=9, batch_size=7, verbose=0, engine=engine).history["loss"]

    assert losses(1) == losses(1)
    assert losses(1) != losses(2)


def test_the_history_is_keras_own():
    model = regression()
    history = fit(model, X, Y, epochs=5, initial_epoch=2, verbose=0)
    assert isinstance(history, keras.callbacks.History)
    assert history.epoch == [2, 3, 4]
    assert model.history is history
    assert history.params == {"verbose": 0, "epochs": 5, "steps": 2}


def test_a_callback_sees_and_changes_each_epoch():
    seen = []

    class Own(keras.callbacks.Callback):
        def on_epoch_begin(self, epoch, logs=None):
            seen.append(("begin", epoch))

        def on_epoch_end(self, epoch, logs=None):
            seen.append(("end", epoch, sorted(logs)))
            self.model.optimizer.learning_rate = 0.0
            self.model.stop_training = epoch == 2

    model = regression()
    history = fit(model, X, Y, epochs=9, verbose=0, shuffle=False, callbacks=[Own()], validation_split=0.5)
    logs = ["loss", "val_loss"]
    assert seen == [part for e in range(3) for part in (("begin", e), ("end", e, logs))]
    assert history.history["val_loss"][1] == pytest.approx(history.history["val_loss"][2], rel=1e-6)
    assert history.history["val_loss"][0] == pytest.approx(history.history["val_loss"][1], rel=1e-6)


def test_a_callback_that_wants_batches_gets_them():
    batches = []

    class Own(keras.callbacks.Callback):
        def on_train_batch_end(self, batch, logs=None):
            batches.append(batch)

    fit(regression(), X, Y, batch_size=10, verbose=0, callbacks=[Own()])
    assert batches == [0, 1, 2, 3]


@pytest.mark.slow
def test_models_that_are_not_built_and_data_by_name():
    unbuilt = keras.Sequential([layers.Dense(2, "relu"), layers.Dense(1)])
    unbuilt.compile("sgd", "mse")
    assert len(fit(unbuilt, X, Y, epochs=2, verbose=0).history["loss"]) == 2
    two, one = keras.Input((2,), name="two"), keras.Input((1,), name="one")
    model = keras.Model({"two": two, "one": one}, layers.Dense(1)(layers.Concatenate()([two, one])))
    model.compile("sgd", "mse")
    history = fit(model, {"one": X[:, 2:], "two": X[:, :2]}, Y, epochs=2, verbose=0, validation_split=0.25)
    assert len(history.history["val_loss"]) == 2


@pytest.mark.slow
@pytest.mark.parametrize("epochs_before", [0, 5])
@pytest.mark.parametrize("engine", ["xla", "graph"])
def test_divergence_stops_warns_and_leaves_good_weights(engine, epochs_before):
    model = regression(1e6)
    if epochs_before:  # the loss grows for some epochs before it is no number
        model = keras.Sequential([keras.Input((3,)), layers.Dense(1)])
        model.compile(keras.optimizers.SGD(50.0), "mse")
    with pytest.warns(
        DivergenceWarning, match=r"epoch \d+.*learning rate (1e\+06|50) is too high, try"
    ) as warned:
        history = fit(model, X, Y, epochs=400, batch_size=len(X), shuffle=False, verbose=0, engine=engine)
    (told,) = (warning for warning in warned if warning.category is DivergenceWarning)
    assert told.filename == __file__  # it points at the line that called `fit`
    losses = history.history["loss"]
    assert epochs_before < len(losses) < 400
    assert not np.isfinite(losses[-1])
    assert np.isfinite(losses[:-1]).all()
    assert all(np.isfinite(weights).all() for weights in model.get_weights())
    # the weights are those of the last epoch but one, and the optimizer knows it
    assert model.optimizer.iterations.numpy() == len(losses) - 1


def test_divergence_in_keras_says_that_the_weights_are_lost():
    with pytest.warns(DivergenceWarning, match=r"epoch \d+; stopped; the weights are lost: .* below 1e\+06"):
        history = fit(regression(1e6), X, Y, epochs=400, verbose=0, engine="keras")
    assert len(history.history["loss"]) < 400


@pytest.mark.parametrize("engine", ["graph", "keras"])
def test_ctrl_c_ends_training_with_the_history_so_far(engine, capsys):
    class Press(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            if epoch == 2:
                os.kill(os.getpid(), signal.SIGINT)

        def on_train_end(self, logs=None):
            print("on_train_end was called")

    # tests that a shell has started in the background inherit that Ctrl-C is ignored
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        history = fit(regression(), X, Y, epochs=50, verbose=0, callbacks=[Press()], engine=engine)
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)
    assert len(history.history["loss"]) == 3
    assert "on_train_end was called" in capsys.readouterr().out


def test_ctrl_c_within_an_epoch_of_keras_waits_for_its_end():
    class Press(keras.callbacks.Callback):
        def on_train_batch_begin(self, batch, logs=None):
            if (batch, self.model.optimizer.iterations) == (1, 5):
                os.kill(os.getpid(), signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        model = regression()
        history = fit(model, X, Y, epochs=50, batch_size=10, verbose=0, callbacks=[Press()])
    finally:
        signal.signal(signal.SIGINT, before)
    assert len(history.history["loss"]) == 2
    assert model.optimizer.iterations == 8


def test_the_progress_line_tells_epoch_losses_and_time(capsys):
    fit(regression(), X, Y, epochs=3, validation_split=0.25)
    out = capsys.readouterr().out
    assert out.startswith("epoch 3/3  loss ")
    assert "val_loss" in out
    assert out.count("\n") == 1
    fit(regression(), X, Y, epochs=3, verbose=2)
    assert capsys.readouterr().out.count("\n") == 3


def test_the_time_left_is_not_told_from_the_epoch_that_compiles(monkeypatch):
    clock = iter([0.0, 100.0, 101.0, 102.0])  # the beginning, then the end of each epoch
    monkeypatch.setattr(progress.time, "perf_counter", lambda: next(clock))
    line = progress.ProgressLine()
    line.set_params({"epochs": 10})
    line.on_train_begin()
    assert line._left(0, progress.time.perf_counter()) == ""
    assert line._left(1, progress.time.perf_counter()) == "  8 s left"
    assert line._left(2, progress.time.perf_counter()) == "  7 s left"


def test_validation_data_may_be_a_dataset():
    class Pairs:
        X, y, feature_names = X[:9], Y[:9], ("a", "b", "c")

    first, second = (
        fit(regression(), X, Y, validation_data=given, shuffle=False, verbose=0).history["val_loss"]
        for given in (Pairs(), (Pairs.X, Pairs.y))
    )
    assert first == second


def test_training_warns_of_nothing_on_its_own():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fit(regression(), X, Y, epochs=2, verbose=0)
