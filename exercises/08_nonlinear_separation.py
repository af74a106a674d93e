# %% [markdown]
# # 8. What one line cannot do
# The same neuron as in exercise 7, and a problem that no straight line solves: one class lies inside the
# other. The network is not broken and the training is not too short: it has too few degrees of freedom.
#
# **You will learn** to recognise a network that *cannot* learn its task, and to tell that from one
# that has not learned *yet*. About 20 minutes. Runs in 7 s. Source: S0, section 3, second
# classification example.

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np

SEED = 0
check = ann.course.checks()

# %% [markdown]
# ## The problem
# Class 0 fills a disc, class 1 the ring around it.

# %%
data = ann.datasets.generate_classification_case2(n_samples=1000, noise=0.1, seed=SEED)
train, validation, test = data.split(0.80, 0.15, 0.05, seed=SEED)
ann.plots.classification_case(data)
plt.show()

# %% [markdown]
# **Guess first.** Lay, in your mind, the straight line that makes the fewest mistakes. Which share of the
# points lies on the wrong side of it? And what will the loss of a neuron with that line go down to, 0 or
# something above it?

# %%
guess_mistakes = None  # a share, 0 to 1
guess_loss = None  # a number, 0 or more

# %% [markdown]
# ## The best line there is
# Two numbers are enough to try *every* line: its direction, and how far from the centre it lies. For one
# direction, each point has a position across the line, `X @ [cos, sin]`; the line is a limit on it.
#
# **Your turn** ★★: the share of wrong answers of one line. *Hint: a neuron may call either side class 1:
# take the better of the two; `np.mean` of a comparison is a share.*


# %%
def mistakes(position, limit):
    """The share of the points on the wrong side, whichever side is called class 1."""
    share = 1.0  # replaced by the share of wrong answers
    ### BEGIN SOLUTION
    wrong = np.mean((position > limit) != data.y)
    share = min(wrong, 1 - wrong)
    ### END SOLUTION
    return share


best, best_angle, best_limit = 1.0, 0.0, 0.0
for angle in np.linspace(0, np.pi, 36, endpoint=False):
    position = data.X @ [np.cos(angle), np.sin(angle)]
    for limit in np.linspace(position.min(), position.max(), 60):
        share = mistakes(position, limit)
        if share < best:
            best, best_angle, best_limit = share, angle, limit
print(f"{36 * 60} lines tried; the best one gets {100 * best:.0f} % of the points wrong")
check.between(
    "mistakes of the best line", best, 0.25, 0.45, hint="compare (position > limit) with data.y", points=2
)
check.guess("mistakes of the best line", guess_mistakes, round(best, 2))

# %% [markdown]
# ## The neuron
# **Your turn** ★: the neuron of exercise 7 and its learning parameters (SGD 0.1 with momentum 0.9, binary
# cross-entropy, binary accuracy). *Hint: nothing has to change for this problem. That is the point.*

# %%
keras.utils.set_random_seed(SEED)
model = None  # a compiled keras.Sequential: 2 inputs, 1 neuron with a sigmoid
### BEGIN SOLUTION
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation="sigmoid")], name="neuron")
model.compile(
    loss="binary_crossentropy",
    optimizer=keras.optimizers.SGD(learning_rate=0.1, momentum=0.9),
    metrics=["binary_accuracy"],
)
### END SOLUTION
check.equal("parameters of the neuron", model.count_params(), 3)
history = ann.training.fit(model, train.X, train.y, validation_data=validation, epochs=60, batch_size=50)
figure, (left, right) = ann.plots.figure(1, 2)
ann.plots.history(history, "loss", ax=left)
left.axhline(np.log(2), color="black", linestyle=":", label="ln 2")
left.set_ylim(0, 1)
left.legend()
ann.plots.history(history, "binary_accuracy", ax=right)
right.axhline(1 - best, color="black", linestyle=":", label="the best line")
right.set_ylim(0, 1)
right.legend()
plt.show()
loss = history.history["loss"][-1]
print(f"loss at the end {loss:.3f}, ln 2 = {np.log(2):.3f}")
check.guess("the loss in the end", guess_loss, round(loss, 2))

# %% [markdown]
# **What to see:** the loss stops near 0.69 and moves no more. That number is no accident: it is
# ln 2 = 0.693, the loss of a network that answers 0.5 to everything. Of all lines with all slopes of the
# sigmoid, answering about 0.5 everywhere has the lowest *loss*. It does not have the fewest *mistakes*: the
# best line would do better than this neuron. Training makes the loss small, and nothing else.

# %%
report = ann.evaluation.confusion(data.y, ann.evaluation.predict_classes(model, data.X))
print(report)  # of all points: the 50 test points are too few to compare two poor answers
figure, (left, right) = ann.plots.figure(1, 2, width=6.5, height=5)
ann.plots.decision_boundary(model, data, ax=left)
edge = best_limit * np.array([np.cos(best_angle), np.sin(best_angle)])
along = np.array([-np.sin(best_angle), np.cos(best_angle)])
left.axline(edge, edge + along, color="black", linestyle=":", linewidth=2, label="the best line")
left.legend(loc="upper right")
ann.plots.confusion(report, ax=right)
plt.show()

# %% [markdown]
# ## Would more training help?
# **Not so:** "it only needs more time." Train the same neuron ten times as long and measure again.
#
# **Your turn** ★: go on training *the same* model for 540 more epochs, with batches of 50 as before.
# *Hint: a second call of `ann.training.fit` goes on where the first one stopped.*

# %%
longer = None  # the history of the second training
### BEGIN SOLUTION
longer = ann.training.fit(model, train.X, train.y, validation_data=validation, epochs=540, batch_size=50)
### END SOLUTION
loss_later = longer.history["loss"][-1]
print(f"after 60 epochs {loss:.4f}, after 600 epochs {loss_later:.4f}")
check.close("ten times the training changes the loss by", loss_later - loss, 0, within=0.02)

# %% [markdown]
# ## Would another view of the data help?
# No line separates disc and ring in x1 and x2. But the distance from the centre tells them apart at
# once: give the same neuron the *squares* of its inputs, and the line w1 x1² + w2 x2² + b = 0 is
# an ellipse in the picture. Somebody had to know that squares would do; a hidden layer (exercise 9)
# finds such a view by itself.

# %%
squares = keras.models.clone_model(model)
squares.compile(loss="binary_crossentropy", optimizer=keras.optimizers.SGD(0.1, momentum=0.9))
ann.training.fit(squares, train.X**2, train.y, epochs=60, batch_size=50)
with_squares = ann.evaluation.confusion(data.y, ann.evaluation.predict_classes(squares, data.X**2))
print(
    f"accuracy of one neuron: on x1, x2 {report.accuracy:.2f}, on their squares {with_squares.accuracy:.2f}"
)

# %% [markdown]
# **What to see:** the same three parameters, the same training, another view: from two thirds of
# the points at best to nearly all of them. What a network can learn depends on what it is shown.
#
# ## Now try
# - Shift the data: `generate_classification_case2` moved by `X + [3, 0]`. Do the squares still help?
# - `noise=0`: does the neuron profit?
#
# ## Check yourself

# %%
check.below("one line cannot separate case 2: accuracy", report.accuracy, 0.75)
check.close("its loss stays near ln 2", loss, np.log(2), within=0.03)
check.at_least("accuracy of the same neuron on the squares", with_squares.accuracy, 0.95)
check.done()
