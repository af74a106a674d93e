# %% [markdown]
# # 13. Reading digits
# A picture of 28 x 28 pixels is 784 numbers, and a digit is one of ten classes: nothing more is needed to
# let a network read. This is the first network here whose parameters nobody could draw any more.
#
# **You will learn** to give pictures to a dense network, to count its parameters by hand, to read a cross-entropy,
# to find a network's mistakes, to answer with several labels at once, and what standardising the inputs is
# worth. About 40 minutes. Runs in 18 s. Source: S2, section 4.4 (digits); S1, "Construire son RN" (clothes),
# "Evaluation" (the scale of cross-entropy, several labels).

# %%
import time
import warnings

import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np
from sklearn.metrics import confusion_matrix
from sklearn.preprocessing import StandardScaler

SEED = 0
check = ann.course.checks()

# %% [markdown]
# ## The pictures
# The real MNIST where its file is at hand (a folder named by the variable ANN_TOOLKIT_DATA, with mnist.npz
# in it); otherwise digits drawn from fonts, slanted and shifted. A part of the rows is enough for a lesson.

# %%
files = ann.datasets.real_files("mnist")
if files:
    everything, unseen = ann.datasets.load_mnist(files[0])
    rows = np.random.default_rng(SEED).permutation(len(everything))[:6000]
    everything, test = everything.take(rows), unseen.take(slice(0, 2000))
else:
    everything, test = ann.datasets.generate_characters_case(
        n_samples=6000, n_test=1000, noise=0.1, seed=SEED, characters="0123456789"
    )
validation, train = everything.take(slice(0, 1000)), everything.take(slice(1000, None))
print(f"{'real' if files else 'made-up'} pictures: {train.name}, {train.X.shape}, {len(test)} to test")
ann.plots.dataset(train)
plt.show()

# %% [markdown]
# ## 300, 100, 10
# **Your turn** ★: `Flatten` lays the pixels in a row; then 300 and 100 neurons with `relu`, and ten outputs
# whose sum is 1. *Hint: the Input has the shape of a picture; of the activations, `softmax` makes a sum of 1.*

