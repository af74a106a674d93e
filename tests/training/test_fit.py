"""What ``fit`` promises besides Keras' numbers: shuffling, callbacks, stops, messages."""

from __future__ import annotations

import gc
import os
import signal
import warnings
import weakref

import keras
import numpy as np
import pytest
from keras import layers

from ann_toolkit.errors import DataError, ModelError
from ann_toolkit.training import fit
from ann_toolkit.training.engine import cache, choice, loop, program, rows

X = np.random.default_rng(0).normal(size=(40, 3)).astype("float32")
Y = X.sum(axis=1)


def regression(learning_rate=0.01, seed=0, n_hidden=4):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((3,)), layers.Dense(n_hidden, "tanh"), layers.Dense(1)])
    model.compile("sgd", "mse")
    model.optimizer.learning_rate = learning_rate
    return model


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

    assert "Own" in choice.why_keras(regression(), [X, Y], [Own()], {}, True)
    fit(regression(), X, Y, batch_size=10, verbose=0, callbacks=[Own()])
    assert batches == [0, 1, 2, 3]


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


def test_a_stream_of_batches_goes_to_keras(capsys):
    import tensorflow as tf

    stream = tf.data.Dataset.from_tensor_slices((X, Y)).batch(8)
    history = fit(regression(), stream, epochs=2)
    assert len(history.history["loss"]) == 2
    assert "keras.Model.fit: the data comes as" in capsys.readouterr().out


def test_a_training_step_of_ones_own_is_called():
    class Own(keras.Model):
        def __init__(self):
            super().__init__()
            self.dense = layers.Dense(1)

        def call(self, inputs):
            return self.dense(inputs)

        def train_step(self, data):
            return super().train_step(data) | {"own": 7.0}

    model = Own()
    model.compile("sgd", "mse")
    assert fit(model, X, Y, verbose=0).history["own"] == [7.0]


def test_a_loss_of_ones_own_in_a_subclass_runs_compiled():
    class Own(keras.Model):
        def __init__(self):
            super().__init__()
            self.dense = layers.Dense(1)

        def call(self, inputs):
            return self.dense(inputs)

        def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
            return 3 * keras.ops.mean(keras.ops.square(y[:, None] - y_pred))

    losses = []
    for engine in ("graph", "keras"):
        keras.utils.set_random_seed(0)
        model = Own()
        model.compile("sgd", "mse")
        assert choice.why_keras(model, [X, Y], [], {}, True) == ""
        losses.append(fit(model, X, Y, epochs=3, shuffle=False, verbose=0, engine=engine).history["loss"])
    assert losses[0] == pytest.approx(losses[1], rel=1e-6)


def test_code_that_cannot_be_compiled_goes_to_keras():
    """NumPy in a metric needs eager steps, so Keras cannot run it in a graph either; its message counts."""

    def eager_only(y_true, y_pred):
        return float(y_pred.numpy().mean())

    model = regression()
    model.compile("sgd", "mse", metrics=[eager_only])
    with pytest.raises(Exception, match="numpy"):
        fit(model, X, Y, verbose=0)
    model.compile("sgd", "mse", metrics=[eager_only], run_eagerly=True)
    assert len(fit(model, X, Y, epochs=2, verbose=0).history["eager_only"]) == 2


@pytest.mark.parametrize("epochs_before", [0, 5])
@pytest.mark.parametrize("engine", ["xla", "graph"])
def test_divergence_stops_warns_and_leaves_good_weights(engine, epochs_before):
    model = regression(1e6)
    if epochs_before:  # the loss grows for some epochs before it is no number
        model = keras.Sequential([keras.Input((3,)), layers.Dense(1)])
        model.compile(keras.optimizers.SGD(50.0), "mse")
    with pytest.warns(loop.DivergenceWarning, match=r"epoch \d+.*learning rate (1e\+06|50) is too high, try"):
        history = fit(model, X, Y, epochs=400, batch_size=len(X), shuffle=False, verbose=0, engine=engine)
    losses = history.history["loss"]
    assert epochs_before < len(losses) < 400
    assert not np.isfinite(losses[-1])
    assert np.isfinite(losses[:-1]).all()
    assert all(np.isfinite(weights).all() for weights in model.get_weights())
    # the weights are those of the last epoch but one, and the optimizer knows it
    assert model.optimizer.iterations.numpy() == len(losses) - 1


