import gzip
import types

import numpy as np
import pandas as pd
import pytest

from ann_toolkit import datasets
from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.datasets.registry import entry


@pytest.mark.parametrize(
    ("name", "shape", "n_classes"),
    [
        ("iris", (150, 4), 3),
        ("wine", (178, 13), 3),
        ("breast_cancer", (569, 30), 2),
        ("digits", (1797, 64), 10),
        ("diabetes", (442, 10), 0),
    ],
)
def test_tables_that_need_no_file(name, shape, n_classes):
    data = getattr(datasets, f"load_{name}")()
    assert data.X.shape == shape
    assert data.n_classes == n_classes
    assert "scikit-learn" in data.provenance["from"]


def test_the_npz_of_s3_holds_x_and_y(tmp_path):
    datasets.load_iris().save(tmp_path / "iris.npz")
    with np.load(tmp_path / "iris.npz") as file:
        assert file["X"].shape == (150, 4)
        assert file["y"].shape == (150,)


def write_covtype(path, data):
    rows = np.column_stack([data.X, data.y + 1])
    with gzip.open(path, "wt") as file:
        np.savetxt(file, rows, fmt="%d", delimiter=",")


def test_covtype_round_trip_in_ucis_layout(tmp_path, monkeypatch):
    made = datasets.generate_covtype_case(n_samples=300, seed=1)
    path = tmp_path / "covtype.data.gz"
    write_covtype(path, made)
    read = datasets.load_covtype(path)
    assert (read.X == made.X).all()
    assert (read.y == made.y).all()
    assert read.feature_names == made.feature_names
    monkeypatch.setenv("ANN_TOOLKIT_DATA", str(tmp_path))
    assert len(datasets.load_covtype()) == 300


def test_credit_card_round_trip_in_its_own_layout(tmp_path):
    made = datasets.generate_credit_card_case(n_samples=500, fraud_share=0.02, seed=1)
    path = tmp_path / "creditcard.csv"
    made.to_frame().assign(**{"class": made.y}).rename(columns={"class": "Class"}).to_csv(path, index=False)
    read = datasets.load_credit_card(path)
    assert pytest.approx(made.X, rel=1e-12) == read.X
    assert (read.y == made.y).all()
    assert read.target_names == ("honest", "fraud")


def test_bikes_are_derived_from_ucis_columns(tmp_path, monkeypatch):
    columns = (
        "season yr mnth hr holiday weekday workingday weathersit temp atemp hum windspeed casual registered"
    )
    rows = {name: [1.0, 1.0] for name in columns.split()}
    rows |= {"hr": [0, 6], "mnth": [3, 12], "weathersit": [1, 3], "casual": [3, 5], "registered": [13, 30]}
    pd.DataFrame(rows).to_csv(tmp_path / "hour.csv")
    monkeypatch.setenv("ANN_TOOLKIT_DATA", str(tmp_path))
    data = datasets.load_bike_sharing()
    assert data.X.shape == (2, 17)
    assert data.y.tolist() == [[3, 13], [5, 30]]
    named = dict(zip(data.feature_names, data.X.T, strict=True))
    assert named["hour_sin"] == pytest.approx([0, 1])
    assert named["month_sin"] == pytest.approx([1, 0], abs=1e-12)
    assert named["light_rain"].tolist() == [0, 1]


def test_weather_is_derived_from_kaggles_columns(tmp_path):
    columns = [
        "Temperature (C)",
        "Humidity",
        "Wind Speed (km/h)",
        "Wind Bearing (degrees)",
        "Visibility (km)",
    ]
    columns += ["Pressure (millibars)", "Apparent Temperature (C)"]
    rows = {name: [1.5, 2.5] for name in columns}
    rows |= {"Humidity": [0.5, 0.75], "Pressure (millibars)": [1013.5, 990]}
    dates = ["2006-04-01 00:00:00.000 +0200", "2006-12-31 23:00:00.000 +0100"]
    path = tmp_path / "weatherHistory.csv"
    pd.DataFrame({"Formatted Date": dates, "Summary": "Clear", **rows}).to_csv(path, index=False)
    data = datasets.load_weather(path)
    assert data.X.shape == (2, 8)
    assert data.X[:, -2:].tolist() == [[4, 0], [12, 23]]
    pd.DataFrame({"Formatted Date": ["soon", "later"], **rows}).to_csv(path, index=False)
    with pytest.raises(
        DataError, match=r"line 2, column 1 \(Formatted Date\): 'soon'; expected a date such as"
    ):
        datasets.load_weather(path)
    pd.DataFrame(rows).to_csv(path, index=False)
    with pytest.raises(DataError, match="Formatted Date"):
        datasets.load_weather(path)


def raw_housing(n=4):
    columns = ["longitude", "latitude", "housing_median_age", "total_rooms", "total_bedrooms", "population"]
    columns += ["households", "median_income", "median_house_value"]
    return pd.DataFrame({name: np.linspace(10, 20, n) for name in columns}).assign(ocean_proximity="INLAND")


