# %% [markdown]
# # 16. What is a house worth?
# 20 640 neighbourhoods in California, 1990: income, age of the houses, rooms, people, place. The network
# estimates the median value of a house, in 100 000 dollars. You build it in two ways: as a plain stack of
# layers, and as a network with two paths from the inputs to the answer, *wide* and *deep*.
#
# **You will learn** to prepare real columns for a network, to judge a regression in its own units, and to
# build with Keras' functional API what no stack can be. About 40 minutes. Runs in 9 s.
# Source: S2, sections 4.5 and 4.5.1; data: Pace and Barry 1997.

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np
from sklearn.preprocessing import StandardScaler

SEED = 0
check = ann.course.checks()
files = ann.datasets.real_files("california")
data = ann.datasets.load_california(files[0]) if files else ann.datasets.generate_california_case(seed=SEED)
print("the real census" if files else "a made-up twin of the census", "-", data)
print(data.to_frame().describe().loc[["mean", "std", "min", "max"]].T.round(2).to_string())

# %% [markdown]
# ## Prepare
# Population runs to tens of thousands, the number of bedrooms is about 1. Left so, the first step of
# training would go where the large numbers are. And a few columns have wild values: on average 140 rooms
# to a household, in a place of holiday homes.
#
# **Your turn** ★: split 60/20/20, and bring every column to mean 0 and deviation 1, learned from the training rows
# alone. *Hint: `data.split` and `part.scale(like=...)`; what is scaled first is no longer what the others are like.*

# %%
train, validation, test = data, data, data  # three Datasets
### BEGIN SOLUTION
parts = data.split(0.6, 0.2, 0.2, seed=SEED)
train, validation, test = (part.scale(like=parts[0]) for part in parts)
### END SOLUTION
check.equal("columns", train.X.shape[1], 8)
check.close("share of the rows to train with", len(train) / len(data), 0.6, within=0.01, hint="0.6, 0.2, 0.2")
check.close("mean of the training columns", float(train.X.mean()), 0, within=1e-3, points=2)
raw = data.split(0.6, 0.2, 0.2, seed=SEED)[0].X
by_sklearn = StandardScaler().fit_transform(raw)  # what `scale` stands for
print(f"largest difference from scikit-learn's StandardScaler: {np.abs(by_sklearn - train.X).max():.1e}")
largest = np.abs(train.X).max(axis=0)
for name, value in zip(train.feature_names, largest, strict=True):
    print(f"{name:<11} largest value: {value:.1f} deviations from the mean")
for part in (train, validation, test):
    np.clip(part.X, -4, 4, out=part.X)  # no neighbourhood may shout louder than 4 deviations

# %% [markdown]
# **What to see:** age and place stay within 4 deviations, the numbers of rooms and bedrooms go beyond 20. A
# single such row can throw plain gradient descent off its path, so all values are cut at 4.
#
# ## A stack of layers
# 500 neurons, then one output *without* an activation: a value may be any number. Plain SGD and the mean
# squared error, as in the course.

# %%
keras.utils.set_random_seed(SEED)
sequential = keras.Sequential(
    [keras.Input((8,)), keras.layers.Dense(500, activation="relu"), keras.layers.Dense(1)],
    name="sequential",
)
sequential.compile("sgd", "mean_squared_error", metrics=["mean_absolute_error"])
learning = ann.training.fit(
    sequential, train.X, train.y, validation_data=validation, epochs=20, batch_size=32
)
print(f"{sequential.count_params()} parameters; mean squared error on the test rows:")
mse = {"sequential": sequential.evaluate(test.X, test.y, verbose=0)[0]}
new = test.X[:3]
print(
    f"{mse['sequential']:.3f}; three new places: {sequential.predict(new, verbose=0)[:, 0].round(2)}, ",
    end="",
)
print(f"expected {test.y[:3].round(2)}")

# %% [markdown]
# ## Wide and deep
# Some of what counts is simple (more income, more value), some is not (near the coast, but not too far
# north). Give the network both: a *deep* path through two hidden layers, and a *wide* one straight from
# the inputs to the output neuron, which sees both side by side.
#
# **Your turn** ★★: the functional API. Each layer is called like a function, with what goes into it:
# `hidden1 = keras.layers.Dense(30, activation="relu")(inputs)`. Two hidden layers of 30, then both paths side by side,
# then one output. *Hint: `Concatenate()` takes a list; count the parameters that you expect.*


# %%
def wide_and_deep():
    inputs = keras.Input((8,))
    output = keras.layers.Dense(1)(inputs)  # the output layer, called with what it sees
    ### BEGIN SOLUTION
    hidden1 = keras.layers.Dense(30, activation="relu")(inputs)
    hidden2 = keras.layers.Dense(30, activation="relu")(hidden1)
    both = keras.layers.Concatenate()([inputs, hidden2])
    output = keras.layers.Dense(1)(both)
    ### END SOLUTION
    return keras.Model(inputs, output, name="wide_and_deep")


def deep():
    """The same without the wide path, to compare with."""
    layers = [keras.layers.Dense(30, activation="relu") for _ in range(2)]
    return keras.Sequential([keras.Input((8,)), *layers, keras.layers.Dense(1)], name="deep")


two_paths = wide_and_deep()
two_paths.summary()
check.equal("parameters of wide and deep", two_paths.count_params(), 1239, hint="its end sees 38", points=2)
ann.plots.layers(two_paths)
plt.show()

# %% [markdown]
# The arrow at the side is the wide path. 9 * 30 + 31 * 30 + 39 = 1239 parameters: the output neuron has 8
# weights for the wide path, 30 for the deep one, and a bias. Train both with the course's learning rate for
# this network, 0.001. So that nothing else differs, both begin with the same weights on the deep path, and the wide
# path begins with zeros. One start proves nothing: there are three, and the curves are means.
#
# **Guess first.** Which of the two is ahead after the first epoch, and which after the twentieth?

