"""Each mistake in the arguments of a builder gets one line, whichever builder it is."""

import keras
import pytest

import ann_toolkit as ann
from ann_toolkit.base.errors import ModelError

MLP = {"n_inputs": 2, "hidden": [3], "task": "binary"}


@pytest.mark.parametrize(
    ("build", "arguments", "message"),
    [
        (ann.models.mlp, {**MLP, "hidden": [0]}, r"hidden=\[0\]: each layer needs a whole number of neurons"),
        (ann.models.mlp, {**MLP, "hidden": [2.5]}, r"hidden=\[2.5\]"),
        (ann.models.mlp, {**MLP, "hidden": 20}, r"hidden=20: expected a list"),
        (ann.models.mlp, {**MLP, "n_inputs": 0}, "n_inputs=0"),
        (ann.models.mlp, {**MLP, "n_outputs": -1}, "n_outputs=-1"),
        (ann.models.mlp, {**MLP, "n_outputs": 2}, "a binary task has 1 output"),
        (ann.models.mlp, {**MLP, "task": "multiclass"}, "an output for each class"),
        (
            ann.models.mlp,
            {**MLP, "task": "guess"},
            "task='guess' is unknown; choose one of binary, multiclass",
        ),
        (ann.models.mlp, {**MLP, "activation": "rleu"}, "activation='rleu' is unknown"),
        (ann.models.mlp, {**MLP, "optimizer": "sdg"}, "optimizer='sdg' is unknown"),
        (
            ann.models.mlp,
            {**MLP, "optimizer": "adam", "momentum": 0.9},
            "momentum=0.9 is for optimizer='sgd'",
        ),
        (ann.models.mlp, {**MLP, "learning_rate": 0}, "learning_rate=0: expected a number above 0"),
        (ann.models.mlp, {**MLP, "momentum": 1.0}, "momentum=1.0: expected 0 to below 1"),
        (ann.models.mlp, {**MLP, "dropout": 1.0}, "dropout=1.0"),
        (ann.models.mlp, {**MLP, "l1": -0.1}, "l1=-0.1"),
        (ann.models.mlp, {**MLP, "l2": float("nan")}, "l2=nan"),
        (ann.models.mlp, {**MLP, "max_norm": 0}, "max_norm=0"),
        (ann.models.mlp, {**MLP, "name": "network B"}, "name='network B': expected letters, digits"),
        (ann.models.wide_and_deep, {"hidden": 30}, "hidden=30: expected a list"),
        (ann.models.wide_and_deep, {"dropconnect": 1.5}, "dropconnect=1.5"),
        (ann.models.cnn, {"input_shape": (64, 64)}, r"expected \(height, width, channels\)"),
        (
            ann.models.cnn,
            {"input_shape": (8, 8, 1), "blocks": [[4, 4], [4, 4]]},
            "nothing is left after block 2",
        ),
        (ann.models.cnn, {"blocks": [32, 32]}, r"blocks=32: expected a list"),
        (ann.models.cnn, {"blocks": [[0]]}, r"blocks=\[0\]"),
        (ann.models.cnn, {"padding": "full"}, "expected 'valid' or 'same'"),
        (ann.models.cnn, {"n_outputs": 1}, "an output for each class"),
        (ann.models.rnn, {"n_features": 1, "cell": "transformer"}, "choose one of simple, lstm, gru"),
        (ann.models.rnn, {"n_features": 1, "hidden": []}, "needs a recurrent layer"),
        (ann.models.rnn, {"n_features": 0}, "n_features=0"),
        (ann.models.rnn, {"n_features": 1, "n_steps": 0}, "n_steps=0"),
        (ann.models.perceptron, {"n_inputs": 2.5}, "n_inputs=2.5: expected a whole number, 1 or more"),
        (ann.models.perceptron, {"n_inputs": True}, "n_inputs=True: expected a whole number"),
        (
            ann.models.perceptron,
            {"n_inputs": 2, "optimizer": keras.optimizers.SGD(), "learning_rate": 0.1},
            "belong to the optimizer object",
        ),
        (ann.models.cnn, {"input_shape": 64}, r"input_shape=64: expected \(height, width, channels\)"),
        (ann.models.cnn, {"input_shape": (0, 8, 1)}, "height=0: expected a whole number"),
        (ann.models.cnn, {"kernel_size": 2.5}, "kernel_size=2.5"),
        (
            ann.models.wide_and_deep,
            {"optimizer": "adam", "momentum": 0.5},
            "momentum=0.5 is for optimizer='sgd'",
        ),
    ],
)
def test_a_mistake_gets_one_line(build, arguments, message):
    with pytest.raises(ModelError, match=message) as caught:
        build(**arguments)
    assert "\n" not in str(caught.value)
