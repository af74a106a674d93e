# %% [markdown]
# # 11. How many points before a step?
# Every step needs the slope of the loss. Over *all* training points it is exact, but costs a whole epoch
# for one step (**batch** gradient descent). From *one* point it is cheap and wild (**stochastic**). In
# between lie **mini-batches**: some dozens of points, drawn anew in each epoch.
#
# **You will learn** what the three strategies look like and cost, how epoch, batch and iteration hang
# together, and to judge a table of epochs x batch size by time and accuracy. About 25 minutes.
# Runs in 10 s. Source: S0, "Gradient Descent - Strategies to calculate it"; S1, "Epoch, iteration & batch".

# %%
import time

import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

SEED = 0
data = ann.datasets.generate_classification_case2(n_samples=1250, noise=0.2, seed=SEED)
train, validation, test = data.split(0.80, 0.15, 0.05, seed=SEED)


def network():
    """The network of exercise 9, always with the same first weights; plain gradient descent, no momentum."""
    keras.utils.set_random_seed(SEED)
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(20, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.SGD(0.1), "binary_crossentropy", metrics=["binary_accuracy"])
    return model


# %% [markdown]
# ## Counting
# The course's example: 2000 points in batches of 500. An *iteration* is one batch, and one step of the
# weights. How many iterations make an epoch? And how many does each strategy make here, in one epoch of
# our training points?
#
# Your turn. *Hint: `math.ceil`, or `-(-points // batch_size)`: the last batch may be smaller.*


