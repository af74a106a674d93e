# %% [markdown]
# # 21. A convolutional network from scratch
# Filters that slide over a picture instead of a signal (exercise 20): you write a convolution, its pooling
# and their way back as small layers, check every gradient, and meet two slips in a printed program. Then a
# whole network, all in NumPy, reads digits, and is proven equal to Keras number by number.
#
# **You will learn** how a 2D convolution learns, how to test a layer that you wrote, and what filters need.
# About 60 minutes. Runs in 18 s. (S3's part C, 2D-CNN, is a heading without text.)
# Source: S4, convolution, pooling and annex 4.

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np
from ann_toolkit.scratch import (
    Adam,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GradientDescent,
    MaxPooling2D,
    Network,
    Reshape,
)
from scipy.signal import convolve2d, correlate2d

SEED = 0
rng = np.random.default_rng(SEED)
check = ann.course.checks()

# %% [markdown]
# ## 1. One filter, one picture
# The example of S4: a corner of a picture, a filter of 3 x 3. Lay the filter on the upper left corner, multiply
# number by number, add up. Then move one place on.
#
# **Your turn** ★: slide the filter. *Hint: two nested loops; under the filter lies a slice of rows and columns, and
# `*` multiplies number by number.*

# %%
picture = np.array([[0, 0, 0, 0, 0], [0, 2, 50, 20, 0], [0, 20, 18, 20, 0], [0, 20, 20, 20, 0]])
kernel = np.array([[-1, 2, 2], [2, 6, 2], [2, 2, -1]])


def slide(picture, kernel):
    """One number for each place where a 3 x 3 filter fits."""
    answer = np.zeros((picture.shape[0] - 2, picture.shape[1] - 2))
    ### BEGIN SOLUTION
    for i, j in np.ndindex(answer.shape):
        answer[i, j] = (picture[i : i + 3, j : j + 3] * kernel).sum()
    ### END SOLUTION
    return answer


print(f"{picture.shape} with a filter of {kernel.shape}:\n{slide(picture, kernel)}")
by_scipy = correlate2d(picture, kernel, "valid")
check.equal("upper left number of S4's convolution", slide(picture, kernel)[0, 0], 134)
check.true("your slide() and SciPy's agree", np.array_equal(slide(picture, kernel), by_scipy))
print("2 x 2 max pooling of its left part:\n", picture[:, :4].reshape(2, 2, 2, 2).max(axis=(1, 3)))

# %% [markdown]
# ## 2. Layers
# As in S4, a layer is a small class: `forward` keeps what it will need, `backward` takes the gradient of the
# loss with respect to its output and gives that with respect to its input. A picture has the shape (height, width).
#
# A number of the input had a part in the output at up to nine places, at each through another number of the filter:
# the filter comes back *turned round*. So the input's gradient is a convolution where the way forward was a
# correlation.
#
# **Your turn** ★★★: the way back of the filter and of ReLU. *Hint: three gradients for the filter: one is the gradient
# slid over the input, as in exercise 20; one is a sum; for one SciPy's `convolve2d` turns the filter round, with
# the mode in which it may hang over the edge.*


# %%
class Convolution:
    def __init__(self, size):
        self.kernel, self.bias = rng.normal(0, 0.5, (size, size)), 0.1

    def forward(self, x):
        self.x = x
        return correlate2d(x, self.kernel, "valid") + self.bias

    def backward(self, gradient):
        self.kernel_gradient, self.bias_gradient = np.zeros_like(self.kernel), 0.0
        input_gradient = np.zeros_like(self.x)
        ### BEGIN SOLUTION
        self.kernel_gradient = correlate2d(self.x, gradient, "valid")
        self.bias_gradient = gradient.sum()
        input_gradient = convolve2d(gradient, self.kernel, "full")
        ### END SOLUTION
        return input_gradient


class Relu:
    def forward(self, x):
        self.x = x
        return np.maximum(0, x)

    def backward(self, gradient):
        passed = np.zeros_like(self.x)
        ### BEGIN SOLUTION
        passed = gradient * (self.x > 0)
        ### END SOLUTION
        return passed


class PrintedConvolution(Convolution):
    """The way back as S4 prints it: the filter is not turned round."""

    def backward(self, gradient):
        super().backward(gradient)
        return correlate2d(gradient, self.kernel, "full")


class PrintedRelu(Relu):
    """The way back as S4 prints it: 0 where the *gradient* is not positive."""

    def backward(self, gradient):
        return np.where(gradient <= 0, 0, gradient)


class MaxPool:
    """Of each 2 x 2 window the largest; among equals the first, on the way back too."""

    def forward(self, x):
        self.shape = height, width = x.shape[0] // 2, x.shape[1] // 2
        windows = x.reshape(height, 2, width, 2).swapaxes(1, 2).reshape(height, width, 4)
        self.winner = windows.argmax(axis=2)[..., None]
        return windows.max(axis=2)

    def backward(self, gradient):
        windows = np.zeros((*self.shape, 4))
        np.put_along_axis(windows, self.winner, gradient[..., None], axis=2)
        height, width = self.shape
        return windows.reshape(height, width, 2, 2).swapaxes(1, 2).reshape(2 * height, 2 * width)


