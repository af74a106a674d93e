"""Studies train what they say, and their tables follow by hand."""

import functools

import numpy as np
import pytest

import ann_toolkit as ann
from ann_toolkit.base.errors import DataError
from ann_toolkit.evaluation.studies.repeated_training import loss_of

ev = ann.evaluation


@pytest.mark.slow
def test_studies_train_what_they_say():
    data = ann.datasets.generate_regression_case(n_samples=40, noise=0.1, seed=0)
    train, validation = data.split(0.5, 0.5)
    seen = []

    def fit(model, X, y):
        seen.append((len(X), model.count_params()))
        model.fit(X, y, verbose=0)

    def build(neurons=2):
        return ann.models.mlp(1, [neurons], 1, task="regression", learning_rate=0.01, seed=0)

    curve = ev.learning_curve(build, fit, train, validation, (0.25, 1.0))
    assert list(curve.index) == [5, 20]
    sizes = ev.capacity_study(build, fit, [1, 3], train, validation)
    assert sizes["parameters"].tolist() == [4, 10]
    assert seen == [(5, 7), (20, 7), (20, 4), (20, 10)]
    with pytest.raises(DataError, match="numbers above 0, to 1"):
        ev.learning_curve(build, fit, train, validation, (0.0,))
    for table in (curve, sizes):
        assert np.isfinite(table[["training", "validation"]]).all().all()


@pytest.mark.slow
def test_the_loss_is_that_of_keras():
    data = ann.datasets.generate_regression_case(n_samples=20, noise=0.1, seed=0)
    model = ann.models.mlp(1, [2], 1, task="regression", learning_rate=0.01, seed=0)
    assert loss_of(model, *data) == pytest.approx(model.evaluate(*data, verbose=0)[0], rel=1e-5)
    many = ann.models.perceptron(1, 3, task="multiclass", seed=0)
    classes = ann.datasets.Dataset(data.X, np.arange(20) % 3, "multiclass")
    assert loss_of(many, *classes) == pytest.approx(many.evaluate(*classes, verbose=0)[0], rel=1e-5)


def test_bias_and_variance_of_networks_that_answer_constants():
    """Networks that always answer the seed: bias and variance follow by hand."""
    truth = ann.datasets.Dataset(np.zeros((4, 1)), np.zeros(4), "regression")

    def fit(model, X, y):
        model.set_weights([np.zeros((1, 1)), np.array([float(y[0])])])

    def make(seed):
        return ann.datasets.Dataset(np.zeros((2, 1)), np.full(2, float(seed)), "regression")

    table = ev.bias_variance(
        lambda _: ann.models.perceptron(1, task="regression"), fit, ["any"], make, truth, 3
    )
    assert table.loc["any"].tolist() == pytest.approx([1.0, 2 / 3, 5 / 3])  # answers 0, 1, 2 for a truth of 0
    with pytest.raises(DataError, match="two networks or more"):
        ev.bias_variance(lambda _: None, fit, [1], make, truth, 1)


def test_more_noise_lowers_the_score_and_its_ceiling():
    fit = functools.partial(ann.training.fit, epochs=5, verbose=0)
    table = ev.noise_study(
        lambda noise: ann.datasets.generate_regression_case(n_samples=300, noise=noise, seed=0),
        lambda: ann.models.mlp(1, [8], 1, task="regression", seed=0, learning_rate=0.01),
        fit,
        (0.0, 2.0),
    )
    assert table.loc[0.0, "ceiling"] == 1
    assert table.loc[0.0, "r2"] == pytest.approx(table.loc[0.0, "r2 against the truth"])
    assert table.loc[2.0, "ceiling"] < 0.6
    assert table.loc[2.0, "r2"] < table.loc[2.0, "r2 against the truth"]
    assert table.loc[2.0, "rmse"] > 1.5


def test_inputs_must_not_change_with_the_noise():
    with pytest.raises(DataError, match="gives other inputs at another noise"):
        ev.noise_study(
            lambda noise: ann.datasets.generate_regression_case(
                n_samples=20, noise=noise, seed=int(noise * 10)
            ),
            lambda: ann.models.perceptron(1, task="regression"),
            lambda *_: None,
            (0.5,),
        )
