# %% [markdown]
# # 19. A deep network from scratch
# One neuron draws a line (exercise 4); here are three layers of 16 between input and output, written with
# nothing but NumPy. The data are two circles, one inside the other. The trick that makes the way back cheap is to
# remember: each layer's error is computed once and handed on.
#
# **You will learn** where the log loss comes from, to write forward and backward passes for *any* number of layers, to
# prove that a gradient is right, and what softmax does on the way back. About 60 minutes. Runs in 8 s.
# Source: S4, forward and back propagation, annexes 2 and 3; S3, A1.3 (softmax).

# %%
from itertools import pairwise

import ann_toolkit as ann
import matplotlib.pyplot as plt
import numpy as np
from ann_toolkit.scratch import Adam, Dense, GradientDescent, Network, sigmoid
from matplotlib.animation import FuncAnimation, PillowWriter
from sklearn.datasets import make_circles

SEED = 0
check = ann.course.checks()
X, y = make_circles(n_samples=300, noise=0.1, factor=0.3, random_state=SEED)
X_test, y_test = make_circles(n_samples=300, noise=0.1, factor=0.3, random_state=SEED + 100)
y, y_test = y.reshape(-1, 1), y_test.reshape(-1, 1)  # a row for each point (S4 writes a column for each)
print("X", X.shape, "y", y.shape)

# %% [markdown]
# ## 1. From likelihood to log loss
# A network that answers a says: class 1 with probability a, class 0 with probability 1 - a. So it gives the label y
# the probability a^y (1 - a)^(1 - y), and all labels together their product: the *likelihood*. The best network is the
# one that makes it largest. Its logarithm is a sum instead of a product; minus its mean is the log loss.
#
# **Your turn** ★: the log loss. *Hint: the logarithm of a^y is y log a.*


# %%
def log_loss(a, y):
    """Minus the mean logarithm of the probability of each label; ``a`` and ``y`` of shape (n, 1)."""
    a = np.clip(a, 1e-10, 1 - 1e-10)  # log 0 has no value
    loss = 0.0  # a number
    ### BEGIN SOLUTION
    loss = -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))
    ### END SOLUTION
    return loss


some = np.random.default_rng(SEED).uniform(0.1, 0.9, (12, 1))
likelihood = np.prod(np.where(y[:12] == 1, some, 1 - some))
print(f"12 answers: likelihood {likelihood:.2e}, log loss {log_loss(some, y[:12]):.4f}")
check.close("log loss, from the product", log_loss(some, y[:12]), -np.log(likelihood) / 12, within=1e-9)

# %% [markdown]
# **Your turn** ★★: its slope with respect to each answer, m dL/da. S4 prints -y/A + (1 - y)/A. Is that so? Derive it
# yourself; below both are held against nudging. *Hint: the derivative of log(1 - a) has a minus from inside.*

# %%
slope, printed_slope = np.zeros_like(some), -y[:12] / some + (1 - y[:12]) / some  # arrays (12, 1)
### BEGIN SOLUTION
slope = -y[:12] / some + (1 - y[:12]) / (1 - some)
### END SOLUTION
nudge = 1e-6 * np.eye(12)
nudged = [log_loss(some + n[:, None], y[:12]) - log_loss(some - n[:, None], y[:12]) for n in nudge]
by_nudging = 12 * np.array(nudged)[:, None] / 2e-6
off, printed_off = np.abs(slope - by_nudging).max(), np.abs(printed_slope - by_nudging).max()
print(f"largest difference from nudging: yours {off:.1e}, the printed one {printed_off:.1f}")
check.at_most("your slope, difference from nudging", off, 1e-5, points=2, hint="1 - a, and its sign")

# %% [markdown]
# **What to see:** the printed formula has a misprint: the second fraction is (1 - y)/(1 - A). S4's next lines and its
# program are right: times the slope of the sigmoid, A (1 - A), it melts into dZ = A - y.
#
# ## 2. Forward
# `W[c]` has a row for each neuron of the layer before and a column for each of its own. S4 draws normal numbers;
# here they are multiplied by 2 / root of the number of inputs, so that wide layers do not get large sums.
#
# **Your turn** ★: go through the layers and keep every activation: the way back needs them all.
# *Hint: the last one so far is `A[-1]`; rows are samples, so it stands left of W.*


