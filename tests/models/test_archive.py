"""The archive of a model: opened once, and nothing of it left behind."""

import tempfile
import zipfile

import keras
import numpy as np
import pytest

import ann_toolkit as ann
from ann_toolkit.base.errors import FileError
from ann_toolkit.models.files.archive import Archive
from ann_toolkit.models.files.sequence import BUILDERS
from tests.hostile.crafting import config_of, craft, empty_weights, layer, sequential


@pytest.fixture
def kept(tmp_path):
    model = ann.models.mlp(3, [4], 2, task="multiclass", seed=0)
    ann.models.save(model, tmp_path / "kept.keras")
    return tmp_path / "kept.keras"


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """The folder under which temporary ones are made."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_its_parts_are_those_of_the_file(kept):
    with Archive(kept) as archive:
        assert archive.config == config_of(kept)
        assert set(archive.metadata) == {"keras_version", "date_saved"}
        assert archive.extra_parts == []
        assert archive.weights.parameters == 3 * 4 + 4 + 4 * 2 + 2


@pytest.mark.parametrize("ask", [ann.models.load, ann.models.inspect])
def test_the_file_is_opened_once(kept, monkeypatch, ask):
    opened = []
    original = zipfile.ZipFile.__init__

    def counted(self, file, *args, **kwargs):
        opened.append(str(file))
        original(self, file, *args, **kwargs)

    monkeypatch.setattr(zipfile.ZipFile, "__init__", counted)
    ask(kept)
    assert opened.count(str(kept)) == 1


def test_what_is_unpacked_goes_when_the_block_ends(kept, temporary):
    with Archive(kept) as archive:
        assert [path.name for path in temporary.rglob("*.*")] == ["model.weights.h5"]
        assert archive.checked.is_file()
        assert [path.name for path in temporary.rglob("*.*")] == ["checked.keras"]
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("weights", [b"not HDF5", empty_weights()])
def test_nothing_is_left_behind_when_a_file_is_refused(tmp_path, temporary, weights):
    path = craft(tmp_path / "odd.keras", sequential(layer("Dense", {"units": 2})), weights)
    with pytest.raises(FileError):
        ann.models.load(path)
    assert list(temporary.iterdir()) == []


def test_the_checked_file_predicts_as_the_first(kept, tmp_path):
    with Archive(kept) as archive:
        again = keras.models.load_model(archive.checked, custom_objects=BUILDERS)
    X = np.ones((2, 3), "float32")
    assert type(again) is keras.Sequential
    assert np.array_equal(ann.models.load(kept).predict(X, verbose=0), again.predict(X, verbose=0))
