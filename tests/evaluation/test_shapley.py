"""SHAP values against Shapley's definition, additivity, silence."""

import itertools
import math
import warnings

import keras
import numpy as np
import pytest

import ann_toolkit as ann
from ann_toolkit.base.errors import DataError, ModelError

ev = ann.evaluation


RNG = np.random.default_rng(0)


BACKGROUND = RNG.normal(size=(30, 4)).astype("float32")


ROWS = RNG.normal(size=(8, 4)).astype("float32")


@pytest.fixture(scope="module")
def relu():
    return ann.models.mlp(4, [8], 2, task="regression", seed=1)


def _by_permutations(model, background, row):
    """Shapley's own words: the mean gain of each input over every order in which they become known."""
    values = np.zeros((4, 2))
    for order in itertools.permutations(range(4)):
        rows = background.copy()
        before = ev.predict(model, rows).mean(axis=0)
        for feature in order:
            rows[:, feature] = row[feature]
            after = ev.predict(model, rows).mean(axis=0)
            values[feature] += (after - before) / math.factorial(4)
            before = after
    return values


def test_exact_values_are_those_of_the_definition(relu):
    exact = ev.exact_shapley(relu, BACKGROUND[:5], ROWS[:2])
    for number in range(2):
        wanted = _by_permutations(relu, BACKGROUND[:5], ROWS[number])
        np.testing.assert_allclose(exact[number], wanted, atol=1e-5)


def test_deep_values_of_a_linear_model_are_exact():
    linear = ann.models.perceptron(4, 1, task="regression", seed=0)
    found = ev.shap_values(linear, BACKGROUND, ROWS)
    assert found.method == "deep"
    kernel = linear.get_weights()[0][:, 0]
    np.testing.assert_allclose(found.values[..., 0], (ROWS - BACKGROUND.mean(axis=0)) * kernel, atol=1e-4)
    np.testing.assert_allclose(found.values, ev.exact_shapley(linear, BACKGROUND, ROWS), atol=1e-4)


def test_deep_values_of_a_relu_network_come_near_the_exact_ones_and_add_up(relu):
    deep = ev.shap_values(relu, BACKGROUND, ROWS, output_names=("front", "left"))
    exact = ev.shap_values(relu, BACKGROUND, ROWS, method="exact")
    assert exact.gap < 1e-4
    assert deep.gap < 1e-4
    np.testing.assert_allclose(deep.base + deep.values.sum(axis=1), ev.predict(relu, ROWS), atol=1e-4)
    # it shares out by a rule (DeepLIFT) in place of every subset: near, not equal
    spread = np.ptp(exact.values)
    assert np.abs(deep.values - exact.values).mean() < 0.05 * spread
    assert np.corrcoef(deep.values.ravel(), exact.values.ravel())[0, 1] > 0.9


def test_nothing_of_shap_keras_or_tensorflow_appears_on_the_screen(relu, capfd):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ev.shap_values(relu, BACKGROUND, ROWS)
    out, err = capfd.readouterr()
    assert (out, err) == ("", "")


def test_what_deep_explainer_cannot_go_through_is_explained_by_gradients_and_said(capsys):
    class Odd(keras.layers.Layer):
        def call(self, x):
            return keras.ops.cumsum(keras.ops.erf(x), axis=-1)

    model = keras.Sequential([keras.Input((4,)), Odd(), keras.layers.Dense(1)])
    found = ev.shap_values(model, BACKGROUND, ROWS)
    assert found.method == "gradient"
    assert "GradientExplainer is used" in capsys.readouterr().out
    again = ev.shap_values(model, BACKGROUND, ROWS)
    np.testing.assert_allclose(found.values, again.values)
    with pytest.raises(ModelError, match="DeepExplainer cannot explain"):
        ev.shap_values(model, BACKGROUND, ROWS, method="deep")
    model.compile(loss="mse")
    assert np.isfinite(model.fit(ROWS, ROWS[:, 0], verbose=0).history["loss"][0])  # TensorFlow is as it was


def test_values_that_do_not_add_up_are_said(relu, capsys):
    found = ev.shap_values(relu, BACKGROUND, ROWS, method="gradient")
    assert found.gap > 0.01 * np.ptp(ev.predict(relu, ROWS))
    assert "miss their predictions by up to" in capsys.readouterr().out


def test_several_outputs_have_names_and_an_importance_each(relu):
    found = ev.shap_values(relu, BACKGROUND, ROWS, ("a", "b", "c", "d"), ("front", "left"))
    assert found.values.shape == (8, 4, 2)
    table = found.importance()
    assert (list(table.index), list(table.columns)) == (["a", "b", "c", "d"], ["front", "left"])
    np.testing.assert_allclose(table["left"], np.abs(found.values[:, :, 1]).mean(axis=0))
    assert (found.output("left"), found.output(0)) == (1, 0)
    with pytest.raises(DataError, match="output 'back' is unknown; there are front, left"):
        found.output("back")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"method": "magic"}, "method='magic' is unknown"),
        ({"feature_names": ("a",)}, "1 feature_names for 4 columns"),
        ({"output_names": ("a",)}, "1 output_names for 2 columns"),
        ({"X": np.zeros(4)}, "X must be rows of numbers"),
        ({"background": np.zeros((3, 5))}, r"rows of shape \(5,\)"),
    ],
)
def test_mistakes(relu, change, message):
    with pytest.raises(DataError, match=message):
        ev.shap_values(**{"model": relu, "background": BACKGROUND, "X": ROWS, **change})


def test_exact_values_have_their_bound():
    model = ann.models.perceptron(13, 1, task="regression")
    with pytest.raises(ModelError, match="12 inputs at the most"):
        ev.exact_shapley(model, np.zeros((2, 13)), np.zeros((1, 13)))
