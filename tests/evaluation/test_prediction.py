"""What a network answers, for every kind of output that names a class."""

import keras
import numpy as np
import pytest

import ann_toolkit as ann
from ann_toolkit.base.errors import DataError, ModelError

X = np.array([[-3.0], [-0.2], [0.2], [3.0]])


def _network(n_outputs, activation, kernel, bias, loss=None):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(n_outputs, activation=activation)])
    model.set_weights([np.array([kernel], "float32"), np.array(bias, "float32")])
    if loss is not None:
        model.compile(loss=loss)
    return model


def test_one_sigmoid_output_is_cut_at_a_half():
    assert ann.evaluation.predict_classes(_network(1, "sigmoid", [1.0], [0.0]), X).tolist() == [0, 0, 1, 1]


def test_softmax_takes_the_largest():
    network = _network(3, "softmax", [-1.0, 0.0, 1.0], [0.0, 0.5, 0.0])
    assert ann.evaluation.predict_classes(network, X).tolist() == [0, 1, 1, 2]


def test_several_sigmoid_outputs_are_labels_of_their_own():
    network = _network(2, "sigmoid", [1.0, -1.0], [0.0, 1.0])
    assert ann.evaluation.predict_classes(network, X).tolist() == [[0, 1], [0, 1], [1, 1], [1, 0]]


def test_logits_are_cut_at_zero():
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    assert ann.evaluation.predict_classes(_network(1, None, [0.1], [0.0], loss), X).tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize(
    "loss", [keras.losses.SparseCategoricalCrossentropy, keras.losses.CategoricalCrossentropy]
)
def test_several_logits_take_the_largest(loss):
    network = _network(3, None, [-1.0, 0.0, 1.0], [0.0, 0.5, 0.0], loss(from_logits=True))
    assert ann.evaluation.predict_classes(network, X).tolist() == [0, 1, 1, 2]


def test_an_activation_layer_at_the_end_counts_as_well():
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(3), keras.layers.Softmax()])
    assert ann.evaluation.predict_classes(model, X).shape == (4,)


def test_a_regression_has_no_classes():
    with pytest.raises(ModelError, match="is not a classifier"):
        ann.evaluation.predict_classes(ann.models.mlp(1, [2], 1, task="regression"), X)


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        (np.zeros((3, 2)), r"rows of shape \(2,\) but the model .* expects \(3,\)"),
        (np.zeros(3), r"give X\[:1\], not X\[0\]"),
        (np.zeros((0, 3)), "X is empty"),
        ([["a"]], "X must be numbers, but holds str_"),
    ],
)
def test_inputs_that_do_not_fit(inputs, message):
    with pytest.raises(DataError, match=message):
        ann.evaluation.predict(ann.models.perceptron(3), inputs)


def test_predict_gives_what_keras_gives():
    network = ann.models.mlp(1, [4], 2, task="regression", seed=0)
    rng = np.random.default_rng(0)
    for rows in (4, 1024, 1025):
        inputs = rng.normal(size=(rows, 1))
        assert np.array_equal(ann.evaluation.predict(network, inputs), network.predict(inputs, verbose=0))


def test_many_networks_one_after_the_other_leave_the_screen_empty(capfd):
    for width in range(2, 9):
        for rows in (3, 4):
            ann.evaluation.predict(ann.models.perceptron(width, task="regression"), np.zeros((rows, width)))
    assert capfd.readouterr() == ("", "")