# %% [markdown]
# ## 3. Test the layers
# Put them in a row, take the sum of the output (weighted by random numbers) as "loss", and nudge every number of
# the filter and of the picture. The slope found by nudging must be the gradient that `backward` gives.
#
# **Guess first.** A network with a wrong way back: does training stop with an error?

# %%
guess_error = None  # "yes" or "no"


# %%
def largest_error(convolution, relu):
    layers = [convolution, relu, MaxPool()]
    x, pull = rng.normal(size=(10, 10)), rng.normal(size=(4, 4))

    def loss():
        out = x
        for layer in layers:
            out = layer.forward(out)
        return (out * pull).sum()

    loss()
    gradient = pull
    for layer in reversed(layers):
        gradient = layer.backward(gradient)
    worst = 0.0
    for numbers, by_backward in [(layers[0].kernel, layers[0].kernel_gradient), (x, gradient)]:
        for place in np.ndindex(numbers.shape):
            kept, slopes = numbers[place], []
            for nudge in (1e-6, -1e-6):
                numbers[place] = kept + nudge
                slopes.append(loss())
            numbers[place] = kept
            worst = max(worst, abs((slopes[0] - slopes[1]) / 2e-6 - by_backward[place]))
    return worst


own_error = largest_error(Convolution(3), Relu())
printed_errors = largest_error(PrintedConvolution(3), Relu()), largest_error(Convolution(3), PrintedRelu())
print(f"largest difference from nudging: yours {own_error:.1e}, with the printed convolution ", end="")
print(f"{printed_errors[0]:.2f}, with the printed ReLU {printed_errors[1]:.2f}")
check.at_most("your layers, difference from nudging", own_error, 1e-6, points=3, hint="turned round, full")
check.guess("does a wrong way back stop the training", guess_error, "no")
same_turned = np.array_equal(kernel, kernel[::-1, ::-1])
print(f"S4's filter turned round is the same filter: {same_turned}")
pool = MaxPool()
pool.forward(np.ones((4, 4)))
sent_back = pool.backward(np.ones((2, 2))).sum()
print(f"four windows of equal numbers, an error of 1 each: {sent_back:.0f} comes back")

# %% [markdown]
# **What to see:** your layers are right to many digits; both printed ways back are wrong. S4's convolution does not
# turn the filter round. With its example nobody could notice: that filter, turned round, is the same. Its ReLU looks at
# the sign of the gradient instead of the input. Neither raises an error: only nudging tells. (Its Dropout, too, differs
# from today's: it does not enlarge what it keeps.)
#
# ## 4. A whole network
# The toolkit's engine has the same layers for many pictures and many filters at once: S4's `Dimension` is called
# `Reshape`, and there are `Conv2D`, `MaxPooling2D`, `Flatten`, `Dropout`, `Dense`, with tanh, sigmoid, ReLU and
# softmax, and the three losses. The data: handwritten digits.

# %%
if ann.datasets.real_files("mnist"):
    train, test = ann.datasets.load_mnist()
    chosen, chosen_test = rng.permutation(len(train))[:1500], rng.permutation(len(test))[:500]
    train, test = train.take(chosen), test.take(chosen_test)
    print("1500 digits of MNIST from ANN_TOOLKIT_DATA, 500 to test with")
else:
    train, test = ann.datasets.generate_characters_case(1500, 500, seed=SEED, characters="0123456789")
    print("drawn digits; set ANN_TOOLKIT_DATA to a folder with mnist.npz for handwritten ones")

# %% [markdown]
# **Your turn** ★★: the network. Reshape to (28, 28, 1); 8 filters of 5; pool; 16 filters of 3; pool; flatten; dropout
# of 0.3; 64 neurons; 10 with softmax. ReLU everywhere but at the end.
# *Hint: it is a list, as Keras' Sequential; the layers take what Keras' take, the activation by its name.*


# %%
def cnn_layers():
    layers = [Reshape((28, 28, 1)), Conv2D(8, 5, "relu"), Flatten(), Dense(10, "softmax")]
    ### BEGIN SOLUTION
    layers = [
        Reshape((28, 28, 1)),
        Conv2D(8, 5, "relu"),
        MaxPooling2D(2),
        Conv2D(16, 3, "relu"),
        MaxPooling2D(2),
        Flatten(),
        Dropout(0.3),
        Dense(64, "relu"),
        Dense(10, "softmax"),
    ]
    ### END SOLUTION
    return layers


