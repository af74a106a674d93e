import gzip

import numpy as np
import pytest
from hypothesis import given, settings

from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.datasets import Dataset, generate_classification_case2
from ann_toolkit.datasets.files import delimited, delimited_table
from ann_toolkit.datasets.files.text import read_text_table
from tests.datasets.files.made_up_tables import UNCHECKED, assert_same, tables


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


def test_a_table_without_faults_is_read_by_pandas_alone(tmp_path, monkeypatch):
    path = tmp_path / "case.csv"
    data = generate_classification_case2(n_samples=300)
    monkeypatch.setattr(delimited_table, "blocks_of", None)
    for decimal in (".", ","):
        data.save(path, decimal=decimal)
        assert_same(Dataset.read(path), data)
        assert Dataset.read(path, task="binary").y.tolist() == data.y.tolist()


@settings(max_examples=30, suppress_health_check=UNCHECKED)
@given(data=tables())
def test_pandas_and_the_text_reader_see_the_same_cells(tmp_path, data):
    path = tmp_path / "table.csv"
    data.save(path)
    wide = range(data.X.shape[1])
    table, text = delimited.open_table(path, "a table", header=True), read_text_table(path, "a table", True)
    assert table.names == text.header
    assert table.numbers(wide).tobytes() == text.numbers(wide).tobytes()
    assert (table.words([len(wide)]) == text.words([len(wide)])).all()


@pytest.mark.parametrize(
    ("text", "X"),
    [
        ("a;b;y\n1,5;2.5;3\n", [[1.5, 2.5]]),  # both decimal signs in one file
        ("a,b,y\n1,2,3\n\n , ,\n4,5,6\n,,\n", [[1, 2], [4, 5]]),  # empty lines, as spreadsheets leave them
        ("\n\n1,2,3\n4,5,6", [[1, 2], [4, 5]]),
        ('"a\nb",b,y\r\n" 1",2 ,3\r\n', [[1, 2]]),
        ("\ufeffa\tb\ty\n1\t2\t3\n", [[1, 2]]),
    ],
)
def test_odd_tables_are_understood(tmp_path, text, X):
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode())
    assert Dataset.read(path, task="regression").X.tolist() == X


def test_classes_are_called_as_they_stand_in_the_file(tmp_path):
    path = tmp_path / "t.csv"
    names = ("01", "1,5", "NA", "True")
    Dataset(np.zeros((4, 1)), range(4), "multiclass", target_names=names).save(path, decimal=",")
    assert Dataset.read(path).target_names == names
    assert Dataset.read(path).y.tolist() == [0, 1, 2, 3]
    path.write_text("x;kind\n1;NA\n2;1,5\n3;01\n")
    assert Dataset.read(path, target="kind").target_names == ("01", "1,5", "NA")


def test_numbers_by_name_in_any_order_also_compressed(tmp_path):
    path = tmp_path / "t.csv.gz"
    path.write_bytes(gzip.compress(b"a,note,b,c\n1,x,2,3\n4,,,6\n"))
    found = delimited.read_numbers(path, "a table", ("c", "b", "a"), empty=("b",))
    np.testing.assert_array_equal(found, [[3, 2, 1], [6, np.nan, 4]])
    with pytest.raises(DataError, match=r"line 3, column 3 \(b\): nothing where a number is expected"):
        delimited.read_numbers(path, "a table", ("a", "b"))
    with pytest.raises(DataError, match="has no column 'd'; its columns are a, note, b, c"):
        delimited.read_numbers(path, "a table", ("a", "d"))
    plain = tmp_path / "plain.csv"
    plain.write_text("1,2\n3,4\n")
    assert delimited.read_numbers(plain, "a table", ("p", "q"), header=False).tolist() == [[1, 2], [3, 4]]
    with pytest.raises(DataError, match="has 2 columns; a table has 3"):
        delimited.read_numbers(plain, "a table", ("p", "q", "r"), header=False)
    path.write_bytes(gzip.compress(b"a,b\n1,2\n" * 999)[:-20])
    with pytest.raises(FileError, match=r"cannot be read as a table \(.*\); make or copy it again"):
        delimited.read_numbers(path, "a table", ("a", "b"))
