# %% [markdown]
# # 19. A deep network from scratch
# One neuron draws a line (exercise 4); here are three layers of 16 between input and output, written with
# nothing but NumPy. The data are two circles, one inside the other. The trick that makes the way back cheap is to
# remember: each layer's error is computed once and handed on.
#
# **You will learn** to write forward and backward passes for *any* number of layers, to prove that a
# gradient is right, and why deep sigmoid networks are hard to start. About 30 minutes. Runs in 4 s.
# Source: S4, forward and back propagation, annex 3.

# %%
from itertools import pairwise

import ann_toolkit as ann
import matplotlib.pyplot as plt
import numpy as np
from ann_toolkit.scratch import Adam, Dense, GradientDescent, Network
from sklearn.datasets import make_circles

SEED = 0
X, y = make_circles(n_samples=300, noise=0.1, factor=0.3, random_state=SEED)
X_test, y_test = make_circles(n_samples=300, noise=0.1, factor=0.3, random_state=SEED + 100)
X, y = X.T, y.reshape(1, -1)  # S4 writes a column for each point: X (2, m), y (1, m)
print("X", X.shape, "y", y.shape)

# %% [markdown]
# ## The parameters
# `W[c]` has a row for each neuron of layer c and a column for each of the layer before. S4 draws them from
# the normal distribution. Divided by the root of the number of inputs, the sums keep their size in every layer.


# %%
def first_parameters(sizes, seed):
    rng = np.random.default_rng(seed)
    pairs = list(pairwise(sizes))  # (2, 16), (16, 16), ...
    W = [rng.normal(0, 2 / np.sqrt(n_in), (n_out, n_in)) for n_in, n_out in pairs]
    return W, [np.zeros((n_out, 1)) for _, n_out in pairs]


def sigmoid(z):
    return ann.scratch.sigmoid(z)


# %% [markdown]
# ## Forward
# Your turn: go through the layers, and keep every activation: the way back needs them all.
# *Hint: `A[0]` is X; the next one is sigmoid(W A + b) of the last one, `A[-1]`.*


# %%
def forward(X, W, b):
    A = [X]
    for w, v in zip(W, b, strict=True):
        ### BEGIN SOLUTION
        A.append(sigmoid(w @ A[-1] + v))
        ### END SOLUTION
    return A


# %% [markdown]
# ## Backward
# At the output, sigmoid and log loss melt into dZ = A - y. For each layer, from the last to the first:
# dW = dZ A'ᵀ / m, db = the mean of dZ over the points (A' is what came in), and the error handed on is
# (Wᵀ dZ) A' (1 - A').
#
# Your turn: the two gradients and the error that is handed on.
# *Hint: `dZ.mean(axis=1, keepdims=True)` for b. S4's memory trick is just this: `dZ` replaces itself.*


# %%
def backward(y, A, W):
    m, dZ, dW, db = y.shape[1], A[-1] - y, [], []
    for w, came_in in zip(reversed(W), reversed(A[:-1]), strict=True):
        ### BEGIN SOLUTION
        dW.insert(0, dZ @ came_in.T / m)
        db.insert(0, dZ.mean(axis=1, keepdims=True))
        dZ = w.T @ dZ * came_in * (1 - came_in)
        ### END SOLUTION
    return dW, db


def log_loss(a, y, epsilon=1e-10):
    return -np.mean(y * np.log(a + epsilon) + (1 - y) * np.log(1 - a + epsilon))


# %% [markdown]
# ## Is the gradient right?
# Never trust a gradient that was not checked. Nudge one weight a little up and down and see how the loss answers:
# that is its slope. Here for 20 weights in each layer.

# %%
sizes = [2, 16, 16, 16, 1]
W, b = first_parameters(sizes, SEED)
dW, db = backward(y, forward(X, W, b), W)
worst, rng = 0.0, np.random.default_rng(SEED)
for layer, w in enumerate(W):
    for _ in range(20):
        place = tuple(rng.integers(0, n) for n in w.shape)
        kept, losses = w[place], []
        for nudge in (1e-5, -1e-5):
            w[place] = kept + nudge
            losses.append(log_loss(forward(X, W, b)[-1], y))
        w[place] = kept
        worst = max(worst, abs((losses[0] - losses[1]) / 2e-5 - dW[layer][place]))
print(f"largest difference between backward() and nudging: {worst:.1e}")
first_gradients = dW
print("size of the gradient, first layer to last:", [f"{np.abs(g).mean():.1e}" for g in dW])

# %% [markdown]
# **What to see:** the gradients of the first layer are much smaller than those of the last: each sigmoid on
# the way takes at least three quarters of the error (exercise 3). So the first layer learns last.
#
# ## Training


# %%
def train(X, y, sizes, learning_rate, steps, seed=SEED):
    W, b = first_parameters(sizes, seed)
    curve = []
    for _ in range(steps):
        A = forward(X, W, b)
        curve.append(log_loss(A[-1], y))
        dW, db = backward(y, A, W)
        W = [w - learning_rate * g for w, g in zip(W, dW, strict=True)]
        b = [v - learning_rate * g for v, g in zip(b, db, strict=True)]
    return W, b, curve


