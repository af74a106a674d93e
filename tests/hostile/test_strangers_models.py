"""Every published hole of Keras' model files, with a crafted file each: nothing in it runs, reads or calls."""

import base64
import copy
import pickle
import warnings

import keras
import numpy as np
import pytest

import ann_toolkit as ann
from ann_toolkit.base.errors import AnnError, UnsafeFileError
from tests.hostile.crafting import (
    Canary,
    calling,
    config_of,
    craft,
    function,
    layer,
    sequential,
    strange,
    watching,
)
from tests.hostile.model_pieces import PLACES


@pytest.fixture
def canary(tmp_path):
    made = Canary(tmp_path)
    yield made
    made.server.close()


@pytest.fixture(scope="module", autouse=True)
def _everything_imported(tmp_path_factory):
    """Load one good and refuse one bad file first: what they import is no work of a crafted file."""
    folder = tmp_path_factory.mktemp("warm")
    ann.models.save(ann.models.perceptron(2), folder / "good.keras")
    ann.models.load(folder / "good.keras")
    str(ann.models.inspect(folder / "good.keras"))
    with pytest.raises(UnsafeFileError):
        ann.models.load(craft(folder / "bad.keras", sequential(layer("Lambda", {}))))


def refused(path, canary, match):
    """Load and inspect the file; assert that both say why, that nothing happened, and that the line is one."""
    with watching() as events, pytest.raises(UnsafeFileError, match=match) as caught:
        ann.models.load(path)
    assert "\n" not in str(caught.value)
    assert strange(events, path) == []
    with watching() as events:
        told = str(ann.models.inspect(path))
    assert strange(events, path) == []
    assert "refused without trusted=True" in told
    assert not canary.sang()


def _lambda_model(canary):
    """A model whose Lambda layer carries Python code (compiled, as Keras stores it) that writes the canary."""
    source = f"lambda x: (__import__('pathlib').Path({str(canary.file)!r}).touch(), x)[1]"
    return keras.Sequential([keras.Input((4,)), keras.layers.Lambda(eval(source), output_shape=(4,))])


def test_cve_2024_3660_code_in_a_lambda_layer(tmp_path, canary):
    path = tmp_path / "lambda.keras"
    _lambda_model(canary).save(path)
    canary.file.unlink(missing_ok=True)
    refused(path, canary, "it holds a Lambda: it runs the code in the file")
    ann.models.load(path, trusted=True).predict(np.zeros((1, 4)), verbose=0)
    assert canary.file.exists(), "the crafted file is a live one: trusted, it runs"


@pytest.mark.parametrize(
    "config",
    [
        lambda c: sequential(layer("Popen", {"args": ["touch", str(c.file)]}, "subprocess")),
        lambda c: sequential(
            layer("run", {"args": ["touch", str(c.file)]}, "subprocess", registered_name="run")
        ),
        lambda c: calling(function("system", "os"), f"touch {c.file}"),
        lambda c: sequential(layer("Dense", {"units": 2, "activation": function("system", "os")})),
        lambda c: sequential(layer("Dense", {"units": 2, "kernel_initializer": function("system", "posix")})),
    ],
)
def test_cve_2025_1550_modules_and_functions_named_in_the_config(tmp_path, canary, config):
    refused(craft(tmp_path / "module.keras", config(canary)), canary, "was not opened")


@pytest.mark.parametrize("module", ["keras.utils", "keras.src.utils.file_utils"])
def test_cve_2025_8747_functions_of_keras_itself(tmp_path, canary, module):
    config = calling(function("get_file", module), "evil", origin=canary.url, cache_dir=str(tmp_path))
    refused(craft(tmp_path / "get_file.keras", config), canary, "was not opened")
    assert not (tmp_path / "datasets").exists()


def test_cve_2025_9905_code_in_a_legacy_h5_file(tmp_path, canary):
    path = tmp_path / "legacy.h5"
    model = _lambda_model(canary)
    model.compile(loss="mse")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Keras says that the format is an old one
        keras.saving.save_model(model, path)
    canary.file.unlink(missing_ok=True)
    refused(path, canary, r"a \.h5 model can run code")
    with pytest.raises(UnsafeFileError), watching() as events:
        ann.models.convert(path, tmp_path / "new.keras")
    assert strange(events, path) == []
    assert not (tmp_path / "new.keras").exists()


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("enable_unsafe_deserialization", "keras.config"),
        ("set_global_attribute", "keras.src.backend.common.global_state"),
        ("load_model", "keras.models"),
    ],
)
def test_cve_2025_9906_switching_the_safe_mode_off_from_inside(tmp_path, canary, name, module):
    config = calling(function(name, module), "safe_mode_saving", value=False)
    refused(craft(tmp_path / "unsafe.keras", config), canary, "was not opened")
    from keras.src.saving.serialization_lib import in_safe_mode

    assert in_safe_mode() is not False


