# %% [markdown]
# # 12. Learning by heart
# A large network and few points: it can simply remember them. On what it has seen it is then perfect, and
# on anything new it is no better than before, and much too sure of itself. That is *overfitting*.
#
# **You will learn** to see it in two curves, what the three parts of the data are for, to stop in time
# (early stopping), to switch off neurons or connections (dropout, DropConnect), and to keep weights small
# (L1, L2, elastic net, max-norm). About 35 minutes. Runs in 12 s.
# Source: S0, "Overfitting" and "how to split the dataset"; S1, "Régularisation du modèle".

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from keras.constraints import MaxNorm
from keras.regularizers import L1, L1L2, L2

SEED = 0


# %% [markdown]
# ## Data that tempts
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
# choose by them); 5 % that nobody looks at before the end. Your turn: split the data.
# *Hint: `data.split(...)` takes the three shares and `seed=SEED`.*

# %%
### BEGIN SOLUTION
train, validation, test = data.split(0.80, 0.15, 0.05, seed=SEED)
### END SOLUTION
print(f"{len(train)} to train, {len(validation)} to validate, {len(test)} to test")


def network(layer=keras.layers.Dense, dropout=0.0, **settings):
    """Two layers of 100 neurons: 13 301 parameters for 800 points. ``settings`` go to both layers."""
    keras.utils.set_random_seed(SEED)
    model = keras.Sequential([keras.Input((30,))])
    for _ in range(2):
        model.add(layer(100, activation="relu", **settings))
        if dropout:
            model.add(keras.layers.Dropout(dropout))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(keras.optimizers.Adam(0.002), "binary_crossentropy", metrics=["binary_accuracy"])
    return model


def train_it(model, **more):
    return ann.training.fit(
        model, *train, validation_data=validation, epochs=60, batch_size=32, verbose=0, **more
    )


# %% [markdown]
# ## Nothing held back
# Sixty epochs, with no precaution at all.

# %%
models, histories = {"nothing": network()}, {}
histories["nothing"] = train_it(models["nothing"])
figure, (left, right) = ann.plots.figure(1, 2)
ann.plots.history(histories["nothing"], "loss", ax=left)
ann.plots.history(histories["nothing"], "binary_accuracy", ax=right)
best = int(np.argmin(histories["nothing"].history["val_loss"]))
left.axvline(best + 1, color="black", linestyle=":", label="lowest validation loss")
left.legend()
plt.show()
print(f"lowest validation loss after epoch {best + 1}")

# %% [markdown]
# **What to see:** the training loss goes to zero and the training accuracy to 1: every point is known by
# heart. The validation loss turns after some epochs and *rises*: there the network begins to learn what is
# true of the training points alone. Its accuracy does not fall: the network gets no more answers
# wrong, but it is ever surer of the wrong ones.
#
# ## Stop in time
# Watch the validation loss, wait 10 epochs for an improvement, then stop and go back to the best weights.
#
# Your turn: train a fresh network so. *Hint: `keras.callbacks.EarlyStopping("val_loss", patience=...,
# restore_best_weights=True)`, in a list, as `callbacks`.*

# %%
models["early stopping"] = network()
### BEGIN SOLUTION
stop = keras.callbacks.EarlyStopping("val_loss", patience=10, restore_best_weights=True)
histories["early stopping"] = train_it(models["early stopping"], callbacks=[stop])
### END SOLUTION
print(f"stopped after {len(histories['early stopping'].epoch)} epochs")

# %% [markdown]
# ## Make remembering hard
# - *Dropout*: in each step half of the neurons are switched off at random. None can rely on another.
# - *DropConnect*: the same for single connections, here three in ten.
# - *L1* (LASSO) adds the sum of all |w| to the loss: what is not needed goes to 0. *L2* (ridge) adds the
#   sum of w²: all get smaller. *Elastic net* adds both.
# - *Max-norm* lets the incoming weights of a neuron grow to a certain length and no further.
#
# Your turn: the settings for dropout 0.5 and L2 with 0.005; the others are given.
# *Hint: `network` has an argument `dropout`; `kernel_regularizer` is an argument of `Dense`.*

# %%
settings = {
    "DropConnect": {"layer": ann.models.DropConnect, "rate": 0.3},
    "L1": {"kernel_regularizer": L1(0.001)},
    "elastic net": {"kernel_regularizer": L1L2(0.0005, 0.002)},
    "max-norm": {"kernel_constraint": MaxNorm(0.3)},
}
### BEGIN SOLUTION
settings["dropout"] = {"dropout": 0.5}
settings["L2"] = {"kernel_regularizer": L2(0.005)}
### END SOLUTION
for name, given in settings.items():
    models[name] = network(**given)
    histories[name] = train_it(models[name])

# %% [markdown]
# ## Judgement
# The test points at last. There are only 50 of them, and one point is 2 % of the accuracy: too few to tell
# eight networks apart. Our points cost nothing, so here are 4000 fresh ones as well. The loss is the bare
# cross-entropy, without what L1 and L2 add to it.

# %%
fresh = points(4000, SEED + 1000)
rows = {}
for name, model in models.items():
    inputs, outputs = model.layers[0].get_weights()[0], ann.evaluation.predict(model, fresh.X)
    rows[name] = {
        "training": np.mean(ann.evaluation.predict_classes(model, train.X) == train.y),
        "50 test points": np.mean(ann.evaluation.predict_classes(model, test.X) == test.y),
        "4000 fresh": np.mean((outputs[:, 0] > 0.5) == fresh.y),
        "loss, fresh": float(ann.evaluation.cross_entropy(fresh.y, outputs)),
        "weights near 0": np.mean(np.abs(inputs) < 0.001),
    }
table = pd.DataFrame.from_dict(rows, orient="index")
print(table.round(3).to_string())
figure, (left, right) = ann.plots.figure(1, 2, width=7)
places = range(len(table))
left.barh(places, table["loss, fresh"], color=ann.plots.COLOURS[0])
left.set_yticks(places, table.index)
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

# %% [markdown]
# **What to see:** the loss of each is lower than that of "nothing". Early stopping even saves time, but it
# stops a network that has learned much of the noise already. On the right is why the penalties do so well here:
# without them all 30 inputs are listened to, with L2 the noise is turned down, and with L1 most of its
# weights are 0: L1 has found out which inputs mean something. Here that is the right medicine, since most
# inputs are noise; where every input says a little, dropout and L2 usually do better. Read the column of
# the 50 test points again: it would have chosen at random.
#
# ## Now try
# - 5000 points instead of 1000: the best medicine of all. Which of the others is still worth it?
# - L1 with 0.01 and with 0.1: from overfitting to underfitting. How do you see it in the training column?
# - Early stopping *and* dropout together, and `patience=2`.
#
# ## Check yourself

# %%
check = ann.course.checks()
check.equal("rows to train, validate and test", [len(train), len(validation), len(test)], [800, 150, 50])
check.at_least("without precaution: accuracy on the training points", table.loc["nothing", "training"], 0.99)
rise = histories["nothing"].history["val_loss"][-1] / min(histories["nothing"].history["val_loss"])
check.at_least("and its validation loss rises from the lowest by a factor of", rise, 1.1)
for name in ("early stopping", "dropout", "DropConnect", "L1", "L2", "elastic net", "max-norm"):
    check.below(
        f"loss with {name} against without", table["loss, fresh"][name], table["loss, fresh"]["nothing"]
    )
check.at_least("share of weights that L1 set to 0", table.loc["L1", "weights near 0"], 0.6)
check.done()
