"""Every picture of ``ann.plots`` on one page: ``make gallery`` draws them anew and writes ``gallery.md``.

Each function below is one picture. Its code stands under the picture on the page, so that what you see
is what you get.
"""

from __future__ import annotations

import functools
import inspect
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import keras
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

import ann_toolkit as ann
from ann_toolkit.files import replacing

HERE = Path(__file__).parent
FOLDER = HERE / "gallery"
PICTURES: list[tuple[str, str, str, Callable[[], object]]] = []  # section, name, words, function
fit = functools.partial(ann.training.fit, verbose=0)


def picture(section: str, words: str) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Put a function on the page, in ``section``, with a sentence."""

    def add(draw: Callable[[], object]) -> Callable[[], object]:
        PICTURES.append((section, draw.__name__, words, draw))
        return draw

    return add


TABLES: list[tuple[str, Callable[[], object]]] = []  # words, function that returns what is printed


def table(words: str) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Put what a function returns on the page, printed, with a sentence."""

    def add(make: Callable[[], object]) -> Callable[[], object]:
        TABLES.append((words, make))
        return make

    return add


# ---- what is drawn: small cases, trained once


@functools.cache
def rings():
    """Case 2 with a hidden layer, trained as exercise 9 does, with a record of its weights."""
    data = ann.datasets.generate_classification_case2(n_samples=1000, noise=0.1, seed=0)
    train, validation, test = data.split(seed=0)
    model = ann.models.mlp(2, [8], 1, task="binary", activation="tanh", learning_rate=0.1, seed=1)
    recorder = ann.evaluation.WeightRecorder()
    history = fit(
        model, *train, validation_data=tuple(validation), epochs=120, batch_size=100, callbacks=[recorder]
    )
    return data, test, model, history, recorder


@functools.cache
def rings_perceptron():
    """A perceptron on the same rings, which no line can separate."""
    train = rings()[0].split(seed=0)[0]
    model = ann.models.perceptron(2, seed=0)
    fit(model, *train, epochs=30, batch_size=100)
    return model


@functools.cache
def rare():
    """A class of 4 % that cannot be told for certain, and a network that gives its probability."""
    rng = np.random.default_rng(0)
    y = (np.arange(4000) % 25 == 0).astype(int)
    X = np.column_stack([rng.normal(size=4000) + 1.8 * y, rng.normal(size=4000) - 0.8 * y])
    names = ("play", "run-out")
    data = ann.datasets.Dataset(X, y, "binary", names, ("sound", "defective"), "gears")
    train, test = data.split(0.6, 0.4, seed=0)
    model = ann.models.mlp(2, [6], 1, task="binary", seed=0)
    fit(model, *train, epochs=40, batch_size=100)
    return train, test, model


@functools.cache
def robot():
    """The robot's four distances and its four directions, from the sample that comes with the toolkit."""
    data = ann.datasets.load_dataset_networkB()
    train, test = data.split(0.8, 0.2, seed=0)
    train, test = train.scale(), test.scale(like=train)
    model = ann.models.mlp(4, [24, 12], 4, task="multiclass", learning_rate=0.05, seed=0, name="network_B")
    fit(model, *train, epochs=80, batch_size=32)
    return train, test, model


@functools.cache
def curve():
    """A curve with noise, and a network through it."""
    data = ann.datasets.generate_regression_case(n_samples=400, noise=0.3, seed=0)
    parts = data.split(seed=0)
    model = ann.models.mlp(
        1, [20, 20], 1, task="regression", activation="tanh", optimizer="adam", learning_rate=0.01, seed=0
    )
    fit(model, *parts[0], epochs=200, batch_size=32)
    return data, parts, model


@functools.cache
def friedman():
    """Ten inputs of which five matter, one of them (x3) as a square that no correlation sees."""
    from sklearn.datasets import make_friedman1

    X, y = make_friedman1(1200, 10, noise=0.5, random_state=0)
    train, test = ann.datasets.Dataset(X, y, "regression", name="Friedman 1").split(0.8, 0.2, seed=0)
    model = ann.models.mlp(10, [32, 16], 1, task="regression", optimizer="adam", learning_rate=0.005, seed=0)
    fit(model, *train, epochs=150, batch_size=32)
    found = ann.evaluation.shap_values(model, train.X[:100], test.X[:200], test.feature_names)
    return test, model, found


@functools.cache
def digits():
    """A small convolutional network on scikit-learn's 8x8 digits."""
    from sklearn.datasets import load_digits

    images, labels = load_digits(return_X_y=True)
    images = images.reshape(-1, 8, 8, 1) / 16
    model = ann.models.cnn((8, 8, 1), 10, blocks=[[16]], learning_rate=0.05, seed=0)
    fit(model, images[:1400], labels[:1400], epochs=15, batch_size=32)
    return images, model


# ---- data


