"""Tables and numbers, as they are printed."""

from __future__ import annotations

import numpy as np

import ann_toolkit as ann
from tools.gallery.cases import curve, friedman, rare, rings, rings_perceptron, robot
from tools.gallery.registry import table


@table("Counts, precision, recall and both risks of each class.")
def confusion_report():
    train, test, model = robot()
    return ann.evaluation.confusion(test.y, ann.evaluation.predict_classes(model, test.X), test.target_names)


@table("Their averages, for when classes are of unequal size.")
def averages():
    train, test, model = rare()
    report = ann.evaluation.confusion(
        test.y, ann.evaluation.predict_classes(model, test.X), test.target_names
    )
    return report.averages().round(3)


@table("Cross-entropy, with the course's word for it (S1).")
def cross_entropy():
    train, test, model = robot()
    return ann.evaluation.cross_entropy(test.y, ann.evaluation.predict(model, test.X))


@table("Where to cut the output when a miss costs as much as 20 false alarms.")
def choose_threshold():
    train, test, model = rare()
    return ann.evaluation.choose_threshold(train.y, ann.evaluation.predict(model, train.X), alpha_cost=20)


@table("Weights for classes of unequal size.")
def class_weights():
    train, test, model = rare()
    return ann.evaluation.class_weights(train.y)


@table("The five scores of a regression.")
def regression_report():
    data, (train, validation, test), model = curve()
    return ann.evaluation.regression_report(validation.y, ann.evaluation.predict(model, validation.X))


@table("Where the 182 950 parameters of the course's network for signs are (S1).")
def structure():
    return ann.evaluation.structure(ann.models.cnn())


@table("Weights and biases, neuron by neuron (S0).")
def weights_table():
    return ann.evaluation.weights(rings_perceptron(), ("x1", "x2")).round(3).to_string(index=False)


@table("What each input is worth to the network: what is lost when it is shuffled.")
def permutation_importance():
    test, model, found = friedman()
    return ann.evaluation.permutation_importance(model, test).round(3)


@table("What the raw data say of each input.")
def statistics():
    test, model, found = friedman()
    return ann.evaluation.statistics(test).round(3)


@table("Which network is better, and whether that may be luck.")
def compare():
    data, test, model, *_ = rings()
    fresh = ann.datasets.generate_classification_case2(n_samples=300, noise=0.1, seed=7)
    report = ann.evaluation.compare({"perceptron": rings_perceptron(), "8 neurons": model}, fresh)
    return report.differences.round(4).to_string(index=False)


@table("McNemar's test by itself: 9 rows that only the first gets right, 1 that only the second does.")
def mcnemar():
    return ann.evaluation.mcnemar([True] * 9 + [False], [False] * 9 + [True])


@table("More rows of a rare class; for training data alone.")
def resample():
    train, test, model = rare()
    return ann.evaluation.resample(train, "smote")


@table("One score by itself, and the ceiling that noise of 0.3 sets for it.")
def r_squared():
    data, (train, validation, test), model = curve()
    score = ann.evaluation.r_squared(train.y, ann.evaluation.predict(model, train.X))
    return f"r2 {score:.3f}, ceiling {ann.evaluation.noise_ceiling(train.y, 0.3):.3f}"


@table("How far DeepExplainer's values lie from Shapley's definition, on four inputs.")
def exact_shapley():
    train, test, model = robot()
    exact = ann.evaluation.exact_shapley(model, train.X[:50], test.X[:20])
    deep = ann.evaluation.shap_values(model, train.X[:50], test.X[:20]).values
    return f"mean distance {np.abs(exact - deep).mean():.4f}, mean size {np.abs(exact).mean():.4f}"
