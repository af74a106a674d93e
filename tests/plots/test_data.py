"""A first look at datasets, whatever they hold."""

import numpy as np
import pytest

import ann_toolkit as ann
from ann_toolkit import datasets
from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.datasets import Dataset
from ann_toolkit.plots.data import draw_file
from tests.plots.drawn import legend


def test_classes_are_told_apart_by_colour_and_sign():
    ax = ann.plots.dataset(datasets.generate_classification_case1(n_samples=100, n_classes=10))
    assert len(ax.collections) == 10
    assert sum(len(points.get_offsets()) for points in ax.collections) == 100
    looks = {
        (*points.get_facecolor()[0][:3], points.get_paths()[0].vertices.tobytes())
        for points in ax.collections
    }
    assert len(looks) == 10
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("x1", "x2")


def test_many_inputs_are_drawn_in_their_principal_plane():
    ax = ann.plots.dataset(datasets.load_iris())
    assert "principal component" in ax.get_xlabel()


def test_one_input_stands_on_a_line():
    assert ann.plots.dataset(Dataset([[1.0], [2.0]], [0, 1], "binary")).get_ylabel() == "class"


def test_a_regression_is_drawn_over_the_input_that_matters():
    rng = np.random.default_rng(0)
    X = rng.random((200, 3))
    ax = ann.plots.dataset(Dataset(X, X[:, 1] ** 3, "regression"))
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("x2", "y")
    two = ann.plots.dataset(datasets.generate_bike_sharing_case(n_samples=200))
    assert legend(two) == ["casual", "registered"]


def test_equal_values_share_their_rank_whatever_the_order_of_the_rows():
    """A constant input goes with nothing; ranks by the order of the rows would find a perfect line in it."""
    y = np.arange(50.0)
    steps = np.repeat([0.0, 1.0], 25)
    data = Dataset(np.column_stack([np.zeros(50), steps]), y, "regression", ("constant", "two steps"))
    assert ann.plots.dataset(data).get_xlabel() == "two steps"
    noisy = np.random.default_rng(0).permutation(50) + 0.0
    tied = Dataset(np.column_stack([np.r_[np.zeros(49), 1.0], y + noisy]), y, "regression")
    assert ann.plots.dataset(tied).get_xlabel() == "x2"


def test_pictures_and_sequences_are_shown():
    assert len(ann.plots.dataset(datasets.generate_cats_dogs_case(n_samples=10, n_test=2)[0]).images) == 1
    assert len(ann.plots.dataset(datasets.generate_sines_case(n_samples=10)).lines) == 4
    assert len(ann.plots.dataset(datasets.generate_parity_case(n_samples=3)).lines) == 3


def test_a_file_becomes_a_picture(tmp_path):
    datasets.generate_moons_case(10).save(tmp_path / "m.npz")
    assert draw_file(tmp_path / "m.npz", tmp_path / "m.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(FileError, match="not that of a picture"):
        draw_file(tmp_path / "m.npz", tmp_path / "m.doc")


def test_two_datasets_are_drawn_side_by_side():
    first, second = (datasets.generate_robot_case(60, 4, seed=seed) for seed in (0, 1))
    ax = ann.plots.marginals(first, second, "m")
    assert ax.get_ylabel() == "value [m]"
    assert [label.get_text() for label in ax.get_xticklabels()] == list(first.feature_names)
    assert legend(ax) == [first.name, second.name]
    assert ax.lines[0].get_ydata() == pytest.approx(np.median(first.X, axis=0))
    assert ax.lines[1].get_ydata() == pytest.approx(np.median(second.X, axis=0))


@pytest.mark.parametrize(
    "names", [("$\\frac{$", "b"), (".", "b"), ("_a", "_b"), ("a\nb\x1b[31m", "$"), ("x" * 2000, "b")]
)
def test_names_of_every_kind_can_be_drawn(names, tmp_path):
    X = np.random.default_rng(0).random((6, 2))
    features = tuple(f"{name}1" for name in names)
    data = ann.datasets.Dataset(
        X, [0, 1] * 3, "binary", target_names=names, feature_names=features, name=names[0]
    )
    for draw in (ann.plots.dataset, ann.plots.classification_case):
        ax = draw(data)
        ax.figure.savefig(tmp_path / "drawn.png")
        assert len(ax.get_legend().get_texts()) == 2


def test_a_single_row_of_many_inputs_is_a_point():
    data = ann.datasets.Dataset([[1.0, 2.0, 3.0]], [0], "binary")
    assert len(ann.plots.dataset(data).collections) == 2


@pytest.mark.parametrize("shape", [(6, 4, 4, 2), (6, 4, 4, 5), (6, 2, 2, 2, 3), (6, 2, 2, 2, 2, 2)])
def test_rows_that_are_no_pictures_are_refused(shape):
    data = ann.datasets.Dataset(np.zeros(shape), [0, 1] * 3, "binary")
    with pytest.raises(DataError, match=r"rows of shape .*: pictures have 1, 3 or 4 channels"):
        ann.plots.dataset(data)


@pytest.mark.parametrize(("value", "says"), [(np.nan, "holds nan in row 1, column 0"), (1e300, "too large")])
def test_what_has_no_place_in_a_picture_is_refused(value, says):
    data = ann.datasets.Dataset([[0.0, 1.0], [value, 2.0]], [0, 1], "binary")
    with pytest.raises(DataError, match=says):
        ann.plots.dataset(data)
