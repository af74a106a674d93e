"""Something else in the place of what was meant, such as a model where its history belongs, is one line."""

import keras
import numpy as np
import pytest

import ann_toolkit as ann
from ann_toolkit import course, evaluation, jobs, plots, teaching
from ann_toolkit.base.errors import AnnError

WRONG = {
    "compare a model alone": lambda model, data: evaluation.compare(model, data),
    "compare on arrays": lambda model, data: evaluation.compare({"mlp": model}, data.X),
    "predict with the name of a file": lambda model, data: evaluation.predict("mlp.keras", data.X),
    "classes, the other way round": lambda model, data: evaluation.predict_classes(data.X, model),
    "structure of data": lambda model, data: evaluation.structure(data),
    "weights of nothing": lambda model, data: evaluation.weights(None),
    "importance of arrays": lambda model, data: evaluation.permutation_importance(model, data.X),
    "importance, the other way round": lambda model, data: evaluation.compare_importance(data, model),
    "statistics of X": lambda model, data: evaluation.statistics(data.X),
    "landscape without data": lambda model, data: evaluation.loss_surface(model, None),
    "resample labels": lambda model, data: evaluation.resample(data.y),
    "a network instead of what builds it": lambda model, data: evaluation.learning_curve(5, 5, data, data),
    "thresholds of words": lambda model, data: evaluation.thresholds(data.y, "scores"),
    "calibration of nothing": lambda model, data: evaluation.calibration(None, None),
    "confusion of endless labels": lambda model, data: evaluation.confusion([0, 10**9], [0, 1]),
    "noise in words": lambda model, data: evaluation.noise_ceiling(data.X, "much"),
    "confusion of model and data": lambda model, data: plots.confusion(model, data),
    "history of a model": lambda model, data: plots.history(model),
    "history of nothing": lambda model, data: plots.history(None),
    "picture of X": lambda model, data: plots.dataset(data.X),
    "picture of NaN": lambda model, data: plots.dataset(
        ann.datasets.Dataset([[np.nan, 1.0], [0, 0]], [0, 1], "binary")
    ),
    "case of X": lambda model, data: plots.classification_case(data.X),
    "boundary, the other way round": lambda model, data: plots.decision_boundary(data, model),
    "regression case of y": lambda model, data: plots.regression_case(data.y),
    "parts without names": lambda model, data: plots.regression_parts(model, [data]),
    "marginals of arrays": lambda model, data: plots.marginals(data.X, data.X),
    "activation mistyped": lambda model, data: plots.activation("rleu"),
    "activations mistyped": lambda model, data: plots.activations(["relu", "rleu"]),
    "no activations": lambda model, data: plots.activations([]),
    "activation of a number": lambda model, data: plots.activation(3),
    "roc of labels": lambda model, data: plots.roc(data.y),
    "thresholds of labels": lambda model, data: plots.thresholds(data.y),
    "calibration of labels": lambda model, data: plots.calibration(data.y),
    "comparison of models": lambda model, data: plots.comparison({"mlp": model}),
    "remedies of data": lambda model, data: plots.remedies(data),
    "learning curve of a history": lambda model, data: plots.learning_curve({"loss": [1.0]}),
    "capacity of a list": lambda model, data: plots.capacity([1, 2]),
    "bias of a list": lambda model, data: plots.bias_variance([1, 2]),
    "noise study of a list": lambda model, data: plots.noise_study([1, 2]),
    "SHAP of a model": lambda model, data: plots.shap_bar(model),
    "SHAP points of a model": lambda model, data: plots.shap_beeswarm(model),
    "SHAP steps of data": lambda model, data: plots.shap_waterfall(data),
    "importance of data": lambda model, data: plots.importance(data),
    "filters of data": lambda model, data: plots.filters(data),
    "layers of a name": lambda model, data: plots.layers("mlp"),
    "network of a name": lambda model, data: plots.network("mlp"),
    "learning rate of a model": lambda model, data: plots.learning_rate(model),
    "regimes of a list": lambda model, data: plots.learning_rate_regimes([0.1, 1]),
    "a film without ending": lambda model, data: plots.softmax_animation("film"),
    "a film of nothing": lambda model, data: plots.softmax_animation("film.gif", frames=0),
    "exercise of nothing": lambda model, data: course.find_exercise(None),
    "run of parameters": lambda model, data: jobs.run({"LR": 0.1}),
    "run with no engine": lambda model, data: jobs.run("params.json", engine=["keras"]),
    "a cohort of nothing": lambda model, data: teaching.make_cohort(None, "a", "b", "c"),
    "verify nothing": lambda model, data: teaching.verify_cohort(None),
    "a secret of a number": lambda model, data: teaching.make_secret(3),
    "check a name": lambda model, data: teaching.check_script("9", "mine.py"),
    "a handout of a name": lambda model, data: teaching.write_handouts("9", "out"),
    "solutions of nothing": lambda model, data: teaching.strip_solutions(None),
}


@pytest.mark.parametrize("mistake", WRONG)
def test_what_was_not_meant_is_one_line(mistake, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    model = keras.Sequential([keras.layers.Dense(2)], name="never_built")
    data = ann.datasets.generate_classification_case2(n_samples=10)
    with pytest.raises(AnnError) as caught:
        WRONG[mistake](model, data)
    said = str(caught.value)
    assert 20 < len(said) < 400
    assert said.isprintable()
    assert list(tmp_path.iterdir()) == []


def test_a_number_finds_an_exercise():
    assert course.find_exercise(9) == course.find_exercise("9")
