"""How training went: epochs, learning rates, the valley of the loss."""

import numpy as np
import pytest

import ann_toolkit as ann
from ann_toolkit.base.errors import DataError
from ann_toolkit.training import LearningRateRun, LearningRates
from tests.evaluation.recorded import recorded_training
from tests.plots.drawn import legend

ev = ann.evaluation


def test_history_draws_both_curves_from_epoch_one():
    history = {"loss": [3.0, 2.0, 1.0], "val_loss": [3.5, 2.5, 2.0]}
    ax = ann.plots.history(history)
    training, validation = ax.get_lines()
    assert training.get_xydata().tolist() == [[1, 3.0], [2, 2.0], [3, 1.0]]
    assert validation.get_xydata().tolist() == [[1, 3.5], [2, 2.5], [3, 2.0]]
    assert legend(ax) == ["training", "validation"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("epoch", "loss")


def test_history_places_rare_validation_where_it_was_made():
    ax = ann.plots.history({"loss": [5.0, 4.0, 3.0, 2.0], "val_loss": [4.5, 2.5]})
    assert ax.get_lines()[1].get_xdata().tolist() == [2, 4]


def test_history_of_a_real_training():
    two_classes = ann.datasets.generate_classification_case2(n_samples=60, noise=0.05, seed=0)
    model = ann.models.perceptron(2, seed=0)
    history = ann.training.fit(model, *two_classes, epochs=3, verbose=0)
    ax = ann.plots.history(history, "binary_accuracy")
    assert ax.get_lines()[0].get_ydata().tolist() == history.history["binary_accuracy"]
    with pytest.raises(DataError, match="has no 'mae'; it has binary_accuracy, loss"):
        ann.plots.history(history, "mae")


def test_some_runs_in_one_history():
    runs = {"slow": {"loss": [3.0, 2.0], "val_loss": [4.0, 3.0]}, "fast": {"loss": [2.0, 1.0]}}
    ax = ann.plots.history(runs)
    curves = [line.get_ydata().tolist() for line in ax.get_lines() if len(line.get_ydata())]
    assert curves == [[3.0, 2.0], [4.0, 3.0], [2.0, 1.0]]
    slow, slow_validation, fast = ax.get_lines()[:3]
    assert slow.get_color() == slow_validation.get_color() != fast.get_color()
    legend = [text.get_text() for text in ax.get_legend().get_texts()]
    assert legend == ["slow", "fast", "training", "validation"]


def test_the_finder_is_drawn_with_its_suggestion():
    rates = np.geomspace(1e-5, 1, 50)
    losses = 1 + np.cos(np.linspace(0, 5, 50))
    ax = ann.plots.learning_rate(LearningRates(rates, losses, losses, 0.01))
    assert ax.get_xscale() == "log"
    assert ax.get_xlabel() == "learning rate"
    assert "suggestion: 0.01" in [text.get_text() for text in ax.get_legend().get_texts()]


def test_each_regime_has_a_line_and_the_lost_one_does_not_crush_the_others():
    runs = {
        "adequate": LearningRateRun(0.1, np.linspace(2, 0.1, 30), False),
        "too high": LearningRateRun(2.0, np.array([2.0, 1e9, 1e30]), True),
    }
    ax = ann.plots.learning_rate_regimes(runs)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "adequate (0.1)",
        "too high (2, diverges)",
    ]
    assert ax.get_yscale() == "log"
    assert ax.get_ylim() == pytest.approx((0.05, 200))
    np.testing.assert_array_equal(ax.lines[0].get_ydata(), runs["adequate"].losses)


def test_no_run_is_told():
    with pytest.raises(DataError, match="no run"):
        ann.plots.learning_rate_regimes({})


def test_the_landscape_shows_the_surface_the_path_and_the_end():
    model, data, recorder = recorded_training()
    surface = ev.loss_surface(model, data, recorder, points=9)
    ax = ann.plots.loss_landscape(surface)
    levels = ax.collections[0].levels
    assert levels[0] <= surface.losses.min() <= surface.losses.max() <= levels[-1]
    path, start, end = (line.get_xydata() for line in ax.get_lines())
    np.testing.assert_array_equal(path, surface.path)
    np.testing.assert_array_equal([start[0], end[0]], [surface.path[0], surface.end])
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("weight 1", "weight 2")
    assert ax.get_title() == "Loss landscape of small"
    assert (*ax.get_xlim(), *ax.get_ylim()) == (*surface.first[[0, -1]], *surface.second[[0, -1]])


def test_a_network_and_its_data_give_the_same_landscape():
    model, data, recorder = recorded_training()
    ax = ann.plots.loss_landscape(model, data, recorder, (0, 2), span=2.0)
    surface = ev.loss_surface(model, data, recorder, (0, 2), 2.0)
    same = ann.plots.loss_landscape(surface)
    np.testing.assert_array_equal(ax.collections[0].levels, same.collections[0].levels)
    np.testing.assert_array_equal(ax.get_lines()[0].get_xydata(), surface.path)
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("weight 1", "weight 3")
    with pytest.raises(DataError, match="loss_landscape of 'small' needs data"):
        ann.plots.loss_landscape(model)
