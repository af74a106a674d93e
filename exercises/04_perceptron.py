# %% [markdown]
# # 4. The first machine that learned
# In 1957 Rosenblatt gave the logic neuron of exercise 2 weights of any strength, and a rule to find them:
# show it a row; when it is wrong, push the weights towards the right answer. That is all. Here you
# write the rule, meet it again inside scikit-learn, see what it cannot do, and build the smooth neuron that
# took its place.
#
# **You will learn** the perceptron's rule, when it ends and when never, and how gradient descent on the log
# loss does better. About 25 minutes. Runs in 5 s. Source: S2, sections 2.1 to 2.4; S4, annex 1.

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_iris, make_blobs
from sklearn.linear_model import Perceptron, SGDClassifier

SEED = 0

# %% [markdown]
# ## Data: a flower
# 150 irises; of each we take the length and the width of a petal, and ask: is it a setosa? They come
# sorted by kind, so they are shuffled first: a machine that sees 50 of a kind in a row forgets the others.

# %%
iris = load_iris()
order = np.random.default_rng(SEED).permutation(150)
X, kind = iris.data[order, 2:4], iris.target[order]
y = (kind == 0).astype(int)
print(f"{len(X)} flowers, {y.sum()} of them setosa; the first: petal {X[0, 0]} cm long, {X[0, 1]} cm wide")

# %% [markdown]
# ## Rosenblatt's rule
# w <- w + learning_rate (y - answer) x, and the same for the bias with x = 1. A right answer changes
# nothing, since y - answer is 0.
#
# Your turn: the two updates. *Hint: `error` is -1, 0 or 1; the input `x` is an array, as `w` is.*


# %%
def learn(X, y, learning_rate=1.0, epochs=50):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        wrong = 0
        for x, wanted in zip(X, y, strict=True):
            error = wanted - int(x @ w + b > 0)
            ### BEGIN SOLUTION
            w = w + learning_rate * error * x
            b = b + learning_rate * error
            ### END SOLUTION
            wrong += abs(int(error))
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes


w, b, mistakes = learn(X, y)
print(f"mistakes in each epoch: {mistakes}; weights {w.round(2)}, bias {b:g}")

# %% [markdown]
# ## The same in scikit-learn, under two names
# `Perceptron` is `SGDClassifier` with the perceptron's loss, a constant step of 1, and no penalty on
# large weights.
#
# Your turn: the `SGDClassifier` that is a `Perceptron`. *Hint: the arguments are called `loss`,
# `learning_rate`, `eta0` and `penalty`; give it the same `random_state`.*

# %%
perceptron = Perceptron(random_state=SEED).fit(X, y)
### BEGIN SOLUTION
sgd = SGDClassifier(loss="perceptron", learning_rate="constant", eta0=1, penalty=None, random_state=SEED)
### END SOLUTION
sgd.fit(X, y)
same = np.array_equal(perceptron.coef_, sgd.coef_) and np.array_equal(perceptron.intercept_, sgd.intercept_)
flower = np.array([[2, 0.5]])
print(f"Perceptron    {perceptron.coef_[0].round(2)}, bias {perceptron.intercept_[0]:g}")
print(f"SGDClassifier {sgd.coef_[0].round(2)}, bias {sgd.intercept_[0]:g}   the same: {same}")
print(f"a petal of 2 x 0.5 cm is a setosa: your rule {bool((flower @ w + b > 0)[0])}, ", end="")
print(f"Perceptron {bool(perceptron.predict(flower)[0])}, SGDClassifier {bool(sgd.predict(flower)[0])}")

# %% [markdown]
# ## Its limits
# Ask another question of the same flowers, versicolor or virginica, and XOR. No line separates either,
# so the rule never comes to rest: each correction breaks something else.

# %%
others = kind > 0
w2, b2, mistakes_iris = learn(X[others], (kind[others] == 2).astype(int), epochs=100)
corners = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
w3, b3, mistakes_xor = learn(corners, np.array([0, 1, 1, 0]), epochs=100)
xor_right = np.mean((corners @ w3 + b3 > 0) == [0, 1, 1, 0])
print(
    f"after 100 epochs: {mistakes_iris[-1]} mistakes in an epoch with virginica, {mistakes_xor[-1]} with XOR"
)

figure, (left, right) = ann.plots.figure(1, 2)
for label, name in enumerate(iris.target_names):
    points = X[kind == label]
    colour = ann.plots.COLOURS[[0, 1, 3][label]]
    left.plot(*points.T, "os^"[label], color=colour, markersize=5, label=name)
length = np.array([0.5, 7])
for line_w, line_b, style, name in [
    (w, b, "-", "your rule"),
    (perceptron.coef_[0], perceptron.intercept_[0], "--", "scikit-learn"),
]:
    left.plot(length, -(line_w[0] * length + line_b) / line_w[1], "k" + style, label=name)
