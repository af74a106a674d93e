"""Logic neurons, Rosenblatt's rule beside scikit-learn's, and S4's four pitfalls: shown, then mended."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from sklearn.datasets import load_iris, make_blobs
from sklearn.linear_model import Perceptron, SGDClassifier

from ann_toolkit.scratch import artificial_neuron as neuron
from ann_toolkit.scratch.activations import sign
from ann_toolkit.scratch.errors import ScratchError
from ann_toolkit.scratch.neurons import (
    TRUTH_TABLE,
    logic_cases,
    rosenblatt,
    threshold_unit,
    xor_by_stacked_perceptrons,
)

A, B = TRUTH_TABLE.T


def setosa() -> tuple[np.ndarray, np.ndarray]:
    """S2's example: petal length and width, Iris setosa or not."""
    iris = load_iris()
    return iris.data[:, (2, 3)], (iris.target == 0).astype(int)


def test_the_four_logic_cases():
    fires = logic_cases()
    np.testing.assert_array_equal(fires["identity: A"], A)
    np.testing.assert_array_equal(fires["and: A and B"], A & B)
    np.testing.assert_array_equal(fires["or: A or B"], A | B)
    np.testing.assert_array_equal(fires["and not: A and not B"], A & (1 - B))


def test_threshold_unit_with_both_steps():
    X = np.array([[1.0, 1.0], [0.0, 0.0], [-1.0, 0.0]])
    np.testing.assert_array_equal(threshold_unit(X, [1, 1]), [1, 1, 0])
    np.testing.assert_array_equal(threshold_unit(X, [1, 1], step=sign), [1, 0, -1])


def test_xor_needs_two_layers():
    np.testing.assert_array_equal(xor_by_stacked_perceptrons(TRUTH_TABLE), A ^ B)
    one_layer = rosenblatt(TRUTH_TABLE, A ^ B, epochs=100)
    assert min(one_layer.mistakes) > 0
    assert (one_layer.predict(TRUTH_TABLE) != (A ^ B)).any()


def test_rosenblatt_keeps_its_history_and_ends_when_all_is_right():
    learned = rosenblatt(*setosa())
    assert learned.mistakes[-1] == 0 < learned.mistakes[0]
    assert len(learned.weights) == len(learned.mistakes) < 100
    np.testing.assert_array_equal(learned.weights[-1], np.append(learned.b, learned.w))


def test_rosenblatt_ends_with_the_weights_of_scikit_learn():
    X, y = setosa()
    mine = rosenblatt(X, y)
    epochs = len(mine.mistakes)
    shared = {"max_iter": epochs, "tol": None, "shuffle": False}
    for theirs in (
        Perceptron(**shared),
        SGDClassifier(loss="perceptron", learning_rate="constant", eta0=1, penalty=None, **shared),
    ):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # told to stop after so many epochs, it warns that it might go on
            theirs.fit(X, y)
        np.testing.assert_allclose(theirs.coef_[0], mine.w, atol=1e-9)
        assert theirs.intercept_[0] == pytest.approx(mine.b)
        np.testing.assert_array_equal(theirs.predict(X), mine.predict(X))


def test_rosenblatt_refuses_other_labels_and_shapes():
    with pytest.raises(ScratchError, match="wants the labels 0 and 1"):
        rosenblatt(TRUTH_TABLE, [1, 2, 1, 2])
    with pytest.raises(ScratchError, match=r"expected \(n, inputs\) and \(n,\)"):
        rosenblatt(TRUTH_TABLE, [1, 0])


def blobs() -> tuple[np.ndarray, np.ndarray]:
    """S4's first data: 100 rows of 100 numbers, two clouds."""
    return make_blobs(100, 100, centers=2, random_state=0)


def naive_sigmoid(z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-z))


def test_the_neuron_separates_two_clouds():
    X, y = blobs()
    learned = neuron.artificial_neuron(X[:80], y[:80], X[80:], y[80:], learning_rate=0.1, steps=200)
    assert learned.train_accuracy[-1] == learned.test_accuracy[-1] == 1.0
    assert len(learned.test_loss) == 200
    np.testing.assert_array_equal(neuron.predict(X, learned.w, learned.b)[:, 0], y == 1)


def test_the_gradients_of_the_neuron_are_slopes():
    rng = np.random.default_rng(0)
    X, y, w, b = (
        rng.normal(size=(5, 3)),
        rng.integers(0, 2, (5, 1)),
        rng.normal(size=(3, 1)),
        rng.normal(size=1),
    )
    dw, db = neuron.gradients(neuron.model(X, w, b), X, y)

    def loss(w, b):
        return neuron.log_loss(neuron.model(X, w, b), y)

    for i in range(3):
        step = np.zeros((3, 1))
        step[i] = 1e-6
        assert dw[i, 0] == pytest.approx((loss(w + step, b) - loss(w - step, b)) / 2e-6, abs=1e-6)
    assert db == pytest.approx((loss(w, b + 1e-6) - loss(w, b - 1e-6)) / 2e-6, abs=1e-6)


def test_pitfall_1_images_are_not_rows():
    images, y = np.zeros((1000, 64, 64)), np.zeros((1000, 1))
    w, b = neuron.init(64)
    with pytest.raises(ValueError, match="could not be broadcast"):  # S4's own error
        neuron.log_loss(neuron.model(images, w, b), y)
    with pytest.raises(ScratchError, match="use flat_rows"):
        neuron.artificial_neuron(images, y)
    assert neuron.flat_rows(images).shape == (1000, 4096)
    assert np.isfinite(neuron.artificial_neuron(neuron.flat_rows(images), y, steps=1).train_loss[0])


def test_pitfall_2_log_of_zero():
    a, y = np.array([[1.0], [0.0]]), np.array([[1.0], [0.0]])
    with pytest.warns(RuntimeWarning, match="divide by zero|invalid value"):
        naive = -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))
    assert np.isnan(naive)
    assert neuron.log_loss(a, y) == pytest.approx(0, abs=1e-9)


def test_pitfall_3_overflow_of_the_exponential():
    grey_levels = np.random.default_rng(0).integers(0, 256, (10, 4096)).astype(float)
    w, b = neuron.init(4096)
    with pytest.warns(RuntimeWarning, match="overflow encountered in exp"):
        naive_sigmoid(grey_levels @ w + b)
    assert np.isfinite(neuron.model(grey_levels, w, b)).all()  # any warning would be an error here
    scaled = neuron.min_max(grey_levels)
    assert scaled.min() == 0
    assert scaled.max() == 1
    assert np.abs(scaled @ w + b).max() < 700  # where e^z ends: even the naive form holds now
    assert np.isfinite(naive_sigmoid(scaled @ w + b)).all()


def test_pitfall_4_a_bouncing_cost():
    rng = np.random.default_rng(0)
    X = rng.uniform(0, 1, (100, 4096))  # as S4: flat images, brightness 0 to 1
    y = (X[:, :2048].sum(axis=1) > X[:, 2048:].sum(axis=1)).astype(int)

    def rises(learning_rate: float) -> int:
        cost = neuron.artificial_neuron(X, y, learning_rate=learning_rate, steps=150).train_loss
        return int((np.diff(cost) > 0).sum())

    assert rises(0.1) > 20  # S4's first learning rate
    assert rises(0.01) == 0  # the one it settles on
