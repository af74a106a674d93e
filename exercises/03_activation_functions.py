# %% [markdown]
# # 3. The bend in every neuron
# A neuron adds up its inputs, and then an *activation* bends the sum. Without the bend a hundred layers
# are no more than one. Here are the activations of the course, side by side, each with its derivative:
# the derivative is what learning feels.
#
# **You will learn** what each activation is for, why neurons die and gradients vanish, and what softmax
# does to scores, and which activation the output needs. About 30 minutes. Runs in 10 s.
# Source: S3, section A1.3; S0, activation functions; S2, sections 3.2 to 3.4.

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np

SEED = 0
check = ann.course.checks()

# %% [markdown]
# ## The gallery

# %%
ann.plots.activations(
    [
        "linear",
        "relu",
        "leaky_relu",
        "elu",
        "selu",
        "gelu",
        "silu",
        "softplus",
        "sigmoid",
        "tanh",
        "heaviside",
    ]
)
plt.show()
print(f"{'name':<11} {'formula':<46} {'range':<14} use")
for row in ann.scratch.activation_table():
    print(f"{row['name']:<11} {row['formula']:<46} {row['range']:<14} {row['use']}")

# %% [markdown]
# **What to see:** look at the dashed lines. ReLU's derivative is 0 on the whole left side, the sigmoid's is
# never above 0.25 and almost 0 from |z| = 5 on, the step's is 0 everywhere: nothing could be learned
# through it by a gradient.
#
# ## Write three of them
# **Your turn** ★: for an array z, an array of the same shape. *Hint: NumPy's `maximum` and `where` work on whole
# arrays; the sigmoid's derivative can be written with the sigmoid's own answer a.*


# %%
def relu(z):
    """z where it is positive, else 0."""
    a = np.zeros_like(z)
    ### BEGIN SOLUTION
    a = np.maximum(0, z)
    ### END SOLUTION
    return a


def leaky_relu(z, alpha=0.01):
    """z where it is positive, else alpha z."""
    a = np.zeros_like(z)
    ### BEGIN SOLUTION
    a = np.where(z > 0, z, alpha * z)
    ### END SOLUTION
    return a


def sigmoid_derivative(z):
    """The slope of 1 / (1 + e^-z)."""
    slope = np.zeros_like(z)
    ### BEGIN SOLUTION
    a = 1 / (1 + np.exp(-z))
    slope = a * (1 - a)
    ### END SOLUTION
    return slope


z = np.linspace(-6, 6, 241)
check.true("relu as in Keras", np.allclose(relu(z), keras.ops.relu(z)))
leaky = keras.ops.leaky_relu(z, negative_slope=0.01)
check.true("leaky_relu as in Keras", np.allclose(leaky_relu(z), leaky, atol=1e-6), hint="0.01 on the left")
by_toolkit = ann.scratch.activations.sigmoid_derivative(z)
check.true(
    "the sigmoid's derivative", np.allclose(sigmoid_derivative(z), by_toolkit), hint="a (1 - a)", points=2
)

# %% [markdown]
# ## Why bend at all?
# Two linear layers in a row: z = (x W1) W2 = x (W1 W2). That product is one matrix, so one layer.
#
# **Not so:** "three layers can do more than one". Without a bend between them they cannot:

# %%
rng = np.random.default_rng(SEED)
W1, W2, W3 = (rng.normal(size=shape) for shape in [(2, 50), (50, 50), (50, 1)])
x = rng.normal(size=(5, 2))
folded = W1 @ W2 @ W3  # 2 numbers in place of 2650
deep = x @ W1 @ W2 @ W3
print("three linear layers:     ", deep[:, 0].round(4))
print("the one in their place:  ", (x @ folded)[:, 0].round(4))

# %% [markdown]
# ## Vanishing gradients
# On its way back through a layer, an error is multiplied by the derivative. How much of it is left
# after 1, 2, ... 10 layers of 32 neurons? The first weights are drawn as Keras does by itself (`GlorotUniform`); for
# ReLU there is a second way, twice as large in the square (`HeUniform`).
#
# **Guess first.** Ten layers of sigmoids: which part of the error arrives?

# %%
guess_left = None  # a number, 1 for all of it