@pytest.mark.parametrize("kind", ["StringLookup", "IntegerLookup", "TextVectorization"])
@pytest.mark.parametrize("source", ["secret", "url"])
def test_cve_2025_12058_a_vocabulary_from_a_file_or_an_address(tmp_path, canary, kind, source):
    vocabulary = str(getattr(canary, source))
    config = sequential(layer(kind, {"vocabulary": vocabulary, "name": "words"}), inputs=(1,))
    refused(craft(tmp_path / "words.keras", config), canary, "it can read a file or an address")


def test_cve_2025_12060_a_tar_file_that_unpacks_outside(tmp_path, canary):
    arguments = {"origin": canary.secret.as_uri(), "extract": True, "cache_subdir": ".."}
    config = calling(function("get_file", "keras.utils"), "evil.tar.gz", **arguments)
    refused(craft(tmp_path / "tar.keras", config), canary, "was not opened")


class _Evil:
    def __init__(self, command):
        self.command = command

    def __reduce__(self):
        import os

        return os.system, (self.command,)


def test_cve_2025_49655_a_pickle_in_a_torch_wrapper(tmp_path, canary):
    payload = base64.b64encode(pickle.dumps(_Evil(f"touch {canary.file}"))).decode()
    config = sequential(layer("TorchModuleWrapper", {"module": payload, "name": "torch"}))
    refused(craft(tmp_path / "torch.keras", config), canary, "unpickles a PyTorch module")


def test_a_name_that_the_user_registered_is_not_for_strangers(tmp_path, canary):
    ran = []

    def mine(x):
        ran.append("mine")
        return x

    with keras.saving.custom_object_scope({"mine": mine}):
        path = craft(tmp_path / "mine.keras", PLACES["an activation"]("mine"))
        refused(path, canary, "it names 'mine' where a function or class of Keras is expected")
    assert ran == []


@pytest.mark.slow
def test_a_good_model_of_many_pieces_is_opened(tmp_path):
    inputs = keras.Input((6, 6, 1))
    x = keras.layers.Conv2D(2, 3, activation="relu", kernel_regularizer="l2", padding="same")(inputs)
    x = keras.layers.BatchNormalization()(keras.layers.MaxPooling2D()(x))
    x = keras.layers.Dropout(0.2, seed=3)(keras.layers.Flatten()(x))
    y = keras.layers.Dense(
        3, activation=keras.activations.tanh, kernel_constraint=keras.constraints.NonNeg()
    )(x)
    outputs = keras.layers.Dense(2, activation="softmax", name="out")(keras.layers.Concatenate()([x, y]))
    model = keras.Model(inputs, outputs)
    rate = keras.optimizers.schedules.ExponentialDecay(0.1, 1000, 0.9)
    model.compile(
        loss={"out": keras.losses.CategoricalCrossentropy(label_smoothing=0.1)},
        optimizer=keras.optimizers.SGD(rate),
        metrics=[keras.metrics.AUC(), "accuracy"],
    )
    ann.models.save(model, tmp_path / "rich.keras")
    told = ann.models.inspect(tmp_path / "rich.keras")
    assert told.refusals == ()
    assert [kind for _, kind, _ in told.layers].count("Dense") == 2
    assert told.parameters >= model.count_params()
    X = np.random.default_rng(0).normal(size=(5, 6, 6, 1)).astype("float32")
    loaded = ann.models.load(tmp_path / "rich.keras")
    assert np.array_equal(model.predict(X, verbose=0), loaded.predict(X, verbose=0))


def test_random_damage_in_the_config_never_gets_past_one_line(tmp_path):
    """A config with a piece torn out is refused or unreadable: a line, never a traceback of Keras."""
    ann.models.save(ann.models.mlp(4, [3], 2, task="multiclass"), tmp_path / "whole.keras")
    whole = config_of(tmp_path / "whole.keras")
    rng = np.random.default_rng(0)
    for number in range(12):
        broken = copy.deepcopy(whole)
        part = broken["config"]["layers"][int(rng.integers(1, 3))]["config"]
        part[sorted(part)[int(rng.integers(len(part)))]] = [None, {}, "?", -5, [[]], 1e308][number % 6]
        path = craft(tmp_path / f"{number}.keras", broken)
        with pytest.raises(AnnError) as caught:
            ann.models.load(path)
        assert "\n" not in str(caught.value)