# %%
def iterations(points, batch_size):
    ### BEGIN SOLUTION
    return -(-points // batch_size)
    ### END SOLUTION


strategies = {"batch": len(train), "mini-batch": 32, "stochastic": 1}
print(f"2000 points in batches of 500: {iterations(2000, 500)} iterations")
for name, size in strategies.items():
    print(f"{name:<11} {size:>4} points a step: {iterations(len(train), size):>4} steps an epoch")

# %% [markdown]
# ## Three ways down
# The same network, the same first weights, the same learning rate, 30 epochs.
#
# Your turn: train each. *Hint: `ann.training.fit(model, ..., batch_size=size, epochs=30, verbose=0)`.*

# %%
histories, steps = {}, {}
for name, size in strategies.items():
    model = network()
    ### BEGIN SOLUTION
    histories[name] = ann.training.fit(
        model, train.X, train.y, validation_data=validation, epochs=30, batch_size=size, verbose=0
    )
    ### END SOLUTION
    steps[name] = np.arange(1, 31) * iterations(len(train), size)

figure, (left, right) = ann.plots.figure(1, 2)
for number, (name, history) in enumerate(histories.items()):
    loss = history.history["val_loss"]
    style = {"color": ann.plots.COLOURS[number], "linestyle": ("-", "--", "-.")[number], "label": name}
    left.plot(range(1, 31), loss, **style)
    right.plot(steps[name], loss, **style)
    print(f"{name:<11} validation loss {loss[-1]:.3f} after {steps[name][-1]:>5} steps")
left.set(xlabel="epoch", ylabel="validation loss", title="By epoch")
right.set(xlabel="steps of the weights", ylabel="validation loss", title="By step", xscale="log")
left.legend()
plt.show()

# %% [markdown]
# **What to see:** on the left *batch* hardly moves: 30 epochs are only 30 steps. On the right, drawn over
# the steps, the three curves continue each other: at this learning rate it counts how *many* steps are
# made, and a step over 1000 points is hardly better than one over 32. *Stochastic* arrives within the
# first epoch, but each of its steps follows one point, and the curve trembles. The *mini-batch* curve is
# calm, and needs a thirtieth of the steps.
#
# ## How rough is the slope?
# Take one point, 32 points or all: how much does the direction of the step depend on which ones were
# drawn? Below: the slope of the output bias for 200 draws of each size, at the network's first weights.

# %%
model = network()
rng = np.random.default_rng(SEED)
error = ann.evaluation.predict(model, train.X)[:, 0] - train.y  # the slope that each point asks for
spread = {size: error[rng.integers(0, len(train), (200, size))].mean(axis=1).std() for size in (1, 32, 1000)}
for size, value in spread.items():
    print(f"{size:>4} points: the slope spreads by {value:.3f}")

# %% [markdown]
# **What to see:** the spread falls with the *square root* of the batch size: 32 points are 5.7 times
# calmer than one. To halve the roughness you need four times the points: more and more work for less and
# less. That is why nobody takes all of them.
#
# ## Epochs x batch size
# The study of the course: 10, 100 and 1000 epochs, batches of 100, 200 and 300. Every training starts
# alike. A first, short one for each batch size keeps compiling out of the measured time, and
# `engine="graph"` has all of them compiled in the same way, whatever their length.

# %%
rows = []
for batch_size in (100, 200, 300):
    for epochs in (1, 10, 100, 1000):
        model = network()
        begin = time.process_time()  # what this program works, whatever else the computer does
        ann.training.fit(
            model, train.X, train.y, epochs=epochs, batch_size=batch_size, verbose=0, engine="graph"
        )
        duration = time.process_time() - begin
        accuracy = np.mean(ann.evaluation.predict_classes(model, validation.X) == validation.y)
        if epochs > 1:
            rows.append((epochs, batch_size, epochs * iterations(len(train), batch_size), duration, accuracy))
table = pd.DataFrame(rows, columns=["epochs", "batch_size", "steps", "seconds", "accuracy"])
print(table.round(3).to_string(index=False))

figure, (left, right) = ann.plots.figure(1, 2)
for ax, column in ((left, "seconds"), (right, "accuracy")):
    for number, (epochs, part) in enumerate(table.groupby("epochs")):
        ax.plot(
            part["batch_size"],
            part[column],
            "o-s-^-"[2 * number : 2 * number + 2],
            color=ann.plots.COLOURS[number],
            label=f"{epochs} epochs",
        )
    ax.set(xlabel="batch size (points)", ylabel=column, xticks=[100, 200, 300])
left.set(title="Time of training", ylabel="time of the processor (s)", ylim=(0, None))
right.set(title="Accuracy", ylabel="accuracy on the validation points")
right.legend()
plt.show()

# %% [markdown]
# **What to see:** ten times the epochs take more time, though not ten times: every training has a price of
# its own before the first step. Small batches make more steps of an epoch, so they cost more, and they
# learn more in the same number of epochs: 10 epochs are too few for any batch size here, and most so for
# the largest. From 100 to 1000 epochs you pay several times the time for next to nothing.
#
# ## Now try
# - Give the batch strategy a learning rate of 2 and the stochastic one of 0.01: do they come closer?
# - `batch_size=32` with `shuffle=False`, on points sorted by class: what does the loss curve do?
# - The usual range is 2 to 192, the usual choice 32: add them to the study.
#
# ## Check yourself

# %%
check = ann.course.checks()
check.equal("2000 points in batches of 500: iterations", iterations(2000, 500), 4)
check.equal("an incomplete batch counts: 10 points by 4", iterations(10, 4), 3, hint="round up")
last = {name: history.history["val_loss"][-1] for name, history in histories.items()}
check.below("loss after 30 epochs, mini-batch against batch", last["mini-batch"], last["batch"])
check.below("loss after 30 epochs, stochastic against batch", last["stochastic"], last["batch"])
check.close("32 points are calmer than one by", spread[1] / spread[32], np.sqrt(32), within=1.5)
accuracy = table.set_index(["epochs", "batch_size"])["accuracy"]
check.below("accuracy for batches of 300: 10 epochs against 1000", accuracy[10, 300], accuracy[1000, 300])
check.at_least("accuracy after 1000 epochs, batches of 100", accuracy[1000, 100], 0.94)
check.done()
