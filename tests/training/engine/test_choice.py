"""Which way the engine trains, and what it leaves to Keras."""

from __future__ import annotations

import keras
from keras import layers

from ann_toolkit.training.engine import choice
from tests.training.small_models import X, Y, regression


def test_convolutions_and_short_trainings_stay_out_of_xla():
    convolution = keras.Sequential(
        [keras.Input((8, 8, 1)), layers.Conv2D(2, 3), layers.Flatten(), layers.Dense(1)]
    )
    convolution.compile("sgd", "mse")
    assert not choice.suits_xla(convolution, 10**6)
    assert choice.suits_xla(regression(), 10**6)
    assert not choice.suits_xla(regression(), 10)
    asked = regression()
    asked.compile("sgd", "mse", jit_compile=True)
    assert choice.suits_xla(asked, 10)


def test_networks_that_draw_random_numbers_do_not_go_through_xla_on_a_cpu():
    def network(*hidden):
        model = keras.Sequential([keras.Input((20, 8)), *hidden])
        model.compile(loss="mse")
        return model

    many = 10**6
    assert choice.suits_xla(network(layers.Flatten(), layers.Dense(4)), many)
    assert choice.suits_xla(network(layers.LSTM(4)), many)
    assert not choice.suits_xla(network(layers.Flatten(), layers.Dense(4), layers.Dropout(0.1)), many)
    assert not choice.suits_xla(network(layers.LSTM(4, dropout=0.2)), many)


def test_callbacks_without_batches_are_not_asked_for_them(tmp_path):
    none_wanted = [
        keras.callbacks.EarlyStopping(),
        keras.callbacks.ModelCheckpoint(tmp_path / "a.keras"),
        keras.callbacks.BackupAndRestore(tmp_path),
        keras.callbacks.TerminateOnNaN(),
        keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: None),
    ]
    assert [c for c in none_wanted if choice.wants_batches(c)] == []
    wanted = [
        keras.callbacks.ModelCheckpoint(tmp_path / "a.keras", save_freq=3),
        keras.callbacks.LambdaCallback(on_batch_end=lambda batch, logs: None),
        keras.callbacks.TensorBoard(tmp_path),
    ]
    assert [c for c in wanted if not choice.wants_batches(c)] == []


def test_a_callback_that_wants_batches_is_named():
    class Own(keras.callbacks.Callback):
        def on_train_batch_end(self, batch, logs=None):
            """Keras calls this."""

    assert choice.why_keras(regression(), [X, Y], [Own()], {}, True) == "Own wants to see each batch"
    assert choice.why_keras(regression(), [X, Y], [], {}, True) == ""
