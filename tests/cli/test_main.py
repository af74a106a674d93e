"""The ``ann`` command as a person uses it: in a process of its own."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from ann_toolkit.cli import main as cli
from ann_toolkit.course import doctor

invoke = CliRunner().invoke


def ann(*arguments, cwd=None):
    return subprocess.run(
        [sys.executable, "-m", "ann_toolkit.cli", *arguments],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
    )


def test_list_shows_number_title_and_seconds():
    result = invoke(cli.app, ["list"])
    assert result.exit_code == 0
    line = next(line for line in result.output.splitlines() if line.startswith("  9"))
    assert "A hidden layer bends the line" in line
    assert line.endswith(" s")


def test_listing_loads_nothing_heavy():
    code = (
        "import sys; from ann_toolkit.cli.main import app; from typer.testing import CliRunner;"
        "assert CliRunner().invoke(app, ['list']).exit_code == 0;"
        "heavy = {'tensorflow', 'keras', 'matplotlib', 'pandas', 'sklearn', 'numpy'} & set(sys.modules);"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_run_says_where_everything_is(tmp_path):
    script = tmp_path / "05_mine.py"
    script.write_text("# %% [markdown]\n# # 5. Mine\n# %%\nprint('hello')\nimport pylab; pylab.figure()\n")
    done = ann("run", str(script), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "hello" in done.stdout
    assert "report    runs/05_mine/report.html" in done.stdout
    assert (tmp_path / "runs/05_mine/figure_01.png").exists()


def test_a_mistake_is_one_line_and_exit_2(tmp_path):
    done = ann("run", "hiden_layer", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("ann: there is no exercise 'hiden_layer'; did you mean 'hidden_layer'?")
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_debug_shows_the_traceback(tmp_path):
    done = ann("--debug", "run", "99", cwd=tmp_path)
    assert done.returncode != 0
    assert "Traceback" in done.stderr


def test_doctor_names_what_was_found_and_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("ANN_TOOLKIT_DATA", raising=False)
    result = invoke(cli.app, ["doctor"])
    assert result.exit_code == 0, result.output
    for words in ("Python", "TensorFlow", "CPU", "no program 'dot'", "ANN_TOOLKIT_DATA is not set"):
        assert words in result.output


@pytest.mark.parametrize(("make", "state"), [(True, "note"), (False, "missing")])
def test_doctor_looks_into_the_real_data(make, state, monkeypatch, tmp_path):
    folder = tmp_path / "real"
    if make:
        folder.mkdir()
        (folder / "mnist.npz").write_bytes(b"x")
    monkeypatch.setenv("ANN_TOOLKIT_DATA", str(folder))
    finding = next(finding for finding in doctor.examine() if finding.what == "real data")
    assert finding.state == state


def test_doctor_tells_of_a_gpu(monkeypatch):
    from ann_toolkit.training import devices

    facts = devices.describe_devices() | {"gpu": "Tesla", "gpu memory": "grows as needed"}
    monkeypatch.setattr(devices, "describe_devices", lambda: facts)
    finding = next(finding for finding in doctor.examine() if finding.what == "devices")
    assert finding.state == "ok"
    assert "GPU Tesla (memory grows as needed; precision float32)" in finding.found
