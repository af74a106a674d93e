"""Wide and deep, convolutional and recurrent networks: the course's own, and any others."""

import keras
import numpy as np
import pytest

import ann_toolkit as ann
from ann_toolkit.base.errors import ModelError


def test_the_signs_network_of_s1_layer_by_layer():
    model = ann.models.cnn()
    kinds = [(type(layer).__name__, layer.output.shape[1:], layer.count_params()) for layer in model.layers]
    assert kinds == [
        ("Conv2D", (62, 62, 32), 896),
        ("Conv2D", (60, 60, 32), 9248),
        ("MaxPooling2D", (30, 30, 32), 0),
        ("Flatten", (28800,), 0),
        ("Dense", (6,), 172806),
    ]
    assert model.count_params() == 182950
    assert [layer.activation.__name__ for layer in model.layers[:2]] == ["relu", "relu"]
    assert model.layers[-1].activation.__name__ == "softmax"


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


def test_another_optimizer_keeps_its_own_numbers():
    model = ann.models.wide_and_deep(optimizer="adam")
    assert type(model.optimizer).__name__ == "Adam"


@pytest.mark.parametrize("cell", ["simple", "lstm", "gru"])
def test_a_recurrent_network_reads_sequences_of_any_length(cell):
    model = ann.models.rnn(2, 3, hidden=[5, 4], cell=cell, task="multiclass", seed=0)
    for steps in (3, 9):
        assert model.predict(np.ones((4, steps, 2)), verbose=0).shape == (4, 3)
    assert type(model.layers[0]).__name__.lower().startswith(cell)
    assert [layer.return_sequences for layer in model.layers[:2]] == [True, False]


def test_dropconnect_stands_in_the_hidden_layers_of_each_builder():
    for model in (
        ann.models.mlp(4, [6, 6], 1, task="binary", dropconnect=0.3, l2=0.1),
        ann.models.wide_and_deep(4, [6, 6], dropconnect=0.3, l2=0.1),
        ann.models.cnn((8, 8, 1), 2, blocks=[[2]], hidden=[6, 6], dropconnect=0.3, l2=0.1),
    ):
        dropping = [layer for layer in model.layers if isinstance(layer, ann.models.DropConnect)]
        assert [layer.rate for layer in dropping] == [0.3, 0.3]
        assert all(float(layer.kernel_regularizer.l2) == pytest.approx(0.1) for layer in dropping)
        assert type(model.layers[-1]) is keras.layers.Dense


@pytest.mark.parametrize(
    "build",
    [
        lambda seed: ann.models.wide_and_deep(3, [4, 4], dropout=0.1, seed=seed),
        lambda seed: ann.models.cnn((8, 8, 1), 3, blocks=[[2], [3]], padding="same", dropout=0.2, seed=seed),
        lambda seed: ann.models.rnn(2, hidden=[3, 3], cell="gru", dropout=0.1, seed=seed),
        lambda seed: ann.models.mlp(3, [4], 1, task="binary", dropconnect=0.5, seed=seed),
    ],
)
def test_seeds_files_and_training(build, tmp_path):
    one, two, other = build(1), build(1), build(2)
    assert all((a == b).all() for a, b in zip(one.get_weights(), two.get_weights(), strict=True))
    assert any((a != b).any() for a, b in zip(one.get_weights(), other.get_weights(), strict=True))
    shape = [8 if size is None else size for size in one.input_shape[1:]]
    X = np.random.default_rng(0).normal(size=(6, *shape)).astype("float32")
    y = np.zeros(6) if one.output_shape[-1] != 2 else np.zeros((6, 2))
    losses = [model.fit(X, y, epochs=2, verbose=0, shuffle=False).history["loss"] for model in (one, two)]
    assert losses[0] == losses[1]
    ann.models.save(one, tmp_path / "one.keras")
    assert np.array_equal(
        ann.models.load(tmp_path / "one.keras").predict(X, verbose=0), one.predict(X, verbose=0)
    )


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: ann.models.cnn((64, 64)), r"expected \(height, width, channels\)"),
        (lambda: ann.models.cnn((8, 8, 1), blocks=[[4, 4], [4, 4]]), "nothing is left after block 2"),
        (lambda: ann.models.cnn(blocks=[32, 32]), r"blocks=32: expected a list"),
        (lambda: ann.models.cnn(blocks=[[0]]), r"blocks=\[0\]"),
        (lambda: ann.models.cnn(padding="full"), "expected 'valid' or 'same'"),
        (lambda: ann.models.cnn(n_outputs=1), "an output for each class"),
        (lambda: ann.models.rnn(1, cell="transformer"), "choose one of simple, lstm, gru"),
        (lambda: ann.models.rnn(1, hidden=[]), "needs a recurrent layer"),
        (lambda: ann.models.rnn(0), "n_features=0"),
        (lambda: ann.models.rnn(1, n_steps=0), "n_steps=0"),
        (lambda: ann.models.wide_and_deep(hidden=30), "hidden=30: expected a list"),
        (lambda: ann.models.wide_and_deep(dropconnect=1.5), "dropconnect=1.5"),
        (lambda: ann.models.wide_and_deep(optimizer="adam", momentum=0.5), "momentum=0.5 is for"),
    ],
)
def test_mistakes_get_one_line(build, message):
    with pytest.raises(ModelError, match=message) as caught:
        build()
    assert "\n" not in str(caught.value)
