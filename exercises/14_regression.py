# %% [markdown]
# # 14. A network that draws a curve
# Classification asks "which one?", regression asks "how much?". The answer is a number, so the output
# neuron gets no squeezing function (it is *linear*), and the loss is the mean squared error between
# what was expected and what was predicted.
#
# **You will learn** to set up a regression, to judge it with r² and with the picture of predicted
# against expected values, and where a network must not be trusted. About 15 minutes. Runs in 7 s.
# Source: S0, section 3, regression exercise.

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np

SEED = 0

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
# Your turn: two hidden layers of 30 neurons (`tanh`), and an output neuron for a number.
# *Hint: for the output leave `activation` away; Keras then takes "linear".*

# %%
keras.utils.set_random_seed(SEED)
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
### END SOLUTION
model.compile(
    loss="mean_squared_error", optimizer=keras.optimizers.Adam(0.01), metrics=["mean_absolute_error"]
)
model.summary()
history = ann.training.fit(model, train.X, train.y, validation_data=validation, epochs=150, batch_size=32)

# %%
figure, (left, right) = ann.plots.figure(1, 2)
ann.plots.history(history, "loss", ax=left)
left.set_yscale("log")
ann.plots.regression_case(test, model, ax=right)
plt.show()

# %% [markdown]
# **What to see:** the curve goes through points that it was never trained on. On a logarithmic axis
# the loss keeps falling in jumps: Adam's steps of 0.01 become too long for the fine work at the end.
#
# ## Judgement
# r² is the share of the variance of y that the network explains: 1 is perfect, 0 is no better than
# always answering the mean.
#
# Your turn: predict the test points and compute r².
# *Hint: `ann.evaluation.predict(model, ...)`, then `ann.evaluation.r_squared(expected, predicted)`.*

# %%
### BEGIN SOLUTION
predicted = ann.evaluation.predict(model, test.X)
score = ann.evaluation.r_squared(test.y, predicted)
### END SOLUTION
print(f"r² on the test points: {score:.4f}")
ann.plots.regression(test.y, predicted)
plt.show()

# %% [markdown]
# ## Outside the data
# The training points lie between -2 and 2. What does the network say about x = 3, and what is true?

# %%
outside = np.linspace(-3.5, 3.5, 300)[:, None]
answer, truth = ann.evaluation.predict(model, outside)[:, 0], ann.datasets.regression_function(outside)
inside = np.abs(outside[:, 0]) <= 2
error_inside = np.abs(answer - truth)[inside].max()
error_outside = np.abs(answer - truth)[~inside].max()
print(f"largest error inside the training range {error_inside:.2f}, outside {error_outside:.2f}")
figure, ax = ann.plots.figure(1, 1, width=8)
ax.plot(outside, truth, color=ann.plots.COLOURS[6], linestyle="--", label="true function")
ax.plot(outside, answer, color=ann.plots.COLOURS[3], label="network")
ax.axvspan(-2, 2, color=ann.plots.COLOURS[5], alpha=0.2, label="where it was trained")
ax.set(xlabel="x1", ylabel="y", title="A network knows only where it has been")
ax.legend()
plt.show()

# %% [markdown]
# **What to see:** inside, both curves are one; outside, the network goes straight on and knows
# nothing of the waves. A network interpolates. It gives no warning when it is asked for more.
#
# ## Two inputs
# The same with two inputs is a surface: colour is height. Nothing changes but the width of the input.

# %%
surface = ann.datasets.generate_regression_case(n_samples=1500, n_inputs=2, noise=0.0, seed=SEED)
train2, _, test2 = surface.split(seed=SEED)
model2 = ann.models.mlp(
    2, [30, 30], 1, task="regression", activation="tanh", optimizer="adam", learning_rate=0.01, seed=SEED
)
ann.training.fit(model2, train2.X, train2.y, epochs=100, batch_size=32)
score2 = ann.evaluation.r_squared(test2.y, ann.evaluation.predict(model2, test2.X))
print(f"r² of the surface on the test points: {score2:.4f}")
ann.plots.regression_case(test2, model2)
plt.show()

# %% [markdown]
# ## Now try
# - `activation="relu"` instead of `tanh`: what does the curve look like from close by?
# - 3 neurons in one hidden layer: how many bends can the curve have?
# - 20 training points instead of 800.
#
# ## Check yourself

# %%
check = ann.course.checks()
check.equal("parameters of the network", model.count_params(), 1021, hint="1*30+30, 30*30+30, 30*1+1")
check.at_least("r² on the test points", score, 0.99, hint="the output neuron must be linear")
check.at_least("r² of the surface", score2, 0.99)
check.below("error inside the training range", error_inside, error_outside)
check.done()