# %%
guess_first, guess_last = None, None  # "wide_and_deep", "deep" or "neither"

# %%
runs = {"wide_and_deep": [], "deep": []}
for start in range(3):
    keras.utils.set_random_seed(100 * SEED + start)
    alone, beside = deep(), wide_and_deep()
    *hidden, kernel, bias = alone.get_weights()
    beside.set_weights([*hidden, np.vstack([np.zeros((8, 1)), kernel]), bias])
    for model in (alone, beside):
        model.compile(keras.optimizers.SGD(1e-3), "mean_squared_error", metrics=["mean_absolute_error"])
        history = ann.training.fit(
            model, train.X, train.y, validation_data=validation, epochs=20, batch_size=32, verbose=0
        )
        runs[model.name].append(history.history["val_loss"])
        mse[model.name] = model.evaluate(test.X, test.y, verbose=0)[0]
curves = {name: np.mean(losses, axis=0) for name, losses in runs.items()} | {
    "sequential": learning.history["val_loss"]
}
figure, ax = ann.plots.figure(1, 1, width=4.4, height=3.3)
for number, (name, curve) in enumerate(curves.items()):
    style = {"color": ann.plots.COLOURS[number], "linestyle": ("-", "--", "-.")[number]}
    ax.plot(range(1, 21), curve, label=name.replace("_", " "), **style)
ax.set(
    xlabel="epoch",
    ylabel="validation loss",
    title="Two paths or one",
    xticks=[1, 5, 10, 15, 20],
    ylim=(0, None),
)
ax.legend(fontsize=10)
ann.course.cover(figure, "Three falling loss curves: two paths begin below one, and end level with it.")
plt.show()
for name, curve in curves.items():
    print(f"{name:<13} validation loss {curve[0]:.3f} after the first epoch, {curve[-1]:.3f} after the last")
lead = curves["deep"] - curves["wide_and_deep"]
check.guess("ahead after the first epoch", guess_first, "wide_and_deep" if lead[0] > 0 else "deep")
check.guess("ahead after the last", guess_last, "neither" if abs(lead[-1]) < lead[0] / 4 else "one of them")

# %% [markdown]
# **What to see:** in the first epochs the wide path is ahead: a linear rule is learned at once, while the deep network
# has to find even that through its hidden layers. After 20 epochs the lead is gone. The large network stands
# lowest from the first epoch on; it had ten times the rate *and* more neurons, and which of the two it was, this
# picture does not tell.
#
# ## Judgement
# The mean squared error is in squares of 100 000 dollars. Its root can be imagined, and r² compares with
# always answering the mean. A *linear* model gives the floor: what needs no network at all?
#
# **Guess first.** Does the deep network, after its 20 epochs at 0.001, beat the straight line clearly?

# %%
guess_clearly = None  # "yes" or "no"

# %% [markdown]
# **Your turn** ★★: the typical error in dollars and r², from a mean squared error. *Hint: the root is in units of
# 100 000 dollars; r² is 1 less the share of the variance, `test.y.var()`, that is left.*


# %%
def judge(value):
    """Typical error in dollars, and r²."""
    dollars, r2 = 0.0, 0.0
    ### BEGIN SOLUTION
    dollars = 100_000 * np.sqrt(value)
    r2 = 1 - value / test.y.var()
    ### END SOLUTION
    return dollars, r2


design = np.column_stack([train.X, np.ones(len(train))])
line = np.linalg.lstsq(design, train.y, rcond=None)[0]
linear = np.column_stack([test.X, np.ones(len(test))]) @ line
mse["linear"] = np.mean((linear - test.y) ** 2)
for name, value in sorted(mse.items(), key=lambda item: item[1]):
    print(
        f"{name:<13} mse {value:.3f}, typical error {judge(value)[0]:>7,.0f} dollars, r² {judge(value)[1]:.3f}"
    )
check.close("typical error for a mse of 0.25", judge(0.25)[0], 50_000, within=1, hint="its root", points=2)
gain = 1 - mse["deep"] / mse["linear"]
print(f"the deep network's error is {100 * gain:.0f} % below that of the line, ", end="")
print(f"the large one's {100 * (1 - mse['sequential'] / mse['linear']):.0f} %")
check.guess("does the deep network beat the line clearly", guess_clearly, "yes" if gain > 0.1 else "no")
predicted = ann.evaluation.predict(sequential, test.X)
score = ann.evaluation.r_squared(test.y, predicted[:, 0])
check.close("your r² of the large network", judge(mse["sequential"])[1], score, within=1e-3, points=2)
ann.plots.regression(test.y, predicted).set_aspect("equal")
plt.show()

# %% [markdown]
# **Not so:** "a network is better than a straight line, being more than one." At this small learning rate the deep
# network has not finished, and is about where the line stands, which a computer fits in one go.
#
# **What to see:** look at the right edge of the picture. Values end at 5: dearer houses were all written down as
# 500 000 dollars, and no network can know better than its data.
#
# ## Now try
# - The learning rate of the wide and deep network: 0.001 is careful. Exercise 10 has a way to find another.
# - Leave out latitude and longitude. How many dollars is the place worth to the network?
# - Train on the logarithm of the value: which houses profit?
#
# ## Check yourself

# %%
check.at_least("r² of the large network", score, 0.6, hint="no activation on the output")
check.below("mean squared error: network against linear", mse["sequential"], mse["linear"])
check.below("first epoch, wide and deep against deep", curves["wide_and_deep"][0], curves["deep"][0])
check.close("last epoch, ratio of both", curves["wide_and_deep"][-1] / curves["deep"][-1], 1, within=0.2)
check.done()
