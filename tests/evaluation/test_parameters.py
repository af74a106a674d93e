"""The arithmetic of parameters, and their values in a table."""

import keras
import pytest

import ann_toolkit as ann
from ann_toolkit.base.errors import DataError, ModelError

ev = ann.evaluation


def test_structure_writes_the_arithmetic_out():
    table = ev.structure(ann.models.cnn()).table
    assert table["arithmetic"].tolist()[:2] == ["3 * 3 * 3 * 32 + 32", "3 * 3 * 32 * 32 + 32"]
    assert table["arithmetic"].tolist()[-1] == "28800 * 6 + 6"
    assert table["output"].tolist() == ["62 x 62 x 32", "60 x 60 x 32", "30 x 30 x 32", "28800", "6"]
    for arithmetic, parameters in zip(table["arithmetic"], table["parameters"], strict=True):
        assert (eval(arithmetic) if arithmetic else 0) == parameters
    assert "182 950 parameters" in str(ev.structure(ann.models.cnn()))


def test_structure_counts_what_training_leaves_alone():

    model = keras.Sequential([keras.Input((3,)), keras.layers.BatchNormalization()])
    report = ev.structure(model)
    assert (report.total, report.trainable) == (12, 6)
    assert "6 of them fixed" in str(report)
    with pytest.raises(ModelError, match="not built yet"):
        ev.structure(keras.Sequential([keras.layers.Dense(2)]))


def test_weights_lists_every_weight_and_bias():
    model = ann.models.mlp(3, [2], 1, task="regression", seed=0)
    table = ev.weights(model, ("a", "b", "c"))
    assert len(table) == model.count_params()
    kernel = model.get_weights()[0]
    row = table[(table["neuron"] == 2) & (table["input"] == "b")]
    assert row["weight"].iloc[0] == pytest.approx(kernel[1, 1])
    assert set(table[table["layer"] == model.layers[1].name]["input"]) == {"neuron 1", "neuron 2", "bias"}
    with pytest.raises(DataError, match="1 input_names for 3 inputs"):
        ev.weights(model, ("a",))
