"""The comparison with Keras can fail: an engine broken on purpose is seen by the very helper that compares."""

from __future__ import annotations

import keras
import pytest
import tensorflow as tf
from keras import layers

from ann_toolkit.training import fit
from ann_toolkit.training.engine import cache, program
from tests.training.twins import assert_same, compiled, regression, rows, train

pytestmark = pytest.mark.usefixtures("no_fallback")


def build():
    return compiled(regression(layers.Dense(6, "tanh")), "mse", keras.optimizers.SGD(0.05), ["mae"])


@pytest.fixture(scope="module")
def keras_twin():
    return train(build, rows(5), rows(2), "keras")


def twice(each_batch):
    def broken(*given):
        each_batch(*given)
        each_batch(*given)

    return broken


def a_little_more(results):
    return lambda model: {name: value * (1 + 1e-5) for name, value in results(model).items()}


def no_reset(_):
    return lambda model, zero: None


BROKEN = {
    "each batch twice": ("_each_batch", twice),
    "results a little off": ("_results", a_little_more),
    "metrics that go on adding up": ("_reset_metrics", no_reset),
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "engine"), [*((name, "graph") for name in BROKEN), ("each batch twice", "xla")]
)
def test_a_broken_engine_is_seen(name, engine, keras_twin, monkeypatch):
    part, broken = BROKEN[name]
    cache.forget_all()
    monkeypatch.setattr(program, part, broken(getattr(program, part)))
    ours = train(build, rows(5), rows(2), engine)
    cache.forget_all()
    with pytest.raises(AssertionError, match="Not equal to tolerance"):
        assert_same(ours, keras_twin, 1e-6)


def test_a_training_left_to_keras_is_seen():
    stream = tf.data.Dataset.from_tensor_slices((rows(5), rows(2))).batch(8)
    with pytest.raises(AssertionError, match=r"left to keras\.Model\.fit"):
        fit(build(), stream, verbose=0)