@picture("Data", "Any dataset at a glance: points, curves, pictures or sequences.")
def dataset():
    ann.plots.dataset(ann.datasets.load_dataset_networkB())


@picture("Data", "Where the values of each input lie in two datasets.")
def marginals():
    train, test, _ = robot()
    ann.plots.marginals(train, test, "standard deviations")


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
    model = ann.models.mlp(
        2, [20], 1, task="regression", activation="tanh", optimizer="adam", learning_rate=0.02, seed=0
    )
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
        lambda: ann.models.mlp(
            1, [20], 1, task="regression", activation="tanh", optimizer="adam", learning_rate=0.05, seed=0
        ),
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


# ---- training


@picture("Training", "Loss over the epochs, training and validation.")
def history():
    data, test, model, trained, recorder = rings()
    ann.plots.history(trained)


@picture("Training", "Several runs overlaid.")
def history_of_several_runs():
    train, validation, _ = rings()[0].split(seed=0)
    runs = {}
    for neurons in (1, 3, 8):
        model = ann.models.mlp(2, [neurons], 1, task="binary", activation="tanh", seed=1)
        runs[f"{neurons} neurons"] = fit(
            model, *train, validation_data=tuple(validation), epochs=60, batch_size=100
        )
    ann.plots.history(runs)


@picture("Training", "The valley over the two weights of a small network, and the way training took (S0).")
def loss_landscape():
    data = ann.datasets.generate_classification_case1(n_samples=300, noise=1.2, seed=0)
    model = ann.models.perceptron(2, learning_rate=0.2, momentum=0.8, seed=3)
    model.set_weights([np.array([[2.5], [2.5]]), np.zeros(1)])
    recorder = ann.evaluation.WeightRecorder()
    fit(model, *data, epochs=60, batch_size=300, callbacks=[recorder])
    ann.plots.loss_landscape(model, data, recorder)


@picture("Training", "The line that each hidden neuron draws: together they bend around the disc.")
def hidden_boundaries():
    data, test, model, *_ = rings()
    ann.plots.hidden_boundaries(model, data)


@picture("Training", "Too small, right, too large: the same points, three networks.")
def under_and_overfitting():
    data = ann.datasets.generate_regression_case(n_samples=25, noise=0.5, seed=1)
    _, axes = ann.plots.figure(1, 3, width=4.5, height=3.8)
    for ax, (name, hidden, epochs) in zip(
        axes,
        [("underfitting", [1], 300), ("about right", [6], 400), ("overfitting", [200, 200], 1000)],
        strict=True,
    ):
        model = ann.models.mlp(
            1, hidden, 1, task="regression", activation="tanh", optimizer="adam", learning_rate=0.01, seed=0
        )
        fit(model, *data, epochs=epochs, batch_size=25)
        ann.plots.regression_case(data, model, ax)
        ax.set_title(f"{name}: {model.count_params()} parameters")


@picture("Training", "The same seen in the loss: past the best size, validation gets worse again.")
def capacity():
    train, validation = ann.datasets.generate_regression_case(n_samples=60, noise=0.5, seed=1).split(0.5, 0.5)
    table = ann.evaluation.capacity_study(
        lambda neurons: ann.models.mlp(
            1,
            [neurons, neurons],
            1,
            task="regression",
            activation="tanh",
            optimizer="adam",
            learning_rate=0.01,
            seed=0,
        ),
        functools.partial(fit, epochs=400, batch_size=30),
        [1, 2, 4, 16, 128],
        train,
        validation,
    )
    ann.plots.capacity(table, "neurons in each of two hidden layers")


@picture("Training", "Wrong on average, or unsteady from sample to sample: the two parts of the error.")
def bias_variance():
    def sample(seed):
        return ann.datasets.generate_regression_case(n_samples=30, noise=0.5, seed=seed + 10)

    table = ann.evaluation.bias_variance(
        lambda neurons: ann.models.mlp(
            1,
            [neurons, neurons],
            1,
            task="regression",
            activation="tanh",
            optimizer="adam",
            learning_rate=0.01,
            seed=0,
        ),
        functools.partial(fit, epochs=500, batch_size=30),
        [1, 2, 4, 16, 64],
        sample,
        ann.datasets.generate_regression_case(n_samples=300, noise=0.0, seed=99),
        repeats=5,
    )
    ann.plots.bias_variance(table, "neurons in each of two hidden layers")


@picture("Training", "Curves that still come closer ask for more data.")
def learning_curve():
    train, validation, _ = rings()[0].split(0.6, 0.3, 0.1, seed=0)
    table = ann.evaluation.learning_curve(
        lambda: ann.models.mlp(2, [8], 1, task="binary", activation="tanh", seed=1),
        functools.partial(fit, epochs=60, batch_size=50),
        train,
        validation,
        shares=(0.05, 0.1, 0.2, 0.5, 1.0),
    )
    ann.plots.learning_curve(table)


