"""``ann model``: what it prints, and what it writes."""

import subprocess
import sys
import warnings

import keras
import numpy as np
import pytest
from typer.testing import CliRunner

import ann_toolkit as ann
from ann_toolkit.base.errors import UnsafeFileError
from ann_toolkit.cli.model import app
from tests.hostile.crafting import craft, layer, sequential

run = CliRunner().invoke


def test_inspect_lists_layers_parameters_and_training(tmp_path):
    ann.models.save(ann.models.mlp(24, [64, 32], 4, task="multiclass"), tmp_path / "robot.keras")
    out = run(app, ["inspect", str(tmp_path / "robot.keras")]).stdout
    assert f"robot.keras: Keras model, saved by Keras {keras.__version__}" in out
    assert "layers: 4" in out
    assert "units=64 relu" in out
    assert "parameters: 3 812" in out
    assert "training: optimizer SGD, loss sparse_categorical_crossentropy, metrics accuracy" in out
    assert "safe to open" in out


def test_inspect_of_a_refused_file_loads_neither_keras_nor_tensorflow(tmp_path):
    path = craft(tmp_path / "bad.keras", sequential(layer("Lambda", {"name": "code"})))
    script = (
        "import sys, ann_toolkit as ann; print(ann.models.inspect(sys.argv[1]));"
        "assert not {'keras', 'tensorflow', 'matplotlib'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=True)


def _old_model(path, loss="mean_squared_error"):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, activation="tanh")])
    model.compile(loss=loss, optimizer="sgd")
    model.fit(np.ones((4, 3)), np.ones((4, 2)), verbose=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.save(path)
    return model


@pytest.mark.slow
@pytest.mark.parametrize("loss", ["mse", keras.losses.MeanSquaredError()])
def test_convert_brings_an_old_model_into_todays_form(tmp_path, loss):
    old = _old_model(tmp_path / "old.h5", loss)
    files = [str(tmp_path / "old.h5"), str(tmp_path / "new.keras")]
    refused = run(app, ["convert", *files])
    assert isinstance(refused.exception, UnsafeFileError)
    assert not (tmp_path / "new.keras").exists()
    converted = run(app, ["convert", "--trusted", *files])
    assert converted.exit_code == 0
    assert ("call model.compile" in converted.stdout) == (loss == "mse")
    X = np.random.default_rng(0).normal(size=(5, 3)).astype("float32")
    new = ann.models.load(tmp_path / "new.keras")
    assert np.array_equal(new.predict(X, verbose=0), old.predict(X, verbose=0))


def test_inspect_of_an_old_model_says_why_it_is_refused(tmp_path):
    _old_model(tmp_path / "old.h5")
    out = run(app, ["inspect", str(tmp_path / "old.h5")]).stdout
    assert "legacy HDF5 model" in out
    assert "parameters: 8" in out
    assert "a .h5 model can run code" in out
