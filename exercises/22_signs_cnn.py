# %% [markdown]
# # 22. Fingers counted by a convolutional network
# Photographs of hands that show 0 to 5 fingers, 64 x 64 pixels in colour. Exercises 20 and 21 built a
# convolution by hand; here Keras does, and you look inside: what does a filter see?
#
# **You will learn** to convolve a picture in three colours, to build a CNN, to count its 182 950 parameters, to
# read training and validation curves side by side, to look at filters and feature maps, and to keep the weights
# alone in a file. About 40 minutes. Runs in 35 s. Source: S1, "Image en couleur RGB", example 2a (hand signs),
# "Architectures des RN"; S1's example 2b is a heading without a text.

# %%
import time

import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np

SEED = 0
check = ann.course.checks()

# %% [markdown]
# ## One filter, three colours
# S1's example: the upper left corner of a picture (the zeros are padding), and a filter. Each channel has weights of
# its own; the three sums and the bias, 1, are added to *one* number.
#
# **Your turn** ★★: the three sums. *Hint: multiply element by element, then sum over height and width, which are
# `axis=(1, 2)` here.*

# %%
patch = np.array(  # red, green, blue
    [
        [[0, 0, 0], [0, 156, 155], [0, 153, 154]],
        [[0, 0, 0], [0, 167, 166], [0, 164, 165]],
        [[0, 0, 0], [0, 163, 162], [0, 160, 161]],
    ]
)
weights = np.array(
    [
        [[-1, -1, 1], [0, 1, -1], [0, 1, 1]],
        [[1, 0, 0], [1, -1, -1], [1, 0, -1]],
        [[0, 1, 1], [0, 1, 0], [1, -1, 1]],
    ]
)
sums = np.zeros(3, int)  # one for each channel
### BEGIN SOLUTION
sums = (patch * weights).sum(axis=(1, 2))
### END SOLUTION
print(" + ".join(map(str, sums)), "+ 1 =", sums.sum() + 1)
check.equal("the three sums", list(map(int, sums)), [308, -498, 164], hint="patch * weights", points=2)
layer = keras.layers.Conv2D(1, 3)
layer.build((None, 3, 3, 3))
layer.set_weights([weights.transpose(1, 2, 0)[..., None].astype(float), np.ones(1)])
by_keras = float(layer(patch.transpose(1, 2, 0)[None].astype("float32"))[0, 0, 0, 0])
print(f"Keras, whose channels come last: {by_keras:.0f}; after a ReLU {max(by_keras, 0):.0f}")

# %% [markdown]
# What comes out of a picture of 64 x 64? Without padding a filter of 3 loses a pixel on each side; a *stride* of 2
# takes every second place; pooling makes one number of 2 x 2, the largest or the mean (LeNet's choice, says S1).

# %%
for text, layer in {
    "Conv2D(32, 3)": keras.layers.Conv2D(32, 3),
    "Conv2D(32, 3, padding='same')": keras.layers.Conv2D(32, 3, padding="same"),
    "Conv2D(32, 3, strides=2)": keras.layers.Conv2D(32, 3, strides=2),
    "MaxPooling2D(2)": keras.layers.MaxPooling2D(2),
}.items():
    print(f"{text:<30} 64 x 64 x 3 -> {layer.compute_output_shape((None, 64, 64, 3))[1:]}")
four = np.array([[[[1.0], [3.0]], [[2.0], [6.0]]]])
for pool in (keras.layers.MaxPooling2D(2), keras.layers.AveragePooling2D(2)):
    print(f"1, 3, 2 and 6 by {pool.name}: {float(pool(four)[0, 0, 0, 0]):g}")

# %% [markdown]
# ## Data
# 1080 pictures to learn from and 120 to validate. The photographs are used where the folder of real data
# holds `train_signs.h5` and `test_signs.h5`; otherwise drawn hands of the same shape.

# %%
if ann.datasets.real_files("signs"):
    train, validation = ann.datasets.load_signs()
else:
    train, validation = ann.datasets.generate_signs_case(n_samples=1080, n_test=120, seed=SEED)
ann.plots.dataset(train)
plt.show()

# %% [markdown]
# **Guess first.** Two convolutions and a dense layer of six neurons: which of them has the most parameters?

# %%
guess_most = None  # "the first convolution", "the second convolution" or "the dense layer"

# %% [markdown]
# ## The network
# **Your turn** ★★: two convolutions of 32 filters, 3 x 3 pixels each, with `relu`; max pooling 2 x 2; flatten; six
# outputs, one of which is right. *Hint: the layers stand in the table above; the sizes go 64, 62, 60, 30.*

# %%
keras.utils.set_random_seed(SEED)


