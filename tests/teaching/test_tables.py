import json
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pandas as pd
import pytest

from ann_toolkit import datasets
from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.datasets import Dataset, streams
from ann_toolkit.datasets.registry import ENTRIES
from ann_toolkit.teaching import tables


@pytest.mark.slow
@pytest.mark.parametrize("name", ENTRIES)
def test_every_dataset_is_described(name, no_real_data):
    text, found = tables.describe(name), ENTRIES[name]
    assert text.startswith(f"{name}: {found.title}\n")
    for function in (found.make, found.load):
        assert f"ann.datasets.{function}()" in text or not function
    assert f"data/{found.page}" in text
    assert found.source in text
    assert found.licence in text


def test_unknown_names_and_options_are_explained(tmp_path):
    with pytest.raises(DataError, match="there is no dataset 'robots'; did you mean 'robot'"):
        tables.describe("robots")
    with pytest.raises(DataError, match="xor has no option 'n_classes'; choose one of n_samples, noise"):
        tables.make("xor", tmp_path / "a.csv", options={"n_classes": 3})
    with pytest.raises(DataError, match="robot has no option 'noise'"):
        tables.make("robot", tmp_path / "a.csv", noise=0.1)
    with pytest.raises(DataError, match="noise=-1"):
        tables.make("xor", tmp_path / "a.csv", noise=-1)
    with pytest.raises(FileError, match=r"the folder .* does not exist; make it first"):
        tables.make("gears", tmp_path / "no" / "a.csv")
    with pytest.raises(FileError, match="the ending is not that of a dataset file"):
        tables.make("xor", tmp_path / "a.txt")
    assert list(tmp_path.iterdir()) == []


def test_what_is_made_can_be_made_again_from_its_origin(tmp_path):
    (path,) = tables.make(
        "spiral", tmp_path / "s.csv", 90, 0.2, 5, {"n_classes": 3, "weights": (0.5, 0.3, 0.2)}
    )
    data = Dataset.read(path)
    origin = data.provenance
    again = getattr(datasets, origin["generator"])(**origin["arguments"])
    assert (again.X == data.X).all()
    assert np.bincount(data.y).tolist() == [45, 27, 18]


def test_noise_seed_and_count_may_stand_among_the_options(tmp_path):
    (named,) = tables.make("xor", tmp_path / "a.npz", 20, 0.3, 5)
    (options,) = tables.make("xor", tmp_path / "b.npz", options={"n_samples": 20, "noise": 0.3, "seed": 5})
    assert named.read_bytes() == options.read_bytes()
    with pytest.raises(DataError, match="seed is given twice, as 6 and as 5; give it once"):
        tables.make("xor", tmp_path / "c.npz", seed=6, options={"seed": 5})


def test_gears_carry_their_standard_errors(tmp_path):
    for ending in (".csv", ".xlsx", ".parquet"):
        (path,) = tables.make("gears", tmp_path / f"gears{ending}", 20, seed=2, options={"n_assemblies": 200})
        read = Dataset.read(path)
        assert read.X.shape == (20, 15)
        assert read.target_names == datasets.GEAR_OUTPUTS
        frame = {".csv": pd.read_csv, ".xlsx": pd.read_excel, ".parquet": pd.read_parquet}[ending](path)
        assert frame.shape == (20, 24)
        assert (frame["defective_spur_percent_error"] > 0).all()
        origin = read.provenance
        again = getattr(datasets, origin["generator"])(**origin["arguments"])
        assert again.y.tobytes() == read.y.tobytes() or ending == ".xlsx"
        assert again.provenance == origin
        if ending != ".parquet":
            assert np.allclose(datasets.load_gears(path).y, read.y)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".csv", ".json", ".parquet", ".xlsx"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "load", "files"),
    [
        ("signs", "load_signs", ["train_signs.h5", "test_signs.h5"]),
        ("cats_dogs", "load_cats_dogs", ["trainset.hdf5", "testset.hdf5"]),
        ("digits28", "load_mnist", ["mnist.npz"]),
        ("fashion", "load_fashion_mnist", ["fashion_mnist.npz"]),
        (
            "characters",
            "load_emnist",
            [f"emnist-balanced-{part}" for part in ("train.csv", "test.csv", "mapping.txt")],
        ),
    ],
)
def test_images_are_found_by_their_loader(tmp_path, monkeypatch, name, load, files):
    written = tables.make(name, tmp_path / "new" / "folder", 50, options={"n_test": 10})
    assert [path.name for path in written] == files
    monkeypatch.setenv("ANN_TOOLKIT_DATA", str(tmp_path / "new" / "folder"))
    train, test = getattr(datasets, load)()
    assert (len(train), len(test)) == (50, 10)
    with pytest.raises(FileError, match="give a folder, not"):
        tables.make(name, written[0], 50)


