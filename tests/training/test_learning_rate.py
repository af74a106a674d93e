from __future__ import annotations

import keras
import numpy as np
import pytest
from keras import layers

from ann_toolkit.base.errors import DataError, ModelError
from ann_toolkit.training import find_learning_rate, learning_rate_regimes
from ann_toolkit.training.engine.state import variables_of

X = np.random.default_rng(0).uniform(-2, 2, size=(200, 1)).astype("float32")
Y = np.sin(2 * X[:, 0])


@pytest.fixture(scope="module")
def model():
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((1,)), layers.Dense(20, "tanh"), layers.Dense(1)])
    model.compile(keras.optimizers.SGD(0.1), "mse")
    return model


def test_the_finder_walks_the_range_and_leaves_the_model_alone(model):
    before = [variable.numpy() for variable in variables_of(model)]
    found = find_learning_rate(model, X, Y)
    assert len(found.rates) == len(found.losses) == len(found.smoothed) == 500
    np.testing.assert_allclose(found.rates[1:] / found.rates[:-1], np.exp(np.log(1e5) / 499))
    assert found.rates[[0, -1]] == pytest.approx([1e-5, 1])
    after = [variable.numpy() for variable in variables_of(model)][: len(before)]
    assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))
    assert found.smoothed[:50].mean() > found.smoothed.min()
    assert 0.005 < found.suggestion < 0.2  # 0.1 trains this network well, 2 makes it diverge
    again = find_learning_rate(model, X, Y)
    np.testing.assert_array_equal(found.losses, again.losses)


def test_the_finder_ends_where_the_loss_is_no_number(model):
    found = find_learning_rate(model, X, Y, highest=1e6, steps=100)
    assert len(found.losses) < 100
    assert np.isfinite(found.losses).all()
    assert found.suggestion < 1


def test_the_first_loss_is_that_of_the_untrained_model(model):
    found = find_learning_rate(model, X, Y, batch_size=200, lowest=1e-12, highest=1e-11, steps=10)
    np.testing.assert_allclose(found.losses, model.evaluate(X, Y, verbose=0), rtol=1e-5)


def test_the_four_regimes_look_like_the_course_draws_them(model):
    before = model.get_weights()
    runs = learning_rate_regimes(model, X, Y, epochs=60, batch_size=50)
    assert list(runs) == ["low", "adequate", "high", "too high"]
    assert [run.rate for run in runs.values()] == pytest.approx([0.1 / 30, 0.1, 0.5, 2.0])
    assert [run.diverged for run in runs.values()] == [False, False, False, True]
    assert runs["adequate"].losses[-1] < runs["low"].losses[-1]
    assert len(runs["too high"].losses) < 60
    assert all(np.array_equal(a, b) for a, b in zip(before, model.get_weights(), strict=True))
    assert float(model.optimizer.learning_rate.numpy()) == pytest.approx(0.1)


def test_what_cannot_be_searched_is_told(model):
    with pytest.raises(DataError, match="must grow"):
        find_learning_rate(model, X, Y, lowest=1, highest=0.1)
    with pytest.raises(DataError, match="different length"):
        find_learning_rate(model, X, Y[:-1])
    scheduled = keras.Sequential([keras.Input((1,)), layers.Dense(1)])
    scheduled.compile(keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9)), "mse")
    for ask in (find_learning_rate, learning_rate_regimes):
        with pytest.raises(ModelError, match="schedule"):
            ask(scheduled, X, Y)