left.set(xlabel="petal length (cm)", ylabel="petal width (cm)", title="Setosa or not", ylim=(-0.2, 3.6))
left.legend(ncols=2, loc="upper left")
right.plot(mistakes, "o-", color=ann.plots.COLOURS[0], label="setosa or not")
right.plot(mistakes_iris[:40], color=ann.plots.COLOURS[3], label="versicolor or virginica")
right.set(xlabel="epoch", ylabel="mistakes", title="When the rule rests, and when not")
right.legend()
plt.show()

# %% [markdown]
# **What to see:** on the left many lines would do; each way of learning takes the first one it meets, and
# a flower between the lines is a setosa to one and none to the other. On the right the blue curve ends at
# 0, the red one never. A perceptron says yes or no and nothing about how sure it is.
#
# ## The artificial neuron of S4
# Two changes make a neuron that copes: a sigmoid in place of the step, so that it can be unsure, and a
# cost (the log loss) that is lowered by its gradient over *all* rows at once. S4's data: 100 points with
# 100 features, in two blobs.
#
# Your turn: the gradients. *Hint: with A - y, shape (m, 1): dL/dw = Xᵀ (A - y) / m, and dL/db is its mean.*

# %%
blobs, labels = make_blobs(n_samples=100, n_features=100, centers=2, cluster_std=8.0, random_state=SEED)
labels = labels.reshape(-1, 1)


def artificial_neuron(X, y, learning_rate=0.01, steps=300):
    w, b = ann.scratch.artificial_neuron.init(X.shape[1], seed=SEED)
    costs = []
    for _ in range(steps):
        A = ann.scratch.sigmoid(X @ w + b)
        costs.append(-np.mean(y * np.log(A + 1e-10) + (1 - y) * np.log(1 - A + 1e-10)))
        ### BEGIN SOLUTION
        dw = X.T @ (A - y) / len(y)
        db = np.mean(A - y)
        ### END SOLUTION
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, costs


w4, b4, costs = artificial_neuron(blobs, labels)
by_toolkit = ann.scratch.artificial_neuron.artificial_neuron(
    blobs, labels, learning_rate=0.01, steps=300, seed=SEED
)
blobs_right = np.mean((ann.scratch.sigmoid(blobs @ w4 + b4) >= 0.5) == labels)
print(f"cost {costs[0]:.2f} -> {costs[-1]:.4f}, {100 * blobs_right:.0f} % of the points right")

# %% [markdown]
# ## The neuron is a Keras layer
# `Dense(1, "sigmoid")` with binary cross-entropy, plain gradient descent and all rows in one batch is
# this very neuron. It starts here from the same weights.

# %%
model = keras.Sequential([keras.Input((100,)), keras.layers.Dense(1, activation="sigmoid")], name="neuron")
model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.SGD(0.01))
model.set_weights(list(ann.scratch.artificial_neuron.init(100, seed=SEED)))
ann.training.fit(model, blobs, labels, epochs=300, batch_size=100, shuffle=False, verbose=0)
difference = np.abs(model.get_weights()[0] - w4).max()
print(f"largest difference between your weights and Keras': {difference:.1e}")
figure, (left, right) = ann.plots.figure(1, 2)
for blob, marker, colour in [(0, "o", ann.plots.COLOURS[0]), (1, "s", ann.plots.COLOURS[3])]:
    points = blobs[labels[:, 0] == blob]
    left.plot(points[:, 0], points[:, 80], marker, color=colour, markersize=5, label=f"blob {blob}")
left.set(xlabel="feature 0", ylabel="feature 80", title="Two of the 100 features")
left.legend()
right.semilogy(costs, color=ann.plots.COLOURS[0], label="your neuron")
right.semilogy(by_toolkit.train_loss, "--", color=ann.plots.COLOURS[1], label="the toolkit's")
right.set(xlabel="step", ylabel="log loss", title="The cost goes down")
right.legend()
plt.show()

# %% [markdown]
# **What to see:** two features out of 100 show two clouds that overlap; all 100 together tell them apart
# without a mistake. The cost goes down in stairs: each stair is a few points that come over to the right side.

# %% [markdown]
# ## Now try
# - `learning_rate=0.001` and `0.1` in `artificial_neuron`: what does the cost do?
# - `centers=3` in `make_blobs`, as S4 wrote it: what does a neuron make of a third class?
# - `learn(X, y, learning_rate=0.1)`: the line is the same. Why?
#
# ## Check yourself

# %%
check = ann.course.checks()
check.equal(
    "mistakes of your rule in its last epoch", int(mistakes[-1]), 0, hint="w + learning_rate * error * x"
)
check.true("SGDClassifier is the Perceptron, weight for weight", same, hint="eta0=1, penalty=None")
check.true("both say the same of every flower", np.array_equal(perceptron.predict(X), sgd.predict(X)))
check.at_least("mistakes after 100 epochs, versicolor or virginica", mistakes_iris[-1], 1)
check.at_most("XOR: share of the corners right", xor_right, 0.75)
check.at_least("blobs right", blobs_right, 0.99)
check.at_most("difference of your neuron from the toolkit's", np.abs(w4 - by_toolkit.w).max(), 1e-9)
check.at_most("difference of your neuron from Keras'", difference, 1e-3)
check.done()
