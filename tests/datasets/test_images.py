import sys
import types

import h5py
import numpy as np
import pytest

from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.datasets import (
    EMNIST_BALANCED,
    generate_cats_dogs_case,
    generate_characters_case,
    generate_fashion_case,
    generate_signs_case,
    load_cats_dogs,
    load_emnist,
    load_fashion_mnist,
    load_mnist,
    load_signs,
    save_cats_dogs,
    save_emnist,
    save_mnist,
    save_signs,
)


@pytest.fixture(scope="module")
def signs():
    return generate_signs_case(n_samples=60, n_test=12, seed=1)


@pytest.fixture(scope="module")
def pets():
    return generate_cats_dogs_case(n_samples=40, n_test=10, seed=1)


@pytest.fixture(scope="module")
def letters():
    return generate_characters_case(n_samples=470, n_test=94, seed=1)


MAKERS = [generate_signs_case, generate_cats_dogs_case, generate_characters_case, generate_fashion_case]


def assert_same(found, made):
    for read, written in zip(found, made, strict=True):
        assert (read.X == written.X).all()
        assert (read.y == written.y).all()
        assert read.X.dtype == np.float32
        assert read.target_names == written.target_names
        assert read.task == written.task


def test_signs_round_trip_in_their_own_layout(tmp_path, signs):
    files = tmp_path / "train_signs.h5", tmp_path / "test_signs.h5"
    save_signs(*signs, *files)
    assert_same(load_signs(*files), signs)
    with h5py.File(files[0]) as file:
        assert file["train_set_x"].dtype == np.uint8
        assert file["train_set_x"].shape == (60, 64, 64, 3)
        assert file["train_set_y"].shape == (60,)
        assert file["list_classes"][:].tolist() == [0, 1, 2, 3, 4, 5]


def test_cats_and_dogs_round_trip_in_their_own_layout(tmp_path, pets, monkeypatch):
    files = tmp_path / "trainset.hdf5", tmp_path / "testset.hdf5"
    save_cats_dogs(*pets, *files)
    assert_same(load_cats_dogs(*files), pets)
    monkeypatch.setenv("ANN_TOOLKIT_DATA", str(tmp_path))
    assert_same(load_cats_dogs(), pets)
    with h5py.File(files[0]) as file:
        assert file["Y_train"].shape == (40, 1)


def test_characters_round_trip_in_emnists_layout(tmp_path, letters):
    files = tmp_path / "train.csv", tmp_path / "test.csv", tmp_path / "mapping.txt"
    save_emnist(*letters, *files)
    assert_same(load_emnist(*files), letters)
    assert files[2].read_text().splitlines()[10] == "10 65"
    # As S4 turns an image upright: flip left and right, then a quarter turn.
    cells = np.loadtxt(files[0], delimiter=",", dtype=int)
    upright = np.rot90(np.fliplr(cells[0, 1:].reshape(28, 28)))
    assert (upright == np.rint(255 * letters[0].X[0])).all()


def test_digits_round_trip_in_keras_layout(tmp_path, monkeypatch):
    digits = generate_characters_case(n_samples=50, n_test=20, characters="0123456789")
    save_mnist(*digits, tmp_path / "mnist.npz")
    assert_same(load_mnist(tmp_path / "mnist.npz"), digits)
    monkeypatch.setenv("ANN_TOOLKIT_DATA", str(tmp_path))
    assert_same(load_mnist(), digits)
    save_mnist(*digits, tmp_path / "fashion_mnist.npz")
    assert load_fashion_mnist()[1].target_names[9] == "Ankle boot"


def test_twins_have_the_real_shapes_and_even_classes(signs, pets, letters):
    assert signs[0].X.shape == (60, 64, 64, 3)
    assert pets[0].X.shape == (40, 64, 64)
    assert letters[0].X.shape == (470, 28, 28)
    assert "".join(letters[0].target_names) == EMNIST_BALANCED
    for data in (*signs, *pets, *letters):
        assert data.X.min() >= 0
        assert data.X.max() <= 1
        assert np.ptp(np.bincount(data.y, minlength=data.n_classes)) <= 1
        assert (np.rint(data.X * 255) == data.X * 255).mean() > 0.99


@pytest.mark.parametrize("make", MAKERS)
def test_the_seed_decides_every_pixel(make):
    first, again, other = (make(n_samples=47, n_test=6, seed=seed)[0] for seed in (1, 1, 2))
    assert first.X.tobytes() == again.X.tobytes()
    assert first.X.tobytes() != other.X.tobytes()


