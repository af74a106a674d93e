# %% [markdown]
# # 5. Cat or dog: four pitfalls of a first neuron
# The artificial neuron of exercise 4 meets photographs: 1000 pictures of cats and dogs, 64 x 64 grey
# pixels, 200 more to test with. On paper nothing changes. In practice four things go wrong one after the other,
# as they did in S4. You walk into each, and mend it.
#
# **You will learn** to read shapes, `nan`, overflow and a bouncing cost as what they are, and to tell a
# network that learns from one that learns by heart. About 25 minutes. Runs in 7 s.
# Source: S4, annex 2.

# %%
import warnings

import ann_toolkit as ann
import matplotlib.pyplot as plt
import numpy as np
from threadpoolctl import threadpool_limits

SEED = 0
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

# %%
shape_error = attempt(images, y, sigmoid_naive, cost_naive, 0.1, 50)

# %% [markdown]
# The neuron wants one row of numbers for each picture, and a column of labels. The column matters as
# much: NumPy spreads (1000, 1) - (1000,) into a table of 1000 x 1000 without a word.
#
# Your turn: rows and columns. *Hint: `reshape(len(images), -1)`; -1 means "whatever is left", here 4096.*

# %%
print("a - y with flat labels would have the shape", (np.zeros((1000, 1)) - np.zeros(1000)).shape)
### BEGIN SOLUTION
X, X_test = images.reshape(len(images), -1), images_test.reshape(len(images_test), -1)
Y, Y_test = y.reshape(-1, 1), y_test.reshape(-1, 1)
### END SOLUTION
print("rows", X.shape, "labels", Y.shape)

# %% [markdown]
# ## Pitfalls 2 and 3: log(0), and an exponential that overflows

# %%
naive = attempt(X, Y, sigmoid_naive, cost_naive, 0.1, 50)

# %% [markdown]
# **What to see:** brightness up to 255, 4096 times over, makes sums of many thousands. e to the power of
# 1000 is more than a computer can hold (*overflow*), the sigmoid is exactly 0 or 1, and log(0) is minus
# infinity; 0 times that is `nan`, "not a number", and from there on the curve says nothing.
#
# Your turn: three cures. Keep the log away from 0 with S4's epsilon of 1e-10; use a sigmoid that cannot
# overflow; and bring the pixels to 0..1, by the minimum and maximum of the *training* pictures.
# *Hint: `np.log(a + epsilon)`; `scipy.special.expit` is in the toolkit as `ann.scratch.sigmoid`;
# (X - min) / (max - min).*


# %%
def cost(a, y, epsilon=1e-10):
    ### BEGIN SOLUTION
    return -np.mean(y * np.log(a + epsilon) + (1 - y) * np.log(1 - a + epsilon))
    ### END SOLUTION


### BEGIN SOLUTION
low, high = X.min(), X.max()
X_scaled, X_test_scaled = (X - low) / (high - low), (X_test - low) / (high - low)
### END SOLUTION
print("epsilon alone:")
with_epsilon = attempt(X, Y, ann.scratch.sigmoid, cost, 0.1, 50)
print("and pixels from 0 to 1:")
bouncing = attempt(X_scaled, Y, ann.scratch.sigmoid, cost, 0.1, 300)

# %% [markdown]
# ## Pitfall 4: the cost bounces
# No warning is left, and yet it does not learn: with 4096 inputs a step of 0.1 jumps over the valley to the
# other side, and back. S4 takes 0.01.
#
# Your turn: a learning rate that goes down steadily. *Hint: divide by 10, look, divide again if needed.*

# %%
### BEGIN SOLUTION
learning_rate = 0.001
### END SOLUTION
with_s4 = attempt(X_scaled, Y, ann.scratch.sigmoid, cost, 0.01, 300)
mended = attempt(X_scaled, Y, ann.scratch.sigmoid, cost, learning_rate, 300)


def bounces(costs):
    """How many steps out of 100 made the cost worse."""
    return 100 * np.mean(np.diff(costs) > 0)


figure, (left, right) = ann.plots.figure(1, 2, width=6.5)
left.plot(with_epsilon[2], color=ann.plots.COLOURS[3], label="pixels 0 to 255")
left.set(xlabel="step", ylabel="cost", title="Pitfalls 2 and 3: large numbers")
left.legend()
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
# entirely sure of every picture, and wrong about every second one. On the right, with 0.1 and 0.01, the cost
# leaps up and down; with the smallest step it glides, slowly. The valley is narrow in one direction: make
# all pixels brighter and every z moves at once.
#
# ## One more cure
# Take the mean picture off each picture. Brightness as such is gone, the valley is rounder, and a step
# thirty times as long no longer bounces.

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
figure, (left, right) = ann.plots.figure(1, 2)
left.semilogx(steps, in_training, "o-", color=ann.plots.COLOURS[0], label="1000 training pictures")
left.semilogx(steps, in_test, "s--", color=ann.plots.COLOURS[3], label="200 test pictures")
left.axhline(0.5, color="0.6", linestyle=":", label="tossing a coin")
left.set(xlabel="steps of training", ylabel="share of right answers", title="Did it learn?", ylim=(0.4, 1))
left.legend()
weight = centred[0].reshape(64, 64)
shown = right.imshow(weight, cmap="RdBu_r", vmin=-abs(weight).max(), vmax=abs(weight).max())
right.set(title="What the neuron looks for")
right.axis("off")
figure.colorbar(shown, ax=right, label="weight of the pixel (red: dog)")
plt.show()

# %% [markdown]
# **What to see:** the blue curve climbs and would go on, the red one stays little above a coin. 4097 parameters
# for 1000 pictures: the neuron learns them by heart. Its weights are at best a vague face in a lot of noise.
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
check = ann.course.checks()
check.true("pitfall 1: images as they are raise an error", isinstance(shape_error, str))
check.equal("shape of the rows", X.shape, (1000, 4096), hint="reshape(len(images), -1)")
check.at_least("pitfalls 2 and 3: the naive cost is nan in so many of 50 steps", np.isnan(naive[2]).sum(), 1)
check.true("with epsilon and the safe sigmoid every cost is a number", np.isfinite(with_epsilon[2]).all())
check.at_least("pitfall 4: steps of 100 that made it worse, rate 0.1", bounces(bouncing[2]), 20)
check.at_most("the same with your learning rate", bounces(mended[2]), 1, hint="divide it by 10")
check.below("cost with your learning rate", mended[2][-1], bouncing[2][-1])
check.at_least("training pictures right in the end", in_training[-1], 0.8)
check.below("test pictures right, far below", in_test[-1], in_training[-1] - 0.1)
check.done()