def network(optimizer):
    """S1's network for hand signs, compiled."""
    layers = []  # a list of Keras layers
    ### BEGIN SOLUTION
    layers = [
        keras.layers.Conv2D(32, 3, activation="relu"),
        keras.layers.Conv2D(32, 3, activation="relu"),
        keras.layers.MaxPooling2D(2),
        keras.layers.Flatten(),
        keras.layers.Dense(6, activation="softmax"),
    ]
    ### END SOLUTION
    model = keras.Sequential([keras.Input((64, 64, 3)), *layers])
    model.compile(loss="sparse_categorical_crossentropy", optimizer=optimizer, metrics=["accuracy"])
    return model


model = network(keras.optimizers.SGD(0.01))
model.summary()
check.equal(
    "parameters of the network", model.count_params(), 182_950, hint="two Conv2D, one pooling", points=2
)

# %% [markdown]
# A filter has 3 x 3 weights for each channel that it looks at, and a bias. The dense layer sees 30 * 30 * 32 numbers.
#
# **Your turn** ★: the parameters of the three layers, counted. *Hint: how many channels does a filter of the second
# layer look at?*

# %%
parameters = [0, 0, 0]  # first convolution, second convolution, dense layer
### BEGIN SOLUTION
parameters = [(3 * 3 * 3 + 1) * 32, (3 * 3 * 32 + 1) * 32, (30 * 30 * 32 + 1) * 6]
### END SOLUTION
check.equal("your arithmetic, layer by layer", parameters, [896, 9248, 172806], points=2)
check.guess("which has the most parameters", guess_most, "the dense layer")

# %% [markdown]
# **What to see:** nearly all parameters sit in the dense layer. The convolutions have few: one filter is used at
# every place. A dense layer of 32 neurons in place of the first one would need (64 * 64 * 3 + 1) * 32 = 393 248.
#
# ## Training as S1 does
# Gradient descent at 0.01, and 100 epochs, of which S1 prints the first 16. We take 8.
#
# **Your turn** ★: the first of them with Keras' own `fit`. *Hint: as in exercise 13.*

# %%
first_weights = model.get_weights()
settings = {"epochs": 1, "batch_size": 32, "shuffle": False, "verbose": 0}
settings["validation_data"] = (validation.X, validation.y)
begin = time.perf_counter()
keras_history = None  # what model.fit gives back
### BEGIN SOLUTION
keras_history = model.fit(train.X, train.y, **settings)
### END SOLUTION
keras_seconds = time.perf_counter() - begin
model = network(keras.optimizers.SGD(0.01))
model.set_weights(first_weights)
begin = time.perf_counter()
history = ann.training.fit(model, train.X, train.y, **settings)
our_seconds = time.perf_counter() - begin
keras_loss, our_loss = keras_history.history["loss"][-1], history.history["loss"][-1]
print(f"loss after 1 epoch: model.fit {keras_loss:.4f} in {keras_seconds:.1f} s, ", end="")
print(f"ann.training.fit {our_loss:.4f} in {our_seconds:.1f} s")
check.close("ratio of the two losses", our_loss / keras_loss, 1, within=0.01)

# %% [markdown]
# **Guess first.** S1's log says 0.61 right in validation after 8 epochs. How many epochs does Adam need for that?

# %%
guess_adam = None  # a whole number

# %%
S1_VALIDATION = [0.1667, 0.3667, 0.1750, 0.5000, 0.3833, 0.5417, 0.4583, 0.6083]  # of photographs
more = ann.training.fit(model, train.X, train.y, validation_data=validation, epochs=7, batch_size=32)
gradient_descent = history.history["val_accuracy"] + more.history["val_accuracy"]
keras.utils.set_random_seed(SEED)
model = network(keras.optimizers.Adam(0.001))
adam = ann.training.fit(model, train.X, train.y, validation_data=validation, epochs=6, batch_size=32)
figure, (left, right) = ann.plots.figure(1, 2)
left.plot(range(1, 9), S1_VALIDATION, ":o", color="black", label="S1's log (photographs)")
left.plot(range(1, 9), gradient_descent, "--s", color=ann.plots.COLOURS[0], label="gradient descent")
left.plot(range(1, 7), adam.history["val_accuracy"], "-^", color=ann.plots.COLOURS[3], label="Adam")
left.set(
    xlabel="epoch", ylabel="accuracy in validation", ylim=(0, 1), title="Eight epochs of S1's log, and ours"
)
left.legend(loc="lower right")
ann.plots.history(adam, "accuracy", ax=right)
right.set(ylim=(0, 1), title="Adam: training and validation")
plt.show()
fast_enough = [epoch for epoch, value in enumerate(adam.history["val_accuracy"], 1) if value >= 0.61]
check.guess("Adam's epochs to 0.61", guess_adam, min(fast_enough, default="more than 6"))

# %% [markdown]
# **What to see:** S1's curve and ours from gradient descent are of one kind: slow, and up and down by several pictures
# (of 120, one is 0.8 %). Adam is past both.
#
# ## What is mistaken for what
# **Guess first.** Will the mistakes be spread over the matrix?

