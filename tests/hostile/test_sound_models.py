"""No false alarm: honest models of every allowed layer open, predict as they did, and inspect says so."""

import keras
import numpy as np
import pytest

import ann_toolkit as ann
from ann_toolkit.models.files.allowed import LAYERS, OPTIMIZERS
from tests.hostile.sound_models import sound_model


def comes_back(model, path):
    ann.models.save(model, path)
    loaded = ann.models.load(path)
    told = ann.models.inspect(path)
    assert (told.refusals, told.broken) == ((), "")
    assert "safe to open" in str(told)
    assert type(loaded) is type(model)
    assert [layer.name for layer in loaded.layers] == [layer.name for layer in model.layers]
    X = np.abs(np.random.default_rng(0).normal(size=(2, *model.input_shape[1:]))).astype(
        model.inputs[0].dtype
    )
    assert np.array_equal(np.asarray(model(X)), np.asarray(loaded(X)))
    return loaded


@pytest.mark.parametrize("name", sorted(LAYERS | {"DropConnect"}))
def test_a_model_of_each_allowed_layer(tmp_path, name):
    loaded = comes_back(sound_model(name), tmp_path / "sound.keras")
    assert loaded.to_json() == keras.models.load_model(tmp_path / "sound.keras").to_json()


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(OPTIMIZERS))
def test_a_model_with_each_allowed_optimizer(tmp_path, name):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, name="first"), keras.layers.Dense(1)])
    inner = [keras.optimizers.Adam()] if name == "LossScaleOptimizer" else []
    model.compile(getattr(keras.optimizers, name)(*inner), "mse", metrics=["mae"])
    model.fit(np.ones((4, 3)), np.ones(4), verbose=0)
    loaded = comes_back(model, tmp_path / "sound.keras")
    assert int(loaded.optimizer.iterations) == 1


def test_words_of_the_models_own_are_no_attack(tmp_path):
    inputs = keras.Input((4,), name="robot>in")
    x = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, name="a>b")], name="pkg>part")(inputs)
    model = keras.Model(inputs, keras.layers.Dense(2, name="robot>out")(x), name="pkg>whole")
    model.compile(loss={"robot>out": "mse"}, optimizer="sgd")
    comes_back(model, tmp_path / "names.keras")


@pytest.mark.slow
def test_a_model_of_400_layers_is_built_in_linear_time(tmp_path):
    layers = [keras.layers.Identity(name=f"layer_{number}") for number in range(400)]
    loaded = comes_back(keras.Sequential([keras.Input((3,)), *layers]), tmp_path / "long.keras")
    assert type(loaded) is keras.Sequential


@pytest.mark.slow
def test_what_is_not_proved_small_is_opened_after_a_trial(tmp_path, monkeypatch):
    from ann_toolkit.models.files import opening

    tried = []
    original = opening.try_out
    monkeypatch.setattr(opening, "try_out", lambda *all: (tried.append(all), original(*all)))
    model = keras.Sequential([keras.Input((2,)), keras.layers.RepeatVector(70_000), keras.layers.Flatten()])
    ann.models.save(model, tmp_path / "wide.keras")
    assert ann.models.load(tmp_path / "wide.keras").output_shape == (None, 140_000)
    assert len(tried) == 1


def test_inspect_uses_up_no_seed(tmp_path):
    import random

    ann.models.save(sound_model("Dropout"), tmp_path / "seed.keras")
    random.seed(1)
    first = random.random()
    random.seed(1)
    ann.models.inspect(tmp_path / "seed.keras")
    assert random.random() == first
