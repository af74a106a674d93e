# %% [markdown]
# # 4. The first machine that learned
# In 1957 Rosenblatt gave the logic neuron of exercise 2 weights of any strength, and a rule to find them:
# show it a row; when it is wrong, push the weights towards the right answer. That is all. Here you
# write the rule, meet it again inside scikit-learn, see what it cannot do, and build the smooth neuron that
# took its place.
#
# **You will learn** the perceptron's rule and where it comes from, when it ends and when never, and how gradient
# descent on the log loss does better. About 35 minutes. Runs in 6 s.
# Source: S2, sections 2.1 to 2.4; S4, annex 1.

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_iris, make_blobs
from sklearn.linear_model import Perceptron, SGDClassifier

SEED = 0
check = ann.course.checks()

# %% [markdown]
# ## Data: a flower
# 150 irises of three kinds; of each we take the length and the width of a petal. They come sorted by kind, so they are
# shuffled first. `Y` has a column for each kind, with a 1 where the flower is of that kind.

# %%
iris = load_iris()
order = np.random.default_rng(SEED).permutation(150)
X, kind = iris.data[order, 2:4], iris.target[order]
Y = (kind[:, None] == np.arange(3)).astype(int)
setosa = Y[:, :1]  # the first column alone: is it a setosa?
print(f"{len(X)} flowers, {setosa.sum()} of them setosa; the first: {X[0, 0]} cm long, {X[0, 1]} cm wide")

# %% [markdown]
# ## Before Rosenblatt: Hebb's rule
# Hebb, 1949: when one neuron makes another fire, the link between them grows. As a rule for weights:
# w <- w + learning_rate y x. It never asks whether the answer was right.
#
# **Guess first.** All petals have a length and a width above 0. A threshold unit with Hebb's weights looks at the
# 150 flowers: of how many does it say "setosa"?

# %%
guess_hebb = None  # a whole number, 0 to 150


def step(z):
    """S2's step: it fires at 0, too."""
    return (z >= 0).astype(int)


hebb = np.zeros(2)
for x, y in zip(X, setosa[:, 0], strict=True):
    hebb = hebb + 1.0 * y * x
says_setosa = step(X @ hebb)
hebb_right = np.mean(says_setosa == setosa[:, 0])
print(f"Hebb's weights {hebb.round(1)}: {says_setosa.sum()} times setosa, {100 * hebb_right:.0f} % right")
check.guess("flowers that Hebb's neuron calls setosa", guess_hebb, int(says_setosa.sum()))

# %% [markdown]
# **What to see:** it says "setosa" to everything. Links only grow, and nothing ever tells them to stop.
#
# ## Rosenblatt's rule
# He puts the error in the place of the answer. From input i to output j (S2, equation 6):
# w_ij <- w_ij + learning_rate (y_j - answer_j) x_i, and the same for the bias with x = 1. A right answer
# changes nothing, since y_j - answer_j is 0. One output or three, it is the same rule.
#
# **Your turn** ★★: the two updates. *Hint: `error` has a number for each output, -1, 0 or 1, and `x` one for each
# input; NumPy's name for a table of all their products is `outer`.*


# %%
def learn(X, Y, learning_rate=1.0, epochs=100):
    """Weights (inputs, outputs), biases (outputs,) and the mistakes of each epoch, (epochs, outputs)."""
    W, b, mistakes = np.zeros((X.shape[1], Y.shape[1])), np.zeros(Y.shape[1]), []
    for _ in range(epochs):
        wrong = np.zeros(Y.shape[1], int)
        for x, wanted in zip(X, Y, strict=True):
            error = wanted - step(x @ W + b)
            ### BEGIN SOLUTION
            W = W + learning_rate * np.outer(x, error)
            b = b + learning_rate * error
            ### END SOLUTION
            wrong += np.abs(error)
        mistakes.append(wrong)
        if not wrong.any():
            break
    return W, b, np.array(mistakes)


W1, b1, mistakes_setosa = learn(X, setosa)
print(f"mistakes in each epoch: {mistakes_setosa[:, 0]}; weights {W1[:, 0].round(2)}, bias {b1[0]:g}")
check.equal("mistakes in the last epoch", int(mistakes_setosa[-1, 0]), 0, hint="error, not wanted", points=2)
one_flower = learn(X[:1], np.array([[0]]), learning_rate=0.5, epochs=1)
check.close("bias after one mistake, learning rate 0.5", one_flower[1][0], -0.5, within=1e-9)

# %% [markdown]
# ## The same in scikit-learn, under two names
# `Perceptron` is `SGDClassifier` with the perceptron's loss, a constant step of 1, and no penalty on large weights.
#
# **Your turn** ★: the `SGDClassifier` that is a `Perceptron`. *Hint: the arguments are called `loss`,
# `learning_rate`, `eta0` and `penalty`; give it the same `random_state`.*

