"""The last handler: whatever a command raises is one line and an exit code; --debug shows where it came from."""

import csv
import errno
import json

import pytest
from typer.main import get_command

from ann_toolkit.base.errors import DataError
from ann_toolkit.cli.main import app
from tests.fresh_python import ann as fresh_ann, fresh_python

COMMAND = get_command(app)


def unicode_error():
    try:
        b"\xff".decode()
    except UnicodeDecodeError as error:
        return error


RAISED = {
    "our own": (DataError("first\nsecond \x1b[31m"), 2, "first\\nsecond \\x1b[31m"),
    "a full disk": (OSError(errno.ENOSPC, "No space left on device"), 2, "the system refuses: No space left on device"),
    "a closed file": (PermissionError(errno.EACCES, "Permission denied", "a\nb"), 2, "a\\nb: Permission denied"),
    "an error without a number": (OSError("broken\nin two lines"), 2, "the system refuses: broken"),
    "no memory": (MemoryError(), 2, "there is not enough memory for this; give less data, or a smaller network"),
    "a deep structure": (RecursionError("maximum recursion depth"), 2, "something here is nested too deeply"),
    "bytes that are no text": (unicode_error(), 2, "text that is not UTF-8, or that cannot be written here ("),
    "a strange table": (csv.Error("field larger than field limit"), 2, "what was read is not a CSV table ("),
    "strange JSON": (json.JSONDecodeError("Expecting value", "x", 0), 2, "what was read is not JSON (Expecting value"),
    "Ctrl-C": (KeyboardInterrupt(), 130, "stopped by Ctrl-C"),
    "a fault of ours": (AttributeError("no\nsuch"), 1, "a mistake in the toolkit itself, not in what you typed ("),
}  # fmt: skip


@pytest.fixture
def ann(monkeypatch, capsys):
    """Run a line with a command that raises something."""

    def run(error, *line):
        def raise_it():
            raise error

        monkeypatch.setattr("ann_toolkit.course.catalog.exercises", raise_it)
        with pytest.raises((SystemExit, type(error))) as end:
            COMMAND.main([*line, "list"], prog_name="ann")
        return end.value, capsys.readouterr()

    return run


@pytest.mark.parametrize("what", RAISED)
def test_whatever_is_raised_is_one_line(what, ann):
    error, exit_code, says = RAISED[what]
    end, shown = ann(error)
    assert end.code == exit_code
    assert shown.out == ""
    assert shown.err.startswith(f"ann: {says}")
    assert shown.err.count("\n") == 1
    assert shown.err[:-1].isprintable()


def test_debug_lets_it_through(ann):
    error = MemoryError()
    assert ann(error, "--debug")[0] is error


def test_nobody_who_reads_on_is_no_mistake(ann):
    end, shown = ann(BrokenPipeError(errno.EPIPE, "Broken pipe"))
    assert (end.code, shown.out, shown.err) == (141, "", "")


HEAD = """
import subprocess, sys
ann = [sys.executable, "-m", "ann_toolkit.cli", "data", "list"]
child = subprocess.Popen(ann, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
child.stdout.close()
print(child.stderr.read(), child.wait())
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(errno, "EPIPE"), reason="pipes as POSIX has them")
def test_a_pipe_that_closes_early_says_nothing():
    assert fresh_python("-c", HEAD).stdout == "b'' 141\n"


@pytest.mark.slow
def test_a_terminal_of_another_alphabet_is_no_mistake(tmp_path):
    done = fresh_ann(
        "data", "make", "moons", "-n", "5", "-o", "é.npz", cwd=tmp_path, PYTHONIOENCODING="ascii"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(".npz  903 bytes\n")


def test_a_name_that_commands_the_terminal_is_written_out(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as end:
        COMMAND.main(["data", "make", "moons", "-n", "5", "-o", "\x1b[31m\n.npz"], prog_name="ann")
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith("\\x1b[31m\\n.npz  ")
