# %% [markdown]
# # 10. How long a step?
# Training is a walk downhill: at each step the network feels the slope of the loss under its weights and
# goes a little way down. How far it goes is *learning rate x slope*. Too short, and it never arrives; too
# long, and it jumps over the valley and ends up higher than it began.
#
# **You will learn** what the loss looks like as a landscape, to tell a low, an adequate, a high and a too
# high learning rate by their loss curves, what a decreasing rate, momentum and Adam do about it, and a way to
# find a good rate in one short run. About 35 minutes. Runs in 9 s.
# Source: S0, "Learning - From prediction errors" and "Loss function evolutions"; S1, "Optimisation"; S2, section 5,
# "Learning rate".

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np
from keras.optimizers import SGD, Adam
from keras.optimizers.schedules import ExponentialDecay
from matplotlib.colors import LogNorm

SEED = 0
check = ann.course.checks()

# %% [markdown]
# ## A landscape that can be drawn
# The smallest network has two weights and a bias: one linear neuron that fits a plane. Its two inputs
# come in different units, so that x2 has larger numbers than x1.

# %%
data = ann.datasets.generate_plane_case(n_samples=1000, noise=0.1, seed=SEED)
X, y = data.X / [10, 2], data.y
print(f"x1 lies in {X[:, 0].min():.1f}..{X[:, 0].max():.1f}, x2 in {X[:, 1].min():.1f}..{X[:, 1].max():.1f}")


def walk(rate, momentum=0.0, epochs=40):
    """Train from the same place, all points in one batch; returns the weights (w1, w2) after each epoch."""
    neuron = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    neuron.set_weights([np.array([[-1.0], [1.2]]), np.array([0.0])])
    neuron.compile(SGD(rate, momentum=momentum), "mean_squared_error")
    recorder = ann.evaluation.WeightRecorder()
    ann.training.fit(neuron, X, y, epochs=epochs, batch_size=len(X), callbacks=[recorder], verbose=0)
    return np.array([weights[0][:, 0] for weights in recorder.weights])


# %% [markdown]
# The loss of *every* pair of weights in a square, and not only of those that training visits: that is the
# landscape (the bias stays 0).
#
# **Your turn** ★: the mean squared error of one pair of weights. *Hint: first what the neuron answers to all
# points at once, a weighted sum of the two columns of `X`.*


# %%
def loss(w1, w2):
    """The mean squared error of the plane w1 x1 + w2 x2 on all points."""
    error = 1.0  # replaced by one number, the mean of the squared errors
    ### BEGIN SOLUTION
    answers = w1 * X[:, 0] + w2 * X[:, 1]
    error = np.mean((answers - y) ** 2)
    ### END SOLUTION
    return error


check.close("loss of the weights 0, 0", loss(0, 0), np.mean(y**2), within=1e-9, points=2)

# %% [markdown]
# **Guess first.** From the same place, training goes 40 steps with the rate 0.02, 40 steps with 0.3, and 8 steps
# with 0.38. Which of the three ends lowest?

# %%
guess_lowest = None  # 0.02, 0.3 or 0.38

# %%
walks = {
    "0.02": walk(0.02),
    "0.3": walk(0.3),
    "0.38": walk(0.38, epochs=8),
    "0.02, momentum 0.9": walk(0.02, momentum=0.9),
}
w1, w2 = np.linspace(-1.6, 2.6, 85), np.linspace(-1.5, 1.9, 69)
landscape = np.array([[loss(a, b) for a in w1] for b in w2])


def draw(ax):
    """The landscape, the darker the lower, and the place of the true plane."""
    levels, grey = np.geomspace(0.01, 10, 13), LogNorm(0.0005, 10)
    shade = ax.contourf(w1, w2, landscape, levels=levels, norm=grey, cmap="Greys_r", extend="both")
    ax.plot(1.0, 0.2, "*", color="white", markeredgecolor="black", markersize=16, label="the true plane")
    ax.set(xlabel="weight w1", ylabel="weight w2", xlim=w1[[0, -1]], ylim=w2[[0, -1]])
    ax.grid(False)
    return shade