# %%
def first_parameters(sizes, seed):
    rng = np.random.default_rng(seed)
    pairs = list(pairwise(sizes))  # (2, 16), (16, 16), ...
    W = [rng.normal(0, 2 / np.sqrt(n_in), (n_out, n_in)).T for n_in, n_out in pairs]
    return W, [np.zeros((1, n_out)) for _, n_out in pairs]


def forward(X, W, b):
    """All activations, a list: X, then (n, neurons) of each layer."""
    A = [X]
    for w, v in zip(W, b, strict=True):
        answers = np.full((len(X), w.shape[1]), 0.5)  # an array (n, neurons of this layer)
        ### BEGIN SOLUTION
        answers = sigmoid(A[-1] @ w + v)
        ### END SOLUTION
        A.append(answers)
    return A


sizes = [2, 16, 16, 16, 1]
W, b = first_parameters(sizes, SEED)
A = forward(X, W, b)
check.equal("shapes", [a.shape[1] for a in A], sizes)
check.close("first answer", A[-1][0, 0], sigmoid(A[-2][:1] @ W[-1] + b[-1])[0, 0], within=1e-12)

# %% [markdown]
# ## 3. Backward
# For each layer, from the last to the first: dW = A'ᵀ dZ / m, db = the mean of dZ over the points (A' is what came
# in), and the error handed on is (dZ Wᵀ) A' (1 - A'). S4 calls it memoisation: dZ replaces itself.
#
# **Your turn** ★★★: the two gradients and the error that is handed on.
# *Hint: `mean` has `axis` and `keepdims`; replace dZ last.*


# %%
def backward(y, A, W):
    """dW and db, lists as W and b; and dZ of each layer."""
    m, dZ, dW, db, errors = len(y), A[-1] - y, [], [], []
    for w, came_in in zip(reversed(W), reversed(A[:-1]), strict=True):
        errors.insert(0, dZ)
        weight_gradient, bias_gradient = np.zeros_like(w), np.zeros((1, w.shape[1]))
        ### BEGIN SOLUTION
        weight_gradient = came_in.T @ dZ / m
        bias_gradient = dZ.mean(axis=0, keepdims=True)
        dZ = (dZ @ w.T) * came_in * (1 - came_in)
        ### END SOLUTION
        dW.insert(0, weight_gradient)
        db.insert(0, bias_gradient)
    return dW, db, errors


# %% [markdown]
# Never trust a gradient that was not checked. Nudge one weight a little up and down and see how the loss answers:
# that is its slope. Here for 20 weights in each layer.
#
# **Guess first.** Three sigmoid layers lie between the first weights and the loss. How many times larger are the last
# layer's gradients than the first layer's?

# %%
guess_times = None  # a number

# %%
dW, db, errors = backward(y, A, W)
worst, rng = 0.0, np.random.default_rng(SEED)
for layer, w in enumerate(W):
    for _ in range(20):
        place = tuple(rng.integers(0, n) for n in w.shape)
        kept, losses = w[place], []
        for step in (1e-5, -1e-5):
            w[place] = kept + step
            losses.append(log_loss(forward(X, W, b)[-1], y))
        w[place] = kept
        worst = max(worst, abs((losses[0] - losses[1]) / 2e-5 - dW[layer][place]))
print(f"largest difference between backward() and nudging: {worst:.1e}")
check.at_most("backward() against nudging", worst, 1e-7, points=3, hint="A' (1 - A') is the slope")
gradient_sizes = [np.abs(g).mean() for g in dW]
print("size of the gradient, first layer to last:", [f"{g:.1e}" for g in gradient_sizes])
check.guess("last gradients over first", guess_times, gradient_sizes[-1] / max(gradient_sizes[0], 1e-12))

