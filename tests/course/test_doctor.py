"""What the doctor finds."""

import pytest

import ann_toolkit as ann


def finding(what):
    return next(finding for finding in ann.course.examine() if finding.what == what)


@pytest.mark.parametrize(("make", "state"), [(True, "note"), (False, "missing")])
def test_the_folder_of_real_data(make, state, monkeypatch, tmp_path):
    folder = tmp_path / "real"
    if make:
        folder.mkdir()
        (folder / "mnist.npz").write_bytes(b"x")
    monkeypatch.setenv("ANN_TOOLKIT_DATA", str(folder))
    assert finding("real data").state == state


def test_a_gpu(monkeypatch):
    from ann_toolkit.training import devices

    facts = devices.describe() | {"gpu": "Tesla", "gpu memory": "grows as needed"}
    monkeypatch.setattr(devices, "describe", lambda: facts)
    found = finding("devices")
    assert found.state == "ok"
    assert "GPU Tesla (memory grows as needed; precision float32)" in found.found


def test_a_python_that_is_too_new(monkeypatch):
    monkeypatch.setattr("sys.version_info", (3, 14, 0))
    assert finding("Python").state == "missing"
    assert "3.10 to 3.13" in finding("Python").advice
