# %% [markdown]
# # 12. Learning by heart
# A large network and few points: it can remember them all. On what it has seen it is then perfect, on anything
# new it is not, and it is much too sure of its mistakes. That is *overfitting*.
#
# **You will learn** to see it in two curves, what the three parts of the data are for, to stop in time
# (early stopping), to switch off neurons or connections (dropout, DropConnect), to keep weights small
# (L1, L2, elastic net, max-norm), and what batch normalisation does and does not do. About 45 minutes.
# Runs in 15 s. Source: S0, "Overfitting" and "how to split the dataset"; S1, "Régularisation du modèle".

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from keras.constraints import MaxNorm
from keras.regularizers import L1, L1L2, L2
from numpy.polynomial import Polynomial

SEED = 0
check = ann.course.checks()

# %% [markdown]
# ## Older than networks: the degree of a polynomial
# S0 compares it with choosing the degree of a polynomial. Here are 12 measured points of a curve, with some noise,
# and 200 fresh ones that nothing is fitted to.
#
# **Guess first.** Polynomials of degree 1, 3 and 11: which has the smallest error on the 12 points? Which on
# the fresh ones?

# %%
guess_seen = None  # 1, 3 or 11
guess_fresh = None  # 1, 3 or 11
rng = np.random.default_rng(SEED)
seen_x, fresh_x = np.linspace(-1, 1, 12), rng.uniform(-1, 1, 200)
seen_y, fresh_y = (np.sin(3 * x) + rng.normal(0, 0.2, len(x)) for x in (seen_x, fresh_x))

# %% [markdown]
# **Your turn** ★: the mean squared errors of one polynomial. *Hint: a fitted polynomial is called like a function.*


# %%
def errors(polynomial):
    """Its mean squared error on the 12 points, and on the 200 fresh ones."""
    on_seen, on_fresh = 1.0, 1.0
    ### BEGIN SOLUTION
    on_seen = np.mean((polynomial(seen_x) - seen_y) ** 2)
    on_fresh = np.mean((polynomial(fresh_x) - fresh_y) ** 2)
    ### END SOLUTION
    return on_seen, on_fresh


fitted = {degree: Polynomial.fit(seen_x, seen_y, degree) for degree in (1, 3, 11)}
on_seen, on_fresh = ({degree: errors(one)[i] for degree, one in fitted.items()} for i in (0, 1))
check.at_most("error of degree 11 on its 12 points", on_seen[11], 1e-6, hint="square, then mean", points=2)
figure, ax = ann.plots.figure(1, 1, width=4.4, height=3.3)
line = np.linspace(-1, 1, 300)
ax.plot(line, np.sin(3 * line), ":", color="black", linewidth=1.5, label="the true curve")
for number, (degree, one) in enumerate(fitted.items()):
    ax.plot(line, one(line), color=ann.plots.COLOURS[number], label=f"degree {degree}")
    print(
        f"degree {degree:>2}: error {on_seen[degree]:.3f} on the 12 points, {on_fresh[degree]:.3f} on fresh ones"
    )
ax.plot(seen_x, seen_y, "o", color="black", markersize=5)
ax.set(xlabel="x", ylabel="y", ylim=(-2.2, 2.2), title="Too simple, right, by heart")
ax.legend(fontsize=8)
ann.course.cover(
    figure, "Twelve points: a line misses them, a cubic follows the curve, degree 11 swings between."
)
plt.show()
check.guess("smallest error on the 12 points", guess_seen, min(on_seen, key=on_seen.get))
check.guess("smallest error on fresh points", guess_fresh, min(on_fresh, key=on_fresh.get))

# %% [markdown]
# **What to see:** the line *underfits*: it is poor on both. Degree 11 has a coefficient for each point and hits every
# one, and on fresh points it is worse than degree 3, because it swings in between.
#
# ## A network, and data that tempts
# The disc and the ring of exercise 8 once more, but 28 further inputs come along that mean nothing at all:
# random numbers. A network that looks closely enough finds patterns in them, true of these points alone.


# %%
def points(n_samples, seed):
    """Case 2 with its two inputs x1, x2, and 28 inputs of noise."""
    case = ann.datasets.generate_classification_case2(n_samples=n_samples, noise=0.25, seed=seed)
    noise = np.random.default_rng(seed).normal(0, 0.7, (n_samples, 28))
    return ann.datasets.Dataset(np.hstack([case.X, noise]), case.y, "binary", name="disc, ring and noise")


data = points(1000, SEED)

# %% [markdown]
# Three parts: 80 % to learn from; 15 % to watch the learning (the network never learns from them, but *you*
# choose by them); 5 % that nobody looks at before the end.
#
# **Your turn** ★: split the data. *Hint: `data.split(...)` takes the three shares, and `seed=SEED`.*