cnn = Network(cnn_layers(), optimizer=Adam(0.003), input_shape=(28, 28), seed=SEED)
dense = Network([Flatten(), Dense(64, "relu"), Dense(10, "softmax")], optimizer=Adam(0.003), seed=SEED)
print(cnn.summary())
check.equal("parameters of the CNN", cnn.count(), 27690, points=2, hint="two convolutions, two poolings")
history = cnn.fit(train.X, train.y, epochs=4, batch_size=32, validation_data=tuple(test))
dense.fit(train.X, train.y, epochs=4, batch_size=32)
accuracy, dense_accuracy = (network.evaluate(*test)["accuracy"] for network in (cnn, dense))
for name, network, share in [("CNN", cnn, accuracy), ("dense", dense, dense_accuracy)]:
    print(f"{name:<6} {network.count():>7,} parameters, {share:.3f} of the test digits right")

# %%
digit = test.X[0]
filters, maps = cnn.get_weights()[0], cnn.layers[1].forward(digit.reshape(1, 28, 28, 1))[0]
strongest = int(maps.mean(axis=(0, 1)).argmax())
shown = {"digit": (digit, "gray"), "filter": (filters[:, :, 0, strongest], "PuOr")}
shown["answer"] = (maps[:, :, strongest], "gray")
figure, axes = ann.plots.figure(1, 3, width=1.47, height=1.9)
for ax, (title, (values, colours)) in zip(axes, shown.items(), strict=True):
    ax.imshow(values, cmap=colours)
    ax.set_title(title)
    ax.axis("off")
ann.course.cover(figure, "A digit, a filter that a NumPy network learned, and where it answers.")
plt.show()
ann.plots.history(history, "accuracy")
plt.show()

# %% [markdown]
# **What to see:** a digit, the filter that answers most to it, and where it answers. In the curves the validation (the
# test digits; nothing is tuned on them) is ahead of the training after the first epoch. Two things favour it: dropout
# hinders the network only while it trains, and the training's numbers are taken during an epoch, not at its end.
#
# **Guess first.** Now all pictures get their 784 pixels mixed, always in the same way, and two new networks learn them.
# Whom does it hurt?

# %%
guess_hurt = None  # "CNN", "dense" or "both"

# %%
mixed = rng.permutation(784)
mixed_scores = {}
for name, layers in {
    "CNN": cnn_layers(),
    "dense": [Flatten(), Dense(64, "relu"), Dense(10, "softmax")],
}.items():
    network = Network(layers, optimizer=Adam(0.003), input_shape=(28, 28), seed=SEED)
    network.fit(train.X.reshape(-1, 784)[:, mixed].reshape(-1, 28, 28), train.y, epochs=4, batch_size=32)
    unseen = test.X.reshape(-1, 784)[:, mixed].reshape(-1, 28, 28)
    mixed_scores[name] = network.evaluate(unseen, test.y)["accuracy"]
print(f"pixels mixed: CNN {mixed_scores['CNN']:.3f}, dense {mixed_scores['dense']:.3f}")
lost = {"CNN": accuracy - mixed_scores["CNN"], "dense": dense_accuracy - mixed_scores["dense"]}
check.guess("whom it hurts more", guess_hurt, max(lost, key=lost.get))

# %% [markdown]
# **What to see:** the CNN loses its lead, the dense network nearly nothing.
#
# **Not so:** "a convolution is the stronger layer". It is where neighbours belong together. A filter looks
# at neighbouring pixels; a dense layer never knew which pixels are neighbours.
#
# ## 5. Equal to Keras
# The same layers, the same weights: are the answers the same? And the weights after a step of learning?

# %%
model = cnn.to_keras()
answers_differ = np.abs(model.predict(test.X, verbose=0) - cnn.predict(test.X)).max()
small = Network(
    [Reshape((28, 28, 1)), Conv2D(4, 3, "relu"), MaxPooling2D(2), Flatten(), Dense(10, "softmax")],
    optimizer=GradientDescent(0.1),
    input_shape=(28, 28),
    seed=SEED,
)
twin = small.to_keras()
for start in range(0, 320, 32):
    batch, labels = train.X[start : start + 32], np.eye(10)[train.y[start : start + 32]]
    small.train_on_batch(batch, labels)
    twin.train_on_batch(batch, labels)
weights_differ = max(
    np.abs(a - b).max() for a, b in zip(small.get_weights(), twin.get_weights(), strict=True)
)
print(
    f"largest difference from Keras: answers {answers_differ:.1e}, weights after 10 steps {weights_differ:.1e}"
)
print(f"Keras counts {model.count_params():,} parameters too; version {keras.__version__}")

# %% [markdown]
# ## Now try
# - `padding="same"` in both convolutions: how many parameters more, and where?
# - `AveragePooling2D` instead of `MaxPooling2D`; tanh instead of ReLU.
# - Shift all test digits by 3 pixels (`np.roll`): who suffers more, the CNN or the dense network?
#
# ## Check yourself

# %%
check.at_least("the printed layers, difference from nudging", min(printed_errors), 0.01)
check.at_least("test digits right", accuracy, 0.9)
check.below("dense network", dense_accuracy, accuracy)
check.below("CNN on mixed pixels", mixed_scores["CNN"], accuracy)
check.at_most("difference of the answers from Keras'", answers_differ, 1e-4)
check.at_most("difference of the weights after 10 steps", weights_differ, 1e-4)
check.done()
