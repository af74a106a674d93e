from pathlib import Path

import ann_toolkit
from ann_toolkit.base import locations


def test_the_samples_lie_in_the_clone_or_in_the_package(monkeypatch, tmp_path):
    assert (locations.shipped("data") / "README.md").is_file()
    monkeypatch.setattr(locations, "_PACKAGE", tmp_path / "ann_toolkit")
    assert locations.shipped("data") == tmp_path / "ann_toolkit" / "_shipped" / "data"


def test_real_data_is_found_only_when_every_file_is_there(monkeypatch, tmp_path):
    monkeypatch.delenv(locations.REAL_DATA_VARIABLE, raising=False)
    assert locations.real_data_folder() is None
    assert locations.real_data("a.npz") is None
    monkeypatch.setenv(locations.REAL_DATA_VARIABLE, str(tmp_path))
    (tmp_path / "a.npz").touch()
    assert locations.real_data("a.npz") == [tmp_path / "a.npz"]
    assert locations.real_data("a.npz", "b.npz") is None


def test_a_home_folder_is_understood(monkeypatch):
    monkeypatch.setenv(locations.REAL_DATA_VARIABLE, "~/course")
    assert locations.real_data_folder() == Path.home() / "course"


def test_the_package_under_test_is_this_one():
    assert Path(ann_toolkit.__file__).parent == locations._PACKAGE
