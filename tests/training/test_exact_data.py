"""The engine against ``keras.Model.fit``: weights, several inputs and outputs, precision, random numbers."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from keras import layers

from ann_toolkit.training import fit
from tests.training.twins import (
    BATCH,
    ROWS,
    assert_same,
    classifier,
    compiled,
    labels,
    regression,
    rows,
    train,
)

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_fallback")]  # each trains two networks
ENGINES = {
    "graph": 0.0,
    "xla": 1e-6,
}  # how far each may be from Keras; why, is told in test_exact_networks.py
both = pytest.mark.parametrize(("engine", "rtol"), ENGINES.items())


def both_train(build, x, y, engine, **arguments):
    return [train(build, x, y, way, **arguments) for way in (engine, "keras")]


def small_regression():
    return compiled(regression(layers.Dense(6, "tanh")), "mse", keras.optimizers.SGD(0.05), ["mae"])


@both
def test_class_weight_counts_in_training_alone(engine, rtol):
    def build():
        return compiled(
            classifier(layers.Dense(4, "tanh")),
            *("sparse_categorical_crossentropy", keras.optimizers.SGD(0.05)),
            weighted_metrics=["accuracy"],
        )

    weights = {0: 3.0, 2: 0.5}
    trained = both_train(build, rows(5), labels(3), engine, class_weight=weights, validation_split=0.3)
    assert_same(*trained, rtol)


@both
def test_sample_weight_of_rows_and_of_validation(engine, rtol):
    weights = np.random.default_rng(1).uniform(0.1, 2, ROWS)

    def build():
        return compiled(regression(), "mse", keras.optimizers.SGD(0.05), ["mae"], weighted_metrics=["mse"])

    x, y = rows(5), rows(2)
    trained = both_train(
        *(build, x, y, engine),
        sample_weight=weights,
        validation_data=(x[:30], y[:30], weights[:30]),
        validation_freq=2,
    )
    assert len(trained[0].history["val_loss"]) == 2
    assert_same(*trained, rtol)


@pytest.mark.parametrize("by_name", [False, True])
@both
def test_several_inputs_and_outputs(engine, rtol, by_name):
    def build():
        wide, deep = keras.Input((3,), name="wide"), keras.Input((2,), name="deep")
        both = layers.Concatenate()([wide, layers.Dense(4, "relu")(deep)])
        price, kind = layers.Dense(1, name="price")(both), layers.Dense(3, "softmax", name="kind")(both)
        inputs = {"wide": wide, "deep": deep} if by_name else [wide, deep]
        return compiled(
            *(keras.Model(inputs, [price, kind]), ["mse", "sparse_categorical_crossentropy"]),
            keras.optimizers.SGD(0.05),
            metrics=[["mae"], ["accuracy"]],
            loss_weights=[1.0, 0.5],
        )

    wide, deep, y = rows(3), rows(2), [rows(1), labels(3)]
    x = {"wide": wide, "deep": deep} if by_name else [wide, deep]
    some = {"wide": wide[:30], "deep": deep[:30]} if by_name else [wide[:30], deep[:30]]
    trained = both_train(build, x, y, engine, validation_data=(some, [part[:30] for part in y]))
    assert_same(*trained, rtol)


@both
def test_float64_is_exact_to_twelve_digits(engine, rtol):
    keras.config.set_floatx("float64")
    keras.config.set_dtype_policy("float64")
    try:
        x, y = rows(5).astype("float64"), rows(2).astype("float64")
        trained = both_train(small_regression, x, y, engine)
    finally:
        keras.config.set_floatx("float32")
        keras.config.set_dtype_policy("float32")
    path, kernel = trained[0].variables[0]
    assert (path.endswith("kernel"), kernel.dtype) == (True, "float64")
    assert_same(*trained, min(rtol, 1e-12))


@both
def test_mixed_precision_trains_to_the_same_loss(engine, rtol):
    keras.config.set_dtype_policy("mixed_float16")
    try:
        trained = both_train(small_regression, rows(5), rows(2), engine)
        assert_same(*trained, 3e-3 if rtol else 0.0)  # float16 keeps three digits, and XLA rounds less often
    finally:
        keras.config.set_dtype_policy("float32")


@both
def test_training_goes_on_from_where_it_stopped(engine, rtol):
    def build():
        model = compiled(regression(layers.Dense(6, "tanh")), "mse", keras.optimizers.Adam(0.01))
        model.fit(rows(5), rows(2), batch_size=BATCH, epochs=3, shuffle=False, verbose=0)
        return model

    assert_same(*both_train(build, rows(5), rows(2), engine, initial_epoch=3), rtol)


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
        fit(build(), x, y, epochs=10, verbose=0, engine=way).history["loss"] for way in ("xla", "graph")
    ]
    # a sum of 400 ones, each kept with chance 0.7 and divided by 0.7: mean 400, deviation 13 for one row
    for loss in losses:
        assert len(set(loss)) > 5
        np.testing.assert_allclose(loss, 400, atol=4 * 13.1 / np.sqrt(60))
