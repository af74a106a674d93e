"""The engine against ``keras.Model.fit``: the same losses, metrics, weights and optimizer state."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from keras import layers

from ann_toolkit.training import fit

ROWS, EPOCHS, BATCH = 70, 20, 24  # two full batches and one of 22 rows

pytestmark = pytest.mark.slow  # every test trains two networks; `make quick` leaves them out


def rows(*shape):
    return np.random.default_rng(3).normal(size=(ROWS, *shape)).astype("float32")


def labels(n_classes):
    return np.random.default_rng(4).integers(0, n_classes, ROWS)


def classifier(*hidden, shape=(5,), n_classes=3, activation="softmax"):
    return keras.Sequential([keras.Input(shape), *hidden, layers.Dense(n_classes, activation=activation)])


def regression(*hidden, shape=(5,), n_outputs=2):
    return keras.Sequential([keras.Input(shape), *hidden, layers.Dense(n_outputs)])


def train_both(build, x, y, engine="auto", callbacks=list, **arguments):
    """Train two equal models, one by the engine and one by Keras; give both with their histories."""
    arguments = {"batch_size": BATCH, "epochs": EPOCHS, "shuffle": False, "verbose": 0, **arguments}
    trained = []
    for way in (engine, "keras"):
        keras.backend.clear_session()
        keras.utils.set_random_seed(11)
        model = build()
        history = fit(model, x, y, engine=way, callbacks=callbacks(), **arguments)
        trained.append((model, history))
    return trained


def assert_same(trained, rtol=1e-6, exact=("accuracy",)):
    (ours, our_history), (keras_model, keras_history) = trained
    assert list(our_history.history) == list(keras_history.history)
    assert our_history.epoch == keras_history.epoch
    for name, values in keras_history.history.items():
        tolerance = 0 if any(part in name for part in exact) else rtol
        np.testing.assert_allclose(
            our_history.history[name], values, rtol=tolerance, atol=tolerance, err_msg=name
        )
    pairs = zip(
        ours.variables + ours.optimizer.variables,
        keras_model.variables + keras_model.optimizer.variables,
        strict=True,
    )
    for mine, theirs in pairs:
        np.testing.assert_allclose(
            mine.numpy(), theirs.numpy(), rtol=10 * rtol, atol=rtol, err_msg=theirs.path
        )


def compiled(model, loss="mse", optimizer="sgd", metrics=None, **others):
    model.compile(loss=loss, optimizer=optimizer, metrics=metrics, **others)
    return model


def own_loss(y_true, y_pred):
    return keras.ops.mean(keras.ops.log(keras.ops.cosh(y_pred - y_true)), axis=-1)


class Spread(keras.metrics.Metric):
    """A student's own metric: the widest error so far."""

    def __init__(self):
        super().__init__(name="spread")
        self.widest = self.add_weight(name="widest", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        self.widest.assign(keras.ops.maximum(self.widest, keras.ops.max(keras.ops.abs(y_true - y_pred))))

    def result(self):
        return keras.ops.abs(self.widest)


LOSSES = {
    "mse": (lambda: regression(layers.Dense(6, "tanh")), "mse", rows(2), ["mae"]),
    "mae": (lambda: regression(layers.Dense(6, "tanh")), "mae", rows(2), ["mse"]),
    "huber": (lambda: regression(layers.Dense(6, "tanh")), keras.losses.Huber(0.5), rows(2), None),
    "own": (lambda: regression(layers.Dense(6, "tanh")), own_loss, rows(2), [Spread]),
    "binary": (
        lambda: classifier(layers.Dense(6, "tanh"), n_classes=1, activation="sigmoid"),
        *("binary_crossentropy", labels(2), ["accuracy", keras.metrics.AUC]),
    ),
    "categorical": (
        lambda: classifier(layers.Dense(6, "tanh")),
        *("categorical_crossentropy", np.eye(3)[labels(3)], ["accuracy", lambda: keras.metrics.F1Score()]),
    ),
    "sparse": (
        lambda: classifier(layers.Dense(6, "tanh")),
        *("sparse_categorical_crossentropy", labels(3), ["accuracy"]),
    ),
}


@pytest.mark.parametrize(
    ("name", "engine"), [*((name, "xla") for name in LOSSES), ("own", "graph"), ("binary", "graph")]
)
def test_losses_and_metrics(name, engine):
    build, loss, y, metrics = LOSSES[name]

    def fresh():
        return [metric() if callable(metric) else metric for metric in metrics] if metrics else None

    trained = train_both(
        lambda: compiled(build(), loss, keras.optimizers.SGD(0.05), fresh()),
        *(rows(5), y, engine),
        validation_split=0.2,
    )
    assert_same(trained)


OPTIMIZERS = {
    "momentum": lambda: keras.optimizers.SGD(0.05, momentum=0.9),
    "nesterov with a schedule": lambda: keras.optimizers.SGD(
        keras.optimizers.schedules.ExponentialDecay(0.05, 7, 0.9), momentum=0.9, nesterov=True
    ),
    "adam, clipped": lambda: keras.optimizers.Adam(0.01, clipnorm=0.1),
    "rmsprop": lambda: keras.optimizers.RMSprop(0.01),
    "adamw, averaged": lambda: keras.optimizers.AdamW(0.01, use_ema=True, ema_overwrite_frequency=5),
    "gradient accumulation": lambda: keras.optimizers.SGD(0.05, gradient_accumulation_steps=2),
}


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_optimizers(name):
    def build():
        return compiled(regression(layers.Dense(6, "tanh")), "mse", OPTIMIZERS[name]())

    trained = train_both(build, rows(5), rows(2))
    assert_same(trained)


LAYERS = {
    "batch normalization": lambda: classifier(layers.Dense(6), layers.BatchNormalization(), layers.ReLU()),
    "conv1d": lambda: classifier(
        layers.Conv1D(4, 3, activation="relu"), layers.MaxPooling1D(2), layers.Flatten(), shape=(9, 2)
    ),
    "conv2d": lambda: classifier(
        layers.Conv2D(4, 3, activation="relu"), layers.AveragePooling2D(2), layers.Flatten(), shape=(7, 7, 1)
    ),
    "lstm": lambda: classifier(layers.LSTM(4), shape=(5, 2)),
    "gru": lambda: classifier(layers.GRU(4), shape=(5, 2)),
    "simple rnn with a mask": lambda: classifier(layers.Masking(0.0), layers.SimpleRNN(4), shape=(5, 2)),
    "embedding": lambda: classifier(layers.Embedding(9, 3), layers.GlobalAveragePooling1D(), shape=(4,)),
    "regularized": lambda: classifier(
        layers.Dense(
            6, "tanh", kernel_regularizer=keras.regularizers.L1L2(0.01, 0.02), kernel_constraint="max_norm"
        )
    ),
}


@pytest.mark.parametrize("name", LAYERS)
def test_layers(name):
    def build():
        model = LAYERS[name]()
        return compiled(model, "sparse_categorical_crossentropy", keras.optimizers.SGD(0.05), ["accuracy"])

    x = rows(*LAYERS[name]().input_shape[1:])
    x = np.abs(x * 3).astype("int32") % 9 if name == "embedding" else x
    assert_same(train_both(build, x, labels(3), validation_split=0.2))


def test_class_weight_counts_in_training_alone():
    def build():
        return compiled(
            classifier(layers.Dense(4, "tanh")),
            *("sparse_categorical_crossentropy", keras.optimizers.SGD(0.05)),
            weighted_metrics=["accuracy"],
        )

    assert_same(train_both(build, rows(5), labels(3), class_weight={0: 3.0, 2: 0.5}, validation_split=0.3))


def test_sample_weight_of_rows_and_of_validation():
    weights = np.random.default_rng(1).uniform(0.1, 2, ROWS)

    def build():
        return compiled(regression(), "mse", keras.optimizers.SGD(0.05), ["mae"], weighted_metrics=["mse"])

    x, y = rows(5), rows(2)
    trained = train_both(
        *(build, x, y),
        sample_weight=weights,
        validation_data=(x[:30], y[:30], weights[:30]),
        validation_freq=3,
    )
    assert_same(trained)


def test_several_inputs_and_outputs():
    def build():
        wide, deep = keras.Input((3,), name="wide"), keras.Input((2,), name="deep")
        both = layers.Concatenate()([wide, layers.Dense(4, "relu")(deep)])
        price, kind = layers.Dense(1, name="price")(both), layers.Dense(3, "softmax", name="kind")(both)
        model = keras.Model([wide, deep], [price, kind])
        return compiled(
            *(model, ["mse", "sparse_categorical_crossentropy"], keras.optimizers.SGD(0.05)),
            metrics=[["mae"], ["accuracy"]],
            loss_weights=[1.0, 0.5],
        )

    x, y = [rows(3), rows(2)], [rows(1), labels(3)]
    assert_same(train_both(build, x, y, validation_data=([x[0][:30], x[1][:30]], [y[0][:30], y[1][:30]])))


def test_float64_is_exact_to_twelve_digits():
    keras.config.set_floatx("float64")
    try:
        trained = train_both(
            lambda: compiled(regression(layers.Dense(6, "tanh")), "mse", keras.optimizers.SGD(0.05), ["mae"]),
            *(rows(5).astype("float64"), rows(2).astype("float64")),
        )
        assert_same(trained, rtol=1e-12)
    finally:
        keras.config.set_floatx("float32")


def test_mixed_precision_trains_to_the_same_loss():
    keras.config.set_dtype_policy("mixed_float16")
    try:
        trained = train_both(
            lambda: compiled(regression(layers.Dense(6, "tanh")), "mse", keras.optimizers.SGD(0.05)),
            rows(5),
            rows(2),
        )
        assert_same(trained, rtol=3e-3)  # float16 keeps three digits, and XLA rounds less often
    finally:
        keras.config.set_dtype_policy("float32")


def test_training_goes_on_from_where_it_stopped():
    def build():
        model = compiled(regression(layers.Dense(6, "tanh")), "mse", keras.optimizers.Adam(0.01))
        fit(model, rows(5), rows(2), epochs=3, shuffle=False, verbose=0, engine="keras")
        return model

    assert_same(train_both(build, rows(5), rows(2), initial_epoch=3))


def test_early_stopping_stops_at_the_same_epoch_with_the_same_weights():
    def build():
        return compiled(regression(layers.Dense(30, "tanh")), "mse", keras.optimizers.SGD(0.2))

    def early():
        return [keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True)]

    trained = train_both(build, rows(5), rows(2), epochs=300, validation_split=0.3, callbacks=early)
    assert len(trained[0][1].epoch) < 300
    assert_same(trained)


