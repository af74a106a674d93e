"""What the course's table of tasks says, and the mistakes that one line explains."""

import itertools

import keras
import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

import ann_toolkit as ann
from ann_toolkit.base.errors import ModelError


@pytest.mark.parametrize(
    ("task", "n_outputs", "activation", "loss", "metric"),
    [
        ("binary", 1, "sigmoid", "binary_crossentropy", "binary_accuracy"),
        ("multiclass", 4, "softmax", "sparse_categorical_crossentropy", "accuracy"),
        ("multilabel", 3, "sigmoid", "binary_crossentropy", "binary_accuracy"),
        ("regression", 2, "linear", "mean_squared_error", "mean_absolute_error"),
    ],
)
def test_the_task_chooses_activation_loss_and_metric(task, n_outputs, activation, loss, metric):
    model = ann.models.mlp(5, [7], n_outputs, task=task)
    assert model.layers[-1].activation.__name__ == activation
    assert model.loss == loss
    X = np.zeros((8, 5), "float32")
    y = np.zeros((8,) if n_outputs == 1 or task == "multiclass" else (8, n_outputs), "float32")
    assert set(model.evaluate(X, y, verbose=0, return_dict=True)) == {metric, "loss"}


def test_a_model_is_a_plain_compiled_sequential_with_its_shapes():
    model = ann.models.mlp(24, [64, 32], 4, task="multiclass")
    assert type(model) is keras.Sequential
    assert model.compiled
    assert (model.input_shape, model.output_shape) == ((None, 24), (None, 4))
    assert model.count_params() == 24 * 64 + 64 + 64 * 32 + 32 + 32 * 4 + 4


def test_sgd_follows_s0_unless_told_otherwise():
    assert (float(ann.models.mlp(2, [3], task="binary").optimizer.learning_rate)) == pytest.approx(0.1)
    assert ann.models.mlp(2, [3], task="binary").optimizer.momentum == 0.9
    other = ann.models.mlp(2, [3], task="binary", learning_rate=0.5, momentum=0.0).optimizer
    assert (float(other.learning_rate), other.momentum) == (0.5, 0.0)


@pytest.mark.parametrize(
    ("name", "kind"), [("adam", "Adam"), ("rmsprop", "RMSprop"), ("adamw", "AdamW"), ("SGD", "SGD")]
)
def test_every_keras_optimizer_by_its_name(name, kind):
    model = ann.models.mlp(2, [3], task="binary", optimizer=name, learning_rate=0.01)
    assert type(model.optimizer).__name__ == kind
    assert float(model.optimizer.learning_rate) == pytest.approx(0.01)


def test_an_optimizer_object_is_taken_as_it_is():
    optimizer = keras.optimizers.Nadam(0.02)
    assert ann.models.perceptron(2, optimizer=optimizer).optimizer is optimizer


def test_dropout_and_regularisation_stand_where_the_course_puts_them():
    model = ann.models.mlp(4, [8, 8], 1, task="regression", dropout=0.25, l1=0.1, l2=0.2, max_norm=3.0)
    kinds = [type(layer).__name__ for layer in model.layers]
    assert kinds == ["Dense", "Dropout", "Dense", "Dropout", "Dense"]
    assert [layer.rate for layer in model.layers if hasattr(layer, "rate")] == [0.25, 0.25]
    for layer in model.layers[::2]:
        assert (float(layer.kernel_regularizer.l1), float(layer.kernel_regularizer.l2)) == pytest.approx(
            (0.1, 0.2)
        )
        assert layer.kernel_constraint.max_value == 3.0


def _weights(**arguments):
    return ann.models.mlp(3, [5, 5], 2, task="regression", **arguments).get_weights()


def test_a_seed_gives_the_same_first_weights_and_another_seed_others():
    same = zip(_weights(seed=1), _weights(seed=1), strict=True)
    assert all((a == b).all() for a, b in same)
    assert (_weights(seed=1)[0] != _weights(seed=2)[0]).any()
    square = ann.models.mlp(5, [5, 5], 5, task="regression", seed=1).get_weights()
    assert (square[0] != square[2]).any(), "equal layers must not begin with equal weights"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"hidden": [0]}, r"hidden=\[0\]: each layer needs a whole number of neurons"),
        ({"hidden": [2.5]}, r"hidden=\[2.5\]"),
        ({"hidden": 20}, r"hidden=20: expected a list"),
        ({"n_inputs": 0}, "n_inputs=0"),
        ({"n_outputs": -1}, "n_outputs=-1"),
        ({"n_outputs": 2}, "a binary task has 1 output"),
        ({"task": "multiclass"}, "an output for each class"),
        ({"task": "guess"}, "task='guess' is unknown; choose one of binary, multiclass"),
        ({"activation": "rleu"}, "activation='rleu' is unknown"),
        ({"optimizer": "sdg"}, "optimizer='sdg' is unknown"),
        ({"optimizer": "adam", "momentum": 0.9}, "momentum=0.9 is for optimizer='sgd'"),
        ({"learning_rate": 0}, "learning_rate=0: expected a number above 0"),
        ({"momentum": 1.0}, "momentum=1.0: expected 0 to below 1"),
        ({"dropout": 1.0}, "dropout=1.0"),
        ({"l1": -0.1}, "l1=-0.1"),
        ({"l2": float("nan")}, "l2=nan"),
        ({"max_norm": 0}, "max_norm=0"),
        ({"name": "network B"}, "name='network B': expected letters, digits"),
    ],
)
def test_a_mistake_gets_one_line(arguments, message):
    arguments = {"n_inputs": 2, "hidden": [3], "task": "binary", **arguments}
    with pytest.raises(ModelError, match=message) as caught:
        ann.models.mlp(**arguments)
    assert "\n" not in str(caught.value)


def test_a_rate_beside_an_optimizer_object_is_refused():
    with pytest.raises(ModelError, match="belong to the optimizer object"):
        ann.models.perceptron(2, optimizer=keras.optimizers.SGD(), learning_rate=0.1)


@settings(max_examples=15, deadline=None)
@given(
    n_inputs=st.integers(1, 20),
    hidden=st.lists(st.integers(1, 20), max_size=3),
    n_outputs=st.integers(1, 5),
)
def test_parameters_follow_from_the_sizes(n_inputs, hidden, n_outputs):
    model = ann.models.mlp(n_inputs, hidden, n_outputs, task="regression")
    sizes = [n_inputs, *hidden, n_outputs]
    assert model.count_params() == sum((a + 1) * b for a, b in itertools.pairwise(sizes))