def test_california_is_derived_from_the_raw_table(tmp_path, capsys):
    raw = raw_housing()
    raw.loc[1, "total_bedrooms"] = np.nan
    raw.to_csv(tmp_path / "housing.csv", index=False)
    data = datasets.load_california(tmp_path / "housing.csv")
    assert data.X[0].tolist() == [10, 10, 1, 1, 10, 1, 10, 10]
    assert data.X[1, 3] == 1  # the median of the others
    assert data.y[0] == pytest.approx(10 / 100_000)
    assert "1 missing numbers of bedrooms replaced by the median" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("median_income", "rich", r"line 3, column 8 \(median_income\): 'rich' where a number is expected"),
        ("households", 0, r"line 3, column 7 \(households\): 0; expected 1 or more households"),
        ("total_bedrooms", "many", r"line 3, column 5 \(total_bedrooms\): 'many'"),
        ("latitude", np.nan, r"line 3, column 2 \(latitude\): nothing"),
    ],
)
def test_bad_cells_of_the_housing_table_are_named(tmp_path, column, value, message):
    raw = raw_housing().astype({column: object})
    raw.loc[1, column] = value
    raw.to_csv(tmp_path / "housing.csv", index=False)
    with pytest.raises(DataError, match=message):
        datasets.load_california(tmp_path / "housing.csv")


def test_other_tables_are_explained(tmp_path):
    path = tmp_path / "housing.csv"
    raw_housing().drop(columns="latitude").to_csv(path, index=False)
    with pytest.raises(DataError, match="has no column 'latitude'; its columns are longitude"):
        datasets.load_california(path)
    raw_housing(4).iloc[:0].to_csv(path, index=False)
    with pytest.raises(DataError, match="a header but no data"):
        datasets.load_california(path)
    write_covtype(tmp_path / "covtype.data.gz", datasets.generate_covtype_case(n_samples=50))
    raw = (tmp_path / "covtype.data.gz").read_bytes()
    for content, message in [
        (raw[: len(raw) // 2], "cannot be read as UCI's covtype.data"),
        (b"<html>moved</html>", "is a web page"),
        (b"", "is empty"),
    ]:
        (tmp_path / "covtype.data.gz").write_bytes(content)
        with pytest.raises(FileError, match=message) as caught:
            datasets.load_covtype(tmp_path / "covtype.data.gz")
        assert "\n" not in str(caught.value)
    with gzip.open(tmp_path / "covtype.data.gz", "wt") as file:
        file.write("1,2,3\n")
    with pytest.raises(DataError, match=r"has 3 columns; UCI's covtype\.data has 55"):
        datasets.load_covtype(tmp_path / "covtype.data.gz")
    with pytest.raises(FileError, match="does not exist"):
        datasets.load_credit_card(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("load", "fetcher"),
    [
        (datasets.load_california, "fetch_california_housing"),
        (datasets.load_covtype, "fetch_covtype"),
        (datasets.load_credit_card, "fetch_openml"),
    ],
)
def test_a_failed_fetch_is_one_line(monkeypatch, no_real_data, load, fetcher):
    def no_network(*_arguments, **_named):
        raise OSError("<urlopen error [Errno -3] Temporary failure in name resolution>\nand more")

    monkeypatch.setattr(f"sklearn.datasets.{fetcher}", no_network)
    with pytest.raises(
        FileError, match=r"could not be fetched .*give the path of a local file.*generate_\w+_case"
    ) as caught:
        load()
    assert "\n" not in str(caught.value)


def test_what_a_fetcher_gives_is_taken(monkeypatch, no_real_data):
    made = datasets.generate_covtype_case(n_samples=50)
    bunch = types.SimpleNamespace(data=made.X, target=made.y + 1)
    monkeypatch.setattr("sklearn.datasets.fetch_covtype", lambda: bunch)
    assert (datasets.load_covtype().y == made.y).all()
    frame = pd.DataFrame(np.ones((4, 29)), columns=entry("credit_card").columns[1:]).assign(
        Class=["0", "1", "0", "0"]
    )
    monkeypatch.setattr("sklearn.datasets.fetch_openml", lambda **_named: types.SimpleNamespace(frame=frame))
    assert datasets.load_credit_card().y.tolist() == [0, 1, 0, 0]


@pytest.mark.parametrize("load", [datasets.load_bike_sharing, datasets.load_weather])
def test_tables_without_a_fetcher_say_where_to_get_them(no_real_data, load):
    with pytest.raises(FileError, match=r"was not found; get it from .*or use generate_\w+_case"):
        load()


def test_the_real_housing_table_is_read(real_files, capsys):
    data = datasets.load_california(*real_files("housing.csv.gz"))
    assert data.X.shape == (20640, 8)
    assert data.y.mean() == pytest.approx(2.06856, abs=1e-5)  # as scikit-learn's copy
    assert data.X[0] == pytest.approx([8.3252, 41, 6.98412698, 1.02380952, 322, 2.55555556, 37.88, -122.23])
    assert "207 missing" in capsys.readouterr().out
