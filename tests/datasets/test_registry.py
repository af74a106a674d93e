import subprocess
import sys

import pytest

from ann_toolkit import datasets
from ann_toolkit.base.errors import DataError
from ann_toolkit.datasets import by_name
from ann_toolkit.datasets.registry import ENTRIES, KINDS, entry

MADE = [name for name, found in ENTRIES.items() if found.make]


@pytest.mark.parametrize(
    ("other", "name"),
    [
        ("california_housing", "california"),
        ("creditcard", "credit_card"),
        ("bike_sharing_hour.npz", "bike_sharing"),
        ("weather_data_cleaned.npz", "weather"),
        ("iris.npz", "iris"),
        ("mnist", "digits28"),
    ],
)
def test_datasets_are_known_by_the_names_of_s3(other, name):
    assert entry(other) is ENTRIES[name]


def test_no_two_datasets_share_a_name_or_a_file():
    names = [name for found in ENTRIES.values() for name in (found.name, *found.other_names)]
    files = [name for found in ENTRIES.values() for names in found.files for name in names]
    assert len(set(names)) == len(names)
    assert len(set(files)) == len(files)


def test_every_entry_names_functions_that_exist():
    for found in ENTRIES.values():
        assert found.kind in KINDS
        assert found.make or found.load
        for name in (found.make, found.load, found.save):
            assert not name or callable(by_name.public(name)), name


@pytest.mark.slow
@pytest.mark.parametrize("name", MADE)
def test_generators_make_what_the_registry_says(name):
    found, data = entry(name), by_name.sample(entry(name))
    assert len(data) == 60
    assert found.task in (data.task, "")
    assert found.columns in (data.feature_names, ())
    assert found.targets in (data.target_names, ())
    assert data.provenance["generator"] == found.make
    assert {"n_samples", "seed"} <= set(by_name.options(found))


@pytest.mark.parametrize("name", [name for name in ENTRIES if name not in MADE])
def test_tables_of_scikit_learn_are_what_the_registry_says(name):
    assert by_name.sample(entry(name)).task == entry(name).task
    with pytest.raises(DataError, match="is a fixed table and cannot be generated"):
        by_name.generator(entry(name))


def test_old_names_of_options_are_understood():
    assert by_name.arguments(entry("gears"), {"n_designs": 5}) == {"n_samples": 5}
    assert by_name.arguments(entry("digits28"), {"n_train": 5}) == {
        "characters": "0123456789",
        "n_samples": 5,
    }


def test_an_option_may_be_given_twice_only_with_the_same_value():
    assert by_name.arguments(entry("moons"), {"noise": 0.3}, noise=0.3) == {"noise": 0.3}
    with pytest.raises(DataError, match=r"noise is given twice, as 0\.1 and as 0\.3; give it once"):
        by_name.arguments(entry("moons"), {"noise": 0.3}, noise=0.1)
    with pytest.raises(DataError, match="n_samples is given twice"):
        by_name.arguments(entry("gears"), {"n_designs": 5}, n_samples=6)
    with pytest.raises(DataError, match="expected a dict such as"):
        by_name.arguments(entry("moons"), ["noise=0.3"])


def test_the_twin_stands_in_where_there_is_no_real_file(no_real_data, tmp_path, monkeypatch):
    made = by_name.real_or_made(entry("weather"))
    assert made.name == "made-up weather"
    monkeypatch.setenv("ANN_TOOLKIT_DATA", str(tmp_path))
    rows = datasets.generate_covtype_case(100)
    lines = [",".join(f"{cell:.0f}" for cell in (*x, y + 1)) for x, y in zip(rows.X, rows.y, strict=True)]
    (tmp_path / "covtype.data").write_text("\n".join(lines))
    assert by_name.real_or_made(entry("covtype")).name == "covtype"
    (tmp_path / "covtype.data").write_text("")
    with pytest.raises(ValueError, match="is empty"):  # never a twin in silence in place of a damaged file
        by_name.real_or_made(entry("covtype"))


def test_no_download_is_tried_where_none_is_wanted(no_real_data, monkeypatch):
    def no_network(*_arguments, **_named):
        raise OSError("no route to host")

    monkeypatch.setattr("sklearn.datasets.fetch_california_housing", no_network)
    assert by_name.real_or_made(entry("california")).name == "made-up california housing"
    monkeypatch.setattr(
        "sklearn.datasets.fetch_california_housing", lambda: pytest.fail("a download was tried")
    )
    assert by_name.real_or_made(entry("california"), fetch=False).name == "made-up california housing"


def test_the_registry_is_light():
    code = (
        "import sys; from ann_toolkit.datasets import registry, real_files; "
        "print([name for name in ('numpy', 'pandas', 'sklearn', 'keras') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