@pytest.mark.slow
def test_tables_for_s3_are_plain_arrays(tmp_path, no_real_data):
    tables.npz("iris", tmp_path / "iris.npz")
    tables.npz("bike_sharing", tmp_path / "bike.npz")  # no file, no fetcher: the twin
    with np.load(tmp_path / "bike.npz") as file:
        assert file["X"].shape == (17379, 17)
        assert file["y"].shape == (17379, 2)
    tables.npz("gears", tmp_path / "gears.npz")  # the real table has no usual name: the twin
    assert Dataset.read(tmp_path / "gears.npz").X.shape == (2000, 15)
    with pytest.raises(DataError, match="images in two parts"):
        tables.npz("signs", tmp_path / "signs.npz")
    with pytest.raises(FileError, match="not that of a compressed NumPy file"):
        tables.npz("iris", tmp_path / "iris.csv")


def test_blocks_make_one_dataset(tmp_path):
    make = datasets.generate_classification_case2
    blocks = list(streams.generate_in_blocks(make, 250, seed=1, rows=100, noise=0.2))
    assert [len(block) for block in blocks] == [100, 100, 50]
    assert len({block.X.tobytes() for block in blocks}) == 3
    path = tmp_path / "big.parquet"
    again = streams.generate_in_blocks(make, 250, seed=1, rows=100, noise=0.2)
    assert streams.write_parquet(again, path) == 250
    read = Dataset.read(path)
    assert (np.concatenate([block.X for block in blocks]) == read.X).all()
    assert (read.y == np.concatenate([block.y for block in blocks])).all()
    assert read.provenance["arguments"] == {"noise": 0.2, "n_samples": 250, "seed": 1, "rows_a_block": 100}
    gears = streams.generate_in_blocks(datasets.generate_gear_case, 20, rows=16, n_assemblies=50)
    assert streams.write_parquet(gears, path) == 20
    with pytest.raises(FileError, match=r"use \.parquet"):
        streams.write_parquet(iter(blocks), tmp_path / "big.csv")


def test_what_is_large_is_streamed(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "STREAMED_FROM", 100)
    (path,) = tables.make("moons", tmp_path / "m.parquet", 300, 0.1)
    assert "blocks of" in Dataset.read(path).provenance["generator"]
    assert len(Dataset.read(path)) == 300


def test_a_stream_that_breaks_leaves_the_old_file(tmp_path):
    path = tmp_path / "big.parquet"
    path.write_text("old")

    def broken():
        yield datasets.generate_moons_case(10)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        streams.write_parquet(broken(), path)
    assert path.read_text() == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["big.parquet"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of POSIX systems")
def test_gears_that_were_killed_go_on(tmp_path):
    code = (
        "from ann_toolkit.teaching import tables; from ann_toolkit.datasets.real import gears;"
        "gears.SECONDS_A_NOTE = 0;"
        "tables.make('gears', 'g.csv', 500, options=dict(n_assemblies=20000))"
    )
    note = tmp_path / ".g.csv.unfinished"
    process = subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path)
    deadline = time.monotonic() + 60
    while not note.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert note.exists()
    assert not (tmp_path / "g.csv").exists()
    tables.make("gears", tmp_path / "g.csv", 500, options={"n_assemblies": 20000})
    assert not note.exists()
    assert len(datasets.load_gears(tmp_path / "g.csv")) == 500
    json.loads((tmp_path / "g.csv.json").read_text())
