"""A file of which one bit changed on its way is noticed, or is as good as the saved one."""

import keras
import numpy as np
import pytest

import ann_toolkit as ann
from ann_toolkit.base.errors import AnnError, FileError

X = np.random.default_rng(0).normal(size=(5, 3)).astype("float32")
FLIPS = 200


@pytest.fixture
def model():
    return ann.models.mlp(3, [4], 2, task="multiclass", seed=0)


def flipped(path):
    """The same file with one bit changed, for ``FLIPS`` places; each stands at ``path`` in its turn."""
    whole = path.read_bytes()
    for place in np.random.default_rng(1).choice(8 * len(whole), FLIPS, replace=False):
        changed = bytearray(whole)
        changed[place // 8] ^= 1 << (place % 8)
        path.write_bytes(changed)
        yield int(place)


def test_a_flipped_bit_of_a_model(model, tmp_path):
    path = tmp_path / "model.keras"
    ann.models.save(model, path)
    wanted = model.predict_on_batch(X)
    noticed = 0
    for place in flipped(path):
        try:
            loaded = ann.models.load(path)
        except AnnError:
            noticed += 1
        else:
            assert np.array_equal(loaded.predict_on_batch(X), wanted), place
    assert noticed > 0.9 * FLIPS


def test_a_flipped_bit_of_weights(model, tmp_path):
    path = tmp_path / "model.weights.h5"
    ann.models.save_weights(model, path)
    other = ann.models.mlp(3, [4], 2, task="multiclass", seed=1)
    before, noticed = other.get_weights(), 0
    for place in flipped(path):
        try:
            ann.models.load_weights(other, path)
        except FileError as error:
            noticed += "its bytes are not those that were saved" in str(error)
            assert same(other.get_weights(), before), place
        else:  # the line of the checksum itself: without it the file is one of Keras' own
            assert same(other.get_weights(), model.get_weights()), place
            other.set_weights(before)
    assert noticed > 0.9 * FLIPS


def same(ours, theirs):
    return all(np.array_equal(a, b) for a, b in zip(ours, theirs, strict=True))


def test_keras_reads_files_with_a_checksum_and_we_read_files_without(model, tmp_path):
    ann.models.save_weights(model, tmp_path / "ours.weights.h5")
    model.save_weights(tmp_path / "theirs.weights.h5")
    ours, theirs = (tmp_path / f"{name}.weights.h5" for name in ("ours", "theirs"))
    assert b"ann_toolkit sha256" in ours.read_bytes()
    for read, path in ((keras.Model.load_weights, ours), (ann.models.load_weights, theirs)):
        other = ann.models.mlp(3, [4], 2, task="multiclass", seed=1)
        read(other, path)
        assert np.array_equal(other.predict_on_batch(X), model.predict_on_batch(X))


def test_a_file_that_was_written_to_afterwards_is_read_like_one_without(model, tmp_path):
    import h5py

    path = tmp_path / "model.weights.h5"
    ann.models.save_weights(model, path)
    with h5py.File(path, "a") as file:
        file.attrs["note"] = "mine"
    ann.models.load_weights(model, path)
