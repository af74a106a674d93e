"""``ann list``, ``ann run`` and ``ann doctor``: what they print, and where everything is."""

import pytest
from typer.testing import CliRunner

import ann_toolkit
from ann_toolkit.cli.main import app
from tests.fresh_python import ann

invoke = CliRunner().invoke


def lesson(path, code):
    path.write_text(f"# %% [markdown]\n# # {int(path.name[:2])}. Mine\n# %%\n{code}\n")
    return str(path)


def test_list_shows_number_title_and_seconds():
    result = invoke(app, ["list"])
    assert result.exit_code == 0
    line = next(line for line in result.output.splitlines() if line.startswith("  9"))
    assert "A hidden layer bends the line" in line
    assert line.endswith(" s")


@pytest.mark.slow
def test_run_says_where_everything_is(tmp_path):
    script = lesson(tmp_path / "05_mine.py", "print('hello')\nimport pylab; pylab.figure()")
    done = ann("run", script, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "hello" in done.stdout
    assert "report    runs/05_mine/report.html" in done.stdout
    assert "pictures  runs/05_mine/figure_01.png\n" in done.stdout
    assert (tmp_path / "runs/05_mine/figure_01.png").exists()


def test_a_run_that_breaks_ends_with_1_and_says_why(tmp_path):
    done = ann("run", lesson(tmp_path / "05_mine.py", "1 / 0"), cwd=tmp_path)
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr
    assert "5. Mine: not passed" in done.stdout


@pytest.mark.parametrize("command", ["run", "handout"])
def test_one_exercise_or_all_must_be_said(command):
    result = invoke(app, [command])
    assert result.exit_code == 2
    assert result.stderr == f"ann: say which exercise, or --all: `ann {command} 9` or `ann {command} --all`\n"


def test_run_all_tells_of_each_exercise_and_of_the_page(tmp_path, monkeypatch):
    monkeypatch.setattr(
        "ann_toolkit.base.locations._PACKAGE", tmp_path / "ann_toolkit"
    )  # with lessons of its own
    folder = tmp_path / "ann_toolkit" / "_shipped" / "exercises"
    folder.mkdir(parents=True)
    lesson(folder / "01_good.py", "a = 1")
    lesson(folder / "02_bad.py", "1 / 0")
    result = invoke(app, ["run", "--all", "--out", str(tmp_path / "runs")])
    assert result.exit_code == 1
    good, bad, end = result.output.splitlines()
    assert good.startswith("ok   1  Mine")
    assert bad.startswith("no   2  Mine")
    assert end == f"1 of 2 exercises passed; see {tmp_path / 'runs' / 'index.html'}"


def test_doctor_names_what_was_found_and_what_to_do(monkeypatch, no_real_data):
    monkeypatch.setenv("PATH", "")
    result = invoke(app, ["doctor"])
    assert result.exit_code == 0, result.output
    for words in ("Python", "TensorFlow", "CPU", "no program 'dot'", "ANN_TOOLKIT_DATA is not set"):
        assert words in result.output


def test_doctor_ends_with_2_where_something_is_missing(monkeypatch, tmp_path):
    monkeypatch.setenv("ANN_TOOLKIT_DATA", str(tmp_path / "no"))
    assert invoke(app, ["doctor"]).exit_code == 2


def finding(what):
    return next(finding for finding in ann_toolkit.course.examine() if finding.what == what)


def test_doctor_tells_of_a_gpu(monkeypatch):
    facts = ann_toolkit.training.describe_devices() | {"gpu": "Tesla", "gpu memory": "grows as needed"}
    monkeypatch.setattr(ann_toolkit.training, "describe_devices", lambda: facts)
    found = finding("devices")
    assert found.state == "ok"
    assert "GPU Tesla (memory grows as needed; precision float32)" in found.found


def test_doctor_tells_of_a_python_that_is_too_new(monkeypatch):
    monkeypatch.setattr("sys.version_info", (3, 14, 0))
    assert finding("Python").state == "missing"
    assert "3.10 to 3.13" in finding("Python").advice