figure, axes = ann.plots.figure(1, 4, width=4.2, height=4.2)
for number, (name, path) in enumerate(walks.items()):
    shade = draw(axes[number])
    axes[number].plot(*path.T, "o-", color=ann.plots.COLOURS[number], markersize=4, linewidth=1.5)
    axes[number].set(title=f"rate {name}", ylabel="weight w2" if number == 0 else "")
axes[0].legend(loc="lower left")
figure.colorbar(shade, ax=axes, label="loss", ticks=[0.01, 0.1, 1, 10], format="%g", pad=0.02)
plt.show()
left = {name: loss(*path[-1]) for name, path in walks.items()}
for name, value in left.items():
    print(f"rate {name:<18} loss {loss(-1, 1.2):.2f} -> {value:.3g}")
bend = 2 * np.mean(X**2, axis=0)  # how fast the slope changes along w1 and along w2
print(f"across the valley the slope changes {bend[1] / bend[0]:.0f} times as fast as along it")
print(f"the longest rate that still goes down: {2 / bend[1]:.3f}")
check.guess("the rate that ends lowest", guess_lowest, float(min(["0.02", "0.3", "0.38"], key=left.get)))
small, ax = ann.plots.figure(1, 1, width=4.4, height=3.3)
draw(ax)
for number, name in enumerate(["0.02", "0.3", "0.38"]):
    ax.plot(
        *walks[name].T,
        "os^"[number] + "-",
        color=ann.plots.COLOURS[number],
        markersize=4,
        label=f"rate {name}",
    )
ax.set_title("Too short, just right, too long")
ax.legend(loc="lower right", fontsize=8)
ann.course.cover(small, "A valley of loss with three walks: one creeps, one arrives, one leaps out of it.")
plt.show()

# %% [markdown]
# **What to see:** the valley is long and narrow: steep across it (w2), nearly flat along it (w1). Short steps
# go straight to its floor and then creep. At 0.3 every step lands on the other wall, each time a little
# lower; at 0.38 it lands *higher* each time. The limit between the two is 2 divided by the bend of the
# steepest direction. *Momentum* keeps nine tenths of the last step and adds the new one: with the same short rate
# it swings, and comes more than four times as far along the valley.
#
# **Not so:** "twice the rate learns twice as fast". From 0.3 to 0.38 is a quarter more, and it ends more
# than twenty times as high as it began.
#
# ## Four loss curves
# A real network has too many weights for such a picture; what you see instead is the loss over the
# epochs. Here is the network of exercise 9: 20 hidden neurons around the disc of case 2.
#
# **Your turn** ★★: compile a fresh start with the optimizer that is given, train it for 40 epochs with
# batches of 50, and return its losses. *Hint: binary cross-entropy, as in exercise 9; `shuffle=False` gives each
# training the same batches.*

# %%
disc = ann.datasets.generate_classification_case2(n_samples=1000, noise=0.2, seed=SEED)
EPOCHS = 40


def fresh_start():
    """The network of exercise 9, always with the same first weights, not compiled."""
    keras.utils.set_random_seed(SEED)
    hidden, output = keras.layers.Dense(20, activation="relu"), keras.layers.Dense(1, activation="sigmoid")
    return keras.Sequential([keras.Input((2,)), hidden, output], name="hidden_layer")


def losses_with(optimizer):
    """The training loss after each of 40 epochs."""
    model = fresh_start()
    losses = np.ones(EPOCHS)  # replaced by the losses of the history
    ### BEGIN SOLUTION
    model.compile(optimizer, "binary_crossentropy")
    history = ann.training.fit(model, *disc, epochs=EPOCHS, batch_size=50, shuffle=False, verbose=0)
    losses = history.history["loss"]
    ### END SOLUTION
    return np.array(losses)


