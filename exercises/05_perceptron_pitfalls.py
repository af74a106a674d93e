# %% [markdown]
# # 5. Cat or dog: four pitfalls of a first neuron
# The artificial neuron of exercise 4 meets photographs: 1000 pictures of cats and dogs, 64 x 64 grey
# pixels, 200 more to test with. On paper nothing changes. In practice four things go wrong one after the other,
# as they did in S4. You walk into each, and mend it.
#
# **You will learn** to read shapes, `nan`, overflow and a bouncing cost as what they are, and to tell a
# network that learns from one that learns by heart. About 35 minutes. Runs in 8 s.
# Source: S4, annex 2.

# %%
import warnings

import ann_toolkit as ann
import matplotlib.pyplot as plt
import numpy as np
from threadpoolctl import threadpool_limits

SEED = 0
check = ann.course.checks()
if ann.datasets.real_files("cats_dogs"):
    train, test = ann.datasets.load_cats_dogs()
    print("real photographs from ANN_TOOLKIT_DATA")
else:
    train, test = ann.datasets.generate_cats_dogs_case(seed=SEED)
    print(
        "drawn cats and dogs; set ANN_TOOLKIT_DATA to a folder with trainset.hdf5 and testset.hdf5 for photographs"
    )
images, images_test = train.X * 255, test.X * 255  # brightness 0 to 255, as the files hold it
y, y_test = train.y.astype("float32"), test.y.astype("float32")
print("images", images.shape, "labels", y.shape, f"brightness {images.min():.0f} to {images.max():.0f}")
figure, axes = ann.plots.figure(2, 8, width=1.4, height=1.6)
for ax, image, label in zip(axes.ravel(), images, y, strict=False):
    ax.imshow(image, cmap="gray", vmin=0, vmax=255)
    ax.set_title(train.target_names[int(label)])
    ax.axis("off")
plt.show()

# %% [markdown]
# ## The neuron, as one writes it first
# Straight from the formulas: a = 1 / (1 + e^-z), cost = -mean(y log a + (1 - y) log(1 - a)). Numbers are
# float32, as in Keras: half the memory of NumPy's own, and exact enough.


# %%
def sigmoid_naive(z):
    return 1 / (1 + np.exp(-z))


def cost_naive(a, y):
    return -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))


def learn(X, y, sigmoid, cost, learning_rate, steps):
    w = (0.01 * np.random.default_rng(SEED).normal(size=(X.shape[1], 1))).astype("float32")
    b, costs = np.float32(0), []
    with threadpool_limits(1):  # a product as thin as X @ w is done sooner by one core than by several
        for _ in range(steps):
            a = sigmoid(X @ w + b)
            costs.append(cost(a, y))
            w = w - np.float32(learning_rate) * (X.T @ (a - y)) / np.float32(len(y))
            b = b - np.float32(learning_rate) * np.mean(a - y)
    return w, b, np.array(costs)


def attempt(*arguments):
    """Run `learn` and tell what Python says about it; an error or a warning is not the end of the lesson."""
    with warnings.catch_warnings(record=True) as complaints:
        warnings.simplefilter("always")
        try:
            result = learn(*arguments)
        except ValueError as error:
            print("ValueError:", error)
            return str(error)
    for complaint in sorted({str(complaint.message) for complaint in complaints}):
        print("warning:", complaint)
    print(f"cost: first {result[2][0]:.3g}, last {result[2][-1]:.3g}, {np.isnan(result[2]).sum()} times nan")
    return result


# %% [markdown]
# ## Pitfall 1: shapes
# **Guess first.** The pictures go in as they are, 1000 x 64 x 64. An error, a warning, or a wrong result in silence?

# %%
guess_shapes = None  # "error", "warning" or "silence"

# %%
shape_error = attempt(images, y, sigmoid_naive, cost_naive, 0.1, 50)
check.guess("pictures as they are", guess_shapes, "error")

# %% [markdown]
# The neuron wants one row of numbers for each picture, and a column of labels. The column matters as
# much: NumPy spreads (1000, 1) - (1000,) into a table of 1000 x 1000 without a word.
#
# **Your turn** ★: rows and columns, for training and for test. *Hint: `reshape` takes the new shape; -1 stands for
# "whatever is left".*