def test_callbacks_of_keras_see_the_same_training(tmp_path):
    written = []

    def callbacks():
        folder = tmp_path / str(len(written))
        folder.mkdir()
        written.append(folder)
        return [
            keras.callbacks.ReduceLROnPlateau(monitor="loss", factor=0.5, patience=1, min_delta=0.01),
            keras.callbacks.LearningRateScheduler(lambda epoch, rate: rate * 0.95),
            keras.callbacks.CSVLogger(folder / "log.csv"),
            keras.callbacks.ModelCheckpoint(folder / "best.keras", monitor="loss", save_best_only=True),
            keras.callbacks.TerminateOnNaN(),
        ]

    trained = train_both(
        lambda: compiled(regression(), "mse", keras.optimizers.SGD(0.3)),
        rows(5),
        rows(2),
        callbacks=callbacks,
    )
    assert_same(trained)
    logs = [np.genfromtxt(folder / "log.csv", delimiter=",", names=True) for folder in written]
    np.testing.assert_allclose(logs[0]["loss"], logs[1]["loss"], rtol=1e-6)
    best = [keras.models.load_model(folder / "best.keras").get_weights() for folder in written]
    for mine, theirs in zip(*best, strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-5, atol=1e-6)


def test_dropout_drops_the_same_share():
    """The same seeds may draw other numbers under XLA; what must agree is how many are dropped."""

    def build():
        keras.utils.set_random_seed(5)
        model = keras.Sequential(
            [keras.Input((400,)), layers.Dropout(0.3, seed=8), layers.Dense(1, use_bias=False)]
        )
        model.layers[-1].set_weights([np.ones((400, 1), "float32")])
        return compiled(model, "mae", keras.optimizers.SGD(0.0))

    x, y = np.ones((60, 400), "float32"), np.zeros(60)
    losses = [
        fit(build(), x, y, epochs=10, verbose=0, engine=way).history["loss"]
        for way in ("xla", "graph", "keras")
    ]
    # a sum of 400 ones, each kept with chance 0.7 and divided by 0.7: mean 400, deviation 13 for one row
    for loss in losses:
        assert len(set(loss)) > 5
        np.testing.assert_allclose(loss, 400, atol=4 * 13.1 / np.sqrt(60))
