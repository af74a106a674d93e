"""The loss over two weights is the loss that Keras gives, and training is recorded epoch by epoch."""

import keras
import numpy as np
import pytest

import ann_toolkit as ann
from ann_toolkit.base.errors import ModelError
from tests.evaluation.recorded import recorded_training

ev = ann.evaluation


@pytest.fixture(scope="module")
def trained():
    return recorded_training()


def test_the_recorder_keeps_every_epoch_and_the_beginning(trained):
    model, _, recorder = trained
    assert recorder.epochs == [0, 1, 2, 3, 4, 5, 6]
    for kept, now in zip(recorder.weights[-1], model.get_weights(), strict=True):
        np.testing.assert_array_equal(kept, now)
    assert (recorder.weights[0][0] != recorder.weights[-1][0]).any()


@pytest.mark.slow
def test_the_heights_are_the_losses_that_keras_gives(trained):
    model, data, _ = trained
    before = model.get_weights()
    surface = ev.loss_surface(model, data, weights=(0, 2), span=1.5, points=6)
    other = ann.models.perceptron(2)
    for row, column in np.ndindex(surface.losses.shape):
        kernel = [[surface.first[column]], before[0][1]]
        other.set_weights([np.array(kernel), surface.second[[row]]])
        wanted = other.evaluate(*data, verbose=0)[0]
        assert surface.losses[row, column] == pytest.approx(wanted, rel=1e-5)
    assert all((a == b).all() for a, b in zip(before, model.get_weights(), strict=True))


def test_the_surface_holds_the_path_and_its_end(trained):
    model, data, recorder = trained
    surface = ev.loss_surface(model, data, recorder, points=5)
    np.testing.assert_array_equal(surface.path, [record[0][:, 0] for record in recorder.weights])
    np.testing.assert_array_equal(surface.end, model.get_weights()[0][:, 0])
    for axis, column in ((surface.first, surface.path[:, 0]), (surface.second, surface.path[:, 1])):
        assert axis[0] < column.min() < column.max() < axis[-1]
    assert (surface.names, surface.model_name) == (("weight 1", "weight 2"), "small")
    alone = ev.loss_surface(model, data, points=5)
    np.testing.assert_array_equal(alone.path, [surface.end])


@pytest.mark.slow
def test_weights_that_training_leaves_alone_are_no_part_of_the_path():
    layers = [keras.Input((2,)), keras.layers.BatchNormalization(), keras.layers.Dense(1)]
    model = keras.Sequential(layers)
    model.compile(loss="mse")
    recorder = ev.WeightRecorder()
    X = np.random.default_rng(0).normal(size=(20, 2))
    data = ann.datasets.Dataset(X, X[:, 0], "regression")
    model.fit(*data, epochs=2, verbose=0, callbacks=[recorder])
    surface = ev.loss_surface(model, data, recorder, weights=(4, 6), points=3)  # of the dense layer
    wanted = [[record[4][0, 0], record[5][0]] for record in recorder.weights]
    np.testing.assert_array_equal(surface.path, wanted)


def test_the_surface_wants_two_weights_of_a_compiled_network(trained):
    model, data, _ = trained
    for wrong in ((0, 3), (1, 1), (-1, 0)):
        with pytest.raises(ModelError, match="has 3 weights, numbered from 0; choose two"):
            ev.loss_surface(model, data, weights=wrong)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    with pytest.raises(ModelError, match="is not compiled"):
        ev.loss_surface(model, data)
