# %% [markdown]
# # 11. How many points before a step?
# Every step needs the slope of the loss. Over *all* training points it is exact, but costs a whole epoch
# for one step (**batch** gradient descent). From *one* point it is cheap and wild (**stochastic**). In
# between lie **mini-batches**: some dozens of points, drawn anew in each epoch.
#
# **You will learn** what the three strategies look like and cost, how epoch, batch and iteration hang
# together, and to judge a table of epochs x batch size by time and accuracy. About 30 minutes.
# Runs in 10 s. Source: S0, "Gradient Descent - Strategies to calculate it"; S1, "Epoch, iteration & batch".

# %%
import time

import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

SEED = 0
check = ann.course.checks()
data = ann.datasets.generate_classification_case2(n_samples=1250, noise=0.2, seed=SEED)
train, validation, test = data.split(0.80, 0.15, 0.05, seed=SEED)


def network():
    """The network of exercise 9, always with the same first weights; plain gradient descent, no momentum."""
    keras.utils.set_random_seed(SEED)
    hidden, output = keras.layers.Dense(20, activation="relu"), keras.layers.Dense(1, activation="sigmoid")
    model = keras.Sequential([keras.Input((2,)), hidden, output])
    model.compile(keras.optimizers.SGD(0.1), "binary_crossentropy", metrics=["binary_accuracy"])
    return model


# %% [markdown]
# ## Counting
# The course's example: 2000 points in batches of 500. An *iteration* is one batch, and one step of the
# weights. How many iterations make an epoch? And how many does each strategy make here, in one epoch of
# our training points?
#
# **Your turn** ★: the number of iterations. *Hint: the last batch may be smaller than the others, and it counts.*


