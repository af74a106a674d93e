import pytest

from ann_toolkit import locations
from ann_toolkit.locations import REAL_DATA_VARIABLE


@pytest.fixture
def real_files(real_data):
    """The paths of real files; the test is skipped where they are not at hand."""

    def find(*names):
        paths = locations.real_data(*names)
        if paths is None:
            pytest.skip(f"no real data: set {REAL_DATA_VARIABLE} to a folder with {', '.join(names)}")
        return paths

    return find


@pytest.fixture
def no_real_data(monkeypatch):
    monkeypatch.delenv(REAL_DATA_VARIABLE, raising=False)
