import errno
import os
from pathlib import Path

import pytest

from ann_toolkit.base.errors import FileError
from ann_toolkit.base.files import check_ending, existing, folder, replacing, writable


def leftovers(where: Path) -> list[str]:
    return sorted(path.name for path in where.iterdir())


def write_half(target: Path, failure: BaseException) -> None:
    with replacing(target) as part:
        part.write_text("half a li")
        raise failure


def test_a_finished_file_takes_the_place_of_the_old_one(tmp_path):
    target = tmp_path / "notes.txt"
    target.write_text("old")
    with replacing(target) as part:
        part.write_text("new")
        assert target.read_text() == "old"
        assert part.suffix == ".txt"
    assert target.read_text() == "new"
    assert leftovers(tmp_path) == ["notes.txt"]


@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_a_write_that_fails_midway_leaves_the_old_file_whole(tmp_path, failure):
    target = tmp_path / "notes.txt"
    target.write_text("old")
    expected = FileError if isinstance(failure, OSError) else KeyboardInterrupt
    with pytest.raises(expected) as caught:
        write_half(target, failure)
    if expected is FileError:
        assert "No space left" in str(caught.value)
        assert "untouched" in str(caught.value)
    assert target.read_text() == "old"
    assert leftovers(tmp_path) == ["notes.txt"]


def test_a_first_write_that_fails_leaves_nothing(tmp_path):
    with pytest.raises(FileError, match=r"cannot write .*No space left on device$"):
        write_half(tmp_path / "notes.txt", OSError(errno.ENOSPC, "No space left on device"))
    assert leftovers(tmp_path) == []


def test_a_full_disk_found_only_when_flushing_is_noticed(tmp_path, monkeypatch):
    target = tmp_path / "notes.txt"
    target.write_text("old")

    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match="No space left"), replacing(target) as part:
        part.write_text("new")
    assert target.read_text() == "old"
    assert leftovers(tmp_path) == ["notes.txt"]


def test_writing_needs_a_folder_and_a_file_name(tmp_path):
    with (
        pytest.raises(FileError, match="does not exist; make it first"),
        replacing(tmp_path / "no" / "a.txt"),
    ):
        pass
    with pytest.raises(FileError, match="it is a folder; give a file name"), replacing(tmp_path):
        pass


def test_existing_says_what_is_wrong(tmp_path):
    good, empty, page = tmp_path / "good.csv", tmp_path / "empty.csv", tmp_path / "page.csv"
    good.write_text("1,2\n")
    empty.touch()
    page.write_bytes(b"\xef\xbb\xbf \n<!DOCTYPE html><html>404</html>")
    assert existing(str(good), "a table", (".csv",)) == good
    with pytest.raises(FileError, match=r"none.csv does not exist \(looked in .*\); expected a table"):
        existing(tmp_path / "none.csv", "a table")
    with pytest.raises(FileError, match="is a folder; expected a table"):
        existing(tmp_path, "a table")
    with pytest.raises(FileError, match="is empty; expected a table"):
        existing(empty, "a table")
    with pytest.raises(FileError, match="is a web page, not a table"):
        existing(page, "a table")
    with pytest.raises(FileError, match=r"the ending is not that of a table; use .xlsx or .npz"):
        existing(good, "a table", (".xlsx", ".npz"))


def test_a_file_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    secret = tmp_path / "secret.csv"
    secret.write_text("1\n")
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(FileError, match="permission denied; expected a table"):
        existing(secret, "a table")


def test_endings_are_compared_without_regard_to_case():
    check_ending(Path("A.CSV"), "a table", (".csv",))
    with pytest.raises(FileError, match=r"use \.csv"):
        check_ending(Path("A.txt"), "a table", (".csv",))


def test_a_folder_is_made_with_those_above_it_once(tmp_path):
    made = folder(tmp_path / "a" / "b")
    assert made == tmp_path / "a" / "b"
    assert made.is_dir()
    (made / "kept.txt").touch()
    assert folder(str(made)) == made
    assert leftovers(made) == ["kept.txt"]


def test_a_folder_that_can_be_made_is_said_so_without_making_it(tmp_path):
    assert writable(tmp_path / "a" / "b") == tmp_path / "a" / "b"
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("check", [folder, writable])
def test_a_folder_cannot_stand_in_a_file(tmp_path, check):
    (tmp_path / "taken").touch()
    with pytest.raises(FileError, match=r"cannot make the folder .*b: .*taken is a file; use -o"):
        check(tmp_path / "taken" / "b", "use -o")


@pytest.mark.parametrize("check", [folder, writable])
def test_a_folder_that_may_not_be_written_to_is_refused(tmp_path, monkeypatch, check):
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(FileError, match=r"permission denied in .*; choose another"):
        check(tmp_path / "b")
    assert leftovers(tmp_path) == []


def test_a_folder_that_the_system_refuses_is_said(tmp_path, monkeypatch):
    def full(*_arguments, **_options):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "mkdir", full)
    with pytest.raises(
        FileError, match=r"cannot make the folder .*b: No space left on device; choose another"
    ):
        folder(tmp_path / "b")
