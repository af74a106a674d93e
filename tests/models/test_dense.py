"""The perceptron, the multi-layer perceptron, wide and deep: their layers, and the mistakes that one line explains."""

import itertools

import keras
import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

import ann_toolkit as ann


def test_a_model_is_a_plain_compiled_sequential_with_its_shapes():
    model = ann.models.mlp(24, [64, 32], 4, task="multiclass")
    assert type(model) is keras.Sequential
    assert model.compiled
    assert (model.input_shape, model.output_shape) == ((None, 24), (None, 4))
    assert model.count_params() == 24 * 64 + 64 + 64 * 32 + 32 + 32 * 4 + 4


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


def test_the_wide_and_deep_network_of_s2():
    model = ann.models.wide_and_deep()
    assert (model.input_shape, model.output_shape) == ((None, 8), (None, 1))
    assert [layer.units for layer in model.layers if isinstance(layer, keras.layers.Dense)] == [30, 30, 1]
    joined = next(layer for layer in model.layers if isinstance(layer, keras.layers.Concatenate))
    assert joined.output.shape == (None, 38)
    assert model.loss == "mean_squared_error"
    assert float(model.optimizer.learning_rate) == pytest.approx(0.001)
    assert model.optimizer.momentum == 0


def test_the_wide_part_sees_the_inputs_as_they_are():
    model = ann.models.wide_and_deep(3, [2], 1)
    weights = model.get_weights()
    for weight in weights:
        weight[...] = 0
    weights[2][:3, 0] = [1, 10, 100]  # the first rows of the output's weights are those of the inputs
    model.set_weights(weights)
    assert model.predict(np.array([[1.0, 2.0, 3.0]]), verbose=0).tolist() == [[321.0]]