# %% [markdown]
# **What to see:** your way back is right to many digits. The first layer gets the smallest gradients: each sigmoid
# multiplies the error by a slope of at most 1/4 (exercise 3), and the weights between do not make up for it.
#
# Both passes, as a film (S3): one point goes forward layer by layer, then its error comes back. Open `passes.gif`.

# %%
figure, axes = ann.plots.figure(2, 4, width=1.5, height=1.9)
columns = [(a[0], 1.0) for a in A[1:]] + [(e[0], np.abs(e[0]).max() + 1e-12) for e in reversed(errors)]
places = [(0, c) for c in range(4)] + [(1, c) for c in reversed(range(4))]


def show(frame):
    for (values, largest), place in list(zip(columns, places, strict=True))[: frame + 1]:
        axes[place].imshow(values[:, None], cmap="PuOr", vmin=-largest, vmax=largest, aspect="auto")
    figure.suptitle("forward: activations" if frame < 4 else "backward: errors dZ, each scaled")


for ax, place in zip(axes.ravel(), np.ndindex(2, 4), strict=True):
    ax.set(xticks=[], yticks=[], title=f"layer {place[1] + 1}" if place[0] == 0 else "")
FuncAnimation(figure, show, frames=8).save("passes.gif", writer=PillowWriter(fps=2))
plt.show()


# %% [markdown]
# ## 4. Training
# **Guess first.** Without a hidden layer, where will the loss end?

# %%
guess_loss = None  # a number, 0 or more


# %%
def train(sizes, learning_rate, steps=3000):
    W, b = first_parameters(sizes, SEED)
    curve, test_curve = [], []
    for _ in range(steps):
        A = forward(X, W, b)
        curve.append(log_loss(A[-1], y))
        test_curve.append(log_loss(forward(X_test, W, b)[-1], y_test))
        dW, db, _ = backward(y, A, W)
        W = [w - learning_rate * g for w, g in zip(W, dW, strict=True)]
        b = [v - learning_rate * g for v, g in zip(b, db, strict=True)]
    return W, b, curve, test_curve


curves, scores, trained = {}, {}, {}
for hidden, rate in [((), 1.0), ((16,), 1.0), ((16, 16, 16), 1.0), ((16, 16, 16), 0.001)]:
    name = f"hidden {hidden}, rate {rate:g}"
    *trained[name], curve, test_curve = train([2, *hidden, 1], rate)
    curves[name] = curve, test_curve
    scores[name] = np.mean((forward(X_test, *trained[name])[-1] >= 0.5) == y_test)
    print(f"{name:<30} loss {curve[-1]:.3f}, {100 * scores[name]:.1f} % of the test points")
single, shallow, deep, slow = curves
check.guess("loss without a hidden layer", guess_loss, curves[single][0][-1])

# %%
figure, ax = ann.plots.figure(1, 1, width=8)
for number, (name, (curve, test_curve)) in enumerate(curves.items()):
    ax.plot(
        curve, color=ann.plots.COLOURS[number], linestyle=(0, (6, 2)) if name == slow else "-", label=name
    )
    if name in (shallow, deep):
        ax.plot(test_curve, color=ann.plots.COLOURS[number], linestyle=":", label="the same, test points")
ax.set(xlabel="step", ylabel="log loss", title="Gradient descent, all points at once", ylim=(0, 1.2))
ax.legend(fontsize=9)
figure, plane = ann.plots.figure(1, 1, width=4.4, height=3.3)
x1, x2 = np.meshgrid(np.linspace(-1.5, 1.5, 200), np.linspace(-1.5, 1.5, 200))
answers = forward(np.stack([x1.ravel(), x2.ravel()], axis=1), *trained[deep])[-1].reshape(x1.shape)
shade = plane.contourf(x1, x2, answers, levels=np.linspace(0, 1, 11), cmap="Greys", alpha=0.5)
plane.contour(x1, x2, answers, levels=[0.5], colors="black", linewidths=2)
for kind in (0, 1):
    of_kind = X_test[y_test[:, 0] == kind]
    plane.plot(*of_kind.T, "os"[kind], color=ann.plots.COLOURS[kind], markersize=3, label=f"class {kind}")
