# %% [markdown]
# # 7. One neuron draws one straight line
# The simplest network of all: two inputs, one neuron, one answer. Its weights and its bias are the
# coefficients of a line, and training turns and shifts that line until it lies between the two classes.
# Here you write Keras itself, all five steps of it, as the course does; then you meet the toolkit's faster
# way of training, and hold the two against each other.
#
# **You will learn** the five steps of every Keras program (data, structure, learning parameters,
# training, judgement), to read a loss curve, and to read a confusion matrix with its two risks.
# About 25 minutes. Runs in 8 s. Source: S0, section 3, first classification example.

# %%
import time

import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np
from sklearn.metrics import confusion_matrix

SEED = 0
check = ann.course.checks()

# %% [markdown]
# ## 1. Data
# Two clouds of points in the plane. The network gets the coordinates (`X`) and must tell the cloud
# (`y`, 0 or 1). Part of the points is kept away from training: 15 % to watch the training
# (validation), 5 % to judge the result once it is finished (test).

# %%
data = ann.datasets.generate_classification_case1(n_samples=1000, noise=0.1, seed=SEED)
X, y = data
train, validation, test = data.split(0.80, 0.15, 0.05, seed=SEED)
print(f"X {X.shape}, y {y.shape}: {len(train)} to train, {len(validation)} to validate, {len(test)} to test")
figure = ann.plots.classification_case(data).figure
plt.show()

# %% [markdown]
# **Guess first.** A neuron with two inputs is about to part these clouds. How many numbers will training
# have to find?

# %%
guess_numbers = None  # a whole number

# %% [markdown]
# ## 2. Structure
# One `Dense` layer with one neuron. The sigmoid squeezes the weighted sum into 0..1, so that the
# answer reads as "how sure am I that this is class 1".
#
# **Your turn** ★: the network as a `keras.Sequential`. *Hint: it begins with `keras.Input((2,))`; the layer
# wants the number of its neurons and the name of its activation.*

# %%
keras.utils.set_random_seed(SEED)
model = None  # a keras.Sequential: 2 inputs, 1 neuron with a sigmoid
### BEGIN SOLUTION
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation="sigmoid")], name="neuron")
### END SOLUTION
model.summary()
check.equal(
    "parameters of the neuron", model.count_params(), 3, hint="one for each input, and a bias", points=2
)
check.guess("numbers that training has to find", guess_numbers, model.count_params())

# %% [markdown]
# Drawn, the network looks like this (the weights are still random):

# %%
ann.plots.network(model, data.feature_names, ["class 1"])
plt.show()

# %% [markdown]
# ## 3. Learning parameters
# The loss says how wrong the network is (binary cross-entropy, because there are two classes), and
# gradient descent makes it smaller: learning rate 0.1, momentum 0.9.
#
# **Your turn** ★: compile the model so, and let it count the accuracy too. *Hint: `loss`, `optimizer` and
# `metrics` are the arguments; `keras.optimizers.SGD` takes the rate and the momentum.*

# %%
first_weights = model.get_weights()  # kept, so that a second training can begin where the first one did
### BEGIN SOLUTION
model.compile(
    loss="binary_crossentropy",
    optimizer=keras.optimizers.SGD(learning_rate=0.1, momentum=0.9),
    metrics=["binary_accuracy"],
)
### END SOLUTION
check.true("the model is compiled", model.compiled, hint="model.compile(...)")
check.close("its momentum", model.optimizer.momentum, 0.9, within=1e-6)

# %% [markdown]
# ## 4. Training
# An epoch shows every training point once, 50 at a time. `model.fit` gives back a *history*: a list of
# numbers for the loss and for each metric, one number an epoch, for training and for validation (`val_`).
#
# **Your turn** ★: train for 40 epochs with batches of 50. *Hint: X and y of `train`; `validation_data` is a
# pair (X, y); `shuffle=False` keeps the order, so that the second training below sees the same batches.*

# %%
begin = time.perf_counter()
keras_history = None  # what model.fit gives back
### BEGIN SOLUTION
keras_history = model.fit(
    train.X,
    train.y,
    epochs=40,
    batch_size=50,
    validation_data=(validation.X, validation.y),
    shuffle=False,
    verbose=0,
)
### END SOLUTION
keras_seconds = time.perf_counter() - begin
print("the history holds", list(keras_history.history.keys()))
check.equal("epochs in the history", len(keras_history.history["loss"]), 40, hint="epochs=40")

# %% [markdown]
# **Guess first.** The curves of loss and accuracy come next. Which one stops changing sooner?

# %%
guess_sooner = None  # "loss" or "accuracy"

# %%
figure, (left, right) = ann.plots.figure(1, 2)
ann.plots.history(keras_history, "loss", ax=left)
ann.plots.history(keras_history, "binary_accuracy", ax=right)
plt.show()
losses = np.array(keras_history.history["loss"])
accuracies = np.array(keras_history.history["binary_accuracy"])
ceiling = int(np.argmax(accuracies >= accuracies.max() - 0.005)) + 1
print(
    f"accuracy at its ceiling after epoch {ceiling}; loss then {losses[ceiling - 1]:.4f}, in the end {losses[-1]:.4f}"
)
check.guess("which stops changing sooner", guess_sooner, "accuracy")

