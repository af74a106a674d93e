"""Files that are small and claim to be large, that point elsewhere, or that never end."""

import json
import zipfile

import keras
import numpy as np
import pytest

import ann_toolkit as ann
from ann_toolkit.base.errors import FileError, UnsafeFileError
from tests.hostile.crafting import craft, empty_weights, layer, sequential
from tests.hostile.model_weights import good, weights_file

PLAIN = sequential(layer("Dense", {"units": 2, "name": "dense"}))


def test_the_plain_crafted_file_is_a_good_one(tmp_path):
    model = ann.models.load(craft(tmp_path / "plain.keras", PLAIN, weights_file(good)))
    assert model.predict(np.ones((1, 4)), verbose=0).tolist() == [[5.0, 5.0]]


@pytest.mark.parametrize("name", ["../../evil.txt", "/tmp/evil.txt", "assets/vocabulary.txt", "evil.py"])
def test_parts_that_no_model_has(tmp_path, name):
    path = craft(tmp_path / "extra.keras", PLAIN, weights_file(good), {name: b"evil"})
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UnsafeFileError, match=r"it carries .* beside the three parts"):
        ann.models.load(path)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_part_that_comes_twice(tmp_path):
    path = craft(tmp_path / "twice.keras", PLAIN, weights_file(good))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr("config.json", "{}")
    with pytest.raises(FileError, match=r"describes none"):  # the last one counts, and is no network
        ann.models.load(path)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr("config.json", json.dumps(PLAIN))
    with pytest.raises(UnsafeFileError, match=r"it carries 'config.json' beside the three parts"):
        ann.models.load(path)


@pytest.mark.slow
@pytest.mark.parametrize("part", ["config.json", "model.weights.h5", "zeros.bin"])
def test_a_zip_bomb_is_not_unpacked(tmp_path, part):
    zeros = b" " * 40_000_000
    packed = {"compression": zipfile.ZIP_DEFLATED}
    path = tmp_path / "bomb.keras"
    if part == "config.json":
        craft(path, " " * 33_000_000 + "{}", **packed)
    elif part == "model.weights.h5":
        craft(path, PLAIN, zeros, **packed)
    else:
        craft(path, PLAIN, weights_file(good), {part: zeros}, **packed)
    assert path.stat().st_size < 100_000
    with pytest.raises(UnsafeFileError, match=r"would unpack from \d+ to \d+ bytes"):
        ann.models.load(path)
    assert "would unpack" in str(ann.models.inspect(path))


def test_json_without_end(tmp_path):
    path = craft(tmp_path / "deep.keras", '{"class_name":' + "[" * 100_000 + "]" * 100_000 + "}")
    with pytest.raises(FileError, match="nested without end"):
        ann.models.load(path)


def test_pieces_inside_pieces_without_end(tmp_path):
    inner = layer("Dense", {"units": 1})
    for _ in range(120):
        inner = layer("TimeDistributed", {"layer": inner})
    with pytest.raises(UnsafeFileError, match="nested or repeated without end"):
        ann.models.load(craft(tmp_path / "nested.keras", sequential(inner)))


@pytest.mark.parametrize(
    ("kind", "config", "inputs"),
    [
        ("Dense", {"units": 10**6}, (10**6,)),
        ("Embedding", {"input_dim": 10**9, "output_dim": 1000}, (5,)),
        ("LSTM", {"units": 10**6}, (5, 3)),
        ("Conv2D", {"filters": 10**6, "kernel_size": [100, 100]}, (200, 200, 3)),
        ("Dense", {"units": 3}, (4,)),  # one neuron more than the file holds
    ],
)
def test_more_parameters_than_the_file_holds(tmp_path, kind, config, inputs):
    path = craft(tmp_path / "large.keras", sequential(layer(kind, config), inputs=inputs), weights_file(good))
    with pytest.raises(UnsafeFileError, match=r"it describes \d+ parameters but holds only 10"):
        ann.models.load(path)


@pytest.mark.parametrize(
    "slow",
    [
        layer("SimpleRNN", {"units": 1, "unroll": True}),
        layer("TimeDistributed", {"layer": layer("Dense", {"units": 1})}),
    ],
)
def test_a_layer_that_would_be_built_ten_million_times(tmp_path, slow):
    path = craft(tmp_path / "long.keras", sequential(slow, inputs=(10**7, 1)))
    with pytest.raises(UnsafeFileError, match="build step by step, 10000000 times"):
        ann.models.load(path)


@pytest.mark.slow
def test_short_loops_are_opened(tmp_path):
    inputs = keras.Input((3, 2))
    outputs = keras.layers.SimpleRNN(2, unroll=True)(
        keras.layers.TimeDistributed(keras.layers.Dense(2, activation=keras.activations.gelu))(inputs)
    )
    model = keras.Model(inputs, outputs)
    ann.models.save(model, tmp_path / "short.keras")
    loaded = ann.models.load(tmp_path / "short.keras")
    X = np.ones((1, 3, 2), "float32")
    assert np.array_equal(loaded.predict(X, verbose=0), model.predict(X, verbose=0))


def test_a_metric_that_would_fill_the_memory(tmp_path):
    auc = layer("AUC", {"num_thresholds": 10**10}, "keras.metrics")
    config = sequential(compile_config={"loss": "mse", "metrics": [auc]})
    with pytest.raises(UnsafeFileError, match="AUC has num_thresholds=10000000000"):
        ann.models.load(craft(tmp_path / "auc.keras", config))


def test_weights_that_are_not_finite_are_opened_and_said(tmp_path, capsys):
    def broken(file):
        file["layers/dense/vars/0"] = np.full((4, 2), np.nan, "float32")
        file["layers/dense/vars/1"] = np.array([1, np.inf], "float32")
        file.create_group("vars")

    path = craft(tmp_path / "nan.keras", PLAIN, weights_file(broken))
    model = ann.models.load(path)
    assert np.isnan(model.get_weights()[0]).all()
    assert "nan.keras: 9 weights are NaN or infinite" in capsys.readouterr().out
    assert "9 weights are NaN or infinite" in str(ann.models.inspect(path))


@pytest.mark.parametrize("weights", [b"", b"not HDF5", empty_weights()[:100]])
def test_weights_that_are_damaged(tmp_path, weights):
    with pytest.raises(FileError, match=r"torn\.keras: .* is not a whole weights file"):
        ann.models.load(craft(tmp_path / "torn.keras", PLAIN, weights))


def test_the_look_at_the_size_leaves_nothing_behind(tmp_path):
    from keras.src.backend.common import global_state

    ann.models.load(craft(tmp_path / "plain.keras", PLAIN, weights_file(good)))
    assert not global_state.get_global_attribute("uninitialized_variables")
    keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)]).predict(np.ones((1, 2)), verbose=0)
