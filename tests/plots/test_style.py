"""Every picture takes an Axes or makes one, and leaves the user's settings alone."""

import inspect

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import ann_toolkit as ann

ev, plots = ann.evaluation, ann.plots


def _everything():
    """Each picture that takes an ``ax``, by its name, with something to draw."""
    plane = ann.datasets.generate_classification_case2(n_samples=60, noise=0.05, seed=0)
    line = ann.datasets.generate_regression_case(n_samples=9, seed=0)
    perceptron, hidden = ann.models.perceptron(2), ann.models.mlp(2, [3], 1, task="binary", seed=0)
    convolution = ann.models.cnn((6, 6, 1), 2, blocks=[[3]], seed=0)
    y, scores = np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8])
    values = np.random.default_rng(0).normal(size=(5, 2, 1))
    shap = ev.ShapValues(values, np.zeros(1), values[:, :, 0], ("a", "b"), ("y",), "deep", 0.0)
    steps = np.arange(1.0, 4.0)
    rates = ann.training.LearningRates(steps, steps, steps, 1.0)
    runs = {"low": ann.training.LearningRateRun(0.1, steps, False)}
    study = pd.DataFrame({"training": steps, "validation": steps, "parameters": [1, 2, 3]})
    parts = pd.DataFrame({"bias2": steps, "variance": steps})
    noise = pd.DataFrame({"r2": steps, "ceiling": steps, "r2 against the truth": steps})
    shares = pd.DataFrame({"SHAP": [1.0], "correlation": [0.5], "disagreement": [0.5]}, index=["a"])
    recalls = pd.DataFrame({"recall a": [0.9]}, index=["none"])
    table = pd.DataFrame({"score": [0.5], "low": [0.4], "high": [0.6], "parameters": [3]}, index=["a"])
    return {
        "activation": ("relu",),
        "bias_variance": (parts,),
        "calibration": (ev.calibration(y, scores),),
        "capacity": (study,),
        "classification_case": (plane,),
        "comparison": (ev.Comparison(table, pd.DataFrame(), "accuracy", 100),),
        "confusion": (ev.confusion([0, 1], [0, 1]),),
        "dataset": (plane,),
        "decision_boundary": (perceptron, plane),
        "feature_maps": (convolution, np.ones((6, 6))),
        "filters": (convolution,),
        "hidden_boundaries": (hidden, plane),
        "history": ({"loss": [1.0]},),
        "importance": (shares,),
        "layers": (perceptron,),
        "learning_curve": (study,),
        "learning_rate": (rates,),
        "learning_rate_regimes": (runs,),
        "loss_landscape": (perceptron, plane),
        "marginals": (plane, plane),
        "network": (perceptron,),
        "noise_study": (noise,),
        "plot_model": (perceptron,),
        "precision_recall": (ev.precision_recall(y, scores),),
        "regression": ([1.0, 2.0], [1.0, 2.0]),
        "regression_case": (line,),
        "remedies": (recalls,),
        "residuals": ([1.0, 2.0], [1.0, 2.0]),
        "roc": (ev.roc(y, scores),),
        "shap_bar": (shap,),
        "shap_beeswarm": (shap,),
        "shap_dependence": (shap, "a"),
        "shap_waterfall": (shap,),
        "thresholds": (ev.thresholds(y, scores),),
        "weights": (perceptron,),
    }


@pytest.fixture(scope="module")
def everything():
    return _everything()


def _pictures():
    found = {name: getattr(plots, name) for name in plots.__all__}
    return [
        name for name, draw in found.items() if callable(draw) and "ax" in inspect.signature(draw).parameters
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", sorted(set(_pictures()) - {"softmax_surface"})
)  # whose Axes have three dimensions
def test_a_picture_takes_an_axes_or_makes_one_and_leaves_the_users_settings(everything, name):
    draw, arguments = getattr(plots, name), everything[name]
    before, drawn_numbers = dict(plt.rcParams), np.random.get_state()[1].tolist()  # noqa: NPY002
    mine = plt.figure().add_subplot()
    users = plt.figure()  # the one that is current when the picture is drawn
    assert draw(*arguments, ax=mine) is mine
    assert plt.get_fignums() == [1, 2], "it opened another figure"
    assert plt.gcf() is users
    assert mine.has_data() or mine.texts
    assert draw(*arguments) is not mine
    assert plt.get_fignums() == [1, 2, 3]
    assert dict(plt.rcParams) == before
    assert np.random.get_state()[1].tolist() == drawn_numbers  # noqa: NPY002
    plt.gcf().canvas.draw()


def test_figure_gives_axes_of_the_asked_size():
    fig, axes = plots.figure(2, 3, width=3, height=2)
    assert axes.shape == (2, 3)
    assert fig.get_size_inches().tolist() == [9, 4]
