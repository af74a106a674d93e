import errno
import json
import os
import subprocess
import sys
import zipfile

import h5py
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings

from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.base.leftovers import owner
from ann_toolkit.datasets import Dataset, generate_classification_case2, generate_regression_case
from tests.datasets.files.made_up_tables import UNCHECKED, assert_same, tables

ENDINGS = [".csv", ".xlsx", ".parquet", ".npz", ".h5", ".hdf5"]


@pytest.mark.slow
@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=30, suppress_health_check=UNCHECKED)
@given(data=tables())
def test_every_format_gives_back_what_it_was_given(tmp_path, ending, data):
    path = tmp_path / f"table{ending}"
    data.save(path)
    assert_same(Dataset.read(path), data, digits=16 if ending == ".xlsx" else 17)


@pytest.mark.parametrize("ending", [".npz", ".h5"])
def test_images_keep_their_shape(tmp_path, ending):
    images = Dataset(np.arange(96, dtype=np.float32).reshape(2, 4, 4, 3), [0, 1], "binary")
    images.save(tmp_path / f"images{ending}")
    assert_same(Dataset.read(tmp_path / f"images{ending}"), images)


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_origin_travels_with_the_data(tmp_path, ending):
    data = generate_regression_case(n_samples=5, noise=0.5, seed=4)
    data.save(tmp_path / f"case{ending}")
    found = Dataset.read(tmp_path / f"case{ending}").provenance
    assert found["generator"] == "generate_regression_case"
    assert found["arguments"]["seed"] == 4
    assert found["version"]


def test_the_same_data_gives_the_same_bytes(tmp_path):
    data = generate_classification_case2(n_samples=50)
    for ending in (".csv", ".npz", ".h5", ".parquet"):
        data.save(tmp_path / f"a{ending}")
        first = (tmp_path / f"a{ending}").read_bytes()
        data.save(tmp_path / f"a{ending}")
        assert (tmp_path / f"a{ending}").read_bytes() == first, ending


def test_foreign_arrays_and_sheets_are_understood(tmp_path):
    np.savez(tmp_path / "a.npz", X=np.eye(3), y=np.array(["b", "a", "b"]))
    data = Dataset.read(tmp_path / "a.npz")
    assert (data.target_names, data.y.tolist()) == (("a", "b"), [1, 0, 1])
    frame = pd.DataFrame({"size": [1, 2], "kind": ["NA", "x"]})
    for path, write in [("s.xlsx", frame.to_excel), ("s.parquet", frame.to_parquet)]:
        write(tmp_path / path, index=False)
        assert Dataset.read(tmp_path / path).target_names == ("NA", "x")


@pytest.mark.parametrize("ending", ENDINGS)
def test_damaged_files_get_one_clear_line(tmp_path, ending):
    good = tmp_path / f"good{ending}"
    generate_classification_case2(n_samples=400).save(good)
    raw = good.read_bytes()
    damaged = tmp_path / f"damaged{ending}"
    damaged.write_bytes(raw[: len(raw) // 2] + (b"\xff\xfe1,2\n" if ending == ".csv" else b""))
    page = tmp_path / f"page{ending}"
    page.write_text("<html><body>Sign in to download</body></html>")
    empty = tmp_path / f"empty{ending}"
    empty.touch()
    for path, message in [(damaged, "whole|UTF-8"), (page, "is a web page"), (empty, "is empty")]:
        with pytest.raises(FileError, match=message) as caught:
            Dataset.read(path)
        assert path.name in str(caught.value)
        assert "\n" not in str(caught.value)


def test_a_bit_that_flipped_in_a_zip_is_noticed(tmp_path):
    path = tmp_path / "case.npz"
    generate_classification_case2(n_samples=400).save(path)
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 3] ^= 0xFF
    path.write_bytes(raw)
    with pytest.raises(FileError, match="not an NPZ file, or not the whole of it"):
        Dataset.read(path)


def test_bad_cells_in_a_sheet_are_named(tmp_path):
    path = tmp_path / "t.xlsx"
    pd.DataFrame({"a": [1, "word"], "y": [1.5, 2.5]}).to_excel(path, index=False)
    with pytest.raises(DataError, match=r"row 3 \(a\): 'word' where a number is expected"):
        Dataset.read(path)
    pd.DataFrame({"a": []}).to_excel(path, index=False)
    with pytest.raises(DataError, match="no rows of data"):
        Dataset.read(path)


def test_arguments_are_checked(tmp_path):
    data = generate_classification_case2(n_samples=4)
    with pytest.raises(FileError, match=r"use .csv or .xlsx or .parquet"):
        data.save(tmp_path / "case.docx")
    with pytest.raises(FileError, match=r"the folder .* does not exist; make it first"):
        data.save(tmp_path / "no" / "case.npz")
    with pytest.raises(DataError, match=r"choose '\.' or ','"):
        data.save(tmp_path / "case.csv", decimal=";")
    with pytest.raises(FileError, match=r"use \.csv"):
        data.save(tmp_path / "case.npz", decimal=",")
    with pytest.raises(FileError, match="does not exist"):
        Dataset.read(tmp_path / "none.csv")
    data.save(tmp_path / "case.csv")
    with pytest.raises(DataError, match="has no column 'label'; its columns are x1, x2, class"):
        Dataset.read(tmp_path / "case.csv", target="label")
    with pytest.raises(DataError, match="task='guess' is unknown"):
        Dataset.read(tmp_path / "case.csv", task="guess")
    np.savez(tmp_path / "other.npz", inputs=np.eye(2))
    with pytest.raises(DataError, match="holds inputs; expected the arrays X and y"):
        Dataset.read(tmp_path / "other.npz")
    with pytest.raises(DataError, match=r"save as \.npz or \.h5"):
        Dataset(np.zeros((2, 3, 3)), [0, 1], "binary").save(tmp_path / "images.csv")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_full_disk_leaves_the_old_file_whole(tmp_path, ending, monkeypatch):
    path = tmp_path / f"case{ending}"
    old = generate_classification_case2(n_samples=20, seed=1)
    old.save(path)

    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match="No space left on device; what was there before is untouched"):
        generate_classification_case2(n_samples=30, seed=2).save(path)
    assert_same(Dataset.read(path), old, digits=16)
    assert {file.name for file in tmp_path.iterdir()} <= {path.name, path.name + ".json"}


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full on this system")
@pytest.mark.parametrize("ending", [".csv", ".npz", ".xlsx", ".parquet"])
def test_a_write_that_the_system_refuses_is_one_line(tmp_path, ending, monkeypatch):
    path = tmp_path / f"case{ending}"
    path.write_text("old")

    def lead_to_the_full_device(_size):  # so that the temporary file is a device that is always full
        (tmp_path / f".case.{owner()}xx{ending}").symlink_to("/dev/full")
        return "xx"

    monkeypatch.setattr("ann_toolkit.base.files.secrets.token_hex", lead_to_the_full_device)
    with pytest.raises(FileError, match="cannot write") as caught:
        generate_classification_case2(n_samples=3000).save(path)
    assert "\n" not in str(caught.value)
    assert path.read_text() == "old"


