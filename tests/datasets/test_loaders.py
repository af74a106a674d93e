"""What all loaders share: the last handler, whatever befalls a file while it is read."""

import csv
import errno
import inspect

import pytest

from ann_toolkit import datasets
from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.datasets.arguments import loader
from ann_toolkit.datasets.real.tables import told

LOADERS = [name for name in dir(datasets) if name.startswith("load_")]
FROM_FILES = [name for name in LOADERS if inspect.signature(getattr(datasets, name)).parameters]


def failing(error):
    @loader
    def load_it(path=None, budget=None):
        raise error

    return load_it


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (OSError(errno.EIO, "?"), "^a.csv cannot be read: Input/output error$"),
        (FileNotFoundError(errno.ENOENT, "?", "b.csv"), "^b.csv cannot be read: No such file or directory$"),
        (OSError("no number"), "^a.csv cannot be read: the system refuses it$"),
        (MemoryError(), "^a.csv takes more memory than is free"),
        (RecursionError(), "^a.csv cannot be read: it is nested too deeply$"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "?"), "^a.csv cannot be read: it is not UTF-8 text$"),
        (csv.Error("odd quotes"), "^a.csv cannot be read as a table: odd quotes$"),
    ],
)
def test_what_no_reader_expects_is_one_line(error, message):
    with pytest.raises(FileError, match=message):
        failing(error)("a.csv")


def test_our_own_words_and_our_own_mistakes_are_left_alone():
    with pytest.raises(DataError, match=r"^said already$"):
        failing(DataError("said already"))("a.csv")
    with pytest.raises(ZeroDivisionError):
        failing(ZeroDivisionError())("a.csv")


@pytest.mark.parametrize("name", FROM_FILES)
def test_every_loader_of_files_has_a_budget(name):
    load = getattr(datasets, name)
    assert inspect.signature(load).parameters["budget"].default is None
    with pytest.raises(DataError, match="budget=-1: expected a whole number, 1 or more"):
        load(budget=-1)


def test_a_file_that_is_removed_while_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "sensor_readings_2.data"
    path.write_text("0.9,0.5,Move-Forward\n")
    assert len(datasets.load_robot(path, 2)) == 1

    def removed(found, doubts):
        path.unlink()
        return told(found, doubts)

    monkeypatch.setattr("ann_toolkit.datasets.real.robot.told", removed)
    with pytest.raises(FileError, match=r"sensor_readings_2\.data cannot be read: No such file"):
        datasets.load_robot(path, 2)
