"""Compiled functions, kept for the next model of the same architecture."""

from __future__ import annotations

import gc
import weakref

import keras
import numpy as np
import pytest
from keras import layers

from ann_toolkit.training import fit
from ann_toolkit.training.engine import cache
from tests.training.small_models import X, Y, regression

pytestmark = pytest.mark.usefixtures("no_fallback")


@pytest.fixture
def traced(monkeypatch):
    """A weak reference to each function that the engine traces."""
    found = []
    trace = cache.trace

    def noting(*given):
        program = trace(*given)
        found.append(weakref.ref(program))
        return program

    cache.forget_all()
    monkeypatch.setattr(cache, "trace", noting)
    return found


@pytest.mark.slow
def test_the_second_model_of_an_architecture_compiles_nothing(traced):
    fit(regression(0.01, seed=0), X, Y, epochs=3, verbose=0)
    assert len(traced) == 1
    for learning_rate in (0.001, 0.1):
        other = regression(learning_rate, seed=5)
        before = other.get_weights()
        history = fit(other, X, Y, epochs=3, verbose=0)
        assert history.history["loss"][2] < history.history["loss"][0]
        assert not np.array_equal(before[0], other.get_weights()[0])
    assert len(traced) == 1
    fit(regression(n_hidden=5), X, Y, epochs=3, verbose=0)
    assert len(traced) == 2


@pytest.mark.slow
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


@pytest.mark.slow
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
            train(adapted(scale), X, Y, epochs=3, shuffle=False, verbose=0).history["loss"]
            for train in (fit, keras.Model.fit)
        )
        assert ours == pytest.approx(theirs, rel=1e-6)


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


@pytest.mark.slow
def test_compiled_functions_keep_no_model_alive(traced):
    model = regression()
    model.compile("sgd", lambda a, b: keras.ops.mean(keras.ops.square(a - b)))  # own code: kept for it alone
    fit(model, X, Y, verbose=0)
    gone = weakref.ref(model)
    (function,) = traced
    assert function() is not None
    del model
    gc.collect()
    assert gone() is None
    assert function() is None
    model = regression()
    fit(model, X, Y, verbose=0)
    gone = weakref.ref(model)
    del model
    gc.collect()
    assert gone() is None
    assert traced[1]() is not None  # Keras' own code: kept for the next of its kind


def test_freezing_a_layer_counts_at_once():
    model = regression()
    fit(model, X, Y, verbose=0)
    model.layers[0].trainable = False
    model.compile("sgd", "mse")
    before = model.layers[0].get_weights()[0]
    fit(model, X, Y, epochs=2, verbose=0)
    np.testing.assert_array_equal(model.layers[0].get_weights()[0], before)


@pytest.mark.slow
def test_models_with_inputs_by_name_share_what_is_compiled(traced):
    def named(first, second):
        one, two = keras.Input((1,), name=first), keras.Input((2,), name=second)
        model = keras.Model({first: one, second: two}, layers.Dense(1)(layers.Concatenate()([one, two])))
        model.compile("sgd", "mse")
        return model

    for _ in range(2):
        fit(named("one", "two"), {"one": X[:, :1], "two": X[:, 1:]}, Y, verbose=0)
    assert len(traced) == 1
    fit(named("uno", "due"), {"uno": X[:, :1], "due": X[:, 1:]}, Y, verbose=0)
    assert len(traced) == 2
