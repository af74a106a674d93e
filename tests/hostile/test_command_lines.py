"""Every wrong command line is one line on the standard error, exit code 2, and nothing written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from ann_toolkit.cli.main import app
from tests.hostile.command_lines import COMMAND_LINES
from tests.hostile.corpus import SECRET

COMMAND = get_command(app)  # once: typer takes longer to build it than most lines take


def everything_in(folder: Path) -> dict[str, bytes]:
    """What stands in a folder and below it; a link by where it leads."""
    return {
        str(path.relative_to(folder)): str(path.readlink()).encode()
        if path.is_symlink()
        else path.read_bytes()
        if path.is_file()
        else b"a folder"
        for path in folder.rglob("*")
    }


@pytest.fixture
def here(tmp_path, monkeypatch, no_real_data, no_network):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def ann(here, capsys):
    """Run a line as the command does: gives the exit code, and what it wrote to its two outputs."""

    def run(*line):
        with pytest.raises(SystemExit) as end:
            COMMAND.main(list(line), prog_name="ann")
        shown = capsys.readouterr()
        return end.value.code, shown.out, shown.err

    return run


@pytest.mark.parametrize("entry", COMMAND_LINES, ids=str)
def test_a_wrong_command_line_is_one_line(entry, here, ann):
    line = entry.make(here)
    before = everything_in(here)
    exit_code, shown, told = ann(*line)
    assert exit_code == 2, told
    assert shown == ""
    assert told.endswith("\n")
    told = told[:-1]
    assert told.isprintable()
    assert told.startswith("ann: ")
    assert re.search(entry.says, told), told
    assert len(told) < 1400
    assert SECRET not in told
    assert not re.search(r"Traceback|Error\b|NoneType|errno|0x[0-9a-f]{6}|<[a-z_]+\.", told), told
    assert everything_in(here) == before


def test_there_are_enough_of_them_and_each_is_its_own():
    names = [entry.name for entry in COMMAND_LINES]
    assert len(names) == len(set(names))
    assert len(names) >= 450
