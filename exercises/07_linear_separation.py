# %% [markdown]
# # 7. One neuron draws one straight line
# The simplest network of all, a perceptron: two inputs, one neuron, one answer. Its weights and its
# bias are the coefficients of a line, and training turns and shifts that line until it lies between
# the two classes.
#
# **You will learn** the five steps of every Keras program (data, structure, learning parameters,
# training, judgement), to read a loss curve, and to read a confusion matrix with its two risks.
# About 15 minutes. Runs in 5 s. Source: S0, section 3, first classification example.

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np

SEED = 0

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
ann.plots.classification_case(data)
plt.show()

# %% [markdown]
# ## 2. Structure
# One `Dense` layer with one neuron. The sigmoid squeezes the weighted sum into 0..1, so that the
# answer reads as "how sure am I that this is class 1".
#
# Your turn: write the network as a `keras.Sequential`.
# *Hint: it begins with `keras.Input((2,))`; then one `keras.layers.Dense`.*

# %%
keras.utils.set_random_seed(SEED)
### BEGIN SOLUTION
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation="sigmoid")], name="perceptron")
### END SOLUTION
model.summary()

# %% [markdown]
# Two weights and a bias: three parameters. Drawn, the network looks like this (the weights are still
# random):

# %%
ann.plots.network(model, data.feature_names, ["class 1"])
plt.show()

# %% [markdown]
# ## 3. Learning parameters
# The loss says how wrong the network is (binary cross-entropy, because there are two classes), and
# gradient descent makes it smaller: learning rate 0.1, momentum 0.9.

# %%
model.compile(
    loss="binary_crossentropy",
    optimizer=keras.optimizers.SGD(learning_rate=0.1, momentum=0.9),
    metrics=["binary_accuracy"],
)

# %% [markdown]
# ## 4. Training
# An epoch shows every training point once, 50 at a time. `ann.training.fit` takes what `model.fit`
# takes and returns the same history.

# %%
history = ann.training.fit(model, train.X, train.y, validation_data=validation, epochs=40, batch_size=50)
figure, (left, right) = ann.plots.figure(1, 2)
ann.plots.history(history, "loss", ax=left)
ann.plots.history(history, "binary_accuracy", ax=right)
plt.show()

# %% [markdown]
# **What to see:** the loss falls steeply, then ever more slowly, and the dashed curve follows the full
# one: nothing is learned by heart. The accuracy is at its ceiling long before the loss stops falling:
# the line is in place early, after that the network only grows surer of itself.
#
# ## 5. Judgement
# The test points were never seen. The confusion matrix counts what was said of them. *Alpha risk*:
# the share of a class that was missed. *Beta risk*: the share of the others that was taken for it.
#
# Your turn: predict the classes of the test points and count the confusion.
# *Hint: `ann.evaluation.predict_classes(model, ...)`, then `ann.evaluation.confusion(expected, predicted)`.*

# %%
### BEGIN SOLUTION
predicted = ann.evaluation.predict_classes(model, test.X)
report = ann.evaluation.confusion(test.y, predicted)
### END SOLUTION
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
print(f"the neuron's answer on the line: {ann.evaluation.predict(model, on_the_line)[0, 0]:.3f}")

# %% [markdown]
# ## Now try
# - `noise=0.4`: the clouds touch. What happens to the two risks?
# - `learning_rate=0.001` and `learning_rate=50`: what does the loss curve look like?
# - `n_classes=4` (then: 4 neurons, `softmax`, `sparse_categorical_crossentropy`).
#
# ## Check yourself

# %%
check = ann.course.checks()
check.equal("parameters of the perceptron", model.count_params(), 3, hint="one neuron, two inputs, a bias")
check.at_least("accuracy on the test points", report.accuracy, 0.98, hint="train longer")
check.at_most("alpha risk of class 1", report.alpha[1], 0.05)
check.below("loss after training", history.history["loss"][-1], history.history["loss"][0])
check.done()
