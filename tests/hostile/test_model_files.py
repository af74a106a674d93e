"""The corpus of model files: each is refused in one line by load and by inspect, and touches nothing else."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest

import ann_toolkit as ann
from ann_toolkit.base.errors import AnnError
from tests.hostile.crafting import craft, layer, sequential, strange, watching
from tests.hostile.model_files import MODEL_FILES, PLAIN, WEIGHTS_FILES
from tests.hostile.model_weights import good, weights_file


@pytest.fixture(scope="module", autouse=True)
def _everything_imported(tmp_path_factory):
    """What is imported for the first file of all is no work of a crafted one."""
    folder = tmp_path_factory.mktemp("warm")
    ann.models.save(ann.models.perceptron(2), folder / "good.keras")
    ann.models.inspect(folder / "good.keras")
    for kind in ("LSTM", "GRU", "Conv2D", "Embedding", "UpSampling2D", "ZeroPadding2D", "RepeatVector"):
        with pytest.raises(AnnError):
            ann.models.load(craft(folder / "odd.keras", sequential(layer(kind, {"units": "x"}))))


def one_line(error, path):
    line = str(error)
    assert line.isprintable(), line
    assert len(line) < 700
    assert str(path) in line
    assert "ann_model_" not in line, "the file that the user gave is named, not a temporary one"


@pytest.mark.parametrize("hostile", MODEL_FILES, ids=str)
def test_a_hostile_model_is_refused_in_one_line(tmp_path, hostile):
    path = hostile.make(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with watching() as events, pytest.raises(AnnError, match=hostile.says) as caught:
        ann.models.load(path)
    one_line(caught.value, path)
    with watching() as more:
        try:
            told = str(ann.models.inspect(path))
        except AnnError as error:
            one_line(error, path)
        else:
            assert "safe to open" not in told
            assert told.replace("\n", "").isprintable()
            assert "ann_model_" not in told
    assert strange(events + more, path) == []
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("hostile", WEIGHTS_FILES, ids=str)
def test_hostile_weights_change_nothing(tmp_path, hostile):
    model = ann.models.perceptron(4, 2, task="regression")
    before = model.get_weights()
    path = hostile.make(tmp_path)
    with pytest.raises(AnnError, match=hostile.says) as caught:
        ann.models.load_weights(model, path)
    one_line(caught.value, path)
    assert all(np.array_equal(a, b) for a, b in zip(before, model.get_weights(), strict=True))


def test_the_corpus_is_as_large_as_it_says():
    names = [hostile.name for hostile in MODEL_FILES]
    assert len(set(names)) == len(names) >= 150
    assert len(WEIGHTS_FILES) >= 40


IN_A_CHILD = """
import json, resource, sys, time
from pathlib import Path
import ann_toolkit as ann
from tests.hostile.crafting import craft
from tests.hostile.model_files import MODEL_FILES, plain_model
folder = Path(sys.argv[1])
ann.models.inspect(plain_model(folder))
for number, hostile in enumerate(MODEL_FILES):
    place = folder / str(number)
    place.mkdir()
    path = hostile.make(place)
    memory, seconds = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    try:
        ann.models.load(path)
    except ann.errors.AnnError:
        pass
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
    print(json.dumps([hostile.name, grown * 1024, time.process_time() - seconds]))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is in bytes elsewhere, or not told")
def test_no_hostile_model_takes_memory_or_time(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", IN_A_CHILD, str(tmp_path)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == len(MODEL_FILES), done.stderr
    assert [line for line in lines if line[1] > 100e6] == []
    assert [line for line in lines if line[2] > 3] == []


SLOW = {
    "a thousand cells and more": sequential(
        layer(
            "RNN",
            {"cell": layer("StackedRNNCells", {"cells": [layer("SimpleRNNCell", {"units": 1})] * 20_000})},
        ),
        inputs=(3, 1),
    ),
    "a normalization that nobody can foresee": sequential(
        layer("RepeatVector", {"n": 30_000}),
        layer("Normalization", {"mean": 0.0, "variance": 1.0, "axis": [1, 2]}),
        inputs=(30_000,),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("config", SLOW.values(), ids=SLOW)
def test_what_is_not_proved_small_fails_in_a_process_of_its_own(tmp_path, monkeypatch, config):
    from ann_toolkit.models.files import trial

    monkeypatch.setattr(trial, "MOST_SECONDS", 4.0)
    path = craft(tmp_path / "slow.keras", config)
    with pytest.raises(AnnError, match="building it takes more") as caught:
        ann.models.load(path, budget=2 * 10**9)
    one_line(caught.value, path)


def test_a_budget_is_held(tmp_path):
    path = craft(tmp_path / "plain.keras", PLAIN, weights_file(good))
    assert ann.models.load(path, budget=10**6).count_params() == 10
    for ask in (ann.models.load, ann.models.inspect):
        with pytest.raises(AnnError, match="allow more with budget="):
            ask(path, budget=1000)
    model = ann.models.perceptron(4, 2, task="regression")
    ann.models.save_weights(model, tmp_path / "w.weights.h5")
    with pytest.raises(AnnError, match="allow more with budget=52"):
        ann.models.load_weights(model, tmp_path / "w.weights.h5", budget=30)


@pytest.mark.parametrize(
    "path", [3, None, b"model.keras", ["model.keras"], "a\0b.keras", "x" * 300 + ".keras"]
)
def test_what_is_no_path_gets_one_line(path):
    for ask in (ann.models.load, ann.models.inspect):
        with pytest.raises(AnnError) as caught:
            ask(path)
        assert str(caught.value).isprintable()


@pytest.mark.parametrize("model", [None, "model", 3, [1]])
def test_what_is_no_model_gets_one_line(tmp_path, model):
    for ask in (ann.models.load_weights, ann.models.save_weights):
        with pytest.raises(AnnError, match="expected a Keras model"):
            ask(model, tmp_path / "w.weights.h5")
    with pytest.raises(AnnError, match="expected a Keras model"):
        ann.models.save(model, tmp_path / "m.keras")