@pytest.mark.parametrize("make", MAKERS)
def test_the_old_name_of_the_count_goes_on_working(make):
    (old, _), (new, _) = make(n_train=50, n_test=2), make(n_samples=50, n_test=2)
    assert old.X.tobytes() == new.X.tobytes()
    assert old.provenance == new.provenance
    assert old.provenance["generator"] == make.__name__
    assert old.provenance["arguments"]["n_samples"] == 50


@pytest.mark.parametrize("make", MAKERS)
def test_train_and_test_are_different_pictures(make):
    train, test = make(n_samples=50, n_test=50, noise=0.0)
    flat = {image.tobytes() for image in train.X}
    assert len(flat) == 50
    assert not any(image.tobytes() in flat for image in test.X)


def nearest_class_mean(train, test):
    means = np.stack([train.X[train.y == label].mean(axis=0).ravel() for label in range(train.n_classes)])
    distance = ((test.X.reshape(len(test), 1, -1) - means) ** 2).sum(axis=2)
    return (distance.argmin(axis=1) == test.y).mean()


@pytest.mark.slow
def test_twins_can_be_learned_but_not_by_heart():
    digits = generate_characters_case(n_samples=800, n_test=200, characters="0123456789")
    assert 0.6 < nearest_class_mean(*digits) < 0.97
    assert 0.5 < nearest_class_mean(*generate_fashion_case(n_samples=500, n_test=200)) < 0.95
    pets = generate_cats_dogs_case(n_samples=300, n_test=100)
    assert nearest_class_mean(*pets) < 0.9  # brightness alone does not tell them apart


def write_hdf5(path, **arrays):
    with h5py.File(path, "w") as file:
        for key, values in arrays.items():
            file[key] = values


IMAGES, LABELS = np.zeros((3, 64, 64, 3), np.uint8), np.array([0, 1, 5])


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        ({"x": IMAGES}, "has no 'train_set_x'; it holds x"),
        ({"train_set_x": IMAGES}, "has no 'train_set_y'"),
        (
            {"train_set_x": IMAGES[..., 0], "train_set_y": LABELS},
            r"images of shape \(3, 64, 64\); expected \(n, 64, 64, 3\)",
        ),
        ({"train_set_x": IMAGES[:0], "train_set_y": LABELS[:0]}, r"images of shape \(0, "),
        ({"train_set_x": IMAGES, "train_set_y": LABELS[:2]}, r"3 images but labels of shape \(2,\)"),
        ({"train_set_x": IMAGES, "train_set_y": LABELS + 1}, "label 6 is out of range; expected 0 to 5"),
        ({"train_set_x": IMAGES, "train_set_y": LABELS + 0.5}, "label 0.5 is out of range"),
        ({"train_set_x": np.full(IMAGES.shape, np.nan), "train_set_y": LABELS}, "numbers from 0 to 255"),
        ({"train_set_x": IMAGES + 256.0, "train_set_y": LABELS}, "numbers from 0 to 255"),
    ],
)
def test_other_contents_are_explained(tmp_path, arrays, message):
    path = tmp_path / "train_signs.h5"
    write_hdf5(path, **arrays)
    with pytest.raises(DataError, match=message) as caught:
        load_signs(path, path)
    assert "\n" not in str(caught.value)


