# %% [markdown]
# # 9. A hidden layer bends the line
# A perceptron draws one straight line, and case 2 (a disc inside a ring) cannot be cut by a line:
# exercise 8 got about half of it right. Here you put 20 neurons between input and output. Each draws
# a line of its own, and the output neuron folds them together into a closed curve.
#
# **You will learn** to add a layer, to judge the result, to find out how few neurons are enough, and
# to keep a trained network. About 20 minutes. Runs in 9 s. Source: S0, section 3, third
# classification example.

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np

SEED = 0
data = ann.datasets.generate_classification_case2(n_samples=1000, noise=0.1, seed=SEED)
train, validation, test = data.split(0.80, 0.15, 0.05, seed=SEED)

# %% [markdown]
# ## Structure: one layer more
# Your turn: a hidden layer of 20 neurons with the activation `relu`, then the output neuron of
# exercise 7. *Hint: one more `keras.layers.Dense` line, before the last one.*

# %%
keras.utils.set_random_seed(SEED)
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

# %% [markdown]
# 20 neurons with 2 weights and a bias each, and an output neuron with 20 weights and a bias:
# 20 * 3 + 21 = 81 parameters instead of 3. Now train it as the course does, 250 points at a time.

# %%
history = ann.training.fit(model, train.X, train.y, validation_data=validation, epochs=1500, batch_size=250)
figure, (left, right) = ann.plots.figure(1, 2)
ann.plots.history(history, "loss", ax=left)
ann.plots.history(history, "binary_accuracy", ax=right)
plt.show()

# %% [markdown]
# **What to see:** no plateau at 0.69 any more. The loss falls by orders of magnitude, and the
# validation curve falls with it.

# %%
report = ann.evaluation.confusion(test.y, ann.evaluation.predict_classes(model, test.X))
accuracy = report.accuracy
print(report)
figure, (left, right) = ann.plots.figure(1, 2, width=6.5, height=5)
ann.plots.decision_boundary(model, data, ax=left)
ann.plots.network(model, data.feature_names, ["class 1"], ax=right)
plt.show()

# %% [markdown]
# **What to see:** the boundary is a closed curve made of straight pieces. Each corner is the place
# where one `relu` neuron switches on. Thick lines in the network are the neurons that do the work;
# some hardly count.
#
# ## Your turn: how few neurons are enough?
# Train networks with 1, 2, 3, 4 and 8 hidden neurons, and find the smallest that gets at least 95 %
# of the validation points right.
# *Hint: `ann.models.mlp(2, [neurons], 1, task="binary", seed=SEED)` builds and compiles the network of
# above in one line. Look at the boundaries, not only at the accuracy.*

# %%
smallest = None
figure, axes = ann.plots.figure(1, 3, width=5.2, height=4.6)
panels = dict(zip([2, 3, 8], axes, strict=True))
for neurons in [1, 2, 3, 4, 8]:
    ### BEGIN SOLUTION
    small = ann.models.mlp(2, [neurons], 1, task="binary", seed=SEED, name=f"{neurons}_neurons")
    ann.training.fit(small, train.X, train.y, epochs=400, batch_size=250, verbose=0)
    right_share = np.mean(ann.evaluation.predict_classes(small, validation.X) == validation.y)
    if smallest is None and right_share >= 0.95:
        smallest = neurons
    ### END SOLUTION
    print(f"{neurons} hidden neurons: {100 * right_share:.0f} % of the validation points")
    if neurons in panels:
        ann.plots.decision_boundary(small, data, ax=panels[neurons])
print(f"the smallest network that is enough has {smallest} hidden neurons")
plt.show()

# %% [markdown]
# **What to see:** two lines still leave the figure open; from three on, the pieces can close around
# the disc: it takes at least three straight cuts to enclose something. Which small network succeeds
# depends on how the first weights fell; more neurons make success more likely.
#
# ## Keep it
# A trained network is a file. What is loaded answers exactly as what was saved.

# %%
ann.models.save(model, "hidden_layer.keras")
loaded = ann.models.load("hidden_layer.keras")
same = np.array_equal(ann.evaluation.predict(model, test.X), ann.evaluation.predict(loaded, test.X))

# %% [markdown]
# ## Now try
# - `activation="tanh"` in the hidden layer: how does the boundary change its character?
# - `generate_classification_case2(n_classes=3)`: what must change in the output layer and in the loss?
# - `noise=0.3`: how many neurons are enough now, and what is the best accuracy that any network can have?
#
# ## Check yourself

# %%
check = ann.course.checks()
check.equal("parameters", model.count_params(), 81, hint="20 hidden neurons and one output")
check.at_least("accuracy with the hidden layer", accuracy, 0.95, hint="train longer, or add neurons")
check.at_least("smallest network that is enough: neurons", smallest, 3, hint="two cuts cannot enclose a disc")
check.at_most("smallest network that is enough: neurons", smallest, 8)
check.true("the loaded network answers exactly as the saved one", same)
check.done()