# %%
y = setosa[:, 0]
perceptron = Perceptron(random_state=SEED).fit(X, y)
sgd = SGDClassifier(random_state=SEED)  # as it comes: mend it
### BEGIN SOLUTION
sgd = SGDClassifier(loss="perceptron", learning_rate="constant", eta0=1, penalty=None, random_state=SEED)
### END SOLUTION
sgd.fit(X, y)
same = np.array_equal(perceptron.coef_, sgd.coef_) and np.array_equal(perceptron.intercept_, sgd.intercept_)
print(f"Perceptron    {perceptron.coef_[0].round(2)}, bias {perceptron.intercept_[0]:g}")
print(f"SGDClassifier {sgd.coef_[0].round(2)}, bias {sgd.intercept_[0]:g}   the same: {same}")
flower = np.array([[2, 0.5]])
answers = [step(flower @ W1 + b1)[0, 0], perceptron.predict(flower)[0], sgd.predict(flower)[0]]
print(f"a petal of 2 x 0.5 cm: your rule {answers[0]}, Perceptron {answers[1]}, SGDClassifier {answers[2]}")
check.true("SGDClassifier is the Perceptron, weight for weight", same, hint="eta0=1, penalty=None", points=2)

# %% [markdown]
# ## Three outputs, and the limits
# Three output neurons, one for each kind, side by side.
#
# **Guess first.** Which of the three comes to rest, with no mistake in an epoch?

# %%
guess_rest = None  # "setosa", "setosa and virginica" or "all three"

# %%
W3, b3, mistakes = learn(X, Y)
fires = step(X @ W3 + b3)
at_rest = [
    str(name) for name, last in zip(iris.target_names, mistakes[-20:].max(axis=0), strict=True) if not last
]
print(f"mistakes in the last of {len(mistakes)} epochs: setosa, versicolor, virginica {mistakes[-1]}")
print(f"flowers for which exactly one neuron fires: {np.sum(fires.sum(axis=1) == 1)} of 150")
corners, xor = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0], [1], [1], [0]])
W_xor, b_xor, mistakes_xor = learn(corners, xor)
xor_right = np.mean(step(corners @ W_xor + b_xor) == xor)
print(
    f"XOR: {mistakes_xor[-1, 0]} mistakes in epoch {len(mistakes_xor)}, {4 * xor_right:.0f} of 4 corners right"
)
check.guess("at rest", guess_rest, " and ".join(at_rest))


def flowers(ax):
    """The flowers, and the line of each way to learn what a setosa is."""
    for label, name in enumerate(iris.target_names):
        colour = ann.plots.COLOURS[[0, 1, 3][label]]
        ax.plot(*X[kind == label].T, "os^"[label], color=colour, markersize=4, label=name)
    length = np.array([0.5, 7])
    for (w1, w2), bias, style, name in [
        (W1[:, 0], b1[0], "k-", "your rule"),
        (perceptron.coef_[0], perceptron.intercept_[0], "k--", "scikit-learn"),
    ]:
        ax.plot(length, -(w1 * length + bias) / w2, style, label=name)
    ax.set(xlabel="petal length (cm)", ylabel="petal width (cm)", xlim=(0.5, 7.2), ylim=(-0.2, 3.6))
    ax.set(title="Setosa or not")
    ax.legend(ncols=2, loc="upper left", fontsize=8)


figure, (left, right) = ann.plots.figure(1, 2)
flowers(left)
for j, name in enumerate(iris.target_names):
    right.plot(range(1, 41), mistakes[:40, j], color=ann.plots.COLOURS[[0, 1, 3][j]], label=name)
right.set(
    xlabel="epoch", ylabel="mistakes of the output neuron", title="One rests, two never", ylim=(-2, None)
)
right.legend()
plt.show()
small, ax = ann.plots.figure(1, 1, width=4.4, height=3.3)
flowers(ax)
ann.course.cover(
    small, "Irises by petal length and width; two straight lines cut off the setosas, both without a mistake."
)
plt.show()

# %% [markdown]
# **What to see:** on the left many lines would do; two are drawn, and neither makes a mistake. On the right the
# setosa neuron ends at 0 within a few epochs. The other two never have an epoch without mistakes, versicolor
# least of all, which lies between its neighbours: each correction breaks something else. Nor does the rule rest on
# XOR. And a flower may wake two neurons or none: a perceptron says yes or no and not how sure it is.
#
# ## The artificial neuron of S4
# Two changes make a neuron that copes: a sigmoid in place of the step, so that it can be unsure, and a
# cost (the log loss) that is lowered by its gradient over *all* rows at once. S4's data: 100 points with
# 100 features, in two blobs. Here are 300 more of the same blobs that it does not learn from.
#
# **Your turn** ★★: the gradients dw, as tall as w, and db, one number. *Hint: A - y, of shape (m, 1), is what
# each row asks for; dw adds it up, each row weighted by its features, and both are means over the rows.*