@pytest.mark.parametrize("engine", ["graph", "keras"])
def test_ctrl_c_ends_training_with_the_history_so_far(engine, capsys):
    class Press(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            if epoch == 2:
                os.kill(os.getpid(), signal.SIGINT)

        def on_train_end(self, logs=None):
            print("on_train_end was called")

    handler = signal.getsignal(signal.SIGINT)
    history = fit(regression(), X, Y, epochs=50, verbose=0, callbacks=[Press()], engine=engine)
    assert 3 <= len(history.history["loss"]) <= 4
    assert signal.getsignal(signal.SIGINT) is handler
    assert "on_train_end was called" in capsys.readouterr().out


def test_the_progress_line_tells_epoch_losses_and_time(capsys):
    fit(regression(), X, Y, epochs=3, validation_split=0.25)
    out = capsys.readouterr().out
    assert out.startswith("epoch 3/3  loss ")
    assert "val_loss" in out
    assert out.count("\n") == 1
    fit(regression(), X, Y, epochs=3, verbose=2)
    assert capsys.readouterr().out.count("\n") == 3


def test_the_second_model_of_an_architecture_compiles_nothing(monkeypatch):
    def traced():
        raise AssertionError("traced again")

    cache.forget_all()
    fit(regression(0.01, seed=0), X, Y, epochs=3, verbose=0)
    monkeypatch.setattr(cache, "trace", lambda *_: traced())
    for learning_rate in (0.001, 0.1):
        other = regression(learning_rate, seed=5)
        before = other.get_weights()
        history = fit(other, X, Y, epochs=3, verbose=0)
        assert history.history["loss"][2] < history.history["loss"][0]
        assert not np.array_equal(before[0], other.get_weights()[0])
    with pytest.raises(AssertionError, match="traced again"):
        cache.program_for(
            *(
                regression(n_hidden=5),
                program.form_of(rows.to_rows(X, Y), None, (32, 32), True, False),
                (0, 1, None),
                None,
            )
        )


def test_shared_functions_train_each_model_alone():
    alone, shared = [], []
    for kept in (alone, shared):
        for seed in (1, 2):
            if kept is alone:
                cache.forget_all()
            model = regression(0.05, seed)
            fit(model, X, Y, epochs=4, verbose=0, shuffle=False)
            kept.append(model.get_weights())
    for mine, theirs in zip(alone, shared, strict=True):
        for a, b in zip(mine, theirs, strict=True):
            np.testing.assert_array_equal(a, b)


def test_what_a_layer_learned_from_other_data_is_not_shared():
    """An adapted Normalization keeps numbers that stand in no description of the model."""

    def adapted(scale):
        keras.utils.set_random_seed(0)
        normalization = layers.Normalization()
        normalization.adapt(X * scale)
        model = keras.Sequential([keras.Input((3,)), normalization, layers.Dense(1)])
        model.compile("sgd", "mse")
        return model

    for scale in (1.0, 10.0):
        ours, theirs = (
            fit(adapted(scale), X, Y, epochs=3, shuffle=False, verbose=0, engine=engine).history["loss"]
            for engine in ("graph", "keras")
        )
        assert ours == pytest.approx(theirs, rel=1e-6)


def test_models_that_are_not_built_and_data_by_name():
    unbuilt = keras.Sequential([layers.Dense(2, "relu"), layers.Dense(1)])
    unbuilt.compile("sgd", "mse")
    assert len(fit(unbuilt, X, Y, epochs=2, verbose=0).history["loss"]) == 2
    two, one = keras.Input((2,), name="two"), keras.Input((1,), name="one")
    model = keras.Model({"two": two, "one": one}, layers.Dense(1)(layers.Concatenate()([two, one])))
    model.compile("sgd", "mse")
    history = fit(model, {"one": X[:, 2:], "two": X[:, :2]}, Y, epochs=2, verbose=0, validation_split=0.25)
    assert len(history.history["val_loss"]) == 2


def test_a_generator_goes_to_keras():
    def batches():
        while True:
            yield X, Y

    assert len(fit(regression(), batches(), steps_per_epoch=2, epochs=2, verbose=0).history["loss"]) == 2


def test_what_changes_the_computation_changes_the_description():
    def described(activation="tanh", loss="mse", name=None, rate=0.1, momentum=0.0, metric=None, dropout=0.1):
        model = keras.Sequential(
            [
                keras.Input((3,)),
                layers.Dense(4, activation, name=name),
                layers.Dropout(dropout),
                layers.Dense(1),
            ]
        )
        model.compile(keras.optimizers.SGD(rate, momentum), loss, metrics=[metric] if metric else None)
        return cache.describe(model)

    plain = described()
    assert plain is not None
    assert plain == described() == described(name="mine", rate=0.2)
    others = [{"activation": "relu"}, {"loss": "mae"}, {"momentum": 0.9}, {"metric": "mae"}, {"dropout": 0.2}]
    assert len({plain, *(described(**other) for other in others)}) == 1 + len(others)
    assert described(activation=lambda z: z) is None
    assert described(loss=lambda a, b: keras.ops.mean(a - b)) is None


def test_compiled_functions_keep_no_model_alive():
    cache.forget_all()
    model = regression()
    model.compile("sgd", lambda a, b: keras.ops.mean(keras.ops.square(a - b)))  # own code: kept for it alone
    fit(model, X, Y, verbose=0)
    assert len(cache._programs) == 1
    gone = weakref.ref(model)
    del model
    gc.collect()
    assert gone() is None
    assert len(cache._programs) == 0
    model = regression()
    fit(model, X, Y, verbose=0)
    gone = weakref.ref(model)
    del model
    gc.collect()
    assert gone() is None


def test_freezing_a_layer_counts_at_once():
    model = regression()
    fit(model, X, Y, verbose=0)
    model.layers[0].trainable = False
    model.compile("sgd", "mse")
    before = model.layers[0].get_weights()[0]
    fit(model, X, Y, epochs=2, verbose=0)
    np.testing.assert_array_equal(model.layers[0].get_weights()[0], before)


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


BAD = {
    "lengths": (dict(x=X, y=Y[:-1]), "different length"),
    "nan in x": (dict(x=np.where(X > 1, np.nan, X), y=Y), "NaN"),
    "nan in y": (dict(x=X, y=np.where(Y > 1, np.nan, Y)), "NaN"),
    "empty": (dict(x=X[:0], y=Y[:0]), "empty"),
    "epochs": (dict(x=X, y=Y, epochs=0), "epochs=0"),
    "batch size": (dict(x=X, y=Y, batch_size=0), "batch_size=0"),
    "split": (dict(x=X, y=Y, validation_split=0.999), "validation_split=0.999"),
    "split of all": (dict(x=X, y=Y, validation_split=1.0), "validation_split=1.0"),
    "validation": (dict(x=X, y=Y, validation_data=(X,)), "1 part"),
    "weights": (dict(x=X, y=Y, sample_weight=np.ones(3)), "sample_weight has 3"),
    "both weights": (dict(x=X, y=Y, sample_weight=Y, class_weight={0: 1.0}), "both given"),
    "engine": (dict(x=X, y=Y, engine="fast"), "engine='fast'"),
    "columns": (dict(x=X[:, :2], y=Y), "2 input column"),
    "nothing": (dict(x=None), "x is None"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_clear_line(name):
    given, said = BAD[name]
    model = regression()
    before = model.get_weights()
    with pytest.raises(DataError, match=said) as caught:
        fit(model, **{"verbose": 0, **given})
    assert "\n" not in str(caught.value)
    assert all(np.array_equal(a, b) for a, b in zip(before, model.get_weights(), strict=True))


def test_an_uncompiled_model_is_told():
    with pytest.raises(ModelError, match="not compiled"):
        fit(keras.Sequential([keras.Input((3,)), layers.Dense(1)]), X, Y)


def test_labels_outside_the_classes_are_told():
    model = keras.Sequential([keras.Input((3,)), layers.Dense(3, "softmax")])
    model.compile("sgd", "sparse_categorical_crossentropy")
    with pytest.raises(DataError, match="3 classes"):
        fit(model, X, np.arange(40))


def test_training_warns_of_nothing_on_its_own():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fit(regression(), X, Y, epochs=2, verbose=0)


def test_networks_that_draw_random_numbers_do_not_go_through_xla_on_a_cpu():
    from ann_toolkit.training.engine.choice import suits_xla

    def network(*layers):
        model = keras.Sequential([keras.Input((20, 8)), *layers])
        model.compile(loss="mse")
        return model

    layers = keras.layers
    many = 10**6
    assert suits_xla(network(layers.Flatten(), layers.Dense(4)), many)
    assert suits_xla(network(layers.LSTM(4)), many)
    assert not suits_xla(network(layers.Flatten(), layers.Dense(4), layers.Dropout(0.1)), many)
    assert not suits_xla(network(layers.LSTM(4, dropout=0.2)), many)
