"""``ann train``: it runs a parameter file, and passes its options on."""

from typer.testing import CliRunner

import ann_toolkit as ann
from ann_toolkit.cli.main import app

invoke = CliRunner().invoke


def test_train_writes_into_the_folder_that_was_named(tmp_path):
    params = ann.jobs.params_folder() / "two_clouds.json"
    result = invoke(app, ["train", str(params), "-o", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    assert f"written to {tmp_path / 'out'}" in result.output
    assert (tmp_path / "out" / "history.csv").is_file()


def test_an_unknown_engine_is_a_mistake():
    params = ann.jobs.params_folder() / "two_clouds.json"
    result = invoke(app, ["train", str(params), "--engine", "torch"])
    assert result.exit_code == 2
    assert result.stderr == "ann: there is no engine 'torch'; there are scratch and keras\n"