# %%
points, labels = make_blobs(n_samples=400, n_features=100, centers=2, cluster_std=8.0, random_state=SEED)
labels = labels.reshape(-1, 1)
blobs, blobs_fresh, wanted, wanted_fresh = points[:100], points[100:], labels[:100], labels[100:]


def artificial_neuron(X, y, learning_rate=0.01, steps=1000):
    """Weights (n, 1), bias and the costs of all steps."""
    w, b = ann.scratch.artificial_neuron.init(X.shape[1], seed=SEED)
    costs = []
    for _ in range(steps):
        A = ann.scratch.sigmoid(X @ w + b)
        costs.append(-np.mean(y * np.log(A + 1e-10) + (1 - y) * np.log(1 - A + 1e-10)))
        dw, db = np.zeros_like(w), 0.0
        ### BEGIN SOLUTION
        dw = X.T @ (A - y) / len(y)
        db = np.mean(A - y)
        ### END SOLUTION
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, costs


def right(X, y, w, b):
    """The share of right answers."""
    return np.mean((X @ w + b >= 0) == y)


w4, b4, costs = artificial_neuron(blobs, wanted)
by_toolkit = ann.scratch.artificial_neuron.artificial_neuron(
    blobs, wanted, learning_rate=0.01, steps=1000, seed=SEED
)
check.at_most("difference from the toolkit's neuron", np.abs(w4 - by_toolkit.w).max(), 1e-9, points=2)

# %% [markdown]
# **Guess first.** The same 100 points, but their labels are shuffled: nothing is left to be found. Which share of
# the 100 does the neuron get right after its training?

# %%
guess_shuffled = None  # a share, 0 to 1

# %%
shuffled = np.random.default_rng(SEED).permutation(wanted)
w5, b5, costs_shuffled = artificial_neuron(blobs, shuffled)
seen = {"true labels": right(blobs, wanted, w4, b4), "shuffled labels": right(blobs, shuffled, w5, b5)}
fresh = {
    "true labels": right(blobs_fresh, wanted_fresh, w4, b4),
    "shuffled labels": right(blobs_fresh, wanted_fresh, w5, b5),
}
for name in seen:
    print(
        f"{name:<15} {100 * seen[name]:3.0f} % of the 100 points, {100 * fresh[name]:3.0f} % of 300 fresh ones"
    )
check.guess("shuffled labels: share of the 100 right", guess_shuffled, seen["shuffled labels"])
figure, ax = ann.plots.figure(1, 1)
for name, curve, style in (("true labels", costs, "-"), ("shuffled labels", costs_shuffled, "--")):
    ax.semilogy(curve, style, color=ann.plots.COLOURS[0 if style == "-" else 3], label=name)
ax.set(xlabel="step", ylabel="log loss of the 100 points", title="The cost goes down in any case")
ax.legend()
plt.show()

# %% [markdown]
# **Not so:** "all points right, so the neuron has found what tells them apart". With 100 points in 100 dimensions some
# plane separates them whatever their labels are: with shuffled ones the neuron has all right as well, and of fresh
# points about half, as a coin would. Only points that were held out tell the two apart.
#
# ## The neuron is a Keras layer
# `Dense(1, "sigmoid")` with binary cross-entropy, plain gradient descent and all rows in one batch is
# this very neuron. It starts here from the same weights.

# %%
model = keras.Sequential([keras.Input((100,)), keras.layers.Dense(1, activation="sigmoid")], name="neuron")
model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.SGD(0.01))
model.set_weights(list(ann.scratch.artificial_neuron.init(100, seed=SEED)))
ann.training.fit(model, blobs, wanted, epochs=1000, batch_size=100, shuffle=False, verbose=0)
difference = np.abs(model.get_weights()[0] - w4).max()
print(f"largest difference between your weights and Keras': {difference:.1e}")

# %% [markdown]
# ## Now try
# - `learning_rate=0.001` and `0.1` in `artificial_neuron`: what does the cost do?
# - `centers=3` in `make_blobs`, as S4 wrote it: what does a neuron make of a third class?
# - `learn(X, setosa, learning_rate=0.1)`: the line is the same. Why?
#
# ## Check yourself

# %%
check.true(
    "both of scikit-learn say the same of every flower", np.array_equal(perceptron.predict(X), sgd.predict(X))
)
check.at_least("mistakes of the versicolor neuron in its last epoch", mistakes[-1, 1], 1)
check.at_most("XOR: share of the corners right", xor_right, 0.75)
check.at_least("fresh points of the blobs right", fresh["true labels"], 0.85)
check.at_most("difference of your neuron from Keras'", difference, 1e-3)
check.done()
