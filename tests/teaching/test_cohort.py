import json
import signal
import sys

import numpy as np
import pytest

from ann_toolkit import teaching
from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.datasets import Dataset
from ann_toolkit.teaching import cohort
from ann_toolkit.teaching.roster import read_roster
from tests.fresh_python import fresh_python

ROSTER = "name;ID\nZoé;é 1\nAnn;b2\nÖmer;ü/3\n"


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    teaching.make_secret(tmp_path / "key")
    return tmp_path


def make(desk, folder="class", name="classification2", **more):
    arguments = {"n_samples": 50, **more}
    return cohort.make_cohort(name, desk / "roster.csv", desk / "key", desk / folder, **arguments)


def files_of(manifest):
    return json.loads(manifest.read_text(encoding="utf-8"))["students"]


def test_each_student_gets_data_of_their_own(desk):
    manifest = make(desk)
    students = files_of(manifest)
    assert list(students) == ["é 1", "b2", "ü/3"]
    parts = {}
    for student, files in students.items():
        train, test = (Dataset.read(manifest.parent / file) for file in files if file.endswith(".csv"))
        assert (len(train), len(test)) == (40, 10)
        assert not {row.tobytes() for row in train.X} & {row.tobytes() for row in test.X}
        parts[student] = train.X.tobytes()
    assert len(set(parts.values())) == 3
    assert all(file.isascii() for files in students.values() for file in files)
    assert teaching.verify_cohort(desk / "class") == 12
    assert teaching.verify_cohort(manifest) == 12


def test_the_same_secret_makes_the_same_files_again(desk):
    first, second = make(desk), make(desk, "again")
    assert files_of(first) == files_of(second)
    (desk / "key").write_text("another secret, long enough")
    assert files_of(make(desk, "other")) != files_of(first)


def test_nothing_that_is_handed_out_tells_the_seed(desk):
    manifest = make(desk, name="gears", n_samples=20, options={"n_assemblies": 100}, ending=".npz")
    secret = (desk / "key").read_bytes().strip()
    for student, files in files_of(manifest).items():
        seed = cohort.student_seed(secret, "gears", student)
        for file in files:
            assert f"{seed:x}"[:6] not in file
            data = Dataset.read(manifest.parent / file)
            assert str(seed) not in json.dumps(data.provenance)
            assert data.provenance["student"] == student
        assert str(seed) not in manifest.read_text()


def test_a_class_too_rare_to_share_does_not_stop_the_cohort(desk):
    manifest = make(desk, n_samples=40, options={"weights": (0.98, 0.02)})
    assert teaching.verify_cohort(manifest) == 12
    with pytest.raises(DataError, match="would leave part 2"):
        make(desk, "empty", n_samples=4, hidden_share=0.05)


def test_images_and_sequences_are_handed_out_as_arrays(desk):
    signs = make(desk, name="signs", n_samples=12, options={"n_test": 6}, ending=".npz")
    train, test = (Dataset.read(signs.parent / file) for file in files_of(signs)["b2"])
    assert (train.X.shape, test.X.shape) == ((12, 64, 64, 3), (6, 64, 64, 3))
    with pytest.raises(DataError, match=r"the ending '.csv' does not fit: sines is written as .npz or .h5"):
        make(desk, name="sines")


def test_whatever_was_touched_is_found(desk):
    manifest = make(desk)
    root = manifest.parent
    csv = sorted(file for file in files_of(manifest)["b2"] if file.endswith(".csv"))
    (root / csv[0]).write_text((root / csv[0]).read_text().replace("0", "1", 1))
    (root / csv[1]).unlink()
    (root / "hidden" / "notes.txt").write_text("?")
    with pytest.raises(
        FileError, match=r"of 12 files: 1 missing: .*1 changed: .*1 not in the manifest: hidden/notes"
    ):
        teaching.verify_cohort(root)
    manifest.write_text("{}")
    with pytest.raises(FileError, match="is not the manifest of a cohort"):
        teaching.verify_cohort(root)
    with pytest.raises(FileError, match="does not exist"):
        teaching.verify_cohort(desk / "nowhere.json")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id\nb2\nc3\nb2\n", "line 4: the id 'b2' stands in line 2 already"),
        ("id\nÉ\nE\u0301\n", "stands in line 2 already"),  # the same letter, written in two ways
        ("id,name\n ,Ann\n", "line 2: the id is empty"),
        ("id\n", "a header but no data"),
        ("id,name\n1,Ann,extra\n", "line 2: 3 columns where the first line has 2"),
        ("<html>sign in</html>", "is a web page"),
        ("", "is empty"),
    ],
)
def test_bad_rosters_are_explained(tmp_path, text, message):
    path = tmp_path / "roster.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises((DataError, FileError), match=message):
        read_roster(path)


