import pytest

from ann_toolkit import datasets
from ann_toolkit.base.errors import DataError
from ann_toolkit.datasets.finding import missing_files
from ann_toolkit.datasets.registry import ENTRIES, entry


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder of real data."""
    monkeypatch.setenv("ANN_TOOLKIT_DATA", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("name", [name for name, found in ENTRIES.items() if found.files])
def test_real_files_are_told_when_every_one_is_there(folder, name):
    usual = [folder / names[0] for names in entry(name).files]
    for path in usual:
        assert datasets.real_files(name) == []
        assert missing_files(entry(name))[0] == path.name
        path.touch()
    assert datasets.real_files(name) == usual
    assert missing_files(entry(name)) == []


def test_other_names_of_files_and_of_datasets_are_known(folder):
    (folder / "housing.csv").touch()
    assert datasets.real_files("california_housing") == [folder / "housing.csv"]
    (folder / "housing.csv.gz").touch()
    assert datasets.real_files("california") == [folder / "housing.csv.gz"]


def test_nothing_is_real_without_a_folder(no_real_data):
    assert datasets.real_files("robot") == []
    assert len(missing_files(entry("robot"))) == 3


def test_datasets_without_files_have_none(folder):
    assert datasets.real_files("iris") == []
    with pytest.raises(DataError, match="did you mean 'robot'"):
        datasets.real_files("robt")