# %%
sizes = {}  # the size of the error after 0, 1, ... 10 layers, as part of the first
for name in ["sigmoid", "tanh", "relu", "gelu", "relu, He"]:
    activation = ann.scratch.get_activation(name.removesuffix(", He"))
    draw = keras.initializers.HeUniform if name.endswith("He") else keras.initializers.GlorotUniform
    weights = [np.array(draw(seed=100 * SEED + layer)((32, 32))) for layer in range(10)]
    signal, sums = rng.normal(size=(200, 32)), []
    for W in weights:
        sums.append(signal @ W)
        signal = activation(sums[-1])
    error = rng.normal(size=(200, 32))
    norms = [np.linalg.norm(error)]
    for W, z_layer in zip(reversed(weights), reversed(sums), strict=True):
        error = (error * activation.derivative(z_layer)) @ W.T
        norms.append(np.linalg.norm(error))
    sizes[name] = np.array(norms) / norms[0]


def draw_sizes(ax):
    """What is left of the error, for each activation."""
    for number, (name, part) in enumerate(sizes.items()):
        ax.semilogy(part, "os^Dv"[number] + "-", color=ann.plots.COLOURS[number], markersize=5, label=name)
    ax.set(xlabel="layers passed on the way back", ylabel="part of the error that is left")
    ax.set_title("What arrives at the first layers")
    ax.legend(fontsize=9)


figure, ax = ann.plots.figure(1, 1, width=8)
draw_sizes(ax)
plt.show()
left_over = {name: float(part[-1]) for name, part in sizes.items()}
print("left after 10 layers:", {name: f"{part:.1e}" for name, part in left_over.items()})
check.guess("part of the error after ten sigmoids", guess_left, left_over["sigmoid"])
small, ax = ann.plots.figure(1, 1, width=4.4, height=3.3)
draw_sizes(ax)
ann.course.cover(small, "The error on its way back through ten layers: sigmoids lose nearly all of it.")
plt.show()

# %% [markdown]
# **What to see:** every sigmoid layer takes away about three quarters. After ten of them less than a millionth is
# left, and the first layers hardly learn. tanh keeps a good part. ReLU and GELU, with the weights that Keras draws by
# itself, keep thousandths to hundredths; with He's weights ReLU keeps more than half. That is why sigmoid went
# from the hidden layers to the output.
#
# ## Dead neurons
# A ReLU neuron whose sum is negative for every row has derivative 0 for every row: it never learns again.
# Below are 64 neurons whose biases went ever further down. A leaky ReLU leaves them a way back.

# %%
sums = rng.normal(size=(1000, 64)) - np.linspace(0, 8, 64)  # neurons whose bias went ever further down
dead = np.mean(np.all(ann.scratch.activations.relu_derivative(sums) == 0, axis=0))
dead_leaky = np.mean(np.all(ann.scratch.activations.leaky_relu_derivative(sums) == 0, axis=0))
print(f"neurons that no row can wake: ReLU {100 * dead:.0f} %, leaky ReLU {100 * dead_leaky:.0f} %")

# %% [markdown]
# ## Softmax: from scores to probabilities
# One output for each class gives one score each. Softmax turns them into positive numbers that add up to 1:
# e^z1 / (e^z1 + e^z2 + ...). Large scores overflow e^z, so the largest score is taken off first; that
# changes nothing, since softmax looks at differences only.
#
# **Your turn** ★★: softmax of the last axis, that survives a score of 1000. *Hint: `max` and `sum` take `axis` and
# `keepdims`; with the latter their result fits the array again.*


# %%
def softmax(z):
    """Positive numbers that add up to 1 along the last axis; the shape stays."""
    p = np.zeros_like(z)
    ### BEGIN SOLUTION
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    ### END SOLUTION
    return p


for scores in [[0, 0, 0], [5, 0, 0], [-5, 0, 0], [2.5, -2.5, 0], [2.5, 2.5, 0], [1000, 999, 0]]:
    print(f"softmax of {scores!s:<16} = {softmax(np.array(scores, dtype=float)).round(8)}")