def right(X, y, W, b):
    return np.mean((forward(X, W, b)[-1] >= 0.5) == y)


curves, scores = {}, {}
for hidden, rate in [((), 1.0), ((16,), 1.0), ((16, 16, 16), 1.0), ((16, 16, 16), 0.001)]:
    W, b, curve = train(X, y, [2, *hidden, 1], rate, steps=3000)
    name = f"hidden {hidden}, rate {rate:g}"
    curves[name], scores[name] = curve, right(X_test.T, y_test.reshape(1, -1), W, b)
    if hidden == (16, 16, 16) and rate == 1.0:
        deep = W, b
    print(f"{name:<30} loss {curve[-1]:.3f}, {100 * scores[name]:.1f} % of the test points")

# %%
figure, (left, plane) = ann.plots.figure(1, 2, width=6.5, height=5)
for number, (name, curve) in enumerate(curves.items()):
    left.plot(curve, color=ann.plots.COLOURS[number], linestyle=["-", "-", "-", "--"][number], label=name)
left.set(xlabel="step", ylabel="log loss", title="Gradient descent, all points at once", ylim=(-0.02, 1.2))
left.legend()
x1, x2 = np.meshgrid(np.linspace(-1.5, 1.5, 200), np.linspace(-1.5, 1.5, 200))
answers = forward(np.stack([x1.ravel(), x2.ravel()]), *deep)[-1].reshape(x1.shape)
shade = plane.contourf(x1, x2, answers, levels=np.linspace(0, 1, 11), cmap="Blues", alpha=0.4)
plane.contour(x1, x2, answers, levels=[0.5], colors="black", linewidths=2)
for kind, marker in enumerate("os"):
    plane.plot(
        *X_test[y_test == kind].T,
        marker,
        color=ann.plots.COLOURS[[3, 0][kind]],
        markersize=4,
        label=f"class {kind}",
    )
plane.set(xlabel="x1", ylabel="x2", title="The network (16, 16, 16) on test points")
plane.legend(loc="upper right")
figure.colorbar(shade, ax=plane, label="output of the network")
plt.show()

# %% [markdown]
# **What to see:** no hidden layer, no learning: the loss stays at ln 2 = 0.693, a coin's. With hidden layers the
# curve falls, the deep one in leaps, after a pause: its first layer has to wake up. The dashed curve, which hides
# the first one, is the same deep network with S4's step of 0.001. Nothing is wrong with it; a step a
# thousand times shorter needs about a thousand times as many of them.
#
# ## The same with better descent
# The toolkit's engine is this program cut into layers, and can change the optimizer. Its `Dense` draws
# smaller first weights (Glorot, as Keras), which makes the pause of a deep sigmoid network longer.

# %%
by_engine = {}
figure, ax = ann.plots.figure(1, 1, width=8)
optimizers = {"gradient descent, rate 0.1": GradientDescent(0.1), "Adam, rate 0.01": Adam(0.01)}
for number, (name, optimizer) in enumerate(optimizers.items()):
    layers = [Dense(16, "sigmoid"), Dense(16, "sigmoid"), Dense(16, "sigmoid"), Dense(1, "sigmoid")]
    network = Network(layers, optimizer=optimizer, seed=SEED)
    history = network.fit(X.T, y.T, epochs=200, batch_size=32)
    by_engine[name] = network.evaluate(X_test, y_test)["accuracy"]
    ax.plot(history.history["loss"], color=ann.plots.COLOURS[[3, 0][number]], label=name)
    print(f"{name}: {100 * by_engine[name]:.1f} % of the test points")
ax.set(xlabel="epoch", ylabel="log loss", title="Same layers, same start, another descent")
ax.legend()
plt.show()

# %% [markdown]
# **What to see:** plain descent sits on the plateau for all 200 epochs. Adam gives each weight a step of its
# own, long where gradients are small, and leaves the plateau soon.
#
# ## Now try
# - Six hidden layers of 16, rate 1.0: how long is the pause now?
# - Replace the sigmoid of the hidden layers by tanh (its slope is 1 - A²). What changes on the way back?
# - `noise=0.3` in `make_circles`: what does the deep network do that the shallow one does not?
#
# ## Check yourself

# %%
check = ann.course.checks()
check.at_most(
    "largest difference between backward() and nudging", worst, 1e-7, hint="A' (1 - A') is the slope"
)
check.close(
    "loss without hidden layer stays near ln 2", curves["hidden (), rate 1"][-1], np.log(2), within=0.02
)
check.at_most("its share of right answers", scores["hidden (), rate 1"], 0.7)
check.at_least("test points right with (16, 16, 16)", scores["hidden (16, 16, 16), rate 1"], 0.95)
check.below(
    "first layer's gradient against the last's",
    np.abs(first_gradients[0]).mean(),
    np.abs(first_gradients[-1]).mean(),
)
check.at_least("by the engine with Adam", by_engine["Adam, rate 0.01"], 0.95)
check.below("plain descent from Glorot's start", by_engine["gradient descent, rate 0.1"], 0.8)
check.done()