# %%
X, X_test, Y, Y_test = images, images_test, y, y_test  # replace them: rows, rows, column, column
print("a - y with flat labels would have the shape", (np.zeros((1000, 1)) - np.zeros(1000)).shape)
### BEGIN SOLUTION
X, X_test = images.reshape(len(images), -1), images_test.reshape(len(images_test), -1)
Y, Y_test = y.reshape(-1, 1), y_test.reshape(-1, 1)
### END SOLUTION
check.equal("shapes of training", [X.shape, Y.shape], [(1000, 4096), (1000, 1)], points=2)
check.equal("shapes of test", [X_test.shape, Y_test.shape], [(200, 4096), (200, 1)])

# %% [markdown]
# ## Pitfalls 2 and 3: log(0), and an exponential that overflows

# %%
naive = attempt(X, Y, sigmoid_naive, cost_naive, 0.1, 50)

# %% [markdown]
# **What to see:** brightness up to 255, 4096 times over, makes large sums. In float32 e to the power of 89 is more
# than can be held (*overflow*), the sigmoid is exactly 0 or 1, and log(0) is minus infinity; 0 times that is
# `nan`, "not a number", and the curve says nothing.
#
# Three cures. A sigmoid that cannot overflow is given: `ann.scratch.sigmoid` (SciPy's `expit`).
#
# **Your turn** ★★: keep both logarithms away from 0 with S4's epsilon of 1e-10, and bring the pixels to 0..1, by the
# minimum and maximum of the *training* pictures. *Hint: what has to be added, and where, so that the logarithm of
# exactly 0 is never asked for?*


# %%
def cost(a, y, epsilon=1e-10):
    """The log loss; always a number."""
    value = 0.0
    ### BEGIN SOLUTION
    value = -np.mean(y * np.log(a + epsilon) + (1 - y) * np.log(1 - a + epsilon))
    ### END SOLUTION
    return value


X_scaled, X_test_scaled = X, X_test  # replace them by what lies between 0 and 1
### BEGIN SOLUTION
low, high = X.min(), X.max()
X_scaled, X_test_scaled = (X - low) / (high - low), (X_test - low) / (high - low)
### END SOLUTION
surely_wrong, half_wrong = (
    cost(np.ones((2, 1)), np.zeros((2, 1))),
    cost(np.ones((2, 1)), np.array([[0.0], [1.0]])),
)
check.close("cost when sure and wrong", surely_wrong, -np.log(1e-10), within=0.01, points=2)
check.close("lowest and highest pixel", X_scaled.min() + X_scaled.max(), 1, within=1e-6, hint="min, max of X")

# %% [markdown]
# **Guess first.** A neuron that is entirely sure of every picture, and wrong about every second one: what is its
# cost, with this epsilon?

# %%
guess_cost = None  # a number

# %%
print("epsilon alone:")
with_epsilon = attempt(X, Y, ann.scratch.sigmoid, cost, 0.1, 50)
print("and pixels from 0 to 1:")
bouncing = attempt(X_scaled, Y, ann.scratch.sigmoid, cost, 0.1, 300)
check.guess("cost when sure of all and wrong about half", guess_cost, half_wrong)

# %% [markdown]
# ## Pitfall 4: the cost bounces
# **Not so:** "no warning is left, so it learns". After 300 steps with 0.1 the cost is more than ten times what it
# was at first. S4 takes 0.01.
#
# **Your turn** ★: a learning rate with which the cost goes down steadily. *Hint: try one, look, and try a tenth
# of it.*

# %%
learning_rate = 0.01
### BEGIN SOLUTION
learning_rate = 0.001
### END SOLUTION
with_s4 = attempt(X_scaled, Y, ann.scratch.sigmoid, cost, 0.01, 300)
mended = attempt(X_scaled, Y, ann.scratch.sigmoid, cost, learning_rate, 300)


def bounces(costs):
    """How many steps out of 100 made the cost worse."""
    return 100 * np.mean(np.diff(costs) > 0)


check.at_most("steps of 100 that made it worse", bounces(mended[2]), 1, hint="a tenth of it", points=2)
figure, (left, right) = ann.plots.figure(1, 2, width=6.5)
left.plot(with_epsilon[2], color=ann.plots.COLOURS[3], label="pixels 0 to 255")
left.axhline(half_wrong, color="black", linestyle=":", label="sure of all, wrong about half")
left.set(xlabel="step", ylabel="cost", title="Pitfalls 2 and 3: large numbers", ylim=(0, 13))
left.legend(loc="lower left")
for number, (name, result) in enumerate(
    {"0.1": bouncing, "0.01": with_s4, f"{learning_rate:g}": mended}.items()
):
    right.plot(result[2], color=ann.plots.COLOURS[[3, 1, 0][number]], label=f"learning rate {name}")
    print(
        f"learning rate {name}: {bounces(result[2]):.0f} of 100 steps made it worse, lowest {result[2].min():.3f}"
    )
