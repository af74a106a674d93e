"""What a killed writer left is swept, what another one is writing is not."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ann_toolkit.base.files import replacing
from ann_toolkit.base.leftovers import OLD, leftovers, leftovers_below, owner, remove

WRITE = """
import sys, time
from ann_toolkit.base.files import replacing
with replacing(sys.argv[1]) as part:
    part.write_text("half")
    print(part, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def writer(tmp_path):
    """Another process that is in the middle of writing a file; the name of its temporary one."""
    children = []

    def begin(name):
        child = subprocess.Popen(
            [sys.executable, "-c", WRITE, name], cwd=tmp_path, stdout=subprocess.PIPE, text=True
        )
        children.append(child)
        return child, tmp_path / child.stdout.readline().strip()

    yield begin
    for child in children:
        child.kill()
        child.communicate()


def write(path):
    with replacing(path) as part:
        part.write_text("whole")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell whether a process runs")
def test_the_next_writer_of_a_name_sweeps_what_a_killed_one_left_and_no_others(writer, tmp_path):
    killed, left = writer("data.weights.h5")
    _, busy = writer("data.weights.h5")
    other, elsewhere = writer("other.csv")
    assert left.name.endswith(".weights.h5")
    for child in (killed, other):
        child.send_signal(signal.SIGKILL)
        child.wait()
    write(tmp_path / "data.weights.h5")
    assert sorted(tmp_path.iterdir()) == sorted([busy, elsewhere, tmp_path / "data.weights.h5"])
    assert remove(leftovers_below(tmp_path.parent)) == [elsewhere]


def test_of_an_unknown_writer_only_what_is_old_goes(tmp_path):
    names = [".case.0123abcd.csv", ".case.00000001ffffffff0123abcd.csv", f".case.{owner()}0123abcd.csv"]
    old, foreign, mine = (tmp_path / name for name in names)
    for path in (old, foreign, mine):
        path.write_text("half")
    write(tmp_path / "case.csv")
    assert {old, foreign, mine} < set(tmp_path.iterdir())
    long_ago = time.time() - OLD - 10
    os.utime(old, (long_ago, long_ago))
    os.utime(foreign, (long_ago, long_ago))
    assert set(leftovers(tmp_path)) == {old, foreign}
    time.sleep(0.05)  # a folder is not looked through all the time
    write(tmp_path / "case.csv")
    assert set(tmp_path.iterdir()) == {mine, tmp_path / "case.csv"}


def test_files_that_only_look_alike_are_kept(tmp_path):
    long_ago = time.time() - 2 * OLD
    kept = [".config.json", "case.0123abcd.csv", ".0123abcd", ".case.0123ABCD.csv", ".case.0123abcd0.csv"]
    for name in kept:
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (long_ago, long_ago))
    (tmp_path / ".folder.0123abcd.csv").mkdir()
    (tmp_path / ".link.0123abcd.csv").symlink_to(tmp_path / ".config.json")
    assert list(leftovers_below(tmp_path)) == []


def test_doctor_removes_them_and_says_which(tmp_path, monkeypatch, capsys):
    from typer.main import get_command

    from ann_toolkit.cli.main import app

    left = tmp_path / "runs" / ".report.0123abcd.html"
    left.parent.mkdir()
    left.touch()
    os.utime(left, (0, 0))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as end:
        get_command(app).main(["doctor", "--clean"], prog_name="ann")
    assert end.value.code == 0
    removed, told = capsys.readouterr().out.splitlines()
    assert removed == f"removed {Path('runs', left.name)}"
    assert told.startswith("1 half-written files of killed runs were removed in ")
    assert not left.exists()


def test_a_name_as_long_as_the_system_allows_can_be_written(tmp_path):
    for name in ("a" * 251 + ".csv", "é" * 125 + ".csv"):
        write(tmp_path / name)
        assert (tmp_path / name).read_text() == "whole"