# %%
keras.utils.set_random_seed(SEED)
model = None  # a keras.Sequential: pictures of 28 x 28, 300 and 100 neurons, 10 outputs
### BEGIN SOLUTION
model = keras.Sequential(
    [
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(300, activation="relu"),
        keras.layers.Dense(100, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
### END SOLUTION
model.summary()

# %% [markdown]
# **Your turn** ★: the parameters of one dense layer, counted. *Hint: every neuron has a weight for each of its
# inputs, and a bias.*


# %%
def parameters(n_inputs, n_neurons):
    count = 0  # a whole number
    ### BEGIN SOLUTION
    count = (n_inputs + 1) * n_neurons
    ### END SOLUTION
    return count


by_hand = [parameters(784, 300), parameters(300, 100), parameters(100, 10)]
check.equal("parameters of each layer", by_hand, [235_500, 30_100, 1_010], hint="weights and biases")
check.equal("all of them, by Keras", model.count_params(), 266_610, hint="Flatten, Dense, Dense, Dense")

# %% [markdown]
# ## Training
# The labels are numbers 0 to 9: then the loss is called *sparse* categorical cross-entropy. The course trains on
# 55 000 pictures with a learning rate of 0.01; we have a tenth of them, and take longer steps.
#
# **Your turn** ★: compile with that loss, SGD at 0.05 and the metric `accuracy`, and train for 5 epochs with
# Keras' own `fit`. *Hint: exercise 7; the settings, 32 pictures at a time and in order, are given.*

# %%
first_weights = model.get_weights()
settings = {"epochs": 5, "batch_size": 32, "shuffle": False, "verbose": 0}  # for fit(..., **settings)
watched = (validation.X, validation.y)
begin = time.perf_counter()
keras_history = None  # what model.fit gives back
### BEGIN SOLUTION
model.compile(keras.optimizers.SGD(0.05), "sparse_categorical_crossentropy", metrics=["accuracy"])
keras_history = model.fit(train.X, train.y, validation_data=watched, **settings)
### END SOLUTION
keras_seconds = time.perf_counter() - begin
print("the history holds", list(keras_history.history.keys()))
check.close("learning rate", model.optimizer.learning_rate, 0.05, within=1e-6)

# %% [markdown]
# The same five epochs from the same first weights with the toolkit, and then fifteen more:

# %%
model.set_weights(first_weights)
begin = time.perf_counter()
history = ann.training.fit(model, train.X, train.y, validation_data=watched, **settings)
our_seconds = time.perf_counter() - begin
keras_loss, our_loss = keras_history.history["loss"][-1], history.history["loss"][-1]
print(f"loss after 5 epochs: model.fit {keras_loss:.5f} in {keras_seconds:.2f} s, ", end="")
print(f"ann.training.fit {our_loss:.5f} in {our_seconds:.2f} s")
more = ann.training.fit(model, train.X, train.y, validation_data=validation, epochs=15, batch_size=32)
curves = {name: history.history[name] + more.history[name] for name in history.history}

# %% [markdown]
# **Guess first.** After 20 epochs, how many times the training loss is the validation loss?

# %%
guess_ratio = None  # a number

# %%
ann.plots.history(curves, "loss")
plt.show()
print(f"accuracy in training {curves['accuracy'][-1]:.3f}, on new pictures {curves['val_accuracy'][-1]:.3f}")
check.guess("validation loss over training loss", guess_ratio, curves["val_loss"][-1] / curves["loss"][-1])

# %% [markdown]
# **What to see:** in the first epoch the dashed curve lies *below* the full one: the training loss is the mean over
# an epoch in which the network was still getting better, the validation loss is measured at its end. Later it is
# the other way round: the training pictures are nearly known by heart (exercise 12).
#
# ## What a cross-entropy says
# It is the mean of -ln p, with p the probability that the network gave to the true class. S1 has a scale: 0
# perfect, below 0.02 great, 0.05 good, 0.2 acceptable; above 0.3 not good, 1 bad, 2 horrible. What is horrible
# depends on the number of classes: ten equal outputs cost ln 10 = 2.30.
#
# Labels can also be *one-hot*, a row of ten with a single 1. Then the loss drops the word "sparse".

# %%
one_hot = keras.utils.to_categorical(test.y, 10)
print(f"label {test.y[0]} one-hot: {one_hot[0].astype(int)}")
sparse, categorical = {}, {}
for name, network in {"untrained": keras.models.clone_model(model), "trained": model}.items():
    p = network.predict(test.X, verbose=0)
    sparse[name] = float(np.mean(keras.losses.sparse_categorical_crossentropy(test.y, p)))
    categorical[name] = float(np.mean(keras.losses.categorical_crossentropy(one_hot, p)))
    print(f"{name:<9} sparse {sparse[name]:.4f}, with one-hot labels {categorical[name]:.4f}")

# %% [markdown]
# **What to see:** both losses are one number in two spellings. The untrained network is "horrible" by S1's scale,
# and only says that it does not know: about ln 10, a tenth for each digit.
#
# ## Evaluate, and predict
# `predict` gives ten numbers for each picture; the largest is the answer. Mind the slice: `X[3:4]`, of shape
# (1, 28, 28), is a batch of one picture; `X[3]`, of shape (28, 28), is a picture without its batch axis.
#
# **Your turn** ★★: the answers for all test pictures, and scikit-learn's confusion matrix of them.
# *Hint: ten numbers lie along `axis=1`; `argmax` finds the place of the largest.*

# %%
outputs = model.predict(test.X, verbose=0)
answers = np.zeros(len(test), int)  # a digit for each test picture
matrix = np.zeros((10, 10), int)  # rows: the true digit, columns: the digit read
### BEGIN SOLUTION
answers = outputs.argmax(axis=1)
matrix = confusion_matrix(test.y, answers)
### END SOLUTION
accuracy = np.trace(matrix) / len(test)
check.at_least("accuracy on the test pictures", accuracy, 0.88, hint="argmax of each row", points=2)
wrong, sure = answers != test.y, outputs.max(axis=1)
print(f"how sure, on average: where right {sure[~wrong].mean():.2f}, where wrong {sure[wrong].mean():.2f}")
errors = matrix - np.diag(np.diag(matrix))
figure, ax = ann.plots.figure(1, 1, width=4.4, height=4)
ax.imshow(errors, cmap="Blues", vmin=0, vmax=2 * max(errors.max(), 3))
for row, column in np.argwhere(errors):
    ax.text(column, row, errors[row, column], ha="center", va="center")
ax.set(xticks=range(10), yticks=range(10), xlabel="read as", ylabel="is a")
ax.set_title(f"{errors.sum()} mistakes among {len(test)}")
ax.grid(False)
ann.course.cover(figure, "A table of digits read as other digits: most of its cells hold none or few.")
figure, axes = ann.plots.figure(1, 6, width=1.9, height=2.4)
for ax, row in zip(axes, sorted(np.flatnonzero(wrong), key=lambda row: -sure[row]), strict=False):
    ax.imshow(test.X[row], cmap="gray")
    ax.set_title(f"{test.y[row]} read as {answers[row]}\nsure to {sure[row]:.2f}", fontsize=10)
    ax.set_axis_off()
plt.show()

# %% [markdown]
# **What to see:** most of the cells hold no mistake, or few. Where the network is wrong it is less sure, on average,
# than where it is right. But not always: the row of pictures begins with the mistake of which it was surest.
#
# ## Two digits at once
# Two pictures side by side: *which digits occur?* Now several of the ten labels can be right, so the answers must
# not share a sum of 1. Each output gets a sigmoid of its own, and the loss is the *binary* cross-entropy of each.
# For comparison a softmax, which learns shares (a half and a half).
#
# **Guess first.** A digit counts as found above 0.5. Which share of the digits will the softmax find?

# %%
guess_found = None  # a share, 0 to 1


# %% [markdown]
# **Your turn** ★★: the labels of the pairs, ten columns of 0 and 1. *Hint: `np.eye(10)[y]` is one-hot; a pair
# of equal digits has a single 1, and `np.maximum` of two rows knows that.*


# %%
def pairs(data, seed):
    """Each picture beside another one, and which digits occur in the two."""
    other = np.random.default_rng(seed).permutation(len(data))
    labels = np.zeros((len(data), 10))  # 1 where a digit occurs in the pair of data.y and data.y[other]
    ### BEGIN SOLUTION
    labels = np.maximum(np.eye(10)[data.y], np.eye(10)[data.y[other]])
    ### END SOLUTION
    return np.concatenate([data.X, data.X[other]], axis=2), labels


(X2, labels), (X2_test, labels_test) = pairs(train, SEED), pairs(test, SEED)
how_many = labels.sum(axis=1)
check.equal("labels of a pair, fewest and most", [int(how_many.min()), int(how_many.max())], [1, 2], points=2)
found = {}
for activation, loss in {"sigmoid": "binary_crossentropy", "softmax": "categorical_crossentropy"}.items():
    keras.utils.set_random_seed(SEED)
    layers = [keras.layers.Flatten(), keras.layers.Dense(100, "relu"), keras.layers.Dense(10, activation)]
    both = keras.Sequential([keras.Input((28, 56)), *layers])
    both.compile("adam", loss)
    wanted = labels if activation == "sigmoid" else labels / np.maximum(how_many, 1)[:, None]
    ann.training.fit(both, X2, wanted, epochs=12, batch_size=32, verbose=0)
    said = both.predict(X2_test, verbose=0) > 0.5
    found[activation] = said[labels_test == 1].mean() if labels_test.any() else 0
    print(f"{activation}: {found[activation]:.2f} of the digits found")
check.guess("share of the digits that the softmax finds", guess_found, round(found["softmax"], 2))

# %% [markdown]
# **Not so:** "sigmoid is for two classes, softmax for more." Both networks have ten outputs. Softmax is for *one* right
# answer of several, sigmoid for any number of them: two outputs of a softmax can never both pass 0.5.
#
# ## Clothes, and standardising
# Fashion-MNIST has the shape of MNIST, ten pieces of clothing instead of digits, and the course's second
# network, 784-256-128-10, reads it. Without its file (fashion_mnist.npz) the toolkit draws the clothes.
# S1 first brings every pixel to mean 0 and deviation 1 with scikit-learn's `StandardScaler`.
#
# **Your turn** ★: the standardised pixels. *Hint: `fit` learns mean and deviation, from the first `cut` rows
# only; `transform` applies them to all.*

# %%
clothes_file = ann.datasets.real_files("fashion_mnist")
if clothes_file:
    clothes = ann.datasets.load_fashion_mnist(clothes_file[0])[0].take(slice(0, 4000))
else:
    clothes, _ = ann.datasets.generate_fashion_case(n_samples=3000, n_test=10, noise=0.1, seed=SEED)
flat, cut = clothes.X.reshape(len(clothes), 784), int(0.8 * len(clothes))
standardised = flat  # an array of the same shape
### BEGIN SOLUTION
standardised = StandardScaler().fit(flat[:cut]).transform(flat)
### END SOLUTION
check.close("mean of the standardised pixels", float(standardised[:cut].mean()), 0, within=1e-3)
check.close("their deviation", float(standardised[:cut].std()), 1, within=0.1, points=2)
ann.plots.dataset(clothes)
plt.show()
scales = {}
for name, pixels in {"pixels 0..255": 255 * flat, "pixels 0..1": flat, "standardised": standardised}.items():
    fashion = ann.models.mlp(
        784, [256, 128], 10, task="multiclass", learning_rate=0.01, momentum=0.0, seed=SEED, name="clothes"
    )
    keras.utils.set_random_seed(SEED)  # the same order of pictures for all three
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # 0..255 may end in NaN; the accuracy says enough
        scales[name] = ann.training.fit(
            fashion, pixels, clothes.y, validation_split=0.2, epochs=10, batch_size=32, verbose=0
        )
    print(f"{name:<14} validation accuracy {scales[name].history['val_accuracy'][-1]:.3f}")
ann.plots.history(scales, "accuracy").set_ylim(0, 1.02)
plt.show()

# %% [markdown]
# **What to see:** the same network, the same learning rate (0.01), the same ten epochs. With 0..255 the
# first steps are hundreds of times too long and the network never gets past guessing. Standardised, the
# training pictures are learned sooner than with 0..1, and the validation pictures are read better.
#
# ## Now try
# - One hidden layer of 30 neurons instead of 300 and 100: a tenth of the parameters. What does it cost?
# - Train with all 60 000 pictures, if you have them: how many errors go away?
# - Shift the test pictures by two pixels (`np.roll(test.X, 2, axis=2)`). Exercise 23 has an answer to that.
#
# ## Check yourself

# %%
final = {name: run.history["val_accuracy"][-1] for name, run in scales.items()}
check.below("accuracy, 0..1 against standardised", final["pixels 0..1"], final["standardised"])
check.below("digits found, softmax against sigmoid", found["softmax"], found["sigmoid"])
check.done()
