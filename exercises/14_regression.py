# %% [markdown]
# # 14. A network that draws a curve
# Classification asks "which one?", regression asks "how much?". The answer is a number, so the output
# neuron gets no squeezing function (it is *linear*), and the loss is the mean squared error between
# what was expected and what was predicted.
#
# **You will learn** to set up a regression, to draw a network and to read its weights, to judge it with r² and
# with the picture of predicted against expected values, and where a network must not be trusted. About 30
# minutes. Runs in 10 s. Source: S0, section 3, regression exercise, and section 2 (plot_model, weights).

# %%
import shutil
import time

import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.metrics import r2_score

SEED = 0
check = ann.course.checks()

# %% [markdown]
# ## The data
# Points on a curve, without any noise: y is exactly f(x) = x + 2 sin(3x). The network is not told
# that; it sees 800 points.

# %%
data = ann.datasets.generate_regression_case(n_samples=1000, n_inputs=1, noise=0.0, seed=SEED)
train, validation, test = data.split(0.80, 0.15, 0.05, seed=SEED)
print(f"x from {data.X.min():.2f} to {data.X.max():.2f}, y from {data.y.min():.2f} to {data.y.max():.2f}")

# %% [markdown]
# ## The network
# **Your turn** ★: two hidden layers of 30 neurons (`tanh`), and an output neuron for a number. Compile it with
# the mean squared error, Adam at 0.01, and the mean absolute error as a metric.
# *Hint: as in exercise 9; an output layer without an activation is linear.*

# %%
keras.utils.set_random_seed(SEED + 10)
model = None  # a compiled keras.Sequential: 1 input, 30 and 30 neurons with tanh, 1 output
### BEGIN SOLUTION
model = keras.Sequential(
    [
        keras.Input((1,)),
        keras.layers.Dense(30, activation="tanh"),
        keras.layers.Dense(30, activation="tanh"),
        keras.layers.Dense(1),
    ],
    name="curve",
)
model.compile(
    loss="mean_squared_error", optimizer=keras.optimizers.Adam(0.01), metrics=["mean_absolute_error"]
)
### END SOLUTION
check.equal("parameters of the network", model.count_params(), 1021, hint="two layers of 30, one of 1")
check.equal("activation of the output", model.layers[-1].activation.__name__, "linear", points=2)

# %% [markdown]
# Keras draws a network with `plot_model`, where the program `dot` (Graphviz) is installed. The toolkit's function
# of the same name calls it too, and draws the layers itself where there is no `dot`.

# %%
if shutil.which("dot"):
    keras.utils.plot_model(model, "curve.png", show_shapes=True)
else:
    print("no program dot on this machine: Keras cannot draw here, matplotlib can")
ann.plots.plot_model(model)
plt.show()

# %% [markdown]
# **Your turn** ★: train a `twin()` for 20 epochs with Keras' own `fit`; the toolkit then does the same with another
# twin. *Hint: all that the call needs besides X and y lies in `settings`.*

# %%
settings = {"epochs": 20, "batch_size": 32, "shuffle": False, "verbose": 0}
settings["validation_data"] = (validation.X, validation.y)


def twin():
    """The same network once more, with the same first weights."""
    again = keras.models.clone_model(model)
    again.set_weights(model.get_weights())
    again.compile(keras.optimizers.Adam(0.01), "mean_squared_error", metrics=["mean_absolute_error"])
    return again


begin = time.perf_counter()
keras_history = None  # what twin().fit gives back
### BEGIN SOLUTION
keras_history = twin().fit(train.X, train.y, **settings)
### END SOLUTION
keras_seconds = time.perf_counter() - begin
begin = time.perf_counter()
our_history = ann.training.fit(twin(), train.X, train.y, **settings)
our_seconds = time.perf_counter() - begin
print("the history holds", list(keras_history.history.keys()))
keras_loss, our_loss = keras_history.history["loss"][-1], our_history.history["loss"][-1]
print(f"loss: model.fit {keras_loss:.6f} in {keras_seconds:.2f} s, ", end="")
print(f"ann.training.fit {our_loss:.6f} in {our_seconds:.2f} s")
check.close(
    "ratio of the two losses", our_loss / keras_loss, 1, within=0.01, hint="the same settings", points=2
)

# %% [markdown]
# **Guess first.** Now 150 epochs for `model` itself, mixed anew each time. The network has only ever seen 800
# single points: will its curve pass through the test points that lie between them?

# %%
guess_between = None  # "yes" or "no"

# %%
history = ann.training.fit(model, train.X, train.y, validation_data=validation, epochs=150, batch_size=32)
figure, (left, right) = ann.plots.figure(1, 2)
ann.plots.history(history, "loss", ax=left)
left.set_yscale("log")
ann.plots.regression_case(test, model, ax=right)
right.set_title("The test points, and the network's curve")
plt.show()

# %% [markdown]
# **What to see:** the curve goes through points that it was never trained on. On a logarithmic axis the loss falls
# in jumps, up and down from epoch to epoch.
#
# ## Judgement
# r² is the share of the variance of y that the network explains: 1 is perfect, 0 is no better than
# always answering the mean.
#
# **Your turn** ★: predict the test points with Keras and compute r² with scikit-learn.
# *Hint: `r2_score` takes what was expected before what was predicted; the order matters.*