def test_rosters_in_latin_1_are_explained(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_bytes("id\nZoé\n".encode("latin-1"))
    with pytest.raises(FileError, match="line 2: not UTF-8 text"):
        read_roster(path)


def test_ids_may_be_numbers_and_in_any_column(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text("id\n101\n 102 \n")
    assert read_roster(path) == ["101", "102"]
    path.write_text("surname,group\nO'Neil  Ann,1\n")
    assert read_roster(path) == ["O'Neil Ann"]
    path.write_text("id\n" + "\n".join(map(str, range(10_001))))
    with pytest.raises(DataError, match="has 10001 students; a cohort has 10000 at most"):
        read_roster(path)


def test_secrets_are_long_and_never_overwritten(desk):
    assert (desk / "key").stat().st_mode & 0o077 == 0
    with pytest.raises(FileError, match="exists already; keep it"):
        teaching.make_secret(desk / "key")
    (desk / "key").write_text("short\n")
    with pytest.raises(FileError, match="holds 5 bytes; a secret needs 16 or more"):
        make(desk)
    (desk / "key").unlink()
    with pytest.raises(FileError, match=r"expected a secret \(to make one: ann data secret FILE\)"):
        make(desk)
    assert not (desk / "class").exists()


def test_arguments_of_a_cohort_are_checked_before_anything_is_written(desk):
    for more, message in [
        ({"hidden_share": 1.0}, "hidden_share=1.0"),
        ({"ending": ".doc"}, "the ending '.doc' does not fit"),
        ({"options": {"seed": 3}}, "each student's seed follows from the secret"),
        ({"options": {"n_neurons": 3}}, "has no option 'n_neurons'"),
        ({"name": "iris"}, "is a fixed table"),
    ]:
        with pytest.raises(DataError, match=message):
            make(desk, **more)
    assert not (desk / "class").exists()
    (desk / "class").write_text("in the way")
    with pytest.raises(FileError, match="cannot make the folder"):
        make(desk)


def test_seeds_are_spread_over_64_bits():
    seeds = {cohort.student_seed(b"0123456789abcdef", "robot", str(student)) for student in range(1000)}
    assert len(seeds) == 1000
    assert np.log2(max(seeds)) > 60


KILLED = """
import os, signal, sys
from ann_toolkit.base import files
from ann_toolkit.teaching import make_cohort
flush = files._flush_to_disk
def killed(part, written=[]):
    written.append(part)
    if len(written) == 8:  # in the middle of the second student: a table and its note are three writes
        os.kill(os.getpid(), signal.SIGKILL)
    flush(part)
files._flush_to_disk = killed
make_cohort("classification2", "roster.csv", "key", "class", n_samples=50)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
def test_a_killed_cohort_goes_on_where_it_stopped(desk):
    assert fresh_python("-c", KILLED, cwd=desk).returncode == -signal.SIGKILL
    root = desk / "class"
    first = {path: path.stat().st_mtime_ns for path in root.rglob("*.csv") if not path.name.startswith(".")}
    assert [path for path in root.rglob(".*") if path.suffix in (".csv", ".json")]  # half-written
    with pytest.raises(FileError, match=r"manifest.json does not exist"):
        teaching.verify_cohort(root)
    manifest = make(desk)
    assert teaching.verify_cohort(root) == 12
    assert files_of(manifest) == files_of(make(desk, "at once"))
    kept = [path for path, when in first.items() if path.stat().st_mtime_ns == when]
    assert len(kept) >= 2  # the first student's: they were not made again
    assert not [path for path in root.rglob(".*")]


def test_a_cohort_with_other_arguments_does_not_go_on_with_the_files_of_a_killed_one(desk, monkeypatch):
    def stop(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(cohort, "write_manifest", stop)
    with pytest.raises(KeyboardInterrupt):
        make(desk)
    monkeypatch.undo()
    assert files_of(make(desk, n_samples=60)) == files_of(make(desk, "new", n_samples=60))
    assert teaching.verify_cohort(desk / "class") == 12


@pytest.mark.parametrize("line", ['["b2", {"../../key": "0"}]', '["b2", 3]', "[[", "9" * 5000])
def test_a_journal_that_was_changed_is_not_believed(desk, line, monkeypatch):
    monkeypatch.setattr("ann_toolkit.teaching.journal.Journal.close", lambda journal: None)
    first = files_of(make(desk))
    journal = desk / "class" / ".manifest.unfinished"
    journal.write_text(journal.read_text().splitlines()[0] + "\n" + line + "\n")
    assert files_of(make(desk)) == first


@pytest.mark.parametrize("more", [{"options": {"weights": (1, 2)}}, {"n_samples": 4, "hidden_share": 0.05}])
def test_a_refused_cohort_leaves_no_folder(desk, more):
    with pytest.raises(DataError):
        make(desk, "a/b/class", **more)
    assert not (desk / "a").exists()


def test_ids_of_every_kind_give_plain_names(desk):
    ids = ["../../etc/passwd", "/root", "=cmd|'/C calc'!A0", "é" * 300, "..", ".", "CON", "a,b"]
    (desk / "roster.csv").write_text("id\n" + "\n".join(f'"{one}"' for one in ids), encoding="utf-8")
    manifest = make(desk)
    assert list(files_of(manifest)) == ids
    names = {path.relative_to(desk / "class").as_posix() for path in (desk / "class").glob("*/*")}
    assert names == {file for files in files_of(manifest).values() for file in files}
    assert all(len(name) < 100 for name in names)
    moved = (desk / "class").rename(desk / "elsewhere")
    assert teaching.verify_cohort(moved) == 4 * len(ids)
