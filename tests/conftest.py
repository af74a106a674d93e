"""What all tests share: no screen, no network, and real data only where a test asks for it."""

import os
import socket
from pathlib import Path

import pytest

os.environ["MPLBACKEND"] = "agg"
# Tests see generated samples unless they ask; the workers of xdist find the folder under another name.
REAL_DATA = os.environ.setdefault("ANN_TOOLKIT_TESTS_DATA", os.environ.pop("ANN_TOOLKIT_DATA", ""))


@pytest.fixture
def real_data(monkeypatch):
    """The folder of real datasets; the test is skipped where there is none."""
    folder = Path(REAL_DATA).absolute()
    if not REAL_DATA or not folder.is_dir():
        pytest.skip("no real data: ANN_TOOLKIT_DATA names no folder")
    monkeypatch.setenv("ANN_TOOLKIT_DATA", str(folder))
    return folder


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
    import sys

    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
