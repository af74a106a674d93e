"""What the pictures show: the data, the words, the limits."""

import keras
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex

import ann_toolkit as ann
from ann_toolkit.base.errors import DataError, ModelError
from ann_toolkit.plots.style import COLOURS, NEGATIVE, POSITIVE


@pytest.fixture(scope="module")
def two_classes():
    return ann.datasets.generate_classification_case2(n_samples=60, noise=0.05, seed=0)


@pytest.fixture(scope="module")
def a_line():
    """A perceptron whose boundary is the line x1 = 0.5."""
    model = ann.models.perceptron(2)
    model.set_weights([np.array([[4.0], [0.0]]), np.array([-2.0])])
    return model


def _legend(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


def _points(ax, number=0):
    return np.asarray(ax.collections[number].get_offsets())


def test_a_case_draws_every_point_once_by_class(two_classes):
    ax = ann.plots.classification_case(two_classes)
    for label in (0, 1):
        np.testing.assert_array_equal(_points(ax, label), two_classes.X[two_classes.y == label])
    assert _legend(ax) == ["class 0", "class 1"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == two_classes.feature_names
    colours = {to_hex(cloud.get_facecolor()[0]).upper() for cloud in ax.collections}
    assert colours == set(COLOURS[:2])


def test_the_boundary_is_where_the_network_says_a_half(two_classes, a_line):
    ax = ann.plots.decision_boundary(a_line, two_classes)
    line = next(found for found in ax.collections if list(getattr(found, "levels", [])) == [0.5])
    along = line.get_paths()[0].vertices
    np.testing.assert_allclose(along[:, 0], 0.5, atol=0.02)
    low, high = two_classes.X[:, 0].min(), two_classes.X[:, 0].max()
    assert ax.get_xlim() == pytest.approx((low - 0.08 * (high - low), high + 0.08 * (high - low)))
    assert ax.get_title() == "Decision boundary: perceptron"


def test_many_classes_are_shaded_by_the_winner():
    data = ann.datasets.generate_classification_case1(n_samples=60, n_classes=3, seed=0)
    model = ann.models.perceptron(2, 3, task="multiclass", seed=0)
    ax = ann.plots.decision_boundary(model, data)
    mesh = ax.collections[0]
    winners = np.asarray(mesh.get_array()).reshape(200, 200)
    x1 = np.linspace(*ax.get_xlim(), 200)
    x2 = np.linspace(*ax.get_ylim(), 200)
    some = [(0, 0), (100, 50), (199, 199)]
    asked = np.array([[x1[column], x2[row]] for row, column in some])
    assert [winners[place] for place in some] == ann.evaluation.predict_classes(model, asked).tolist()


def test_a_plane_needs_two_inputs_and_classes(two_classes, a_line):
    line = ann.datasets.generate_regression_case(n_samples=9, n_inputs=2)
    with pytest.raises(DataError, match="this picture needs classes"):
        ann.plots.classification_case(line)
    wide = ann.datasets.Dataset(np.zeros((4, 3)), [0, 1, 0, 1], "binary")
    with pytest.raises(DataError, match="this picture needs two inputs"):
        ann.plots.decision_boundary(a_line, wide)


def test_history_draws_both_curves_from_epoch_one():
    history = {"loss": [3.0, 2.0, 1.0], "val_loss": [3.5, 2.5, 2.0]}
    ax = ann.plots.history(history)
    training, validation = ax.get_lines()
    assert training.get_xydata().tolist() == [[1, 3.0], [2, 2.0], [3, 1.0]]
    assert validation.get_xydata().tolist() == [[1, 3.5], [2, 2.5], [3, 2.0]]
    assert _legend(ax) == ["training", "validation"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("epoch", "loss")


def test_history_places_rare_validation_where_it_was_made():
    ax = ann.plots.history({"loss": [5.0, 4.0, 3.0, 2.0], "val_loss": [4.5, 2.5]})
    assert ax.get_lines()[1].get_xdata().tolist() == [2, 4]


def test_history_of_a_real_training(two_classes, a_line):
    model = ann.models.perceptron(2, seed=0)
    history = ann.training.fit(model, *two_classes, epochs=3, verbose=0)
    ax = ann.plots.history(history, "binary_accuracy")
    assert ax.get_lines()[0].get_ydata().tolist() == history.history["binary_accuracy"]
    with pytest.raises(DataError, match="has no 'mae'; it has binary_accuracy, loss"):
        ann.plots.history(history, "mae")


def test_confusion_writes_count_and_share_in_each_cell():
    report = ann.evaluation.confusion([0, 0, 0, 1], [0, 0, 1, 1], ("sound", "defective"))
    ax = ann.plots.confusion(report)
    assert [text.get_text() for text in ax.texts] == ["2\n66.7 %", "1\n33.3 %", "0\n0.0 %", "1\n100.0 %"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["sound", "defective"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("predicted class", "expected class")
    np.testing.assert_allclose(ax.images[0].get_array(), [[2 / 3, 1 / 3], [0, 1]])


def test_regression_shows_points_diagonal_and_score():
    y = np.array([[1.0, 10.0], [2.0, 20.0], [3.0, 35.0]])
    predicted = y + np.array([[0.1, 1.0], [0.0, -1.0], [0.1, 0.0]])
    ax = ann.plots.regression(y, predicted, ("front", "left"))
    np.testing.assert_allclose(_points(ax, 1), np.column_stack([y[:, 1], predicted[:, 1]]))
    scores = ann.evaluation.r_squared(y, predicted)
    assert _legend(ax) == [f"front: r² = {scores[0]:.3f}", f"left: r² = {scores[1]:.3f}", "perfect"]
    diagonal = ax.get_lines()[0].get_xydata()
    np.testing.assert_allclose(diagonal[:, 0], diagonal[:, 1])
    with pytest.raises(DataError, match=r"1 names for 2 output"):
        ann.plots.regression(y, predicted, ("front",))


def test_regression_case_draws_the_curve_of_the_network():
    data = ann.datasets.generate_regression_case(n_samples=30, seed=0)
    model = ann.models.perceptron(1, task="regression", name="line")
    model.set_weights([np.array([[2.0]]), np.array([1.0])])
    ax = ann.plots.regression_case(data, model)
    np.testing.assert_allclose(_points(ax), np.column_stack([data.X[:, 0], data.y]))
    curve = ax.get_lines()[0].get_xydata()
    np.testing.assert_allclose(curve[:, 1], 2 * curve[:, 0] + 1, atol=1e-5)
    assert _legend(ax) == ["data", "line"]


def test_regression_case_with_two_inputs_is_seen_from_above():
    data = ann.datasets.generate_regression_case(n_samples=30, n_inputs=2, seed=0)
    ax = ann.plots.regression_case(data, ann.models.perceptron(2, task="regression"))
    np.testing.assert_allclose(ax.collections[-1].get_array(), data.y)
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("x1", "x2")


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


def _everything(two_classes, a_line):
    line = ann.datasets.generate_regression_case(n_samples=9, seed=0)
    report = ann.evaluation.confusion([0, 1], [0, 1])
    return {
        "classification_case": lambda ax: ann.plots.classification_case(two_classes, ax=ax),
        "decision_boundary": lambda ax: ann.plots.decision_boundary(a_line, two_classes, ax=ax),
        "confusion": lambda ax: ann.plots.confusion(report, ax=ax),
        "history": lambda ax: ann.plots.history({"loss": [1.0]}, ax=ax),
        "regression_case": lambda ax: ann.plots.regression_case(line, ax=ax),
        "regression": lambda ax: ann.plots.regression([1.0, 2.0], [1.0, 2.0], ax=ax),
        "network": lambda ax: ann.plots.network(a_line, ax=ax),
    }


def test_each_picture_takes_an_axes_or_makes_one_and_leaves_the_users_settings(two_classes, a_line):
    before = dict(plt.rcParams)
    for name, draw in _everything(two_classes, a_line).items():
        mine = plt.figure().add_subplot()
        figures = len(plt.get_fignums())
        assert draw(mine) is mine, name
        assert len(plt.get_fignums()) == figures, f"{name} opened another figure"
        assert draw(None) is not mine
        assert len(plt.get_fignums()) == figures + 1, name
        assert mine.has_data() or mine.texts, name
        plt.close("all")
    assert dict(plt.rcParams) == before


def test_figure_gives_axes_of_the_asked_size():
    fig, axes = ann.plots.figure(2, 3, width=3, height=2)
    assert axes.shape == (2, 3)
    assert fig.get_size_inches().tolist() == [9, 4]
