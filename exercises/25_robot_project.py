# %% [markdown]
# # 25. The robot project: one network or two?
# A robot follows the walls of a room. It has a ring of 24 ultrasonic sensors and four moves. You build
# its brain in two ways and compare them on the same held-out moments:
#
# - **A, then B**: network A (regression) reduces the 24 sensors to four distances (front, left, right,
#   back), network B (classification) chooses the move from those four;
# - **complete**: one network from the 24 sensors straight to the move.
#
# **You will learn** to chain networks, why good parts can make a bad chain, and what mends it. About
# 45 minutes. Runs in 30 s. Source: S0, section 3, problem 1; data: Freire and others 2009 (UCI).

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import QuantileTransformer

SEED = 0
data_A = ann.datasets.load_dataset_networkA()  # 24 sensors -> 4 distances
data_B = ann.datasets.load_dataset_networkB()  # 4 distances -> move
moves = data_B.target_names
print(data_A, data_B, sep="\n")

# %% [markdown]
# One split for all: 20 % of the moments are held out for every network, with the same share of each move.

# %%
train, test = train_test_split(np.arange(len(data_B)), test_size=0.2, stratify=data_B.y, random_state=SEED)


def accuracy(model, X):
    """Share of the held-out moments whose move the model gets right."""
    return np.mean(ann.evaluation.predict_classes(model, X[test]) == data_B.y[test])


# %% [markdown]
# ## Look at the data first
# How far away are things, and how are the distances spread?

# %%
figure, axes = ann.plots.figure(1, 4, width=3.6, height=3.2)
for ax, name, distance in zip(axes, data_A.target_names, data_A.y.T, strict=True):
    ax.hist(distance, bins=50, color=ann.plots.COLOURS[0])
    ax.set(title=name, xlabel="distance (m)")
axes[0].set_ylabel("moments")
plt.show()

# %% [markdown]
# **What to see:** most readings lie between 0.4 and 1.5 m, and a few are 5 m, where no echo came back.
# Scaled by mean and deviation, the crowd is squeezed together and the rare 5 m sets the scale. A scale
# by *rank* (the share of moments with a smaller reading) spreads the crowd out: to the network, each
# step then means the same number of moments.
#
# ## Network B: from four distances to a move
# Your turn: scale the distances by rank, learned from the training rows alone.
# *Hint: `data.scale(like=..., method="rank")`, and `data.take(train)` for the training rows.*

# %%
### BEGIN SOLUTION
distances = data_B.scale(like=data_B.take(train), method="rank").X
### END SOLUTION
keras.utils.set_random_seed(SEED)
network_B = ann.models.mlp(
    4, [32, 32], 4, task="multiclass", optimizer="adam", learning_rate=0.005, seed=SEED, name="B"
)
ann.training.fit(network_B, distances[train], data_B.y[train], epochs=80, batch_size=64)
accuracy_B = accuracy(network_B, distances)
print(f"B alone, fed with the true distances: {accuracy_B:.3f}")

# %% [markdown]
# ## Network A, the obvious way
# 24 sensors in metres, four distances in metres, mean squared error.

# %%
sensors = data_A.scale(like=data_A.take(train), method="rank").X
plain_A = ann.models.mlp(24, [64, 32], 4, task="regression", optimizer="adam", learning_rate=0.002, seed=SEED)
ann.training.fit(plain_A, data_A.X[train], data_A.y[train], epochs=60, batch_size=64)
guessed = ann.evaluation.predict(plain_A, data_A.X)
as_ranks = data_B.scale(like=data_B.take(train), method="rank").X_scaler.transform(guessed)
plain_chain = accuracy(network_B, as_ranks)
plain_r2 = ann.evaluation.r_squared(data_A.y[test], guessed[test])
print(
    "r² of A:",
    ", ".join(f"{name} {score:.3f}" for name, score in zip(data_A.target_names, plain_r2, strict=True)),
)
print(f"plain chain A -> B: {plain_chain:.3f}")

# %% [markdown]
# **What to see:** two good networks and a bad chain. Why? B decides near sharp limits: the robot turns
# when something is nearer than 0.90 m ahead, or crosses 0.50 m or 0.90 m on the left. Most moments lie
# close to those limits, because the robot keeps itself there. The squared error cares for the few huge
# errors (5 m or not), and B needs centimetres around 0.9 m. r² does not tell you.

# %%
front, left = data_A.y[test, 0], data_A.y[test, 1]
near = (np.abs(front - 0.90) < 0.10) | (np.abs(left - 0.50) < 0.10) | (np.abs(left - 0.90) < 0.10)
error = np.abs(guessed[test, :2] - data_A.y[test, :2]).max(axis=1)
print(f"{100 * near.mean():.0f} % of the moments lie within 10 cm of a limit")
print(f"there A is wrong by {100 * np.median(error[near]):.0f} cm in front or on the left (median)")

# %% [markdown]
# ## Network A, mended
# Let A learn the *ranks* of the distances: where the crowd is, near B's limits, a centimetre now counts
# most. And take the mean *absolute* error, which does not chase the few huge ones.
#
# Your turn: the rank-scaled targets. *Hint: `scale` has an argument `y=True`.*

