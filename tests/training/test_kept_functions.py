"""Which way ``fit`` trains, what it keeps compiled, and what it says to bad input."""

from __future__ import annotations

import gc
import warnings
import weakref

import keras
import numpy as np
import pytest
from keras import layers

from ann_toolkit.base.errors import DataError, ModelError
from ann_toolkit.training import fit
from ann_toolkit.training.engine import cache, choice, program, rows
from tests.training.small_models import X, Y, regression


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
    "columns": (dict(x=X[:, :2], y=Y), "rows of shape .2,. but .* expects .3,.; build it with n_inputs=2"),
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