# %%
predicted = np.zeros((len(test), 1))  # a row for each test point
score = 0.0  # r² on the test points
### BEGIN SOLUTION
predicted = model.predict(test.X, verbose=0)
score = r2_score(test.y, predicted)
### END SOLUTION
check.at_least("r² on the test points", score, 0.99, hint="the output neuron must be linear", points=2)
ours = ann.evaluation.r_squared(test.y, ann.evaluation.predict(model, test.X))
print(f"r² by scikit-learn {score:.6f}, by ann.evaluation {ours:.6f}")
check.guess("does it pass through the points between", guess_between, "yes" if score > 0.99 else "no")
ann.plots.regression(test.y, predicted)
plt.show()

# %% [markdown]
# ## What the weights say
# `get_weights` gives a table of weights and a row of biases for each layer. A neuron of the first layer computes
# tanh(w x + b): its bend lies where w x + b = 0.
#
# **Your turn** ★★: that place, for each of the 30 neurons. *Hint: solve w x + b = 0 for x; NumPy does it for all
# neurons at once.*

# %%
w, b = model.get_weights()[0][0], model.get_weights()[1]  # 30 weights, 30 biases
place = np.zeros(30)  # the x at which each neuron bends
### BEGIN SOLUTION
place = -b / w
### END SOLUTION
check.close("w x + b at these places", float(np.abs(w * place + b).max()), 0, within=1e-4, points=2)
print("shapes of the tables:", [table.shape for table in model.get_weights()])
print(pd.DataFrame({"weight": w, "bias": b, "bends at x": place}).round(2).head(8).to_string())
inside_range = float(np.mean(np.abs(place) <= 2))
print(f"{100 * inside_range:.0f} % of the bends lie among the points, {place.min():.2f} to {place.max():.2f}")

# %% [markdown]
# **What to see:** Keras begins with biases of 0, so before training all 30 neurons had their bend at x = 0. Training
# has moved the bends apart, and keeps nearly all of them where there are points. More than that a table of 1021
# numbers hardly tells; S0 turns to SHAP for this reason (exercises 25 and 26).
#
# ## Outside the data
# The training points lie between -2 and 2. At x = 3 the true value is 3 + 2 sin 9 = 3.82.
#
# **Guess first.** What does the network say there?

# %%
guess_at_3 = None  # a number

# %%
outside = np.linspace(-3.5, 3.5, 300)[:, None]
answer, truth = ann.evaluation.predict(model, outside)[:, 0], ann.datasets.regression_function(outside)
inside = np.abs(outside[:, 0]) <= 2
error_inside = np.abs(answer - truth)[inside].max()
error_outside = np.abs(answer - truth)[~inside].max()
print(f"largest error inside the training range {error_inside:.2f}, outside {error_outside:.2f}")
check.guess("the answer at x = 3", guess_at_3, ann.evaluation.predict(model, np.array([[3.0]]))[0, 0])
figure, ax = ann.plots.figure(1, 1, width=4.4, height=3.3)
ax.axvspan(-2, 2, color=ann.plots.COLOURS[5], alpha=0.2, label="training range")
ax.plot(outside, truth, color=ann.plots.COLOURS[6], linestyle="--", label="true function")
ax.plot(outside, answer, color=ann.plots.COLOURS[3], label="network")
ax.set(xlabel="x1", ylabel="y")
ax.legend(fontsize=10)
ann.course.cover(figure, "A network follows a wavy curve where it was trained, and flattens beyond.")
plt.show()

# %% [markdown]
# **What to see:** inside, the two curves lie on each other; outside, the network flattens and knows nothing of
# the waves: each `tanh` has reached its end.
#
# **Not so:** "r² above 0.99: it has understood the function". The test points came from the training range, as
# the training points did. A network interpolates, and gives no warning when it is asked for more.
#
# ## Two inputs
# The same with two inputs is a surface: colour is height. Nothing changes but the width of the input.
# `ann.models.mlp` builds and compiles what you have written above.

# %%
surface = ann.datasets.generate_regression_case(n_samples=1500, n_inputs=2, noise=0.0, seed=SEED)
train2, _, test2 = surface.split(seed=SEED)
model2 = ann.models.mlp(
    2, [30, 30], 1, task="regression", activation="tanh", optimizer="adam", learning_rate=0.01, seed=SEED
)
ann.training.fit(model2, train2.X, train2.y, epochs=100, batch_size=32)
score2 = ann.evaluation.r_squared(test2.y, ann.evaluation.predict(model2, test2.X))
print(f"r² of the surface on the test points: {score2:.4f}")
x1, x2 = np.meshgrid(np.linspace(-2, 2, 80), np.linspace(-2, 2, 80))
height = ann.evaluation.predict(model2, np.stack([x1, x2], axis=-1).reshape(-1, 2)).reshape(80, 80)
figure, (left, right) = ann.plots.figure(1, 2, width=5.2, height=4.5)
ann.plots.regression_case(surface, ax=left)
left.set_title("1500 points: what is expected")
shades = right.pcolormesh(
    x1, x2, height, cmap="cividis", vmin=surface.y.min(), vmax=surface.y.max(), rasterized=True
)
right.set(xlabel="x1", ylabel="x2", title="The network's surface")
right.grid(False)
figure.colorbar(shades, ax=right, label="y")
for ax in (left, right):
    ax.set_aspect("equal")
plt.show()

# %% [markdown]
# **What to see:** one and the same landscape, in single points and without a gap.
#
# ## Now try
# - `activation="relu"` instead of `tanh`: what does the curve look like from close by, and what outside?
# - 3 neurons in one hidden layer: how many bends can the curve have?
# - Other first weights (another number in `set_random_seed`): some never learn one edge of the curve. What would
#   you have noticed it by: r², the loss, or the picture?
# - 20 training points instead of 800.
#
# ## Check yourself

# %%
check.at_least("r² of the surface", score2, 0.99)
check.below("error inside the training range", error_inside, error_outside)
check.done()
