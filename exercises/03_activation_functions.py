# %% [markdown]
# # 3. The bend in every neuron
# A neuron adds up its inputs, and then an *activation* bends the sum. Without the bend a hundred layers
# are no more than one. Here are the activations of the course, side by side, each with its derivative:
# the derivative is what learning feels.
#
# **You will learn** what each activation is for, why neurons die and gradients vanish, and what softmax
# does to scores. About 20 minutes. Runs in 12 s. Source: S3, section A1.3; S0, activation functions.

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np

SEED = 0

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
# Your turn. *Hint: `np.maximum(0, z)`; `np.where(z > 0, ..., ...)` for the leaky one, with the slope 0.01;
# the sigmoid's derivative is a (1 - a).*


# %%
def relu(z):
    ### BEGIN SOLUTION
    return np.maximum(0, z)
    ### END SOLUTION


def leaky_relu(z, alpha=0.01):
    ### BEGIN SOLUTION
    return np.where(z > 0, z, alpha * z)
    ### END SOLUTION


def sigmoid_derivative(z):
    ### BEGIN SOLUTION
    a = 1 / (1 + np.exp(-z))
    return a * (1 - a)
    ### END SOLUTION


z = np.linspace(-6, 6, 241)
agree = [
    np.allclose(relu(z), keras.ops.relu(z)),
    np.allclose(leaky_relu(z), keras.ops.leaky_relu(z, negative_slope=0.01), atol=1e-6),
    np.allclose(sigmoid_derivative(z), ann.scratch.activations.sigmoid_derivative(z)),
]
print("relu, leaky_relu and the sigmoid's derivative agree with the libraries:", agree)

# %% [markdown]
# ## Why bend at all?
# Two linear layers in a row: z = (x W1) W2 = x (W1 W2). That product is one matrix, so one layer. A
# network of linear layers draws one straight line, however deep it is.

# %%
rng = np.random.default_rng(SEED)
W1, W2, W3 = (rng.normal(size=shape) for shape in [(2, 50), (50, 50), (50, 1)])
x = rng.normal(size=(5, 2))
folded = W1 @ W2 @ W3
print("three linear layers and the one that replaces them agree:", np.allclose(x @ W1 @ W2 @ W3, x @ folded))

# %% [markdown]
# ## Vanishing gradients
# On its way back through a layer, an error is multiplied by the derivative. How much of it is left
# after 1, 2, ... 10 layers? 32 neurons in each, weights drawn as Keras draws them.

# %%
figure, ax = ann.plots.figure(1, 1, width=8)
left_over = {}
for number, name in enumerate(["sigmoid", "tanh", "relu", "gelu"]):
    activation = ann.scratch.get_activation(name)
    init = np.sqrt(2 / 32) if name in ("relu", "gelu") else np.sqrt(1 / 32)  # He, or Glorot
    weights = [rng.normal(0, init, (32, 32)) for _ in range(10)]
    signal, sums = rng.normal(size=(200, 32)), []
    for W in weights:
        sums.append(signal @ W)
        signal = activation(sums[-1])
    error = rng.normal(size=(200, 32))
    sizes = [np.linalg.norm(error)]
    for W, z_layer in zip(reversed(weights), reversed(sums), strict=True):
        error = (error * activation.derivative(z_layer)) @ W.T
        sizes.append(np.linalg.norm(error))
    left_over[name] = sizes[-1] / sizes[0]
    ax.semilogy(np.array(sizes) / sizes[0], "o-", color=ann.plots.COLOURS[number], label=name)
ax.set(xlabel="layers passed on the way back", ylabel="part of the error that is left")
ax.set_title("What arrives at the first layers")
ax.legend()
plt.show()
print("left after 10 layers:", {name: f"{part:.1e}" for name, part in left_over.items()})

# %% [markdown]
# **What to see:** every sigmoid layer takes away more than three quarters. After ten of them less than a
# millionth is left, and the first layers do not learn. tanh, ReLU and GELU keep the error alive.
# That is why sigmoid went from the hidden layers to the output.
#
# ## Dead neurons
# A ReLU neuron whose sum is negative for every row has derivative 0 for every row: it never learns again.
# Too large a step can throw it there. A leaky ReLU leaves it a way back.

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
# Your turn: softmax that survives a score of 1000. *Hint: subtract `z.max(axis=-1, keepdims=True)`, and
# divide by the sum with the same `axis` and `keepdims`.*


# %%
def softmax(z):
    ### BEGIN SOLUTION
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
    ### END SOLUTION


for scores in [[0, 0, 0], [5, 0, 0], [-5, 0, 0], [2.5, -2.5, 0], [2.5, 2.5, 0], [1000, 999, 0]]:
    print(f"softmax of {scores!s:<16} = {softmax(np.array(scores, dtype=float)).round(8)}")

# %%
figure = plt.figure(figsize=(7, 5.5))
ann.plots.softmax_surface(figure.add_subplot(projection="3d"))
plt.show()
ann.plots.softmax_animation("softmax.gif", frames=40)

# %% [markdown]
# **What to see:** a smooth cliff: where z1 is well above the two others the answer is 1, below it is 0.
# Look at the corner where z1 and z2 are both large: they share, and each gets one half. `softmax.gif`
# (in the folder of this run) shows the same in motion: scores on the left, probabilities on the right.
#
# ## Now try
# - `softmax(10 * z)` and `softmax(z / 10)`: what does such a "temperature" do?
# - `ann.scratch.register("mine", lambda z: np.sin(z))`, then draw it with `ann.plots.activations(["mine"])`.
# - Give the sigmoid weights four times as large in "vanishing gradients". Does that save it?
#
# ## Check yourself

# %%
check = ann.course.checks()
check.true("your relu, leaky_relu and sigmoid_derivative are right", all(agree))
check.close("largest derivative of the sigmoid", sigmoid_derivative(z).max(), 0.25, within=1e-6)
s3 = [
    [0.98670329, 0.00664835, 0.00664835],
    [0.00335766, 0.49832117, 0.49832117],
    [0.91842297, 0.00618829, 0.07538875],
]
ours = softmax(np.array([[5.0, 0, 0], [-5, 0, 0], [2.5, -2.5, 0]]))
check.at_most("largest difference from the softmax values that S3 prints", np.abs(ours - s3).max(), 1e-8)
check.close("sum of the softmax of 1000, 999, 0", softmax(np.array([1000.0, 999, 0])).sum(), 1, within=1e-9)
check.below("error left by ten sigmoid layers", left_over["sigmoid"], 1e-4)
check.below("error left: sigmoid against ReLU", left_over["sigmoid"], left_over["relu"] / 1000)
check.below("dead neurons: leaky ReLU against ReLU", dead_leaky, dead)
check.done()