@picture("Training", "A search for a good learning rate, and where to start from.")
def learning_rate():
    data, *_ = rings()
    model = ann.models.mlp(2, [8], 1, task="binary", activation="tanh", seed=1)
    ann.plots.learning_rate(ann.training.find_learning_rate(model, *data))


@picture("Training", "Too low, adequate, too high, far too high (S0): the same start, four learning rates.")
def learning_rate_regimes():
    data = ann.datasets.generate_regression_case(n_samples=200, n_inputs=2, seed=0)
    model = ann.models.mlp(2, [10], 1, task="regression", momentum=0.0, seed=0)
    ann.plots.learning_rate_regimes(ann.training.learning_rate_regimes(model, *data))


# ---- structure


@picture("Structure", "Activation functions with their slopes (dashed).")
def activations():
    ann.plots.activations()


@picture("Structure", "One of them by itself.")
def activation():
    ann.plots.activation("tanh")


@picture("Structure", "Softmax of three numbers: the surface of the first output.")
def softmax_surface():
    ann.plots.softmax_surface()


@picture("Structure", "Neurons and weights: blue positive, vermilion negative, the thicker the larger.")
def network():
    train, test, model = robot()
    ann.plots.network(model, test.feature_names, test.target_names)


@picture("Structure", "Two neurons and their weights, number by number (S0).")
def two_neurons():
    data = ann.datasets.generate_classification_case1(n_samples=200, seed=0)
    model = ann.models.mlp(2, [2], 1, task="binary", activation="tanh", seed=0)
    fit(model, *data, epochs=20)
    ann.plots.network(model, data.feature_names, ("class 1",), values=True)


@picture("Structure", "The layers of any network, with shapes and parameters; here wide and deep.")
def layers():
    ann.plots.layers(ann.models.wide_and_deep())


@picture("Structure", "What the filters of a convolution look for.")
def filters():
    images, model = digits()
    ann.plots.filters(model)


@picture("Structure", "And what they find in one picture (a 0).")
def feature_maps():
    images, model = digits()
    ann.plots.feature_maps(model, images[0])


# ---- comparison


@picture("Comparison", "Scores with the width of luck around them.")
def comparison():
    data, test, model, *_ = rings()
    small = ann.models.mlp(2, [3], 1, task="binary", activation="tanh", learning_rate=0.1, seed=1)
    fit(small, *data.split(seed=0)[0], epochs=120, batch_size=100)
    models = {"perceptron": rings_perceptron(), "3 neurons": small, "8 neurons": model}
    fresh = ann.datasets.generate_classification_case2(n_samples=300, noise=0.1, seed=7)
    ann.plots.comparison(ann.evaluation.compare(models, fresh))


# ---- tables


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


def film() -> Path:
    """The one moving picture."""
    data, _, model, _, recorder = rings()
    return ann.plots.boundary_animation(model, data, recorder, FOLDER / "boundary_animation.gif", frames=16)


# ---- the page


def save(name: str) -> None:
    """Write the figure that was just drawn as a small PNG."""
    figure = plt.gcf()
    with replacing(FOLDER / f"{name}.png") as part:
        figure.savefig(part, dpi=75, bbox_inches="tight")
        with Image.open(part) as image:
            image.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(part, optimize=True)
    plt.close("all")


def page() -> str:
    """The text of ``gallery.md``."""
    lines = [
        "# Gallery",
        "",
        "Every picture of `ann.plots`, with the code that drew it. `make gallery` draws them all anew;",
        "the models and data behind them are in [gallery.py](gallery.py).",
        "",
    ]
    section = ""
    for its_section, name, words, draw in PICTURES:
        if its_section != section:
            section = its_section
            lines += [f"## {section}", ""]
            if section == "Training":
                lines += ["![The boundary through the epochs](gallery/boundary_animation.gif)", ""]
                lines += ["The decision boundary through the epochs (`ann.plots.boundary_animation`).", ""]
        code = textwrap.dedent(inspect.getsource(draw).split(":\n", 1)[1]).rstrip()
        lines += [
            f"### {name}",
            "",
            words,
            "",
            f"![{words}](gallery/{name}.png)",
            "",
            "```python",
            code,
            "```",
            "",
        ]
    return "\n".join(lines)


def main(*wanted: str) -> None:
    """Draw every picture, or only those that are named, and write the page."""
    FOLDER.mkdir(exist_ok=True)
    for number, (_, name, _, draw) in enumerate(PICTURES, 1):
        if not wanted or name in wanted:
            print(f"{number}/{len(PICTURES)} {name}", flush=True)
            keras.utils.set_random_seed(0)
            draw()
            save(name)
    if not wanted or "boundary_animation" in wanted:
        film()
    with replacing(HERE / "gallery.md") as part:
        part.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
