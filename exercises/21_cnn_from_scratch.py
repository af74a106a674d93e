# %% [markdown]
# # 21. A convolutional network from scratch
# Filters that slide over a picture instead of a signal (exercise 20): you write a convolution, its pooling
# and their way back as small layers, check every gradient, and meet a slip in a printed program. Then a
# whole network, all in NumPy, reads digits, and is proven equal to Keras number by number.
#
# **You will learn** how a 2D convolution learns, how to test a layer that you wrote, and why filters beat a dense
# network on pictures. About 40 minutes. Runs in 9 s.
# Source: S4, convolution, pooling and annex 4; S3, part C (2D-CNN).

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

# %% [markdown]
# ## 1. One filter, one picture
# The example of S4: a corner of a picture, a filter of 3 x 3. Lay the filter on the upper left corner, multiply
# number by number, add up. Then move one place on.
#
# Your turn: slide the filter. *Hint: the patch under it is `picture[i : i + 3, j : j + 3]`; multiply by the
# filter and take `.sum()`.*

# %%
picture = np.array([[0, 0, 0, 0, 0], [0, 2, 50, 20, 0], [0, 20, 18, 20, 0], [0, 20, 20, 20, 0]])
kernel = np.array([[-1, 2, 2], [2, 6, 2], [2, 2, -1]])


def slide(picture, kernel):
    height, width = picture.shape[0] - 2, picture.shape[1] - 2
    answer = np.zeros((height, width))
    for i in range(height):
        for j in range(width):
            ### BEGIN SOLUTION
            answer[i, j] = (picture[i : i + 3, j : j + 3] * kernel).sum()
            ### END SOLUTION
    return answer


print(f"{picture.shape} with a filter of {kernel.shape}:\n{slide(picture, kernel)}")
print("2 x 2 max pooling of its left part:\n", picture[:, :4].reshape(2, 2, 2, 2).max(axis=(1, 3)))

# %% [markdown]
# ## 2. Layers
# As in S4, a layer is a small class: `forward` keeps what it will need, `backward` takes the gradient of the
# loss with respect to its output and gives that with respect to its input. A picture has the shape (height, width).
#
# Your turn: the way back of the filter and of ReLU.
# *Hint: the filter's gradient is the gradient slid over the input: `correlate2d(self.x, gradient, "valid")`;
# the input's is `convolve2d(gradient, self.kernel, "full")`. ReLU lets a gradient pass where x was positive.*


# %%
class Convolution:
    def __init__(self, size):
        self.kernel, self.bias = rng.normal(0, 0.5, (size, size)), 0.1

    def forward(self, x):
        self.x = x
        return correlate2d(x, self.kernel, "valid") + self.bias

    def backward(self, gradient):
        ### BEGIN SOLUTION
        self.kernel_gradient = correlate2d(self.x, gradient, "valid")
        self.bias_gradient = gradient.sum()
        return convolve2d(gradient, self.kernel, "full")
        ### END SOLUTION


class Relu:
    def forward(self, x):
        self.x = x
        return np.maximum(0, x)

    def backward(self, gradient):
        ### BEGIN SOLUTION
        return gradient * (self.x > 0)
        ### END SOLUTION


class PrintedRelu(Relu):
    """The way back as S4 prints it: it sets the gradient to 0 where the *gradient* is not positive."""

    def backward(self, gradient):
        return np.where(gradient <= 0, 0, gradient)


class MaxPool:
    def forward(self, x):
        self.shape = x.shape
        height, width = x.shape[0] // 2, x.shape[1] // 2
        windows = x[: 2 * height, : 2 * width].reshape(height, 2, width, 2)
        self.largest = windows == windows.max(axis=(1, 3), keepdims=True)
        return windows.max(axis=(1, 3))

    def backward(self, gradient):
        spread = self.largest * gradient[:, None, :, None]
        result = np.zeros(self.shape)
        result[: 2 * spread.shape[0], : 2 * spread.shape[2]] = spread.reshape(2 * spread.shape[0], -1)
        return result


# %% [markdown]
# ## 3. Test the layers
# Put them in a row, take the sum of the output (weighted by random numbers) as "loss", and nudge every number of
# the filter and of the picture. The slope found by nudging must be the gradient that `backward` gives.


