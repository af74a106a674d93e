# %% [markdown]
# # 22. Fingers counted by a convolutional network
# Photographs of hands that show 0 to 5 fingers, 64 x 64 pixels in colour. Exercises 20 and 21 built a
# convolution by hand; here Keras does, and you look inside: what does a filter see?
#
# **You will learn** to build a CNN, to count its 182 950 parameters, to read training and validation
# curves side by side, to look at filters and feature maps, and to keep the weights alone in a file.
# About 30 minutes. Runs in 21 s. Source: S1, example 2a (hand signs).

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np

SEED = 0

# %% [markdown]
# ## Data
# 1080 pictures to learn from and 120 to validate. The photographs are used where the folder of real data
# holds `train_signs.h5` and `test_signs.h5`; otherwise drawn hands of the same shape.

# %%
if ann.datasets.real_files("signs"):
    train, validation = ann.datasets.load_signs()
else:
    train, validation = ann.datasets.generate_signs_case(n_samples=1080, n_test=120, seed=SEED)
print(train, validation, sep="\n")
print(f"brightness from {train.X.min():.3f} to {train.X.max():.3f}")
figure, axes = ann.plots.figure(1, 6, width=2.2, height=2.6)
for label, ax in enumerate(axes):
    ax.imshow(train.X[train.y == label][0])
    ax.set_title(f"y = {label}")
    ax.axis("off")
plt.show()

# %% [markdown]
# ## The network
# Two convolutions of 32 filters, 3 x 3 pixels each, with `relu`; max pooling 2 x 2; flatten; six softmax
# outputs. Your turn: write it.
# *Hint: `keras.layers.Conv2D(32, 3, activation="relu")`, `MaxPooling2D(2)`, `Flatten()`, `Dense(6, ...)`.*

# %%
keras.utils.set_random_seed(SEED)


def network():
    """S1's network for hand signs, compiled."""
    ### BEGIN SOLUTION
    model = keras.Sequential(
        [
            keras.Input((64, 64, 3)),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(6, activation="softmax"),
        ]
    )
    ### END SOLUTION
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.Adam(0.001), metrics=["accuracy"]
    )
    return model


model = network()
model.summary()

# %% [markdown]
# ## Where do 182 950 parameters sit?
# A filter has 3 x 3 weights for each channel that it looks at, and a bias. A convolution without padding
# loses a pixel on each side: 64, 62, 60; the pooling halves that to 30. The dense layer sees
# 30 * 30 * 32 numbers. Your turn: the parameters of the three layers.
# *Hint: the first is (3 * 3 * 3 + 1) * 32 = 896.*

# %%
### BEGIN SOLUTION
parameters = [(3 * 3 * 3 + 1) * 32, (3 * 3 * 32 + 1) * 32, (30 * 30 * 32 + 1) * 6]
### END SOLUTION
print(" + ".join(map(str, parameters)), "=", sum(parameters))
hidden_layer = (64 * 64 * 3 + 1) * 32
print(f"a dense layer of 32 neurons instead of the first convolution: {hidden_layer} parameters")

# %% [markdown]
# **What to see:** nearly all parameters sit in the dense layer. The convolutions have few, because one filter
# is used at every place of the picture.
#
# ## Training
# S1 trains for 100 epochs by gradient descent (learning rate 0.01). Adam takes far fewer.

# %%
history = ann.training.fit(model, train.X, train.y, validation_data=validation, epochs=8, batch_size=32)
figure, (left, right) = ann.plots.figure(1, 2)
ann.plots.history(history, "loss", ax=left)
ann.plots.history(history, "accuracy", ax=right)
plt.show()
accuracy = {name: history.history[name][-1] for name in ("accuracy", "val_accuracy")}
print(f"accuracy in training {accuracy['accuracy']:.2f}, in validation {accuracy['val_accuracy']:.2f}")

# %% [markdown]
# **What to see:** at first both curves climb together, then the validation curve goes its own, flatter and
# rougher way (120 pictures: one is 0.8 %). The gap between them is what was learned by heart; the 172 806
# weights of the dense layer have room for it. Exercise 12 has the remedies.

# %%
report = ann.evaluation.confusion(
    validation.y, ann.evaluation.predict_classes(model, validation.X), [f"{n} fingers" for n in range(6)]
)
ann.plots.confusion(report)
plt.show()

# %% [markdown]
# **What to see:** the errors lie next to the diagonal: 3 is taken for 4, hardly ever for 0.
#
# ## Look inside
# Above, eight of the 32 filters of the first layer as little coloured tiles; below, what each of them
# makes of one hand.
#
# Your turn: the feature maps, what the first layer gives for `hand`.
# *Hint: a layer can be called like a function: `model.layers[0](hand)`; `np.asarray` of it, shape (1, 62, 62, 32).*

# %%
hand = validation.X[validation.y == 3][:1]
### BEGIN SOLUTION
maps = np.asarray(model.layers[0](hand))
### END SOLUTION
filters = model.layers[0].get_weights()[0]  # (3, 3, 3, 32): height, width, channel, filter
strongest = np.argsort(-maps.mean(axis=(0, 1, 2)))[:8]
figure, axes = ann.plots.figure(2, 8, width=1.7, height=1.9)
for column, number in enumerate(strongest):
    tile = filters[..., number]
    axes[0, column].imshow((tile - tile.min()) / np.ptp(tile))
    axes[0, column].set_title(f"filter {number}", fontsize=11)
    axes[1, column].imshow(maps[0, :, :, number], cmap="gray")
for ax in axes.flat:
    ax.axis("off")
plt.show()

# %% [markdown]
# **What to see:** some filters keep the wall, some black it out and keep the hand, others draw the edges of the
# fingers. The second layer combines such maps, the dense one decides.
#
# ## Keep the weights
# A weights file has the numbers but not the layers: to use it you must build the same network again.

# %%
ann.models.save_weights(model, "signs.weights.h5")
again = network()
before = np.mean(ann.evaluation.predict_classes(again, validation.X) == validation.y)
ann.models.load_weights(again, "signs.weights.h5")
after = np.mean(ann.evaluation.predict_classes(again, validation.X) == validation.y)
print(f"a new network: {before:.2f} right; with the loaded weights: {after:.2f}")

# %% [markdown]
# ## Now try
# - `keras.optimizers.SGD(0.01)`, S1's choice: where is it after 8 epochs?
# - A second block (`Conv2D(64, 3)`, `MaxPooling2D(2)`) before `Flatten`: how many parameters now? Better?
# - `keras.layers.Dropout(0.5)` before the dense layer: what happens to the gap between the curves?
#
# ## Check yourself

# %%
check = ann.course.checks()
check.equal("parameters of the network", model.count_params(), 182950, hint="two Conv2D, one pooling")
check.equal("your arithmetic, layer by layer", parameters, [896, 9248, 172806])
check.at_least("accuracy in training", accuracy["accuracy"], 0.7, hint="8 epochs, Adam at 0.001")
check.at_least("accuracy in validation (guessing: 0.17)", report.accuracy, 0.5)
check.below("loss after training", history.history["loss"][-1], history.history["loss"][0] / 2)
check.equal("shape of the feature maps", maps.shape, (1, 62, 62, 32))
check.close("accuracy with the loaded weights", after, report.accuracy, within=1e-9)
check.done()
