# %% [markdown]
# # 9. A hidden layer bends the line
# Exercise 8 ended with a neuron that gave up: no straight line separates a disc from the ring around it. Here
# you put 20 neurons between input and output. Each draws a line of its own, and the output neuron folds them
# together into a closed curve.
#
# **You will learn** to add a layer, to judge the result, to find out how few neurons are enough, and
# to keep a trained network. About 30 minutes. Runs in 12 s. Source: S0, section 3, third
# classification example.

# %%
import time

import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np
from sklearn.metrics import confusion_matrix

SEED = 0
check = ann.course.checks()
data = ann.datasets.generate_classification_case2(n_samples=1000, noise=0.1, seed=SEED)
train, validation, test = data.split(0.80, 0.15, 0.05, seed=SEED)

# %% [markdown]
# **Guess first.** Each hidden neuron draws one straight line. What can an output neuron make of 20 lines?

# %%
guess_shape = None  # "a line", "several lines" or "a closed curve"

# %% [markdown]
# ## Structure: one layer more
# **Your turn** ★: a hidden layer of 20 neurons with the activation `relu`, then the output neuron of
# exercise 7. *Hint: a Sequential takes as many layers as you like; `relu` bends, `sigmoid` answers between
# 0 and 1.*

# %%
keras.utils.set_random_seed(SEED)
model = None  # a keras.Sequential: 2 inputs, 20 neurons with relu, 1 neuron with a sigmoid
### BEGIN SOLUTION
model = keras.Sequential(
    [
        keras.Input((2,)),
        keras.layers.Dense(20, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ],
    name="hidden_layer",
)
### END SOLUTION
model.compile(
    loss="binary_crossentropy",
    optimizer=keras.optimizers.SGD(learning_rate=0.1, momentum=0.9),
    metrics=["binary_accuracy"],
)
model.summary()
check.equal(
    "parameters", model.count_params(), 81, hint="2 weights and a bias for each hidden neuron", points=2
)

# %% [markdown]
# 20 neurons with 2 weights and a bias each, and an output neuron with 20 weights and a bias:
# 20 * 3 + 21 = 81 parameters instead of 3.
#
# ## Training, in Keras and in the toolkit
# First the course's own call, for 30 epochs, 250 points at a time; then the same 30 epochs from the same
# first weights with `ann.training.fit`.


# %%
def twin():
    """The same network once more, with the same first weights."""
    again = keras.models.clone_model(model)
    again.set_weights(model.get_weights())
    again.compile(
        loss="binary_crossentropy",
        optimizer=keras.optimizers.SGD(learning_rate=0.1, momentum=0.9),
        metrics=["binary_accuracy"],
    )
    return again


settings = {"epochs": 30, "batch_size": 250, "shuffle": False, "verbose": 0}
begin = time.perf_counter()
keras_history = twin().fit(train.X, train.y, validation_data=(validation.X, validation.y), **settings)
keras_seconds = time.perf_counter() - begin
begin = time.perf_counter()
our_history = ann.training.fit(twin(), train.X, train.y, validation_data=validation, **settings)
our_seconds = time.perf_counter() - begin
keras_loss, our_loss = keras_history.history["loss"][-1], our_history.history["loss"][-1]
print(f"loss after 30 epochs: model.fit {keras_loss:.6f} in {keras_seconds:.2f} s, ", end="")
print(f"ann.training.fit {our_loss:.6f} in {our_seconds:.2f} s")
check.close("difference of the two losses", our_loss - keras_loss, 0, within=1e-6)

# %% [markdown]
# The course trains for 1500 epochs.
#
# **Your turn** ★: train `model` so, in the toolkit's way. *Hint: the call that you have just seen, with another
# number of epochs; without `shuffle` and `verbose` it mixes the points in each epoch and shows how it goes.*

# %%
begin = time.perf_counter()
history = None  # the history of 1500 epochs, 250 points at a time
### BEGIN SOLUTION
history = ann.training.fit(model, train.X, train.y, validation_data=validation, epochs=1500, batch_size=250)
### END SOLUTION
print(f"{1500 / (time.perf_counter() - begin):.0f} epochs a second; model.fit did {30 / keras_seconds:.0f}")
check.equal("epochs", len(history.history["loss"]), 1500)
figure, (left, right) = ann.plots.figure(1, 2)
ann.plots.history(history, "loss", ax=left)
left.set_yscale("log")
left.axhline(np.log(2), color="black", linestyle=":", label="ln 2: exercise 8")
left.legend()
ann.plots.history(history, "binary_accuracy", ax=right)
right.set_ylim(0, 1.02)
plt.show()

# %% [markdown]
# **What to see:** no plateau at ln 2 any more. On the logarithmic axis the training loss goes down through
# more than two powers of ten, the validation loss through more than one. The accuracy is at its ceiling within
# the first tenth of the epochs.
#
# ## Judgement
# **Your turn** ★★: the classes that the network predicts for the test points, with Keras, and their confusion
# matrix, with scikit-learn. *Hint: as in exercise 7.*

# %%
predicted = np.zeros(len(test), int)  # an array of 0 and 1, as long as test.y
matrix = np.zeros((2, 2), int)  # rows: the true class, columns: the predicted one
### BEGIN SOLUTION
predicted = (model.predict(test.X, verbose=0)[:, 0] > 0.5).astype(int)
matrix = confusion_matrix(test.y, predicted)
### END SOLUTION
accuracy = np.trace(matrix) / max(matrix.sum(), 1)
print(matrix)
check.at_least("accuracy with the hidden layer", accuracy, 0.95, hint="above 0.5 means class 1", points=2)
report = ann.evaluation.confusion(test.y, predicted)
print(report)
check.equal("right answers, by both matrices", int(np.trace(matrix)), round(report.accuracy * len(test)))
figure, (left, right) = ann.plots.figure(1, 2, width=6.5, height=5)
ann.plots.decision_boundary(model, data, ax=left)
ann.plots.network(model, data.feature_names, ["class 1"], ax=right)
plt.show()
check.guess("the shape of the boundary", guess_shape, "a closed curve")

# %% [markdown]
# **What to see:** the boundary is a closed curve made of straight pieces. Each corner is the place
# where one `relu` neuron switches on. Thick lines in the network are the neurons that do the work;
# some hardly count.
#
# **Not so:** "exercise 8's neuron only needed more epochs". It had 600, and its loss stood at 0.69; this
# network was below that after its first 30.
#
# ## How few neurons are enough?
# **Guess first.** How many straight cuts does it take to enclose a disc?

# %%
guess_cuts = None  # a whole number

# %% [markdown]
# **Your turn** ★★★: train networks with 1, 2, 3, 4 and 8 hidden neurons, each from three different first weights
# (seeds SEED, SEED + 1, SEED + 2), and keep the best share of right validation points of each size.
# *Hint: `ann.models.mlp(2, [neurons], 1, task="binary", seed=...)` builds and compiles the network of
# above in one line: an Input, the hidden layers, the output; SGD with 0.1 and momentum 0.9.*

# %%
best_share = dict.fromkeys([1, 2, 3, 4, 8], 0.0)  # neurons: the best share of right validation points
best_network = {}  # neurons: the network that reached it
for neurons in best_share:
    for attempt in range(3):
        ### BEGIN SOLUTION
        small = ann.models.mlp(2, [neurons], 1, task="binary", seed=SEED + attempt, name=f"{neurons}_neurons")
        ann.training.fit(small, train.X, train.y, epochs=400, batch_size=250, verbose=0)
        share = np.mean(ann.evaluation.predict_classes(small, validation.X) == validation.y)
        if share > best_share[neurons]:
            best_share[neurons], best_network[neurons] = share, small
        ### END SOLUTION
    print(f"{neurons} hidden neurons: {100 * best_share[neurons]:.0f} % of the validation points")
smallest = min((neurons for neurons, share in best_share.items() if share >= 0.95), default=None)
print(f"the smallest network that is enough has {smallest} hidden neurons")
check.between(
    "smallest network that is enough: neurons", smallest, 3, 4, hint="are all sizes trained?", points=3
)
check.guess("straight cuts to enclose a disc", guess_cuts, smallest)
figure, axes = ann.plots.figure(1, 3, width=5.2, height=4.6)
for ax, neurons in zip(axes, [2, 3, 8], strict=True):
    ann.plots.decision_boundary(best_network[neurons], data, ax=ax)
plt.show()

# %% [markdown]
# **What to see:** two lines leave the figure open; from three on, the pieces can close around the disc. Which
# small network succeeds depends on how the first weights fell, so each had three chances.
#
# ## Keep it
# A trained network is a file. What is loaded answers exactly as what was saved. `model.save` and
# `keras.models.load_model` are Keras' own; `ann.models.load` also looks whether a stranger's file is safe.

# %%
model.save("hidden_layer.keras")
by_keras = keras.models.load_model("hidden_layer.keras")
by_toolkit = ann.models.load("hidden_layer.keras")
answers = ann.evaluation.predict(model, test.X)
same = all(np.array_equal(answers, ann.evaluation.predict(one, test.X)) for one in (by_keras, by_toolkit))

# %% [markdown]
# ## Now try
# - `activation="tanh"` in the hidden layer: how does the boundary change its character?
# - `generate_classification_case2(n_classes=3)`: what must change in the output layer and in the loss?
# - `noise=0.3`: how many neurons are enough now, and what is the best accuracy that any network can have?
#
# ## Check yourself

# %%
check.below("loss after 1500 epochs, against 30", history.history["loss"][-1], our_loss)
check.true("the loaded network answers exactly as the saved one", same)
check.done()
