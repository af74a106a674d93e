"""What all tests share: no screen, no network, and real data only where a test asks for it."""

import os
import socket
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A machine that is busy with other work is no reason for a test to fail.
settings.register_profile(
    "no clock",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("no clock")

os.environ["MPLBACKEND"] = "agg"
# Tests see generated samples unless they ask; the workers of xdist find the folder under another name.
REAL_DATA = os.environ.setdefault("ANN_TOOLKIT_TESTS_DATA", os.environ.pop("ANN_TOOLKIT_DATA", ""))


def pytest_addoption(parser):
    parser.addoption(
        "--seeds", default="0", help="seeds under which every lesson runs and its sentences have to hold"
    )


@pytest.fixture
def real_data(monkeypatch):
    """The folder of real datasets; the test is skipped where there is none."""
    folder = Path(REAL_DATA).absolute()
    if not REAL_DATA or not folder.is_dir():
        pytest.skip("no real data: ANN_TOOLKIT_DATA names no folder")
    monkeypatch.setenv("ANN_TOOLKIT_DATA", str(folder))
    return folder


@pytest.fixture
def real_files(real_data):
    """The paths of real files; the test is skipped where they are not at hand."""

    def find(*names):
        paths = [real_data / name for name in names]
        if not all(path.is_file() for path in paths):
            pytest.skip(f"no real data: set ANN_TOOLKIT_DATA to a folder with {', '.join(names)}")
        return paths

    return find


@pytest.fixture
def no_real_data(monkeypatch):
    """As on a machine without real data, whatever a test asked for before."""
    monkeypatch.delenv("ANN_TOOLKIT_DATA", raising=False)


@pytest.fixture
def no_network(monkeypatch):
    """Any attempt to reach another machine fails."""

    def refuse(self, address):
        raise AssertionError(f"tried to reach {address}")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(autouse=True)
def close_figures():
    """Leave no figure open for the next test."""
    yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
