"""What is written: no formula comes alive, the same data gives the same bytes, a table and its note change together."""

import json
import os
import time
import zipfile

import numpy as np
import openpyxl
import pandas as pd
import pytest

from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.datasets import Dataset, generate_classification_case2
from ann_toolkit.datasets.files import delimited
from tests.datasets.files.made_up_tables import assert_same

FORMULAS = ("=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(1)", "\t=1+1", "'=quoted", "''@twice", "#REF!", "=")


def with_formulas():
    names = ('=HYPERLINK("http://x","y")', "-weight")
    return Dataset(np.zeros((len(FORMULAS), 2)), range(len(FORMULAS)), "multiclass", names, FORMULAS)


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
def test_words_that_look_like_formulas_are_read_back_equal(tmp_path, ending):
    data = with_formulas()
    data.save(tmp_path / f"data{ending}")
    assert_same(Dataset.read(tmp_path / f"data{ending}"), data)


@pytest.mark.parametrize("decimal", [".", ","])
def test_no_cell_of_a_csv_begins_as_a_formula_does(tmp_path, decimal):
    path = tmp_path / "data.csv"
    with_formulas().save(path, decimal=decimal)
    frame = pd.read_csv(path, sep=";" if decimal == "," else ",", dtype=str, keep_default_na=False)
    words = [*frame.columns, *frame["class"]]
    assert not [word for word in words if word[:1] in "=+-@\t\r"]
    assert Dataset.read(path).target_names == FORMULAS
    assert set(Dataset.read(path, target="class").target_names) == set(FORMULAS)


def test_numbers_as_classes_are_no_formulas(tmp_path):
    path = tmp_path / "data.csv"
    Dataset([[-1.5], [2.5]], [0, 1], "binary", target_names=("-1", "+1")).save(path)
    assert path.read_text() == "x1,class\n-1.5,-1\n2.5,+1\n"


def test_an_excel_sheet_holds_text_where_a_formula_could_stand(tmp_path):
    path = tmp_path / "data.xlsx"
    with_formulas().save(path)
    sheet = openpyxl.load_workbook(path)["data"]
    words = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert [cell.value for cell in words if cell.row > 1] == list(FORMULAS)
    assert {cell.data_type for cell in words} == {"s"}
    assert all(cell.quotePrefix for cell in words if cell.value[0] in "=+-@")


def test_excel_does_not_hold_everything(tmp_path):
    for name, message in [
        ("red\x07", "characters that Excel does not keep"),
        ("x" * 40_000, "do not fit into an Excel"),
    ]:
        with pytest.raises(DataError, match=message):
            Dataset([[1.0], [2.0]], [0, 1], "binary", target_names=("a", name)).save(tmp_path / "data.xlsx")
    assert not list(tmp_path.iterdir())


def test_the_same_data_gives_the_same_excel_file(tmp_path, monkeypatch):
    data = generate_classification_case2(n_samples=50)
    data.save(tmp_path / "a.xlsx")
    later = time.time() + 100_000
    monkeypatch.setattr(time, "time", lambda: later)
    data.save(tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2


class Killed(BaseException):
    """What no handler expects, as a process that is killed."""


@pytest.mark.parametrize("step", range(1, 4))
def test_a_killed_writer_leaves_no_table_with_the_note_of_another(tmp_path, monkeypatch, step):
    path = tmp_path / "case.csv"
    old = Dataset([[1.0], [2.0]], [0, 1], "binary", target_names=("a", "b"), provenance={"seed": 1})
    new = Dataset([[1.0], [2.0], [3.0]], [0, 1, 0], "binary", target_names=("b", "a"), provenance={"seed": 2})
    old.save(path)
    replace, done = os.replace, []

    def killed_before(source, target):
        done.append(target)
        if len(done) == step:
            raise Killed
        replace(source, target)

    monkeypatch.setattr(os, "replace", killed_before)
    with pytest.raises(Killed):
        new.save(path)
    monkeypatch.undo()
    if step == 1:
        assert_same(Dataset.read(path), old)
    elif step == 2:
        with pytest.raises(FileError, match=r"case.csv.json was written for another case.csv: .* broken off"):
            Dataset.read(path)
        assert Dataset.read(path, target="class").target_names == ("a", "b")
    else:
        assert_same(Dataset.read(path), new)
    new.save(path)
    assert_same(Dataset.read(path), new)
    assert delimited.AWAITED not in json.loads(path.with_name("case.csv.json").read_text())


def test_what_could_not_be_read_again_is_not_written(tmp_path):
    for ending in (".csv", ".npz", ".h5", ".xlsx", ".parquet"):
        with pytest.raises(DataError, match="row 1 of X holds nan"):
            Dataset([[1.0], [np.nan]], [0.5, 1], "regression").save(tmp_path / f"data{ending}")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (5, "5 is no path"),
        (None, "None is no path"),
        ("", "the ending is not that of a dataset file"),
        ("a\0b.csv", "holds a character of value 0"),
        ("x" * 300 + ".csv", "File name too long"),
        ("two\nlines/data.csv", r"two\\nlines does not exist"),
        ("data.csv/data.csv", "does not exist"),
    ],
)
def test_strange_paths_are_one_line(tmp_path, monkeypatch, path, message):
    monkeypatch.chdir(tmp_path)
    data = Dataset([[1.0], [2.0]], [0.5, 1], "regression")
    with pytest.raises(FileError, match=message) as caught:
        data.save(path)
    assert str(caught.value).isprintable()
    assert not list(tmp_path.iterdir())
    with pytest.raises(FileError) as caught:
        Dataset.read(path)
    assert str(caught.value).isprintable()