# %%
train, validation, test = data, data, data  # three Datasets: replace them by the three parts
### BEGIN SOLUTION
train, validation, test = data.split(0.80, 0.15, 0.05, seed=SEED)
### END SOLUTION
check.equal("points in each part", [len(train), len(validation), len(test)], [800, 150, 50])


def network(layer=keras.layers.Dense, dropout=0.0, normalise=False, optimizer=None, **settings):
    """Two layers of 100 neurons: 13 301 parameters for 800 points. ``settings`` go to both layers."""
    keras.utils.set_random_seed(SEED)
    model = keras.Sequential([keras.Input((30,))])
    for _ in range(2):
        model.add(layer(100, **settings))
        if normalise:
            model.add(keras.layers.BatchNormalization())
        model.add(keras.layers.Activation("relu"))
        if dropout:
            model.add(keras.layers.Dropout(dropout))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    optimizer = optimizer or keras.optimizers.Adam(0.002)
    model.compile(optimizer, "binary_crossentropy", metrics=["binary_accuracy"])
    return model


def train_it(model, **more):
    return ann.training.fit(
        model, *train, validation_data=validation, epochs=60, batch_size=32, verbose=0, **more
    )


# %% [markdown]
# ## Nothing held back
# Sixty epochs, with no precaution at all. **Guess first.** After which epoch is the *validation* loss lowest?

# %%
guess_best = None  # a whole number, 1 to 60

# %%
models, histories = {"nothing": network()}, {}
histories["nothing"] = train_it(models["nothing"])
figure, (left, right) = ann.plots.figure(1, 2)
ann.plots.history(histories["nothing"], "loss", ax=left)
ann.plots.history(histories["nothing"], "binary_accuracy", ax=right)
best = int(np.argmin(histories["nothing"].history["val_loss"]))
left.axvline(best + 1, color="black", linestyle=":", label="lowest validation loss")
left.legend()
right.set_ylim(0, 1.02)
plt.show()
check.guess("epoch with the lowest validation loss", guess_best, best + 1)

# %% [markdown]
# **What to see:** the training loss goes to zero and the training accuracy to 1: every point is known by
# heart. The validation loss turns within the first third and *rises*: there the network begins to learn what is
# true of the training points alone. Its accuracy does not fall.
#
# ## Stop in time
# Watch the validation loss, wait 10 epochs for an improvement, then stop and go back to the best weights.
#
# **Your turn** ★★: a callback that does so. *Hint: `keras.callbacks` has one of this name; what to watch, how
# patient to be and whether to go back to the best weights are its arguments.*

# %%
stop = keras.callbacks.Callback()  # one that does nothing: replace it
### BEGIN SOLUTION
stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=10, restore_best_weights=True)
### END SOLUTION
models["early stopping"] = network()
histories["early stopping"] = train_it(models["early stopping"], callbacks=[stop])
check.equal(
    "epochs of training", len(histories["early stopping"].epoch), best + 11, hint="patience", points=2
)

# %% [markdown]
# ## Make remembering hard
# - *Dropout*: in each step half of the neurons are switched off at random. None can rely on another.
# - *DropConnect*: the same for single connections, here three in ten.
# - *L1* (LASSO) adds the sum of all |w| to the loss: what is not needed goes to 0. *L2* (ridge) adds the
#   sum of w²: all get smaller. *Elastic net* adds both.
# - *Max-norm* lets the incoming weights of a neuron grow to a certain length and no further.
#
# **Your turn** ★★: the settings of `network` for dropout 0.5 and for L2 with 0.005. *Hint: one is an argument of
# `network`, the other has the same name as in L1.*

# %%
settings = {
    "dropout": {},
    "DropConnect": {"layer": ann.models.DropConnect, "rate": 0.3},
    "max-norm": {"kernel_constraint": MaxNorm(0.3)},
    "L2": {},
    "elastic net": {"kernel_regularizer": L1L2(0.0005, 0.002)},
    "L1": {"kernel_regularizer": L1(0.001)},
}
### BEGIN SOLUTION
settings["dropout"] = {"dropout": 0.5}
settings["L2"] = {"kernel_regularizer": L2(0.005)}
### END SOLUTION
for name, given in settings.items():
    models[name] = network(**given)
    histories[name] = train_it(models[name])
dropped = [layer.rate for layer in models["dropout"].layers if isinstance(layer, keras.layers.Dropout)]
check.equal("the rates of the Dropout layers", dropped, [0.5, 0.5])
check.true("L2 is in both layers", len(models["L2"].losses) == 2, hint="kernel_regularizer")

# %% [markdown]
# ## Judgement
# The test points at last. There are only 50 of them, and one point is 2 % of the accuracy. Our points cost
# nothing, so here are 4000 fresh ones as well. The loss is the bare cross-entropy, without what L1 and L2 add to it.
#
# **Guess first.** Which of the eight has the lowest loss on fresh points, where 28 of 30 inputs mean nothing?