s3 = [
    [0.98670329, 0.00664835, 0.00664835],
    [0.00335766, 0.49832117, 0.49832117],
    [0.91842297, 0.00618829, 0.07538875],
]
ours = softmax(np.array([[5.0, 0, 0], [-5, 0, 0], [2.5, -2.5, 0]]))
check.at_most("largest difference from the values that S3 prints", np.abs(ours - s3).max(), 1e-8, points=2)
check.close("sum of the softmax of 1000, 999, 0", softmax(np.array([1000.0, 999, 0])).sum(), 1, within=1e-9)

# %% [markdown]
# **Guess first.** Two scores are large and equal, the third is 0: what does softmax give to the first class?

# %%
guess_corner = None  # a number, 0 to 1

# %%
z1, z2 = np.meshgrid(np.linspace(-6, 6, 121), np.linspace(-6, 6, 121))
first = softmax(np.stack([z1, z2, np.zeros_like(z1)], axis=-1))[..., 0]
figure, ax = ann.plots.figure(1, 1, width=6, height=5)
shade = ax.contourf(z1, z2, first, levels=np.linspace(0, 1, 11), cmap="Blues")
figure.colorbar(shade, ax=ax, label="probability of class 1")
ax.set(xlabel="score z1", ylabel="score z2", title="Softmax of z1, z2 and 0", aspect="equal")
plt.show()
check.guess("class 1 where z1 and z2 are large and equal", guess_corner, float(first[-1, -1]))
ann.plots.softmax_animation("softmax.gif", frames=30)

# %% [markdown]
# **What to see:** a smooth cliff: where z1 is well above the two others the answer is 1, below it is 0.
# Look at the upper right corner where z1 and z2 are both large: they share, and each gets one half. `softmax.gif`
# (in the folder of this run) shows the same in motion: scores on the left, probabilities on the right.
#
# ## Which activation for the output?
# S2 answers with two tables. Hidden: one to five layers of 10 to 100 neurons, with ReLU or SELU. The output and
# the loss follow from the question:
#
# | question | output neurons | output activation | loss |
# |---|---|---|---|
# | a number | 1 for each number | none (`linear`); `softplus` if it must be positive | MSE, MAE or Huber |
# | yes or no | 1 | `sigmoid` | cross-entropy |
# | several labels, each yes or no | 1 for each label | `sigmoid` | cross-entropy |
# | one class of several | 1 for each class | `softmax` | cross-entropy |
#
# **Your turn** ★: neurons and activation of the output for each task. *Hint: ask of each answer whether it is a
# number or a choice, and whether one choice excludes the others.*

# %%
outputs = dict.fromkeys(
    ["price of a house", "income", "cat or dog", "one of ten digits", "rain, wind, frost"]
)
### BEGIN SOLUTION
outputs["price of a house"] = (1, "linear")  # any number
outputs["income"] = (1, "softplus")  # never negative
outputs["cat or dog"] = (1, "sigmoid")
outputs["one of ten digits"] = (10, "softmax")
outputs["rain, wind, frost"] = (3, "sigmoid")  # tomorrow may bring all three, or none
### END SOLUTION
numbers, choices = ["price of a house", "income"], ["cat or dog", "one of ten digits", "rain, wind, frost"]
wanted = [(1, "linear"), (1, "softplus"), (1, "sigmoid"), (10, "softmax"), (3, "sigmoid")]
check.equal("outputs that are numbers", [outputs[name] for name in numbers], wanted[:2], hint="see the table")
check.equal("outputs that choose", [outputs[name] for name in choices], wanted[2:], hint="do they exclude?")

# %% [markdown]
# ## Now try
# - `softmax(10 * z)` and `softmax(z / 10)`: what does such a "temperature" do?
# - `ann.scratch.register("mine", lambda z: np.sin(z))`, then draw it with `ann.plots.activations(["mine"])`.
# - Give the sigmoid weights four times as large in "vanishing gradients". Does that save it?
#
# ## Check yourself

# %%
check.close("largest derivative of the sigmoid", sigmoid_derivative(z).max(), 0.25, within=1e-6)
check.below("error left by ten sigmoid layers", left_over["sigmoid"], 1e-4)
check.below("error left: sigmoid against ReLU", left_over["sigmoid"], left_over["relu"] / 1000)
check.below("dead neurons: leaky ReLU against ReLU", dead_leaky, dead)
check.done()