# %%
### BEGIN SOLUTION
targets = data_A.scale(like=data_A.take(train), method="rank", y=True).y
### END SOLUTION
keras.utils.set_random_seed(SEED)
steps = 150 * (len(train) // 64 + 1)
network_A = keras.Sequential(
    [
        keras.Input((24,)),
        *[keras.layers.Dense(n, activation="relu") for n in (256, 128, 64)],
        keras.layers.Dense(4),
    ],
    name="A",
)
network_A.compile(
    loss="mean_absolute_error",
    optimizer=keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.002, steps)),
)
history = ann.training.fit(network_A, sensors[train], targets[train], epochs=150, batch_size=64)
reduced = ann.evaluation.predict(network_A, sensors)
chain_report = ann.evaluation.confusion(
    data_B.y[test], ann.evaluation.predict_classes(network_B, reduced[test]), moves
)
print(f"chain A -> B: {chain_report.accuracy:.3f}")
ann.plots.regression(targets[test], reduced[test], data_A.target_names)
plt.show()

# %% [markdown]
# ## The complete network
# From the 24 sensors to the move, without the four distances in between. One thing helps it: all
# sensors are alike, and a limit of 0.90 m means the same to each of them. So scale them with *one*
# ruler (ranks among all readings), and let a first `Dense` layer with the same weights look at each
# sensor: `Reshape((24, 1))` makes 24 rows of one number, and `Dense` treats each row alike.
#
# Your turn: build the network: input, that reshape, shared layers of 32 and 16 neurons, `Flatten`, a
# layer of 64, the output. *Hint: a list of layers in a `keras.Sequential`, all hidden ones `relu`.*

# %%
ruler = QuantileTransformer(subsample=None).fit(data_A.X[train].reshape(-1, 1))
readings = 4 * ruler.transform(data_A.X.reshape(-1, 1)).reshape(data_A.X.shape) - 2


def complete_network(rows, epochs=100):
    """Build the network and train it on some rows."""
    keras.utils.set_random_seed(SEED)
    ### BEGIN SOLUTION
    model = keras.Sequential(
        [
            keras.Input((24,)),
            keras.layers.Reshape((24, 1)),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="relu", kernel_regularizer=keras.regularizers.L2(1e-4)),
            keras.layers.Dense(4, activation="softmax"),
        ],
        name="complete",
    )
    ### END SOLUTION
    decay = keras.optimizers.schedules.CosineDecay(0.003, epochs * (len(rows) // 64 + 1))
    model.compile(
        loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.Adam(decay), metrics=["accuracy"]
    )
    ann.training.fit(model, readings[rows], data_B.y[rows], epochs=epochs, batch_size=64)
    return model


complete = complete_network(train)
complete_report = ann.evaluation.confusion(
    data_B.y[test], ann.evaluation.predict_classes(complete, readings[test]), moves
)

# %% [markdown]
# ## A harder test
# The rows are consecutive moments, nine a second. A random split puts the neighbours of every test
# moment into the training set, and they look almost the same. So hold out the *end* of the recording.

# %%
first, last = np.split(np.arange(len(data_B)), [round(0.8 * len(data_B))])
by_time = complete_network(first)
time_accuracy = np.mean(ann.evaluation.predict_classes(by_time, readings[last]) == data_B.y[last])
print(f"complete network, last 20 % of the recording held out: {time_accuracy:.3f}")

# %% [markdown]
# ## Side by side

# %%
figure, (left, right) = ann.plots.figure(1, 2, width=6.5, height=6)
ann.plots.confusion(chain_report, ax=left)
left.set_title(f"Chain A, then B: accuracy {chain_report.accuracy:.3f}")
ann.plots.confusion(complete_report, ax=right)
right.set_title(f"Complete network: accuracy {complete_report.accuracy:.3f}")
plt.show()
print(f"network B alone       {accuracy_B:.3f}   (true distances)")
print(f"plain chain A -> B    {plain_chain:.3f}")
print(f"chain A -> B          {chain_report.accuracy:.3f}")
print(f"complete network      {complete_report.accuracy:.3f}")
print(f"complete, split by time {time_accuracy:.3f}")
print(f"\nThe complete network, class by class:\n{complete_report}")

# %% [markdown]
# **What to see:** the chain can be read: after A you can look at four distances in metres and see why
# the robot turned. The complete network needs no one to know that those four distances exist. On this
# robot knowing them is worth something: they are what its builders wrote the moves with. And the test
# by time is the one to believe for another lap: the random one asks about moments next to known ones.
#
# ## Now try
# - Train B on A's outputs instead of the true distances: does B learn to live with A's errors?
# - Leave out the sensors that look backwards. Who suffers, who doesn't?
# - Split A, B and the chain by time as well. Which part of the chain suffers?
#
# ## Check yourself

# %%
wanted = 0.96 if len(data_B) > 5000 else 0.80  # the simulated sample is short: 2000 moments
check = ann.course.checks()
check.at_least("network B on the true distances", accuracy_B, 0.97, hint="scale by rank, train 80 epochs")
check.below("good parts, bad chain: plain chain", plain_chain, chain_report.accuracy)
check.at_least("chain A -> B", chain_report.accuracy, 0.90, hint="ranks for the sensors and for the targets")
check.at_least(
    "complete network", complete_report.accuracy, wanted, hint="one ruler for all sensors, 100 epochs"
)
check.done()