# %%
guess_remedy = None  # one of the names above

# %%
fresh = points(4000, SEED + 1000)
rows = {}
for name, model in models.items():
    inputs, outputs = model.layers[0].get_weights()[0], ann.evaluation.predict(model, fresh.X)[:, 0]
    wrong = (outputs > 0.5) != fresh.y
    rows[name] = {
        "training": np.mean(ann.evaluation.predict_classes(model, train.X) == train.y),
        "50 test points": np.mean(ann.evaluation.predict_classes(model, test.X) == test.y),
        "4000 fresh": 1 - np.mean(wrong),
        "loss, fresh": float(ann.evaluation.cross_entropy(fresh.y, outputs)),
        "sure when wrong": np.mean(np.maximum(outputs, 1 - outputs)[wrong]),
        "weights near 0": np.mean(np.abs(inputs) < 0.001),
    }
table = pd.DataFrame.from_dict(rows, orient="index")
print(table.round(3).to_string())
share = table["4000 fresh"].mean()
print(f"50 points: chance alone spreads such a share by {np.sqrt(share * (1 - share) / 50):.3f}")
figure, (left, right) = ann.plots.figure(1, 2, width=7)
left.barh(table.index, table["loss, fresh"], color=ann.plots.COLOURS[0])
left.invert_yaxis()
left.set(xlabel="cross-entropy on 4000 fresh points", title="Less is better")
lines = zip(["nothing", "max-norm", "L2", "L1"], "o^sD", strict=True)
for number, (name, marker) in enumerate(lines):
    size = np.abs(models[name].layers[0].get_weights()[0]).mean(axis=1)
    right.plot(range(1, 31), size, marker=marker, color=ann.plots.COLOURS[number], label=name)
right.set(xlabel="input (1 and 2 mean something)", ylabel="mean |w| of its connections", yscale="log")
right.set_title("What each network looks at")
right.legend(ncols=2)
plt.show()
check.guess("lowest loss on fresh points", guess_remedy, table["loss, fresh"].idxmin())

# %% [markdown]
# **What to see:** the loss of each is lower than that of "nothing", which is also the surest of its wrong
# answers. Early stopping saves time, but it stops a network that has learned much of the noise already: its
# accuracy is no better. L1 and elastic net come below dropout, DropConnect, max-norm and early stopping, and on
# the right is why: without them all 30 inputs are listened to, with L2 the noise is turned down, with L1 most
# weights are 0. Here that is the right medicine, since most inputs are noise. The column of the 50 test points
# has another order than that of the 4000: differences of this size are made by chance.
#
# ## Batch normalisation
# After a layer, subtract the mean of the batch and divide by its spread: every neuron's sums stay in a range where
# they can learn. S2 points to it as a way to accelerate. Both below learn with plain gradient descent, rate 0.05.

# %%
with_it, without = (network(normalise=yes, optimizer=keras.optimizers.SGD(0.05)) for yes in (True, False))
runs = [train_it(model).history["loss"] for model in (with_it, without)]
epochs_to = [int(np.argmax(np.array(losses) < 0.1)) + 1 for losses in runs]
on_fresh_points = [
    float(ann.evaluation.cross_entropy(fresh.y, ann.evaluation.predict(model, fresh.X)[:, 0]))
    for model in (with_it, without)
]
print(f"training loss below 0.1 after {epochs_to[0]} epochs with batch normalisation, {epochs_to[1]} without")
print(
    f"loss on fresh points after 60 epochs: {on_fresh_points[0]:.3f} with, {on_fresh_points[1]:.3f} without"
)

# %% [markdown]
# **What to see:** the same training loss in about half of the epochs.
#
# **Not so:** "it also keeps a network from learning by heart". After the same 60 epochs its loss on fresh points is
# the higher one of the two: it learned faster, the noise too.
#
# ## Now try
# - 5000 points instead of 1000: the best medicine of all. Which of the others is still worth it?
# - L1 with 0.01 and with 0.1: from overfitting to underfitting. How do you see it in the training column?
# - Early stopping *and* dropout together, and `patience=2`.
#
# ## Check yourself

# %%
check.at_least("without precaution: accuracy on the training points", table.loc["nothing", "training"], 0.99)
rise = histories["nothing"].history["val_loss"][-1] / min(histories["nothing"].history["val_loss"])
check.at_least("and its validation loss rises from the lowest by a factor of", rise, 1.1)
remedies = table["loss, fresh"].drop("nothing")
check.below("highest loss with a remedy, against without", remedies.max(), table["loss, fresh"]["nothing"])
check.at_least("share of weights that L1 set to 0", table.loc["L1", "weights near 0"], 0.6)
check.done()