def curves(compared):
    """The losses of several trainings, each under its name, in one picture."""
    _, ax = ann.plots.figure(1, 1, width=7)
    for number, (name, losses) in enumerate(compared.items()):
        style = {"color": ann.plots.COLOURS[number], "linestyle": ("-", "--", "-.", ":", "-")[number]}
        ax.plot(np.arange(1, EPOCHS + 1), losses, **style, label=name)
        print(f"{name:<23} loss {losses[-1]:.3f}")
    ax.set(xlabel="epoch", ylabel="loss", title="From the same first weights", ylim=(0, 1))
    ax.legend(ncols=2)
    plt.show()


# %% [markdown]
# `ann.training.learning_rate_regimes` does the same for several rates, and puts the loss before the first epoch
# in front.
#
# **Guess first.** Of 0.003, 0.1, 3 and 30, which rate has the lowest loss after the *first* epoch? (Not the one
# that is lowest in the end.)

# %%
guess_first = None  # 0.003, 0.1, 3 or 30

# %%
model = fresh_start()
model.compile(SGD(0.1, momentum=0.9), "binary_crossentropy")
rates = {"low": 0.003, "adequate": 0.1, "high": 3, "too high": 30}
runs = ann.training.learning_rate_regimes(model, *disc, rates=rates, epochs=EPOCHS, batch_size=50)
difference = np.abs(losses_with(SGD(0.1, momentum=0.9)) - runs["adequate"].losses[1:]).max()
check.at_most("difference of your losses from the toolkit's", difference, 1e-4, points=2)
ann.plots.learning_rate_regimes(runs)
plt.show()
for name, run in runs.items():
    print(
        f"{name:<9} {run.rate:<6g} loss {run.losses[1]:7.3f} after 1 epoch, {run.losses[-1]:6.3f} in the end"
    )
check.guess("lowest after 1 epoch", guess_first, min(runs.values(), key=lambda run: run.losses[1]).rate)

# %% [markdown]
# **What to see:** *low* falls in every epoch and is still on its way after the last. *Adequate* falls
# steeply, then gently. *High* is lowest after the first epoch, and then it wanders about above *adequate*, up and down.
# *Too high* leaps up in the first epoch and never comes back to where it began.
#
# ## A rate that decreases
# Long steps are best at first, short ones in the end. So begin with 3 and take a little off on the way: S0
# names this a dynamic learning rate, decreasing while it converges.
#
# **Guess first.** From 3 downwards, a tenth less in each epoch: where does it end, seen from 3 and from 0.1 all the
# time? **Your turn** ★★: a schedule that begins at 3.0 and is multiplied by 0.9 with every *epoch*.
# *Hint: `ExponentialDecay` counts steps of the weights: how many batches of 50 make an epoch of 1000 points?*