right.set(xlabel="step", ylabel="cost", title="Pitfall 4: the step", yscale="log")
right.legend()
plt.show()

# %% [markdown]
# **What to see:** on the left the cost stands near 11.5. That is half of 23 = -log(1e-10): the neuron is
# entirely sure of nearly every picture, and wrong about every second one. On the right, with 0.1 and 0.01, about
# every second step makes it worse, and the cost never gets below where it began; with the smallest step it glides,
# slowly. A step jumps over a valley that is narrow in one direction: make all pixels brighter and every z moves
# at once.
#
# ## One more cure
# If that is so, then take the mean picture off each picture: brightness as such is gone, and a step thirty times as
# long as 0.001 should no longer bounce.
#
# **Guess first.** After 1600 such steps, which share of the 200 test pictures is right? Tossing a coin gives 0.5.

# %%
guess_test = None  # a share, 0 to 1

# %%
mean_picture = X_scaled.mean(axis=0)
X_centred, X_test_centred = X_scaled - mean_picture, X_test_scaled - mean_picture


def share_right(X, y, w, b):
    return np.mean((X @ w + b > 0) == y)


steps = [25, 50, 100, 200, 400, 800, 1600]
in_training, in_test = [], []
for count in steps:
    centred = learn(X_centred, Y, ann.scratch.sigmoid, cost, 0.03, count)
    in_training.append(share_right(X_centred, Y, *centred[:2]))
    in_test.append(share_right(X_test_centred, Y_test, *centred[:2]))
print(f"learning rate 0.03 on centred pixels: {bounces(centred[2]):.0f} of 100 steps made it worse")
print(
    f"right: {100 * in_training[-1]:.0f} % of the training pictures, {100 * in_test[-1]:.0f} % of the test pictures"
)
check.guess("share of the test pictures right", guess_test, in_test[-1])


def draw(ax):
    """The shares of right answers over the steps of training."""
    ax.semilogx(steps, in_training, "o-", color=ann.plots.COLOURS[0], label="1000 training pictures")
    ax.semilogx(steps, in_test, "s--", color=ann.plots.COLOURS[3], label="200 test pictures")
    ax.axhline(0.5, color="0.4", linestyle=":", label="tossing a coin")
    ax.set(xlabel="steps of training", ylabel="share of right answers", title="Did it learn?", ylim=(0, 1))
    ax.set_xticks(steps, [str(count) for count in steps])
    ax.minorticks_off()
    ax.legend(loc="lower right", fontsize=8)


small, ax = ann.plots.figure(1, 1, width=4.4, height=3.3)
draw(ax)
ann.course.cover(
    small, "Right answers over training: the training pictures climb, the test pictures stay behind."
)
figure, (left, right) = ann.plots.figure(1, 2)
draw(left)
weight = centred[0].reshape(64, 64)
shown = right.imshow(weight, cmap="RdBu_r", vmin=-abs(weight).max(), vmax=abs(weight).max())
right.set(title="What the neuron looks for")
right.axis("off")
figure.colorbar(shown, ax=right, label="weight of the pixel (red: dog)")
plt.show()

# %% [markdown]
# **What to see:** the mean picture was it: no step makes it worse. The blue curve climbs to its last point, the red one
# stays far below it, between a coin and two thirds. 4097 parameters for 1000 pictures: the neuron learns
# them by heart. Its weights are at best a vague face in a lot of noise.
# One weight for each pixel cannot say "two pointed ears, wherever they are"; exercise 21 builds filters
# that can. Mending the four pitfalls made the training run; it did not make the model the right one.
#
# ## Now try
# - Scale by the minimum and maximum of *all* pictures, test included. It changes little here; why is it wrong?
# - Train on 100 pictures only: how fast does it know them by heart?
# - `epsilon=1e-3` in the cost: what does the lowest possible cost become?
#
# ## Check yourself

# %%
check.true("pitfall 1: images as they are raise an error", isinstance(shape_error, str))
check.at_least("pitfalls 2 and 3: the naive cost is nan in so many of 50 steps", np.isnan(naive[2]).sum(), 1)
check.true("with epsilon and the safe sigmoid every cost is a number", np.isfinite(with_epsilon[2]).all())
check.at_least("pitfall 4: steps of 100 that made it worse, rate 0.1", bounces(bouncing[2]), 20)
check.below("cost with your learning rate", mended[2][-1], bouncing[2][-1])
check.at_least("training pictures right in the end", in_training[-1], 0.8)
check.below("test pictures right, far below", in_test[-1], in_training[-1] - 0.1)
check.done()
