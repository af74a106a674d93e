"""Models that come back as they left, and files that are whole or not there."""

import subprocess
import sys
import zipfile

import numpy as np
import pytest

import ann_toolkit as ann
from ann_toolkit.base.errors import FileError, ModelError


@pytest.fixture(scope="module")
def trained():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(64, 3)).astype("float32")
    y = (X.sum(axis=1) > 0).astype("float32")
    model = ann.models.mlp(3, [8], 1, task="binary", optimizer="adam", seed=0, dropout=0.1)
    model.fit(X, y, epochs=2, verbose=0)
    return model, X, y


@pytest.mark.slow
def test_a_loaded_model_predicts_bit_for_bit_and_goes_on_training(trained, tmp_path):
    model, X, y = trained
    ann.models.save(model, tmp_path / "model.keras")
    loaded = ann.models.load(tmp_path / "model.keras")
    assert np.array_equal(model.predict(X, verbose=0), loaded.predict(X, verbose=0))
    assert int(loaded.optimizer.iterations) == int(model.optimizer.iterations)
    assert loaded.loss == "binary_crossentropy"
    loaded.fit(X, y, verbose=0)


def test_an_untrained_model_can_be_kept_too(tmp_path):
    model = ann.models.perceptron(2, seed=0)
    ann.models.save(model, tmp_path / "new.keras")
    loaded = ann.models.load(str(tmp_path / "new.keras"))
    assert all((a == b).all() for a, b in zip(model.get_weights(), loaded.get_weights(), strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("optimizer", ["adam", "sgd"])
def test_weights_alone_go_into_a_model_with_any_optimizer(trained, tmp_path, optimizer):
    model, X, _ = trained
    ann.models.save_weights(model, tmp_path / "model.weights.h5")
    other = ann.models.mlp(3, [8], 1, task="binary", optimizer=optimizer, seed=5, dropout=0.1)
    ann.models.load_weights(other, tmp_path / "model.weights.h5")
    assert np.array_equal(model.predict(X, verbose=0), other.predict(X, verbose=0))


def test_weights_of_another_network_change_nothing(trained, tmp_path):
    ann.models.save_weights(trained[0], tmp_path / "model.weights.h5")
    other = ann.models.mlp(3, [9], 1, task="binary", seed=0)
    before = other.get_weights()
    with pytest.raises(ModelError, match="holds the weights of another network than 'mlp'"):
        ann.models.load_weights(other, tmp_path / "model.weights.h5")
    assert all((a == b).all() for a, b in zip(before, other.get_weights(), strict=True))


@pytest.mark.parametrize("name", ["model.h5", "model", "model.keras.txt", "model.weights.h5"])
def test_a_wrong_ending_is_said_before_anything_is_written(trained, tmp_path, name):
    with pytest.raises(FileError, match=r"use \.keras"):
        ann.models.save(trained[0], tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(trained, tmp_path):
    with pytest.raises(FileError, match=r"the folder .*nowhere does not exist"):
        ann.models.save(trained[0], tmp_path / "nowhere" / "model.keras")
    with pytest.raises(FileError, match=r"the folder .*nowhere does not exist"):
        ann.models.save_weights(trained[0], tmp_path / "nowhere" / "model.weights.h5")


FULL_DISK = """
import sys, ann_toolkit as ann
model = ann.models.mlp(4, [300], 1, task="binary", seed=2)
try:
    import resource, signal                    # no room for more than 3 kB in any file, as on a full disk
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
    getattr(ann.models, sys.argv[1])(model, sys.argv[2])
except ann.errors.FileError as error:
    print(error)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit for files")
@pytest.mark.parametrize("writer", ["save", "save_weights"])
def test_a_full_disk_leaves_the_old_file_whole(tmp_path, writer):
    path = tmp_path / ("model.keras" if writer == "save" else "model.weights.h5")
    path.write_bytes(b"the old file")
    command = [sys.executable, "-c", FULL_DISK, writer, str(path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stdout == f"cannot write {path}: File too large; what was there before is untouched\n"
    assert (done.returncode, path.read_bytes()) == (0, b"the old file")
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_a_missing_file_says_where_it_looked(tmp_path):
    with pytest.raises(FileError, match="does not exist"):
        ann.models.load(tmp_path / "no.keras")


@pytest.mark.parametrize("content", [b"", b"hello", b"<html><body>404</body></html>", b"PK\x03\x04broken"])
def test_what_is_no_model_gets_one_line(tmp_path, content):
    path = tmp_path / "odd.keras"
    path.write_bytes(content)
    with pytest.raises(FileError) as caught:
        ann.models.load(path)
    assert "\n" not in str(caught.value)
    assert "odd.keras" in str(caught.value)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_model(trained, tmp_path, share):
    path = tmp_path / "model.keras"
    ann.models.save(trained[0], path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(FileError, match="not a whole Keras model"):
        ann.models.load(path)


def test_a_damaged_byte_inside_the_archive(trained, tmp_path):
    path = tmp_path / "model.keras"
    ann.models.save(trained[0], path)
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 0xFF
    path.write_bytes(whole)
    with pytest.raises(FileError, match=r"damaged|not a whole"):
        ann.models.load(path)


def test_another_zip_archive_is_no_model(tmp_path):
    path = tmp_path / "letters.keras"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("letter.txt", "dear")
    with pytest.raises(FileError, match=r"is not a Keras model: it has no config\.json"):
        ann.models.load(path)


def test_a_truncated_weights_file(trained, tmp_path):
    path = tmp_path / "model.weights.h5"
    ann.models.save_weights(trained[0], path)
    path.write_bytes(path.read_bytes()[:300])
    with pytest.raises(FileError, match="not a whole weights file"):
        ann.models.load_weights(trained[0], path)


def test_weights_alone_are_no_model(trained, tmp_path):
    ann.models.save_weights(trained[0], tmp_path / "w.weights.h5")
    with pytest.raises(FileError, match="weights alone"):
        ann.models.load(tmp_path / "w.weights.h5", trusted=True)
    with pytest.raises(FileError, match="weights alone"):
        ann.models.inspect(tmp_path / "w.weights.h5")