plane.set(xlabel="x1", ylabel="x2", title="Three layers, by NumPy alone", aspect="equal", xticks=[-1, 0, 1])
plane.legend(fontsize=8, loc="upper left")
figure.colorbar(shade, ax=plane, label="answer")
ann.course.cover(
    figure, "Two circles of points, and the closed curve that a network of NumPy lines drew between them."
)
plt.show()

# %% [markdown]
# **What to see:** no hidden layer, no learning: the loss stays at ln 2 = 0.693, a coin's. With hidden layers the curve
# falls, the deep one after a pause. S4's annex 2 draws the cost of training and test together, as the dotted curves do.
# With S4's step of 0.001 (dashed) the same deep network has hardly moved.
#
# **Not so:** "a network that does not learn is too small". The dashed one is the one that learned, with another step.
#
# ## 5. More than two classes: softmax
# Softmax has many inputs and many outputs, so its slope is a matrix. a_i = e^(z_i) / S with S = sum of all e^(z_k).
# By the rule for fractions, da_i/dz_j = (d_ij e^(z_i) S - e^(z_i) e^(z_j)) / S² = a_i (d_ij - a_j), where d_ij is 1
# for i = j and else 0 (S3 proves it so). As a matrix: J = diag(a) - a aᵀ.
#
# **Your turn** ★★: J, and from it dZ = J dL/da for the loss -log a_0. *Hint: `np.diag`, `np.outer`; dL/da is 0 but
# for its first number.*

# %%
z = np.array([1.0, 2.0, 0.5])
a = ann.scratch.softmax(z)
J, dZ = np.zeros((3, 3)), np.zeros(3)
### BEGIN SOLUTION
J = np.diag(a) - np.outer(a, a)
dZ = J @ np.array([-1 / a[0], 0, 0])
### END SOLUTION
print(f"J\n{J.round(3)}\ndZ {dZ.round(3)}, a - y {(a - [1, 0, 0]).round(3)}")
check.at_most("J against the toolkit's", np.abs(J - ann.scratch.softmax_jacobian(z)).max(), 1e-9, points=2)
check.at_most("dZ against a - y", np.abs(dZ - (a - [1, 0, 0])).max(), 1e-9)

# %% [markdown]
# **What to see:** the same dZ = a - y as for one sigmoid. Each row of J adds up to 0: what one class wins, others lose.
#
# ## 6. The same with better descent
# The toolkit's engine is this program cut into layers, and can change the optimizer. Its `Dense` draws smaller first
# weights (Glorot, as Keras).

# %%
by_engine = {}
for name, optimizer in {
    "gradient descent, rate 0.1": GradientDescent(0.1),
    "Adam, rate 0.01": Adam(0.01),
}.items():
    layers = [Dense(16, "sigmoid"), Dense(16, "sigmoid"), Dense(16, "sigmoid"), Dense(1, "sigmoid")]
    network = Network(layers, optimizer=optimizer, seed=SEED)
    network.fit(X, y, epochs=200, batch_size=32)
    by_engine[name] = network.evaluate(X_test, y_test)["accuracy"]
    print(f"{name}: {100 * by_engine[name]:.1f} % of the test points")

# %% [markdown]
# **What to see:** from the same start plain descent is still at a coin's level after 200 epochs; Adam has learned.
#
# ## Now try
# - Six hidden layers of 16, rate 1.0: how long is the pause now?
# - Replace the sigmoid of the hidden layers by tanh (its slope is 1 - A²). What changes on the way back?
# - `noise=0.3` in `make_circles`: what do the dotted curves do?
#
# ## Check yourself

# %%
check.close("loss without hidden layer stays near ln 2", curves[single][0][-1], np.log(2), within=0.02)
check.at_least("test points right with (16, 16, 16)", scores[deep], 0.95, points=2)
check.below("first layer's gradient against the last's", gradient_sizes[0], gradient_sizes[-1])
check.at_least("by the engine with Adam", by_engine["Adam, rate 0.01"], 0.95)
check.below("plain descent from Glorot's start", by_engine["gradient descent, rate 0.1"], 0.8)
check.done()
