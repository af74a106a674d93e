# %% [markdown]
# # 8. What one line cannot do
# The same perceptron as in exercise 7, and a problem that no straight line solves: one class lies
# inside the other. The network is not broken and the training is not too short: it has too few
# degrees of freedom.
#
# **You will learn** to recognise a network that *cannot* learn its task, and to tell that from one
# that has not learned *yet*. About 10 minutes. Runs in 6 s. Source: S0, section 3, second
# classification example.

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np

SEED = 0

# %% [markdown]
# ## The problem
# Class 0 fills a disc, class 1 the ring around it. Before you go on: draw, in your mind, the straight
# line that makes the fewest mistakes. How many is that?

# %%
data = ann.datasets.generate_classification_case2(n_samples=1000, noise=0.1, seed=SEED)
train, validation, test = data.split(0.80, 0.15, 0.05, seed=SEED)
ann.plots.classification_case(data)
plt.show()

# %% [markdown]
# ## The perceptron
# Your turn: the perceptron of exercise 7 and its learning parameters (SGD 0.1 with momentum 0.9,
# binary cross-entropy, binary accuracy).
# *Hint: copy them; nothing has to change for this problem. That is the point.*

# %%
keras.utils.set_random_seed(SEED)
### BEGIN SOLUTION
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation="sigmoid")], name="perceptron")
model.compile(
    loss="binary_crossentropy",
    optimizer=keras.optimizers.SGD(learning_rate=0.1, momentum=0.9),
    metrics=["binary_accuracy"],
)
### END SOLUTION
history = ann.training.fit(model, train.X, train.y, validation_data=validation, epochs=60, batch_size=50)
figure, (left, right) = ann.plots.figure(1, 2)
ann.plots.history(history, "loss", ax=left)
ann.plots.history(history, "binary_accuracy", ax=right)
plt.show()

# %% [markdown]
# **What to see:** the loss stops near 0.69 and moves no more. That number is no accident: it is
# ln 2 = 0.693, the loss of a network that answers 0.5 to everything. The neuron has found out that,
# with one line, not deciding costs least.

# %%
predicted = ann.evaluation.predict_classes(model, test.X)
report = ann.evaluation.confusion(test.y, predicted)
print(f"loss at the end {history.history['loss'][-1]:.3f}, ln 2 = {np.log(2):.3f}")
print(report)
figure, (left, right) = ann.plots.figure(1, 2, width=6.5, height=5)
ann.plots.decision_boundary(model, data, ax=left)
ann.plots.confusion(report, ax=right)
plt.show()

# %% [markdown]
# ## Would more training help?
# Train ten times as long and measure the loss again. Your turn: go on training *the same* model for
# 540 more epochs. *Hint: a second call of `ann.training.fit` goes on where the first one stopped.*

# %%
### BEGIN SOLUTION
longer = ann.training.fit(model, train.X, train.y, validation_data=validation, epochs=540, batch_size=250)
### END SOLUTION
print(f"after 60 epochs {history.history['loss'][-1]:.4f}, after 600 epochs {longer.history['loss'][-1]:.4f}")

# %% [markdown]
# ## Would another view of the data help?
# No line separates disc and ring in x1 and x2. But the distance from the centre tells them apart at
# once: give the same perceptron the *squares* of its inputs, and the line w1 x1² + w2 x2² + b = 0 is
# an ellipse in the picture. Somebody had to know that squares would do; a hidden layer (exercise 9)
# finds such a view by itself.

# %%
squares = keras.models.clone_model(model)
squares.compile(loss="binary_crossentropy", optimizer=keras.optimizers.SGD(0.1, momentum=0.9))
ann.training.fit(squares, train.X**2, train.y, epochs=60, batch_size=50)
with_squares = ann.evaluation.confusion(test.y, ann.evaluation.predict_classes(squares, test.X**2))
print(
    f"accuracy of one neuron: on x1, x2 {report.accuracy:.2f}, on their squares {with_squares.accuracy:.2f}"
)

# %% [markdown]
# ## Now try
# - Shift the data: `generate_classification_case2` moved by `X + [3, 0]`. Do the squares still help?
# - `noise=0`: does the perceptron profit?
#
# ## Check yourself

# %%
check = ann.course.checks()
check.below("the perceptron cannot separate case 2: accuracy", report.accuracy, 0.75)
check.close("its loss stays near ln 2", history.history["loss"][-1], np.log(2), within=0.03)
check.close(
    "ten times the training changes the loss by",
    longer.history["loss"][-1] - history.history["loss"][-1],
    0,
    0.02,
)
check.at_least("accuracy of the same neuron on the squares", with_squares.accuracy, 0.95)
check.done()
