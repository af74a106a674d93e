"""Classes in the plane, and the lines that networks and neurons draw between them."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

import ann_toolkit as ann
from ann_toolkit.base.errors import DataError, ModelError
from ann_toolkit.plots.style import COLOURS
from tests.plots.drawn import legend, points


@pytest.fixture(scope="module")
def two_classes():
    return ann.datasets.generate_classification_case2(n_samples=60, noise=0.05, seed=0)


@pytest.fixture(scope="module")
def a_line():
    """A perceptron whose boundary is the line x1 = 0.5."""
    model = ann.models.perceptron(2)
    model.set_weights([np.array([[4.0], [0.0]]), np.array([-2.0])])
    return model


def test_a_case_draws_every_point_once_by_class(two_classes):
    ax = ann.plots.classification_case(two_classes)
    for label in (0, 1):
        np.testing.assert_array_equal(points(ax, label), two_classes.X[two_classes.y == label])
    assert legend(ax) == ["class 0", "class 1"]
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


def test_each_hidden_neuron_draws_the_line_where_its_sum_is_zero():
    data = ann.datasets.generate_classification_case2(n_samples=50, seed=0)
    model = ann.models.mlp(2, [2], 1, task="binary")
    model.set_weights(
        [np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([-0.5, 0.25]), np.array([[1.0], [-2.0]]), np.zeros(1)]
    )
    ax = ann.plots.hidden_boundaries(model, data)
    lines = [found for found in ax.collections if list(getattr(found, "levels", [])) == [0]]
    upright, level = (line.get_paths()[0].vertices for line in lines)
    np.testing.assert_allclose(upright[:, 0], 0.5, atol=1e-6)
    np.testing.assert_allclose(level[:, 1], -0.25, atol=1e-6)
    assert lines[0].get_edgecolor()[0].tolist() != lines[1].get_edgecolor()[0].tolist()
    with pytest.raises(ModelError, match="needs two inputs and a hidden layer"):
        ann.plots.hidden_boundaries(ann.models.perceptron(2), data)