# %%
def largest_error(relu):
    layers = [Convolution(3), relu, MaxPool()]
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


own_error, printed_error = largest_error(Relu()), largest_error(PrintedRelu())
print(f"largest difference from nudging: your ReLU {own_error:.1e}, the printed one {printed_error:.2f}")

# %% [markdown]
# **What to see:** your layers are right to nine digits. The ReLU of S4's program is not: it looks at the sign of the
# gradient instead of the input. A network with it still learns something, so nobody notices, unless
# somebody nudges. (Its Dropout, too, differs from today's: it does not enlarge what it keeps.)
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
# Your turn: the network. Reshape to (28, 28, 1); 8 filters of 5; pool; 16 filters of 3; pool; flatten; dropout of
# 0.3; 64 neurons; 10 with softmax. ReLU everywhere but at the end.
# *Hint: `Conv2D(8, 5, "relu")`, `MaxPooling2D(2)`; it is a list, as Keras' Sequential.*

# %%
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
cnn = Network(layers, optimizer=Adam(0.003), input_shape=(28, 28), seed=SEED)
dense = Network([Flatten(), Dense(64, "relu"), Dense(10, "softmax")], optimizer=Adam(0.003), seed=SEED)
print(cnn.summary())
history = cnn.fit(train.X, train.y, epochs=6, batch_size=32, validation_data=tuple(test))
dense.fit(train.X, train.y, epochs=6, batch_size=32)
accuracy, dense_accuracy = (network.evaluate(*test)["accuracy"] for network in (cnn, dense))
for name, network, share in [("CNN", cnn, accuracy), ("dense", dense, dense_accuracy)]:
    print(f"{name:<6} {network.count():>7,} parameters, {share:.3f} of the test digits right")

# %%
digit = test.X[0]
maps = cnn.layers[1].forward(digit.reshape(1, 28, 28, 1))[0]
figure, axes = ann.plots.figure(2, 9, width=1.5, height=1.7)
axes[0, 0].axis("off")
axes[1, 0].imshow(digit, cmap="gray")
axes[1, 0].set_title(f"a {test.target_names[test.y[0]]}")
limit = np.abs(cnn.get_weights()[0]).max()
for number in range(8):
    axes[0, number + 1].imshow(cnn.get_weights()[0][:, :, 0, number], cmap="RdBu_r", vmin=-limit, vmax=limit)
    axes[0, number + 1].set_title(f"filter {number + 1}")
    axes[1, number + 1].imshow(maps[:, :, number], cmap="gray", vmin=0, vmax=maps.max())
for ax in axes.ravel():
    ax.axis("off")
plt.show()
figure, (left, right) = ann.plots.figure(1, 2)
ann.plots.history(history, "loss", ax=left)
ann.plots.history(history, "accuracy", ax=right)
plt.show()

# %% [markdown]
# **What to see:** above, what each filter looks for (red: bright, blue: dark); below, where it found it in the digit:
# upper edges, lower edges, strokes of one slope. In the curves the validation (the test digits; nothing is
# tuned on them) is ahead of the training at first: dropout hinders the network while it trains, and only
# then, and the training's numbers are taken during an epoch, the others at its end.
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
check = ann.course.checks()
check.equal("upper left number of S4's convolution", slide(picture, kernel)[0, 0], 134)
check.true(
    "your slide() and SciPy's agree",
    np.array_equal(slide(picture, kernel), correlate2d(picture, kernel, "valid")),
)
check.at_most("your layers, difference from nudging", own_error, 1e-6, hint="where the input was positive")
check.at_least("the printed ReLU, difference from nudging", printed_error, 0.01)
check.equal("parameters of the CNN", cnn.count(), 27690, hint="8*26 + 16*73 + 400*64 + 64 + 650")
check.at_least("test digits right", accuracy, 0.9)
check.below("dense network", dense_accuracy, accuracy)
check.at_most("difference of the answers from Keras'", answers_differ, 1e-4)
check.at_most("difference of the weights after 10 steps", weights_differ, 1e-4)
check.done()