# %%
guess_decreasing = None  # "as high as 3", "between 3 and 0.1" or "as low as 0.1"
schedule = ExponentialDecay(3.0, decay_steps=1, decay_rate=1.0)  # this one stays at 3: mend both numbers
### BEGIN SOLUTION
schedule = ExponentialDecay(3.0, decay_steps=20, decay_rate=0.9)
### END SOLUTION
check.close("rate after one epoch", float(schedule(len(disc) // 50)), 2.7, within=1e-3, points=2)
last_rate = float(schedule(EPOCHS * len(disc) // 50))
decreasing = losses_with(SGD(schedule, momentum=0.9))
constant, adequate = runs["high"].losses[1:], runs["adequate"].losses[1:]
curves({f"3 to {last_rate:.2g}": decreasing, "0.1 all the time": adequate, "3 all the time": constant})
check.guess("the decreasing rate ends", guess_decreasing, "as low as 0.1")

# %% [markdown]
# **What to see:** the first epochs are those of rate 3, the last ones are calm: the curve comes down to
# that of the adequate rate, or below it.
#
# ## Plain, with momentum, or Adam
# *Momentum* you have met. *Adam* keeps momentum too, and divides each weight's step by the size of that
# weight's latest slopes: flat directions get longer steps, steep ones shorter.
#
# **Your turn** ★: three optimizers with the rate 0.01: plain gradient descent, the same with momentum 0.9, and
# Adam. *Hint: two of them are `SGD`.* **Guess first.** Which of the three ends lowest?

# %%
guess_optimizer = None  # "SGD", "momentum" or "Adam"
optimizers = {name: SGD(0.001) for name in ("SGD 0.01", "momentum 0.01", "Adam 0.01")}  # all three wrong
### BEGIN SOLUTION
optimizers["SGD 0.01"] = SGD(0.01)
optimizers["momentum 0.01"] = SGD(0.01, momentum=0.9)
optimizers["Adam 0.01"] = Adam(0.01)
### END SOLUTION
kinds = [(type(one).__name__, round(float(one.learning_rate), 3)) for one in optimizers.values()]
check.equal("kinds and rates", kinds, [("SGD", 0.01), ("SGD", 0.01), ("Adam", 0.01)])
optimizers |= {"SGD 0.1": SGD(0.1), "Adam as Keras has it": Adam()}
compared = {name: losses_with(optimizer) for name, optimizer in optimizers.items()}
curves(compared)
check.guess("the optimizer that ends lowest with 0.01", guess_optimizer, "Adam")

# %% [markdown]
# **What to see:** the dotted curve, ten times the rate without momentum, lies on that of momentum: steps that
# agree add up to 1 + 0.9 + 0.81 + ... = 10 times their length. Adam is lowest of the three with 0.01. It needs
# a fitting rate as much as the others do: as Keras has it, with 0.001, it ends higher than momentum does.
#
# ## Find the rate in one run
# S2's way: begin with a tiny rate, let it grow by the same factor after every batch, and watch the loss. A
# tenth of the rate at the lowest point is a good start. From 1e-5 to 1 in 500 batches, what must the factor be?
#
# **Your turn** ★: the factor. *Hint: 500 times the same factor makes 1e5; logarithms turn that into a sum.*

# %%
factor = 1.0
### BEGIN SOLUTION
factor = np.exp(np.log(1e5) / 500)
### END SOLUTION
check.close("the factor of the finder", factor, 1.0233, 0.0001, hint="the 500th root of 1e5", points=2)
# the finder, with the same factor for 100 batches more, up to a rate of 10
found = ann.training.find_learning_rate(model, *disc, lowest=1e-5, highest=10.0, steps=600)
ann.plots.learning_rate(found)
plt.show()
tried = {f"{times:g} x": times * found.suggestion for times in (0.5, 1, 2)}
suggested = ann.training.learning_rate_regimes(model, *disc, rates=tried, epochs=EPOCHS, batch_size=50)
for name, run in suggested.items():
    print(f"{name:<5} suggestion = {run.rate:.3g}: loss after {EPOCHS} epochs {run.losses[-1]:.3f}")

# %% [markdown]
# **What to see:** flat as long as the steps are too short, then falling, then rising again. The finder took
# 600 short steps, the data of 19 epochs, and knew nothing of the network. Its answer is a size, not a number
# to three digits: half or double of it changes the loss by less than half.
#
# ## Now try
# - Scale both inputs of the plane to the same size (`X / X.std(axis=0)`) and draw the walks again: what
#   becomes of the valley?
# - `momentum=0.99` in `walk`: can there be too much of it?
#
# ## Check yourself

# %%
check.below("momentum makes up for short steps", left["0.02, momentum 0.9"], left["0.02"] / 2)
check.true("the highest rate diverges", runs["too high"].diverged)
check.below("decreasing, against 3 all the time: last loss", decreasing[-1], runs["high"].losses[-1])
check.below("suggested rate, against low: last loss", suggested["1 x"].losses[-1], runs["low"].losses[-1])
check.done()
