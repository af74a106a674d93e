import matplotlib
import pytest

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

from ann_toolkit import datasets
from ann_toolkit.base.errors import FileError
from ann_toolkit.datasets import Dataset
from ann_toolkit.plots.data import dataset, draw_file


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def test_classes_are_told_apart_by_colour_and_sign():
    ax = dataset(datasets.generate_classification_case1(n_samples=100, n_classes=10))
    assert len(ax.collections) == 10
    assert sum(len(points.get_offsets()) for points in ax.collections) == 100
    looks = {
        (*points.get_facecolor()[0][:3], points.get_paths()[0].vertices.tobytes())
        for points in ax.collections
    }
    assert len(looks) == 10
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("x1", "x2")


def test_many_inputs_are_drawn_in_their_principal_plane():
    ax = dataset(datasets.load_iris())
    assert "principal component" in ax.get_xlabel()


def test_one_input_stands_on_a_line():
    assert dataset(Dataset([[1.0], [2.0]], [0, 1], "binary")).get_ylabel() == "class"


def test_a_regression_is_drawn_over_the_input_that_matters():
    rng = np.random.default_rng(0)
    X = rng.random((200, 3))
    ax = dataset(Dataset(X, X[:, 1] ** 3, "regression"))
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("x2", "y")
    two = dataset(datasets.generate_bike_sharing_case(n_samples=200))
    assert [text.get_text() for text in two.get_legend().get_texts()] == ["casual", "registered"]


def test_pictures_and_sequences_are_shown():
    assert len(dataset(datasets.generate_cats_dogs_case(n_samples=10, n_test=2)[0]).images) == 1
    assert len(dataset(datasets.generate_sines_case(n_samples=10)).lines) == 4
    assert len(dataset(datasets.generate_parity_case(n_samples=3)).lines) == 3


def test_it_draws_where_it_is_told():
    ax = plt.subplots()[1]
    assert dataset(datasets.generate_moons_case(10), ax=ax) is ax


def test_a_file_becomes_a_picture(tmp_path):
    datasets.generate_moons_case(10).save(tmp_path / "m.npz")
    assert draw_file(tmp_path / "m.npz", tmp_path / "m.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(FileError, match="not that of a picture"):
        draw_file(tmp_path / "m.npz", tmp_path / "m.doc")
