import pytest
from hypothesis import HealthCheck, settings

from ann_toolkit import locations
from ann_toolkit.locations import REAL_DATA_VARIABLE

# A machine that is busy with other work is no reason for a test to fail.
settings.register_profile(
    "no clock",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("no clock")


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