FULL = """
import resource, signal, sys
from ann_toolkit.datasets import Dataset, generate_classification_case2
from ann_toolkit.base.errors import FileError
path = sys.argv[1]
small, large = (generate_classification_case2(n_samples=n) for n in (10, 20_000))
small.save(path)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    large.save(path)
except FileError as error:
    print(error)
print(len(Dataset.read(path)), "rows")
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="limits on the size of files are of POSIX systems")
@pytest.mark.parametrize("ending", [".csv", ".npz", ".h5", ".parquet", ".xlsx"])
def test_a_write_that_fails_midway_is_one_line_and_no_crash(tmp_path, ending):
    path = tmp_path / f"case{ending}"
    done = subprocess.run([sys.executable, "-c", FULL, str(path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"cannot write {path}: File too large; what was there before is untouched",
        "10 rows",
    ]
    assert {file.name for file in tmp_path.iterdir()} <= {path.name, path.name + ".json"}


def test_a_zip_of_something_else_is_not_a_dataset(tmp_path):
    for ending in (".npz", ".xlsx"):
        path = tmp_path / f"other{ending}"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("readme.txt", "hello")
        with pytest.raises((FileError, DataError), match=path.name):
            Dataset.read(path)


HEADER = {  # as every version of the toolkit has written it
    "name": "trees",
    "task": "binary",
    "feature_names": ["height", "age"],
    "target_names": ["oak", "ash"],
    "X_dtype": "float32",
    "y_dtype": "int64",
    "y_ndim": 1,
    "provenance": {"seed": 3},
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_files_with_this_header_are_read_and_written(tmp_path, ending):
    X, y, about = np.array([[1.5, 20], [2.5, 30]], np.float32), np.array([1, 0]), json.dumps(HEADER)
    frame = pd.DataFrame({"height": X[:, 0], "age": X[:, 1], "class": ["ash", "oak"]})
    path = tmp_path / f"trees{ending}"
    if ending == ".csv":
        frame.to_csv(path, index=False)
        path.with_name("trees.csv.json").write_text(about)
    elif ending == ".xlsx":
        with pd.ExcelWriter(path) as book:
            frame.to_excel(book, sheet_name="data", index=False)
            rows = pd.DataFrame([(key, json.dumps(value)) for key, value in HEADER.items()])
            rows.to_excel(book, sheet_name="about", index=False, header=False)
    elif ending == ".parquet":
        table = pa.Table.from_pandas(frame, preserve_index=False)
        pq.write_table(table.replace_schema_metadata({"ann_toolkit": about}), path)
    elif ending == ".npz":
        np.savez(path, X=X, y=y, about=np.array(about))
    else:
        with h5py.File(path, "w") as file:
            file["X"], file["y"], file.attrs["about"] = X, y, about
    told = Dataset(X, y, "binary", ("height", "age"), ("oak", "ash"), "trees", {"seed": 3})
    assert_same(Dataset.read(path), told)
    own = tmp_path / "own.csv"
    told.save(own)
    assert json.loads((tmp_path / "own.csv.json").read_text()) == HEADER


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
def test_further_columns_stand_in_the_file_and_are_no_part_of_the_data(tmp_path, ending):
    data = generate_regression_case(n_samples=4, n_inputs=2)
    path = tmp_path / f"case{ending}"
    data.save(path, extra=pd.DataFrame({"error": [0.1, 0.2, 0.3, 0.4]}))
    frame = {".csv": pd.read_csv, ".xlsx": pd.read_excel, ".parquet": pd.read_parquet}[ending](path)
    assert frame.columns.tolist() == ["x1", "x2", "y", "error"]
    assert_same(Dataset.read(path), data, digits=16)
