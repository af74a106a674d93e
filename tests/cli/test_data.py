import json
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from ann_toolkit.base.errors import AnnError
from ann_toolkit.cli.data import app

runner = CliRunner()


def ann_data(*words):
    result = runner.invoke(app, [str(word) for word in words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_list_and_show():
    listed = ann_data("list")
    assert "robot" in listed
    assert "(make and load)" in listed
    assert "SD_" not in ann_data("show", "robot")
    assert "label_noise=0" in ann_data("show", "moons")


def test_make_and_plot(tmp_path):
    assert "m.csv" in ann_data(
        "make", "moons", "-n", 40, "--noise", 0.1, "--seed", 3, "-o", "m.csv", "--french"
    )
    assert (tmp_path / "m.csv").read_text().startswith("x1;x2;class\n")
    assert ann_data("plot", "m.csv").strip() == "m.png"
    assert (tmp_path / "m.png").read_bytes().startswith(b"\x89PNG")
    assert "iris.npz" in ann_data("npz", "iris")


def test_options_are_read_from_words(tmp_path):
    words = ["make", "spiral", "-n", 30, "--set", "n_classes=3", "--set", "weights=0.5,0.3,0.2"]
    ann_data(*words, "--set", "noise=0.3", "--set", "seed=4", "-o", "s.csv")
    told = json.loads((tmp_path / "s.csv.json").read_text())["provenance"]["arguments"]
    assert told["noise"] == 0.3
    assert told["seed"] == 4
    assert told["weights"] == [0.5, 0.3, 0.2]
    for more, message in [
        (["--set", "n_classes"], "'n_classes': expected an option as name=value"),
        (["--set", "noise=0.3", "--noise", 0.1], r"noise is given twice, as 0\.1 and as 0\.3; give it once"),
        (["--set", "seed=1", "--set", "seed=2"], "seed is given twice, as 1 and as 2"),
    ]:
        with pytest.raises(AnnError, match=message):
            ann_data("make", "spiral", "-o", "t.csv", *more)


def test_cohort_and_verify(tmp_path):
    (tmp_path / "students.csv").write_text("id\na\nb\n")
    ann_data("secret", "key")
    words = ["cohort", "robot", "--roster", "students.csv", "--secret-file", "key", "-o", "class", "-n", 40]
    assert "manifest.json" in ann_data(*words, "--set", "sensors=4", "--format", "xlsx")
    assert "4 files are there and unchanged" in ann_data("verify", "class")


def test_mistakes_reach_the_caller_as_one_line():
    with pytest.raises(AnnError, match="there is no dataset 'robt'; did you mean 'robot'"):
        ann_data("show", "robt")
    with pytest.raises(AnnError, match="noise=-1"):
        ann_data("make", "moons", "--noise", -1, "-o", "m.csv")


def test_the_help_is_there_at_once():
    code = (
        "import sys; from ann_toolkit.cli.data import app; "
        "print([name for name in ('numpy', 'pandas', 'tensorflow', 'matplotlib') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout.strip() == "[]"
