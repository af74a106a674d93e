"""What all builders share: what the course's table of tasks says, optimizers, seeds."""

import keras
import numpy as np
import pytest

import ann_toolkit as ann
from ann_toolkit.base.errors import ModelError
from ann_toolkit.base.protocols import TASKS
from ann_toolkit.models.recipe import BY_TASK


@pytest.mark.slow
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


def test_the_table_knows_every_task():
    assert tuple(BY_TASK) == TASKS


def test_sgd_follows_s0_unless_told_otherwise():
    assert (float(ann.models.mlp(2, [3], task="binary").optimizer.learning_rate)) == pytest.approx(0.1)
    assert ann.models.mlp(2, [3], task="binary").optimizer.momentum == 0.9
    other = ann.models.mlp(2, [3], task="binary", learning_rate=0.5, momentum=0).optimizer
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


def _weights(**arguments):
    return ann.models.mlp(3, [5, 5], 2, task="regression", **arguments).get_weights()


def test_a_seed_gives_the_same_first_weights_and_another_seed_others():
    same = zip(_weights(seed=1), _weights(seed=1), strict=True)
    assert all((a == b).all() for a, b in same)
    assert (_weights(seed=1)[0] != _weights(seed=2)[0]).any()
    square = ann.models.mlp(5, [5, 5], 5, task="regression", seed=1).get_weights()
    assert (square[0] != square[2]).any(), "equal layers must not begin with equal weights"


def _numbers(optimizer):
    return {what: number for what, number in optimizer.get_config().items() if what != "name"}


@pytest.mark.parametrize("name", ["adam", "rmsprop", "adagrad", "nadam"])
def test_another_optimizer_keeps_its_own_numbers(name):
    own = _numbers(keras.optimizers.get(name))
    assert _numbers(ann.models.wide_and_deep(optimizer=name).optimizer) == own
    assert _numbers(ann.models.mlp(2, [3], task="binary", optimizer=name).optimizer) == own
    ours = keras.optimizers.Adam(0.01)
    assert ann.models.wide_and_deep(optimizer=ours).optimizer is ours


def test_a_number_given_by_hand_counts_even_where_it_is_the_default():
    def rate(**arguments):
        return float(ann.models.wide_and_deep(**arguments).optimizer.learning_rate)

    assert rate() == rate(optimizer="SGD") == pytest.approx(0.001)
    assert ann.models.wide_and_deep().optimizer.momentum == 0
    assert rate(learning_rate=0.3) == pytest.approx(0.3)
    for given in (0.001, 0.02):
        assert rate(optimizer="adam", learning_rate=given) == pytest.approx(given)
        # a default never stands in the way of an optimizer object, a number given by hand does
        with pytest.raises(ModelError, match="belong to the optimizer object"):
            rate(optimizer=keras.optimizers.Adam(), learning_rate=given)


def test_no_momentum_is_fine_with_any_optimizer():
    model = ann.models.wide_and_deep(optimizer="adam", momentum=0.0)
    assert isinstance(model.optimizer, keras.optimizers.Adam)


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


@pytest.mark.slow
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