# %%
def iterations(points, batch_size):
    """How many batches make an epoch."""
    count = 0  # a whole number
    ### BEGIN SOLUTION
    count = -(-points // batch_size)
    ### END SOLUTION
    return count


check.equal("2000 points in batches of 500: iterations", iterations(2000, 500), 4)
check.equal("10 points in batches of 4: iterations", iterations(10, 4), 3, hint="round up", points=2)
strategies = {"batch": len(train), "mini-batch": 32, "stochastic": 1}
for name, size in strategies.items():
    print(f"{name:<11} {size:>4} points a step: {iterations(len(train), size):>4} steps an epoch")

# %% [markdown]
# ## Three ways down
# The same network, the same first weights, the same learning rate, 30 epochs.
#
# **Guess first.** *Batch* reaches some loss in 30 epochs. How many epochs does *stochastic* need to get below that?

# %%
guess_epochs = None  # a whole number

# %% [markdown]
# **Your turn** ★: train each, with validation. *Hint: one call of `ann.training.fit` or of `model.fit`; a strategy is
# nothing but a `batch_size`. `verbose=0` keeps it quiet.*

# %%
val_losses = {}
for name, size in strategies.items():
    model = network()
    history = None  # the history of 30 epochs with batches of this size
    ### BEGIN SOLUTION
    history = ann.training.fit(
        model, train.X, train.y, validation_data=validation, epochs=30, batch_size=size, verbose=0
    )
    ### END SOLUTION
    val_losses[name] = np.array(history.history["val_loss"])
check.equal("epochs of each", [len(losses) for losses in val_losses.values()], [30, 30, 30])


def draw(ax, by_step):
    """The three validation losses, over the epochs or over the steps of the weights."""
    for number, (name, losses) in enumerate(val_losses.items()):
        x = np.arange(1, 31) * (iterations(len(train), strategies[name]) if by_step else 1)
        style = {"color": ann.plots.COLOURS[number], "linestyle": ("-", "--", "-.")[number], "label": name}
        ax.plot(x, losses, **style)
    ax.set(ylabel="validation loss", ylim=(0, 0.75))
    ax.set(xlabel="steps of the weights" if by_step else "epoch", title="By step" if by_step else "By epoch")
    if by_step:
        ax.set_xscale("log")
    ax.legend()


figure, (left, right) = ann.plots.figure(1, 2)
draw(left, by_step=False)
draw(right, by_step=True)
plt.show()
for name, losses in val_losses.items():
    done = 30 * iterations(len(train), strategies[name])
    print(f"{name:<11} validation loss {losses[-1]:.3f} after {done:>5} steps")
reached = int(np.argmax(val_losses["stochastic"] < val_losses["batch"][-1])) + 1
check.guess("epochs of stochastic to get below 30 of batch", guess_epochs, reached)
small, ax = ann.plots.figure(1, 1, width=4.4, height=3.3)
draw(ax, by_step=True)
ax.set_title("What counts is the number of steps")
ann.course.cover(
    small, "The loss over the number of steps: batch, mini-batch and stochastic continue each other."
)
plt.show()

# %% [markdown]
# **What to see:** on the left *batch* hardly moves: 30 epochs are only 30 steps. On the right, drawn over
# the steps, each curve begins about where the one before it ends: at this learning rate it counts how *many*
# steps are made. *Stochastic* arrives within the first epoch, but each of its steps follows one point, and the
# curve trembles; the *mini-batch* curve is calm, and about as low after 960 steps.
#
# **Not so:** "the exact slope of all points makes the best step". The 30 exact steps of *batch* got no
# further than 32 steps from 32 points each, which is one epoch of *mini-batch*.
#
# ## How rough is the slope?
# How much does the direction of a step depend on which points were drawn? Take the slope of the output bias at the
# network's first weights: each point asks for its own, answer - wanted, and a batch takes the mean.
#
# **Guess first.** How many times calmer is the mean of 32 points than a single point?

# %%
guess_calmer = None  # a number

# %% [markdown]
# **Your turn** ★★: draw 500 batches of one size, and give the spread (standard deviation) of their means.
# *Hint: `rng.choice` draws from an array; in an epoch no point comes twice, so `replace=False`.*

# %%
rng = np.random.default_rng(SEED)
asked = ann.evaluation.predict(network(), train.X)[:, 0] - train.y  # the slope that each point asks for


def spread(size):
    """The standard deviation of the mean of ``size`` points of ``asked``, over 500 draws."""
    deviation = 0.0
    ### BEGIN SOLUTION
    means = [rng.choice(asked, size, replace=False).mean() for _ in range(500)]
    deviation = np.std(means)
    ### END SOLUTION
    return deviation


spreads = {size: spread(size) for size in (1, 8, 32, 128, len(train))}
for size, value in spreads.items():
    print(f"{size:>4} points: the slope spreads by {value:.3f}")
check.close("spread of single points", spreads[1], np.std(asked), within=0.05, points=2)
check.guess("32 points are calmer than one: times", guess_calmer, spreads[1] / spreads[32])

# %% [markdown]
# **What to see:** the spread falls with the *square root* of the batch size: 32 points are between five and seven times
# calmer than one, and to halve the roughness you need four times the points: more and more work for less and
# less. With all of them nothing is left to chance.
#
# ## Epochs x batch size
# The study of the course: 10, 100 and 1000 epochs, batches of 100, 200 and 300. Every training starts
# alike. A first, short one for each batch size keeps compiling out of the measured time, and
# `engine="graph"` has all of them compiled in the same way, whatever their length.
#
# **Guess first.** 1000 epochs instead of 100: how many times the time?

# %%
guess_times = None  # a number

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
        style = {"color": ann.plots.COLOURS[number], "label": f"{epochs} epochs"}
        ax.plot(part["batch_size"], part[column], "os^"[number] + "-", **style)
    ax.set(xlabel="batch size (points)", xticks=[100, 200, 300])
left.set(title="Time of training", ylabel="time of the processor (s)", ylim=(0, None))
right.set(title="Accuracy", ylabel="share of right validation points", ylim=(0.5, 1))
right.legend()
plt.show()
timed = table.set_index(["epochs", "batch_size"])
times = timed.loc[(1000, 100), "seconds"] / timed.loc[(100, 100), "seconds"]
check.guess("1000 epochs against 100, batches of 100: times the time", guess_times, times)

# %% [markdown]
# **What to see:** ten times the epochs take more time, though not ten times: every training has a price of
# its own before the first step. Small batches make more steps of an epoch, so 1000 epochs of them cost more, and they
# learn more in the same number of epochs: 10 epochs are too few for any batch size here, and most so for
# the largest. From 100 to 1000 epochs you pay more than twice the time for a hundredth of accuracy at most.
#
# ## Now try
# - Give the batch strategy a learning rate of 2 and the stochastic one of 0.01: do they come closer?
# - `batch_size=32` with `shuffle=False`, on points sorted by class: what does the loss curve do?
# - S2 names 2 to 192 as the range found in the literature, and 32 as the default: add both ends to the study.
#
# ## Check yourself

# %%
check.below("last loss, mini-batch against batch", val_losses["mini-batch"][-1], val_losses["batch"][-1])
check.below("last loss, stochastic against batch", val_losses["stochastic"][-1], val_losses["batch"][-1])
check.close("32 points are calmer than one by", spreads[1] / spreads[32], np.sqrt(32), within=1.5)
check.at_most("spread of all points", spreads[len(train)], 1e-6, hint="replace=False")
accuracies = timed["accuracy"]
check.below("batches of 300: accuracy, 10 epochs against 1000", accuracies[10, 300], accuracies[1000, 300])
check.at_least("accuracy after 1000 epochs, batches of 100", accuracies[1000, 100], 0.94)
check.done()