# %% [markdown]
# **What to see:** the loss falls steeply, then ever more slowly, and the dashed curve follows the full
# one: nothing is learned by heart. The accuracy is at its ceiling long before the loss stops falling:
# the line is in place early, after that the network only grows surer of itself.
#
# **Not so:** "a loss that still falls means more right answers". After the ceiling the loss fell to less than
# a fifth, and the share of right answers rose by half a point in a hundred at most.
#
# ## The same, sooner
# `ann.training.fit` takes what `model.fit` takes and gives back the same history. It runs whole epochs as
# one compiled function. The same first weights, the same batches:

# %%
model.set_weights(first_weights)
model.compile(  # once more: the momentum of the first training is forgotten
    loss="binary_crossentropy",
    optimizer=keras.optimizers.SGD(learning_rate=0.1, momentum=0.9),
    metrics=["binary_accuracy"],
)
begin = time.perf_counter()
history = ann.training.fit(
    model, train.X, train.y, epochs=40, batch_size=50, validation_data=validation, shuffle=False, verbose=0
)
our_seconds = time.perf_counter() - begin
largest = max(
    np.abs(np.array(history.history[name]) - keras_history.history[name]).max() for name in history.history
)
print(
    f"last loss: model.fit {keras_history.history['loss'][-1]:.6f}, ann.training.fit {history.history['loss'][-1]:.6f}"
)
print(f"largest difference between the two histories: {largest:.1e}")
print(f"time: model.fit {keras_seconds:.2f} s, ann.training.fit {our_seconds:.2f} s")

# %% [markdown]
# **What to see:** two ways, one result. From now on the lessons train with `ann.training.fit`; put
# `model.fit` in its place whenever you like.
#
# ## 5. Judgement
# The test points were never seen. `evaluate` gives the loss and the metrics, `predict` gives the neuron's
# answers between 0 and 1. The confusion matrix counts what was said of the points of each class.
#
# **Your turn** ★★: the classes that the network predicts for the test points, then scikit-learn's confusion
# matrix of them. *Hint: `model.predict` gives a column; above 0.5 means class 1; `[:, 0]` makes it flat.*

# %%
test_loss, test_accuracy = model.evaluate(test.X, test.y, verbose=0)
predicted = np.zeros(len(test), int)  # an array of 0 and 1, as long as test.y
matrix = np.zeros((2, 2), int)  # rows: the true class, columns: the predicted one
### BEGIN SOLUTION
predicted = (model.predict(test.X, verbose=0)[:, 0] > 0.5).astype(int)
matrix = confusion_matrix(test.y, predicted)
### END SOLUTION
print(f"test: loss {test_loss:.4f}, accuracy {test_accuracy:.3f}")
print(matrix)
check.equal(
    "points in the matrix", int(matrix.sum()), len(test), hint="confusion_matrix(expected, predicted)"
)
check.close(
    "share of right answers in it", np.trace(matrix) / len(test), test_accuracy, within=1e-6, points=2
)

# %% [markdown]
# The toolkit says the same in two calls, and adds the two risks. *Alpha risk*: the share of a class that
# was missed. *Beta risk*: the share of the others that was taken for it.

# %%
report = ann.evaluation.confusion(test.y, ann.evaluation.predict_classes(model, test.X))
print(report)
figure, (left, right) = ann.plots.figure(1, 2, width=6.5, height=5)
ann.plots.decision_boundary(model, data, ax=left)
ann.plots.confusion(report, ax=right)
plt.show()

# %% [markdown]
# **What to see:** the black line is where the neuron hesitates (0.5). It is the line
# w1 x1 + w2 x2 + b = 0: the weights *are* the picture. The shade shows that the neuron is sure far
# away from the line and unsure next to it.

# %%
(w1, w2), bias = model.get_weights()[0][:, 0], model.get_weights()[1][0]
print(f"the line: {w1:.2f} x1 {w2:+.2f} x2 {bias:+.2f} = 0")
on_the_line = np.array([[0.0, -bias / w2]])
hesitates = float(model.predict(on_the_line, verbose=0)[0, 0])
print(f"the neuron's answer on the line: {hesitates:.3f}")

# %% [markdown]
# ## Now try
# - `noise=0.4`: the clouds touch. What happens to the two risks?
# - `learning_rate=0.001` and `learning_rate=50`: what does the loss curve look like?
# - `n_classes=4` (then: 4 neurons, `softmax`, `sparse_categorical_crossentropy`).
#
# ## Check yourself

# %%
check.at_least("accuracy on the test points", report.accuracy, 0.98, hint="train longer")
check.at_most("alpha risk of class 1", report.alpha[1], 0.05)
check.below("loss after training", losses[-1], losses[0])
check.at_most("difference between the two histories", largest, 1e-5)
check.done()
