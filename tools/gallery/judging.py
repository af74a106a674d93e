"""Pictures of data, classes, numbers and explanations."""

from __future__ import annotations

import functools
from dataclasses import replace

import ann_toolkit as ann
from tools.gallery.cases import curve, fit, friedman, rare, rings, robot, smooth
from tools.gallery.registry import picture

# ---- data


@picture("Data", "Any dataset at a glance: points, curves, pictures or sequences.")
def dataset():
    ann.plots.dataset(ann.datasets.load_dataset_networkB())


@picture("Data", "Where the values of each input lie in two datasets.")
def marginals():
    train, test, _ = robot()
    named = [replace(data, name=name) for data, name in ((train, "training"), (test, "test"))]
    ann.plots.marginals(*named, unit="standard deviations", ax=ann.plots.figure(width=8)[1])


# ---- classes


@picture("Classes", "The points of a two-input dataset, told apart by colour and by marker.")
def classification_case():
    data = ann.datasets.generate_classification_case1(n_samples=300, n_classes=3, seed=0)
    ann.plots.classification_case(data)


@picture("Classes", "Where a network says which class; the black line is where it hesitates.")
def decision_boundary():
    data, test, model, *_ = rings()
    ann.plots.decision_boundary(model, test)


@picture("Classes", "Counts and shares; the shade is the share of the row, so that a rare class is seen too.")
def confusion():
    train, test, model = robot()
    classes = ann.evaluation.predict_classes(model, test.X)
    ann.plots.confusion(ann.evaluation.confusion(test.y, classes, test.target_names))


@picture("Classes", "ROC curves, one class against all others, with the area under each.")
def roc():
    train, test, model = robot()
    scores = ann.evaluation.predict(model, test.X)
    ann.plots.roc(ann.evaluation.roc(test.y, scores, test.target_names))


@picture("Classes", "Precision over recall: the picture to look at when a class is rare.")
def precision_recall():
    train, test, model = rare()
    scores = ann.evaluation.predict(model, test.X)
    ann.plots.precision_recall(ann.evaluation.precision_recall(test.y, scores, test.target_names))


@picture("Classes", "Alpha and beta risk over the threshold, and where a miss that costs 20 alarms puts it.")
def thresholds():
    train, test, model = rare()
    scores = ann.evaluation.predict(model, train.X)
    table = ann.evaluation.thresholds(train.y, scores, alpha_cost=20)
    ann.plots.thresholds(table, ann.evaluation.choose_threshold(train.y, scores, alpha_cost=20))


@picture("Classes", "Is 70 % sure right 7 times in 10?")
def calibration():
    train, test, model = rare()
    ann.plots.calibration(ann.evaluation.calibration(test.y, ann.evaluation.predict(model, test.X)))


@picture("Classes", "What each remedy for a rare class does to the recall of both classes.")
def remedies():
    train, test, _ = rare()
    table = ann.evaluation.compare_remedies(
        lambda: ann.models.mlp(2, [6], 1, task="binary", seed=0),
        functools.partial(fit, epochs=15, batch_size=100),
        train,
        test,
    )
    ann.plots.remedies(table)


# ---- numbers


@picture("Numbers", "The curve that a network drew through noisy points.")
def regression_case():
    data, parts, model = curve()
    ann.plots.regression_case(data, model)


@picture("Numbers", "Two inputs: the surface from above, the points in the same colours.")
def regression_surface():
    data = ann.datasets.generate_regression_case(n_samples=300, n_inputs=2, noise=0.1, seed=0)
    model = smooth([20], n_inputs=2, learning_rate=0.02)
    fit(model, *data, epochs=100)
    ann.plots.regression_case(data, model)


@picture("Numbers", "Predicted against expected: a perfect network lies on the diagonal.")
def regression():
    data, parts, model = curve()
    ann.plots.regression(parts[0].y, ann.evaluation.predict(model, parts[0].X))


@picture("Numbers", "The same for training, validation and test data side by side.")
def regression_parts():
    data, (train, validation, test), model = curve()
    ann.plots.regression_parts(model, {"train": train, "validation": validation, "test": test})


@picture("Numbers", "Residuals: a good network leaves a level band around 0.")
def residuals():
    data, parts, model = curve()
    ann.plots.residuals(parts[0].y, ann.evaluation.predict(model, parts[0].X))


@picture("Numbers", "More noise, lower score; the dashed line is what the noise leaves possible.")
def noise_study():
    table = ann.evaluation.noise_study(
        lambda noise: ann.datasets.generate_regression_case(n_samples=400, noise=noise, seed=0),
        lambda: smooth([20], learning_rate=0.05),
        functools.partial(fit, epochs=300),
    )
    ann.plots.noise_study(table)


# ---- explanation


@picture("Explanation", "The weights of a layer as a heat map.")
def weights():
    train, test, model = robot()
    ann.plots.weights(model, 0, test.feature_names)


@picture("Explanation", "SHAP: each row a point; how far each input pushed its prediction up or down.")
def shap_beeswarm():
    test, model, found = friedman()
    ann.plots.shap_beeswarm(found)


@picture("Explanation", "The weight of each input in each of several answers.")
def shap_bar():
    train, test, model = robot()
    found = ann.evaluation.shap_values(
        model, train.X[:100], test.X[:100], test.feature_names, test.target_names
    )
    ann.plots.shap_bar(found)


@picture("Explanation", "What the network learned about one input: here a parabola.")
def shap_dependence():
    test, model, found = friedman()
    ann.plots.shap_dependence(found, "x3")


@picture("Explanation", "One prediction, step by step from the mean to its own.")
def shap_waterfall():
    test, model, found = friedman()
    ann.plots.shap_waterfall(found, row=3)


@picture("Explanation", "Network and raw data side by side: no correlation sees the parabola of x3.")
def importance():
    test, model, found = friedman()
    ann.plots.importance(ann.evaluation.compare_importance(model, test, found))