def test_damaged_image_files_are_explained(tmp_path, signs, no_real_data):
    path = tmp_path / "train_signs.h5"
    save_signs(*signs, path, tmp_path / "test_signs.h5")
    raw = path.read_bytes()
    for content, message in [
        (raw[: len(raw) // 2], "not an HDF5 file, or not the whole of it"),
        (b"<html><body>Quota exceeded</body></html>", "is a web page"),
        (b"", "is empty"),
        (b"PK\3\4" + raw[4:], "not an HDF5 file, or not the whole of it"),
    ]:
        path.write_bytes(content)
        with pytest.raises(FileError, match=message):
            load_signs(path, tmp_path / "test_signs.h5")
    with pytest.raises(FileError, match=r"none.h5 does not exist \(looked in .*ann data make signs"):
        load_signs(tmp_path / "none.h5", path)
    with pytest.raises(
        FileError, match=r"train_signs.h5 was not found; looked in no folder, as ANN_TOOLKIT_DATA"
    ):
        load_signs()


def test_real_folders_without_the_file_are_named(tmp_path, monkeypatch):
    monkeypatch.setenv("ANN_TOOLKIT_DATA", str(tmp_path))
    with pytest.raises(
        FileError, match=r"looked in .*; give its path, or make a twin: ann data make cats_dogs"
    ):
        load_cats_dogs()


def test_emnist_files_are_checked(tmp_path, letters):
    files = tmp_path / "train.csv", tmp_path / "test.csv", tmp_path / "mapping.txt"
    save_emnist(*letters, *files)
    good = files[0].read_text()
    for text, message in [
        (good[:-5], "number of columns|columns"),
        (good.replace("0,", "zero,", 1), "line 1, column .*'zero' where a number is expected"),
        ("1,2,3\n", "has 3 columns; expected 785"),
        ("99" + good[good.index(",") :], r"line 1, column 1 \(label\): 99; expected a label, 0 to 46"),
        (good.replace(",0,", ",256,", 1), "numbers from 0 to 255"),
    ]:
        files[0].write_text(text)
        with pytest.raises(DataError, match=message):
            load_emnist(*files)
    files[0].write_text(good)
    for text, message in [
        ("0 48\n2 50\n", "without a gap"),
        ("zero 48\n", "expected a line 'label code'"),
        ("0\n", "expected a line"),
    ]:
        files[2].write_text(text)
        with pytest.raises(DataError, match=message):
            load_emnist(*files)


def instead_of_keras(monkeypatch, name, load_data):
    """No test may use the network, nor wait for TensorFlow without need."""
    sets = types.SimpleNamespace(**{name: types.SimpleNamespace(load_data=load_data)})
    monkeypatch.setitem(sys.modules, "keras", types.SimpleNamespace(datasets=sets))


@pytest.mark.parametrize(
    ("load", "name", "twin"),
    [(load_mnist, "mnist", "digits28"), (load_fashion_mnist, "fashion_mnist", "fashion")],
)
def test_a_download_that_fails_is_one_line(monkeypatch, no_real_data, load, name, twin):
    def no_network():
        raise OSError("URL fetch failure: no route to host\nand more")

    instead_of_keras(monkeypatch, name, no_network)
    with pytest.raises(
        FileError,
        match=rf"^{name} could not be downloaded .*give the path of {name}.npz, .*ann data make {twin} ",
    ) as caught:
        load()
    assert "\n" not in str(caught.value)


def test_what_keras_gives_is_taken(monkeypatch, no_real_data):
    x, y = np.full((2, 28, 28), 255, np.uint8), np.array([3, 9], np.uint8)
    instead_of_keras(monkeypatch, "mnist", lambda: ((x, y), (x[:1], y[:1])))
    train, test = load_mnist()
    assert (train.X == 1).all()
    assert train.y.tolist() == [3, 9]
    assert len(test) == 1


def test_other_npz_files_are_not_mnist(tmp_path):
    np.savez(tmp_path / "mnist.npz", X=np.zeros(3))
    with pytest.raises(DataError, match="has no 'x_train'; it holds X"):
        load_mnist(tmp_path / "mnist.npz")


@pytest.mark.parametrize(
    ("make", "arguments", "message"),
    [
        (generate_signs_case, {"n_samples": 5}, "n_samples=5: expected a whole number, 6 or more"),
        (generate_cats_dogs_case, {"noise": -1}, "noise=-1"),
        (generate_characters_case, {"n_test": 0}, "n_test=0"),
        (generate_characters_case, {"characters": "aa"}, "characters='aa': expected two or more different"),
        (generate_characters_case, {"characters": "aé"}, "letters or digits"),
        (generate_characters_case, {"seed": None}, "seed=None"),
    ],
)
def test_wrong_arguments_of_twins(make, arguments, message):
    with pytest.raises(DataError, match=message):
        make(**arguments)


def test_the_real_cats_and_dogs_are_read(real_files):
    train, test = load_cats_dogs(*real_files("trainset.hdf5", "testset.hdf5"))
    assert (train.X.shape, test.X.shape) == ((1000, 64, 64), (200, 64, 64))
    assert (train.X.max(), train.task) == (pytest.approx(254 / 255), "binary")


@pytest.mark.slow
def test_the_real_mnist_is_read(real_files):
    train, test = load_mnist(*real_files("mnist.npz"))
    assert (train.X.shape, test.X.shape) == ((60000, 28, 28), (10000, 28, 28))
    assert np.bincount(train.y).tolist() == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    assert (train.X.dtype, train.X.max()) == (np.float32, 1)