# %%
guess_place = None  # "anywhere" or "beside the diagonal"

# %%
report = ann.evaluation.confusion(
    validation.y, ann.evaluation.predict_classes(model, validation.X), [f"{n} fingers" for n in range(6)]
)
ann.plots.confusion(report)
plt.show()
mistakes = report.matrix - np.diag(np.diag(report.matrix))
distance = np.abs(np.subtract.outer(range(6), range(6)))
beside = mistakes[distance == 1].sum() / max(mistakes.sum(), 1)
said, true = mistakes.max(axis=0).argmax(), mistakes[:, mistakes.max(axis=0).argmax()].argmax()
print(
    f"{100 * beside:.0f} % of the {mistakes.sum()} mistakes are one finger off; most often {true} is read as {said}"
)
check.guess("where the mistakes lie", guess_place, "beside the diagonal" if beside > 0.5 else "anywhere")

# %% [markdown]
# **What to see:** most mistakes lie beside the diagonal: one finger off.
#
# **Not so:** "to the network the classes are six names without an order." Nobody told it that 3 lies between 2 and 4,
# and yet it errs by one finger, because the pictures differ by one finger.
#
# ## Look inside
# Above, eight of the 32 filters of the first layer as little coloured tiles (grey is a weight of 0, all on one
# scale); below, what each of them makes of one hand.
#
# **Your turn** ★★: the feature maps, what the first layer gives for `hand`. *Hint: a layer can be called like a
# function; `np.asarray` makes an array of its answer.*

# %%
hand = validation.X[validation.y == 3][:1]
maps = np.zeros((1, 62, 62, 32))  # what comes out of the first layer
### BEGIN SOLUTION
maps = np.asarray(model.layers[0](hand))
### END SOLUTION
check.true("maps of one hand, seen by 32 filters", maps.shape == (1, 62, 62, 32) and maps.max() > 0, points=2)
filters = model.layers[0].get_weights()[0]  # (3, 3, 3, 32): height, width, channel, filter
moved = np.linalg.norm(filters - first_weights[0]) / np.linalg.norm(first_weights[0])
print(f"in training the filters have moved by {100 * moved:.0f} % of their length")
strongest = np.argsort(-maps.mean(axis=(0, 1, 2)))[:8]
figure, axes = ann.plots.figure(2, 8, width=1.7, height=1.9)
for column, number in enumerate(strongest):
    axes[0, column].imshow(0.5 + filters[..., number] / np.abs(filters).max() / 2)
    axes[0, column].set_title(f"filter {number}", fontsize=11)
    axes[1, column].imshow(maps[0, :, :, number], cmap="gray", vmin=0, vmax=maps.max())
for ax in axes.flat:
    ax.axis("off")
figure, axes = ann.plots.figure(1, 2, width=2.2, height=2.4)
axes[0].imshow(hand[0])
axes[1].imshow(maps[0, :, :, strongest[0]], cmap="gray")
for ax, title in zip(axes, ["what we see", "what a filter sees"], strict=True):
    ax.set_title(title, fontsize=12)
    ax.axis("off")
ann.course.cover(figure, "A hand that shows three fingers, and the grey map that one filter makes of it.")
plt.show()

# %% [markdown]
# **What to see:** the maps still show a hand: a convolution keeps the places, and some filters blacken the wall. In the
# tiles there is nothing to read: so few epochs have hardly moved the weights from their random start.
#
# ## Keep the weights
# A weights file has the numbers but not the layers: to use it you must build the same network again.

# %%
ann.models.save_weights(model, "signs.weights.h5")
again = network("adam")
before = np.mean(ann.evaluation.predict_classes(again, validation.X) == validation.y)
ann.models.load_weights(again, "signs.weights.h5")
after = np.mean(ann.evaluation.predict_classes(again, validation.X) == validation.y)
print(f"a new network: {before:.2f} right; with the loaded weights: {after:.2f}")

# %% [markdown]
# ## Where this network stands
# S1 shows a map of 27 architectures (Fjodor van Veen, 2016). Yours on it: perceptron (P), no hidden layer, in
# exercises 4 to 8; feed forward (FF), one hidden layer, in 9; deep feed forward (DFF), more of them, in 13 to 19; deep
# convolutional network (DCN) from 20 on; recurrent network (RNN), LSTM and GRU in 24. The others are left out.
#
# ## Now try
# - All 100 epochs, if you have a GPU: where does gradient descent end?
# - A second block (`Conv2D(64, 3)`, `MaxPooling2D(2)`) before `Flatten`: how many parameters now? Better?
# - `AveragePooling2D` in the place of `MaxPooling2D`: does it matter here?
#
# ## Check yourself

# %%
check.at_least("accuracy in validation (guessing: 0.17)", report.accuracy, 0.5)
check.close("accuracy with the loaded weights", after, report.accuracy, within=1e-9)
check.done()
