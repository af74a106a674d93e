"""Pictures of training, structure and comparison."""

from __future__ import annotations

import functools

import numpy as np

import ann_toolkit as ann
from tools.gallery.cases import digits, fit, rings, rings_perceptron, robot, smooth
from tools.gallery.registry import picture

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
    ann.plots.loss_landscape(ann.evaluation.loss_surface(model, data, recorder))


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
        model = smooth(hidden)
        fit(model, *data, epochs=epochs, batch_size=25)
        ann.plots.regression_case(data, model, ax)
        ax.set_title(f"{name}: {model.count_params()} parameters")


@picture("Training", "The same seen in the loss: past the best size, validation gets worse again.")
def capacity():
    train, validation = ann.datasets.generate_regression_case(n_samples=60, noise=0.5, seed=1).split(0.5, 0.5)
    table = ann.evaluation.capacity_study(
        lambda neurons: smooth([neurons, neurons]),
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
        lambda neurons: smooth([neurons, neurons]),
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
