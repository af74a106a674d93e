import importlib.util
import shutil
from pathlib import Path

import pytest

import ann_toolkit
from ann_toolkit.base import locations

CLONE = Path(__file__).parents[2]


@pytest.fixture
def installed(tmp_path):
    """The module as it lies in a package somewhere else; beside that package there is a folder "data"."""
    place = tmp_path / "ann_toolkit" / "base" / "locations.py"
    place.parent.mkdir(parents=True)
    shutil.copy(locations.__file__, place)
    (tmp_path / "data").mkdir()
    spec = importlib.util.spec_from_file_location("locations_elsewhere", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_is_shipped_lies_beside_the_package_in_a_clone(installed, tmp_path):
    assert locations.shipped("data") == CLONE / "data"
    (tmp_path / "pyproject.toml").touch()
    assert installed.shipped("data") == tmp_path / "data"


def test_what_is_shipped_lies_in_the_package_where_it_is_installed(installed, tmp_path):
    assert installed.shipped("data") == tmp_path / "ann_toolkit" / "_shipped" / "data"


def test_the_folder_of_real_data_is_named_by_a_variable(monkeypatch, tmp_path):
    monkeypatch.delenv("ANN_TOOLKIT_DATA", raising=False)
    assert locations.real_data_folder() is None
    monkeypatch.setenv("ANN_TOOLKIT_DATA", str(tmp_path))
    assert locations.real_data_folder() == tmp_path
    monkeypatch.setenv("ANN_TOOLKIT_DATA", "~/course")
    assert locations.real_data_folder() == Path.home() / "course"


def test_the_package_under_test_is_this_one():
    assert Path(ann_toolkit.__file__).parent == CLONE / "ann_toolkit"
