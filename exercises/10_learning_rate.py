# %% [markdown]
# # 10. How long a step?
# Training is a walk downhill: at each step the network feels the slope of the loss under its weights and
# goes a little way down. How far it goes is *learning rate x slope*. Too short, and it never arrives; too
# long, and it jumps over the valley and ends up higher than it began.
#
# **You will learn** what the loss looks like as a landscape, to tell a low, an adequate, a high and a too
# high learning rate by their loss curves, what momentum is for, and a way to find a good rate in one short
# run. About 25 minutes. Runs in 6 s.
# Source: S0, "Optimization of the ANN" and "Loss function evolutions"; S2, section 5, "Learning rate".

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np

SEED = 0

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
    neuron.compile(keras.optimizers.SGD(rate, momentum=momentum), "mean_squared_error")
    recorder = ann.evaluation.WeightRecorder()
    ann.training.fit(neuron, X, y, epochs=epochs, batch_size=len(X), callbacks=[recorder], verbose=0)
    return np.array([weights[0][:, 0] for weights in recorder.weights])


# %% [markdown]
# The loss of *every* pair of weights in a square, and not only of those that training visits: that is the
# landscape (the bias stays 0). Your turn: the mean squared error of one pair.
# *Hint: the neuron answers `w1 * X[:, 0] + w2 * X[:, 1]`; take the difference to `y`, square, average.*


# %%
def loss(w1, w2):
    ### BEGIN SOLUTION
    return np.mean((w1 * X[:, 0] + w2 * X[:, 1] - y) ** 2)
    ### END SOLUTION


w1, w2 = np.linspace(-1.6, 2.6, 85), np.linspace(-1.5, 1.9, 69)
landscape = np.array([[loss(a, b) for a in w1] for b in w2])
walks = {
    "0.02, short steps": walk(0.02),
    "0.3, from side to side": walk(0.3),
    "0.38, out of the valley": walk(0.38, epochs=8),
    "0.02 with momentum 0.9": walk(0.02, momentum=0.9),
}
figure, axes = ann.plots.figure(1, 4, width=4.2, height=4.2)
for ax, (name, path) in zip(axes, walks.items(), strict=True):
    ax.contourf(w1, w2, landscape, levels=np.geomspace(landscape.min(), landscape.max(), 16), cmap="Blues_r")
    ax.plot(*path.T, "o-", color=ann.plots.COLOURS[1], markersize=4, linewidth=1.2, label="training")
    ax.plot(1.0, 0.2, "*", color="black", markersize=13, label="the true plane")
    ax.set(title=name, xlabel="weight w1", xlim=w1[[0, -1]], ylim=w2[[0, -1]])
axes[0].set_ylabel("weight w2")
axes[0].legend(loc="lower left")
plt.show()
left = {name: loss(*path[-1]) for name, path in walks.items()}
for name, value in left.items():
    print(f"rate {name:<24} loss {loss(-1, 1.2):.2f} -> {value:.3g}")

# %% [markdown]
# **What to see:** the darker, the lower. The valley is long and narrow: across it (w2) the slope is steep,
# along it (w1) nearly flat. Short steps reach the floor of the valley and then creep. At 0.3 every step
# jumps to the other wall; at 0.38 it lands *higher* on the other wall each time. *Momentum* keeps nine
# tenths of the last step and adds the new one: across the valley the steps cancel, along it they add up.
# (The narrow valley comes from the units: scale both inputs to the same size and it becomes round.)
#
# ## Four loss curves
# A real network has too many weights for such a picture; what you see instead is the loss over the
# epochs. Here is the network of exercise 9: 20 hidden neurons around the disc of case 2.
#
# Your turn: train the same start with the rates 0.003, 0.1, 3 and 30.
# *Hint: `ann.training.learning_rate_regimes(model, X, y, rates={"low": 0.003, ...}, epochs=40,
# batch_size=50)` trains each from the same first weights.*

# %%
keras.utils.set_random_seed(SEED)
disc = ann.datasets.generate_classification_case2(n_samples=1000, noise=0.2, seed=SEED)
model = keras.Sequential(
    [
        keras.Input((2,)),
        keras.layers.Dense(20, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ],
    name="hidden_layer",
)
model.compile(keras.optimizers.SGD(learning_rate=0.1, momentum=0.9), "binary_crossentropy")
### BEGIN SOLUTION
rates = {"low": 0.003, "adequate": 0.1, "high": 3, "too high": 30}
runs = ann.training.learning_rate_regimes(model, *disc, rates=rates, epochs=40, batch_size=50)
### END SOLUTION
ann.plots.learning_rate_regimes(runs)
plt.show()
for name, run in runs.items():
    print(f"{name:<9} {run.rate:<6g} loss {run.losses[-1]:.3f}{' and diverges' if run.diverged else ''}")

# %% [markdown]
# **What to see:** *low* still falls when the others have finished: it costs time, nothing else. *Adequate*
# falls steeply, then gently. *High* is quickest at first and then wanders about above it: its steps are
# too long to go down into the narrow places. *Too high* throws the weights far away in the first epoch,
# and what it ends with is worse than what it began with.
#
# ## Find the rate in one run
# Begin with a tiny rate, let it grow by the same factor after every batch, and watch the loss: flat as
# long as the steps are too short, then falling, then rising again. A tenth of the rate at the lowest
# point is a good start. From 1e-5 to 1 in 500 batches, what must the factor be?
#
# Your turn: the factor, then the search. *Hint: factor to the power of 500 is 1e5; the exponential of a
# logarithm helps. Then `ann.training.find_learning_rate(model, X, y)`.*

# %%
### BEGIN SOLUTION
factor = np.exp(np.log(1e5) / 500)
found = ann.training.find_learning_rate(model, *disc, lowest=1e-5, highest=1.0, steps=500)
### END SOLUTION
print(f"factor {factor:.4f}; suggested rate {found.suggestion:.3g}")
ann.plots.learning_rate(found)
plt.show()
suggested = ann.training.learning_rate_regimes(
    model, *disc, rates={"suggested": found.suggestion}, epochs=40, batch_size=50
)["suggested"]
print(f"loss after 40 epochs with the suggested rate: {suggested.losses[-1]:.3f}")

# %% [markdown]
# **What to see:** the finder knew nothing of the network and took 500 short steps, the data of 16 epochs.
# Its answer is a size, not a number to three digits: half or double of it does about as well.
#
# ## Now try
# - Scale both inputs of the plane to the same size (`X / X.std(axis=0)`) and draw the walks again: how
#   many steps does a rate of 0.3 need now?
# - `momentum=0.99` in `walk`: can there be too much of it?
# - Compile the network with `Adam` and ask the finder again. Why is the answer another one?
#
# ## Check yourself

# %%
check = ann.course.checks()
start = loss(-1, 1.2)
check.below("0.3 is below the limit, its loss falls", left["0.3, from side to side"], start)
check.below("0.38 is above it: the first loss", start, left["0.38, out of the valley"])
check.below(
    "momentum makes up for short steps", left["0.02 with momentum 0.9"], left["0.02, short steps"] / 2
)
check.below("loss, adequate against low", runs["adequate"].losses[-1], runs["low"].losses[-1])
check.below("loss, adequate against 70 % of high", runs["adequate"].losses[-1], 0.7 * runs["high"].losses[-1])
check.true("the highest rate diverges", runs["too high"].diverged)
check.close("the factor of the finder", factor, 1.0233, 0.0001, hint="the 500th root of 1e5")
check.below("loss with the suggested rate, against low", suggested.losses[-1], runs["low"].losses[-1])
check.done()
