import errno
import gzip
import os
import string
import subprocess
import sys
import zipfile

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from hypothesis.extra.numpy import arrays

from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.datasets import Dataset, generate_classification_case2, generate_regression_case

ENDINGS = [".csv", ".xlsx", ".parquet", ".npz", ".h5", ".hdf5"]
UNCHECKED = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
LETTERS = string.ascii_letters + string.digits + "éèçß日 ;,'\"_-()%"


@st.composite
def names(draw, count):
    texts = st.text(LETTERS, min_size=1, max_size=8).map(str.strip).filter(bool)
    found = draw(st.lists(texts, min_size=count, max_size=count, unique=True))
    return tuple(f"{name}." if name == "class" else name for name in found)


@st.composite
def tables(draw):
    rows, columns = draw(st.integers(1, 12)), draw(st.integers(1, 4))
    dtype = draw(st.sampled_from([np.float32, np.float64]))
    elements = st.floats(allow_nan=False, allow_infinity=False, width=32)
    X = draw(arrays(dtype, (rows, columns), elements=elements))
    task = draw(st.sampled_from(["binary", "multiclass", "multilabel", "regression"]))
    k = 2 if task == "binary" else draw(st.integers(2, 4))
    if task == "regression":
        shape = draw(st.sampled_from([(rows,), (rows, 1), (rows, 3)]))
        y = draw(arrays(dtype, shape, elements=elements))
        k = 1 if len(shape) == 1 else shape[1]
    elif task == "multilabel":
        y = draw(arrays(np.int64, (rows, k), elements=st.integers(0, 1)))
    else:
        y = draw(arrays(np.int64, (rows,), elements=st.integers(0, k - 1)))
    all_names = draw(names(columns + k))
    return Dataset(X, y, task, all_names[:columns], all_names[columns:], "a tâble", {"seed": 3})


def assert_same(found, data, digits=17):
    """``digits``: how many of a number's digits the format keeps; 17 are all of them."""
    same = (
        np.array_equal if digits == 17 else lambda a, b: np.allclose(a, b, rtol=10.0 ** (1 - digits), atol=0)
    )
    assert found.X.dtype == data.X.dtype
    assert same(found.X, data.X)
    assert found.y.dtype == data.y.dtype
    assert found.y.shape == data.y.shape
    assert same(found.y, data.y)
    assert (found.task, found.name) == (data.task, data.name)
    assert (found.feature_names, found.target_names) == (data.feature_names, data.target_names)
    assert found.provenance == data.provenance


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=30, suppress_health_check=UNCHECKED)
@given(data=tables())
def test_every_format_gives_back_what_it_was_given(tmp_path, ending, data):
    path = tmp_path / f"table{ending}"
    data.save(path)
    assert_same(Dataset.read(path), data, digits=16 if ending == ".xlsx" else 17)


@settings(max_examples=30, suppress_health_check=UNCHECKED)
@given(data=tables())
def test_french_csv_gives_back_what_it_was_given(tmp_path, data):
    path = tmp_path / "table.csv"
    data.save(path, decimal=",")
    assert_same(Dataset.read(path), data)


def test_french_csv_is_what_excel_writes_in_french(tmp_path):
    path = tmp_path / "cas.csv"
    Dataset([[0.5, 2.0]], [1.25], "regression").save(path, decimal=",")
    assert path.read_text() == "x1;x2;y\n0,5;2,0;1,25\n"


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


def test_foreign_tables_are_understood(tmp_path):
    french = tmp_path / "mesures.csv"
    french.write_bytes("\ufefftaille;poids;espèce\r\n1,5;2;chat\r\n2,5;3;chien\r\n".encode())
    data = Dataset.read(french)
    assert data.X.tolist() == [[1.5, 2.0], [2.5, 3.0]]
    assert (data.task, data.target_names, data.feature_names) == (
        "binary",
        ("chat", "chien"),
        ("taille", "poids"),
    )
    assert len(data.provenance["sha256"]) == 64


def test_a_foreign_table_may_put_its_target_anywhere(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("label\ta\tb\n0\t1.5\t2\n2\t3\t4\n10\t3\t4\n")
    data = Dataset.read(path, target="label", task="multiclass")
    assert data.y.tolist() == [0, 1, 2]
    assert data.target_names == ("0", "2", "10")
    two = Dataset.read(path, target=["a", "b"])
    assert (two.task, two.y.shape, two.target_names) == ("regression", (3, 2), ("a", "b"))


def test_a_file_without_header_gets_numbered_columns(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("1.5,2,7.25\n3,4,8.5\n")
    data = Dataset.read(path)
    assert (data.feature_names, data.task, data.y.tolist()) == (("x1", "x2"), "regression", [7.25, 8.5])


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
    with pytest.raises(FileError, match="not a whole NPZ"):
        Dataset.read(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b,y\n1,2,3\n4,oops,6\n", r"line 3, column 2 \(b\): 'oops' where a number is expected"),
        ("a,b,y\n1,2,3\n4,,6\n", r"line 3, column 2 \(b\): nothing where a number"),
        ("a,b,y\n1,nan,3\n", r"'nan' where a number"),
        ("a,b,y\n1,2,3\n4,5\n", "line 3: 2 columns where the first line has 3"),
        ("a,b,y\n", "a header but no data under it"),
        ("y\n1\n2\n", "1 column"),
        ("\n\n", "is empty"),
    ],
)
def test_bad_cells_are_named(tmp_path, text, message):
    path = tmp_path / "t.csv"
    path.write_text(text)
    with pytest.raises((DataError, FileError), match=message):
        Dataset.read(path)


def test_bad_cells_in_a_sheet_are_named(tmp_path):
    path = tmp_path / "t.xlsx"
    pd.DataFrame({"a": [1, "word"], "y": [1.5, 2.5]}).to_excel(path, index=False)
    with pytest.raises(DataError, match=r"row 3 \(a\): 'word' where a number is expected"):
        Dataset.read(path)
    pd.DataFrame({"a": []}).to_excel(path, index=False)
    with pytest.raises(DataError, match="no rows of data"):
        Dataset.read(path)


def test_text_in_other_encodings_is_explained(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes("a,y\n1,été\n".encode("latin-1"))
    with pytest.raises(FileError, match=r"line 2: not UTF-8 text; save it again as 'CSV UTF-8'"):
        Dataset.read(path)
    path.write_bytes("a,y\n1,2\n".encode("utf-16"))
    with pytest.raises(FileError, match="saved as UTF-16"):
        Dataset.read(path)
    path.write_bytes(gzip.compress(b"a,y\n1,2\n"))
    with pytest.raises(FileError, match="not"):
        Dataset.read(path)


def test_what_is_written_beside_must_fit(tmp_path):
    path = tmp_path / "t.csv"
    generate_classification_case2(n_samples=4).save(path)
    text = path.read_text()
    path.write_text(text.replace("x1", "width"))
    with pytest.raises(DataError, match="name different columns"):
        Dataset.read(path)
    assert Dataset.read(path, target="class").feature_names == ("width", "x2")
    path.write_text(text[:-2] + "7\n")
    with pytest.raises(DataError, match="unknown class '7'; the classes are 0, 1"):
        Dataset.read(path)
    beside = tmp_path / "t.csv.json"
    for damage, message in [("{", "damaged"), ("[]", "lacks"), ('{"task": "binary"}', "lacks")]:
        beside.write_text(damage)
        with pytest.raises(FileError, match=message):
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
        (tmp_path / f".case.xx{ending}").symlink_to("/dev/full")
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
