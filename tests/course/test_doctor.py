import pytest

from ann_toolkit.course.doctor import examine
from ann_toolkit.datasets.registry import ENTRIES


@pytest.fixture
def finding(tmp_path, monkeypatch):
    """What the doctor finds in a folder of real data that holds these files."""
    monkeypatch.setenv("ANN_TOOLKIT_DATA", str(tmp_path))

    def find(*names):
        for name in names:
            (tmp_path / name).touch()
        return next(found for found in examine() if found.what == "real data")

    return find


def test_real_data_is_told_by_dataset(finding):
    found = finding("housing.csv", "train_signs.h5", "test_signs.h5", "trainset.hdf5")
    assert found.state == "note"
    assert found.found.startswith("2 of 11 datasets in ")
    assert found.found.endswith(": signs, california")
    assert "cats_dogs (without testset.hdf5)" in found.advice
    assert not any(f" {name}," in found.advice for name in ("signs", "california"))
    assert all(name in found.advice for name in ("robot", "covtype", "fashion", "weather"))


def test_nothing_is_advised_where_every_dataset_is_there(finding):
    found = finding(*(names[-1] for entry in ENTRIES.values() for names in entry.files))
    assert (found.state, found.advice) == ("ok", "")
    assert found.found.startswith("11 of 11 datasets")
