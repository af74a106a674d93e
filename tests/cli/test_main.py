"""The ``ann`` command as a whole: its mistakes, its help, what it costs to start."""

import pytest

from tests.fresh_python import ann, heavy_after


def test_a_mistake_is_one_line_and_exit_2(tmp_path):
    done = ann("run", "hiden_layer", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("ann: there is no exercise 'hiden_layer'; did you mean 'hidden_layer'?")
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_mistake_in_a_group_of_commands_is_one_line_too(tmp_path):
    done = ann("data", "show", "robt", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("ann: there is no dataset 'robt'; did you mean 'robot'?")
    assert done.stderr.count("\n") == 1


def test_debug_shows_the_traceback(tmp_path):
    done = ann("--debug", "run", "99", cwd=tmp_path)
    assert done.returncode == 1
    assert "Traceback" in done.stderr
    assert done.stderr.splitlines()[-1].endswith(
        "there is no exercise '99'; there are 1 to 28 (see `ann list`)"
    )


def test_the_help_names_every_command_in_the_order_of_the_course():
    shown = ann("--help", COLUMNS="120", TERM="dumb").stdout
    commands = ["list", "run", "handout", "check", "train", "doctor", "data", "model"]
    places = [shown.find(f"│ {name} ") for name in commands]
    assert -1 not in places
    assert places == sorted(places)


def test_listing_loads_nothing_heavy():
    code = (
        "from ann_toolkit.cli.main import app; from typer.testing import CliRunner;"
        "assert CliRunner().invoke(app, ['list']).exit_code == 0"
    )
    assert heavy_after(code) == set()
