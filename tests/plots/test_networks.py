"""Neurons, and the weights between them."""

import keras
import numpy as np
import pytest
from matplotlib.colors import to_hex

import ann_toolkit as ann
from ann_toolkit.base.errors import ModelError
from ann_toolkit.plots.style import NEGATIVE, POSITIVE


def test_network_draws_each_weight_in_the_colour_of_its_sign():
    model = ann.models.mlp(2, [3], 1, task="binary")
    model.set_weights(
        [np.array([[1.0, -2.0, 0.5], [0.1, 0.2, -4.0]]), np.zeros(3), np.ones((3, 1)), np.zeros(1)]
    )
    ax = ann.plots.network(model, ("a", "b"), ("yes",))
    lines = ax.collections[0]
    assert len(lines.get_paths()) == 6
    signs = [to_hex(colour[:3]).upper() for colour in lines.get_colors()]
    assert signs == [POSITIVE, NEGATIVE, POSITIVE, POSITIVE, POSITIVE, NEGATIVE]
    assert np.argmax(lines.get_linewidths()) == 5
    words = [text.get_text() for text in ax.texts]
    assert {"a", "b", "yes", "2\ninputs", "3\nrelu", "1\nsigmoid"} <= set(words)


def test_network_writes_weights_and_biases_when_asked():
    model = ann.models.mlp(2, [2], 1, task="binary")
    model.set_weights(
        [
            np.array([[1.0, -2.0], [0.5, 3.0]]),
            np.array([0.25, -0.75]),
            np.array([[7.0], [8.0]]),
            np.array([9.0]),
        ]
    )
    words = [text.get_text() for text in ann.plots.network(model, values=True).texts]
    assert {"1.00", "-2.00", "0.50", "3.00", "7.00", "8.00"} <= set(words)
    assert [word for word in words if word.startswith("bias")] == ["bias 0.25", "bias -0.75", "bias 9.00"]
    assert not any(text.get_text().startswith("bias") for text in ann.plots.network(model).texts)


def test_network_leaves_neurons_out_of_a_large_layer():
    ax = ann.plots.network(ann.models.mlp(50, [40], 1, task="binary"), max_neurons=6)
    assert "50\ninputs" in [text.get_text() for text in ax.texts]
    assert sum(text.get_text() == "⋮" for text in ax.texts) == 2


def test_network_wants_dense_layers():
    model = keras.Sequential([keras.Input((4, 4, 1)), keras.layers.Conv2D(2, 3)])
    with pytest.raises(ModelError, match="holds Conv2D"):
        ann.plots.network(model)


def test_weights_are_written_into_their_cells():
    model = ann.models.perceptron(2, 2, task="regression")
    model.set_weights([np.array([[1.0, -2.0], [0.5, 0.0]]), np.array([0.25, 0.0])])
    ax = ann.plots.weights(model, 0, ("a", "b"))
    np.testing.assert_allclose(ax.images[0].get_array(), [[1.0, -2.0], [0.5, 0.0], [0.25, 0.0]])
    assert ax.images[0].get_clim() == (-2.0, 2.0)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a", "b", "bias"]
    assert [text.get_text() for text in ax.texts][:2] == ["1.00", "-2.00"]
    with pytest.raises(ModelError, match="numbered from 0"):
        ann.plots.weights(model, 3)
