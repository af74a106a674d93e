# %% [markdown]
# # 25. The robot project: one network or two?
# A robot follows the walls of a room. It has a ring of 24 ultrasonic sensors and four moves. You build
# its brain in two ways and compare them on the same held-out moments:
#
# - **A, then B**: network A (regression) reduces the 24 sensors to four distances (front, left, right,
#   back), network B (classification) chooses the move from those four;
# - **complete**: one network from the 24 sensors straight to the move.
#
# **You will learn** to chain networks, why good parts can make a bad chain, and to build what you know of a
# machine into the layers. About 60 minutes. Runs in 26 s. To find your own way instead, take the open project
# `exercises/projects/25_robot.md`. Source: S0, section 3, problem 1; data: Freire and others 2009 (UCI).

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import QuantileTransformer

SEED = 0
check = ann.course.checks()
if ann.datasets.real_files("robot"):
    data_A = ann.datasets.load_dataset_networkA()  # 24 sensors -> 4 distances
    data_B = ann.datasets.load_dataset_networkB()  # 4 distances -> move
else:  # a simulated drive, as long as the real recording
    ring = ann.datasets.generate_robot_case(5456, sensors=24, seed=SEED)
    data_B = ann.datasets.generate_robot_case(5456, sensors=4, seed=SEED)
    data_A = ann.datasets.Dataset(ring.X, data_B.X, "regression", ring.feature_names, data_B.feature_names)
moves = data_B.target_names
print(data_A, data_B, sep="\n")

# One split for all: 20 % of the moments are held out for every network, with the same share of each move.
train, test = train_test_split(np.arange(len(data_B)), test_size=0.2, stratify=data_B.y, random_state=SEED)


def accuracy(model, X, rows):
    """Share of these moments whose move the model gets right."""
    return np.mean(ann.evaluation.predict_classes(model, X[rows]) == data_B.y[rows])


def learn(layers, loss, X, y, rows, epochs=100, rate=0.003):
    """Build a network, compile it, train it on some rows; the learning rate sinks to 0 on half a cosine."""
    model = keras.Sequential([keras.Input(X.shape[1:]), *layers])
    decay = keras.optimizers.schedules.CosineDecay(rate, epochs * (len(rows) // 64 + 1))
    model.compile(loss=loss, optimizer=keras.optimizers.Adam(decay))
    ann.training.fit(model, X[rows], y[rows], epochs=epochs, batch_size=64, verbose=0)
    return model


# %% [markdown]
# ## Look at the data first
# How far away are things? The robot's builders wrote its moves with limits, drawn dashed: nearer than 0.90 m
# ahead it turns sharply right; on the left it keeps between 0.50 m and 0.90 m.

# %%
limits = {"SD_front": [0.90], "SD_left": [0.495, 0.90]}
figure, axes = ann.plots.figure(1, 4, width=3.6, height=3.2)
for ax, name, distance in zip(axes, data_A.target_names, data_A.y.T, strict=True):
    ax.hist(distance, bins=np.arange(0, 5.2, 0.1), color=ann.plots.COLOURS[0])
    ax.vlines(limits.get(name, []), 0, 1500, color="black", linestyle="--")
    ax.set(title=name, xlabel="distance (m)", ylim=(0, 1500))
axes[0].set_ylabel("moments")
plt.show()
no_echo, none_near = np.mean(data_A.X >= 5), np.mean(data_A.y >= 5)
print(f"5 m, no echo: {no_echo:.1%} of the sensors' readings, {none_near:.2%} of the four distances")

# %% [markdown]
# **What to see:** in front and on the left the moments crowd together at the limits, because the robot keeps
# itself there. Scaled by mean and deviation, the crowd stays squeezed together. A scale by *rank* (the share of
# training moments with a smaller reading) spreads it out: each step then means the same number of moments.
#
# ## Network B: from four distances to a move
# **Your turn** ★: scale the distances by rank, learned from the training rows alone. (`scale` stands for
# scikit-learn's `QuantileTransformer` here.) *Hint: `scale` takes `like`, the data to learn from, and
# `method`; `take` gives some rows of a dataset.*

# %%
distances = data_B.X  # an array (moments, 4): replaced by the ranks
### BEGIN SOLUTION
distances = data_B.scale(like=data_B.take(train), method="rank").X
### END SOLUTION
check.between("half of the training ranks are below", np.median(distances[train]), 0.49, 0.51)


def hidden_layers(*neurons):
    """Hidden layers with relu; always the same first weights."""
    keras.utils.set_random_seed(SEED)
    return [keras.layers.Dense(n, activation="relu") for n in neurons]


def moves_layer():
    """The output layer: a share for each of the four moves."""
    return keras.layers.Dense(4, activation="softmax")


cross_entropy = "sparse_categorical_crossentropy"
layers = [*hidden_layers(32, 32), moves_layer()]
network_B = learn(layers, cross_entropy, distances, data_B.y, train, rate=0.01)
accuracy_B = accuracy(network_B, distances, test)
print(f"B alone, fed with the true distances: {accuracy_B:.3f}")
check.at_least("network B on the true distances", accuracy_B, 0.98, points=2, hint="scaled by rank?")

# %% [markdown]
# ## Network A, the obvious way
# 24 sensors in metres, four distances in metres, mean squared error.

# %%
layers = [*hidden_layers(64, 32), keras.layers.Dense(4)]
plain_A = learn(layers, "mean_squared_error", data_A.X, data_A.y, train, epochs=60)
guessed = ann.evaluation.predict(plain_A, data_A.X)
plain_r2 = ann.evaluation.r_squared(data_A.y[test], guessed[test])
print("r² of A:", dict(zip(data_A.target_names, plain_r2.round(3).tolist(), strict=True)))

# %% [markdown]
# **Guess first.** B is right in nearly all cases, and you have just seen how A does. Chain them: A's distances,
# scaled as B's inputs were, into B. Which share of the moves will be right?

# %%
guess_chain = None  # a share, 0 to 1

# %%
to_ranks = data_B.scale(like=data_B.take(train), method="rank").X_scaler
plain_chain = accuracy(network_B, to_ranks.transform(guessed), test)
print(f"plain chain A -> B: {plain_chain:.3f}")
check.guess("share of right moves of the plain chain", guess_chain, plain_chain)
front, left = data_A.y[test, 0], data_A.y[test, 1]
near = (np.abs(front - 0.90) < 0.10) | (np.abs(left - 0.495) < 0.10) | (np.abs(left - 0.90) < 0.10)
plain_error = np.abs(guessed - data_A.y)[test, :2].max(axis=1)
print(
    f"{near.mean():.0%} of the moments lie within 10 cm of a limit; there A is wrong, in front or on the left,"
)
print(f"by {100 * np.median(plain_error[near]):.0f} cm (median)")

# %% [markdown]
# **What to see:** B lost more than a tenth of its right answers. It decides at sharp limits, most moments lie
# close to one, and there A is wrong by several centimetres.
#
# **Not so:** "r² tells whether a part is good enough". r² measures the error against the spread of *all*
# distances, metres; B needs centimetres, and only at its limits.
#
# ## What a distance is
# Do you know something that A has to find out? Look at the file itself: is a distance the shortest reading of
# some neighbouring sensors? The ring closes: after US24 comes US1.
#
# **Your turn** ★★: the shortest of `count` neighbouring readings. *Hint: `np.roll(..., axis=1)` turns the ring,
# so that the sensor `first` comes to stand in column 0.*


# %%
def shortest(readings, first, count):
    """Of each moment (row) the shortest of ``count`` readings, from column ``first`` on round the ring."""
    least = readings[:, first]  # an array (moments,)
    ### BEGIN SOLUTION
    turned = np.roll(readings, -first, axis=1)
    least = turned[:, :count].min(axis=1)
    ### END SOLUTION
    return least


arcs = {}
for name, distance in zip(data_A.target_names, data_A.y.T, strict=True):
    agree = {
        (first, count): np.mean(np.abs(shortest(data_A.X, first, count) - distance) < 0.002)
        for first in range(24)
        for count in range(2, 7)
    }
    arcs[name] = max(agree, key=agree.get)
    sensors = ", ".join(data_A.feature_names[(arcs[name][0] + k) % 24] for k in range(arcs[name][1]))
    print(f"{name}: the shortest of {sensors} in {agree[arcs[name]]:.1%} of the moments")
check.equal("sensors of SD_left: first, count", arcs["SD_left"], (17, 3), points=2, hint="round the ring")

# %%
around = np.concatenate([np.arange(first, first + count) % 24 for first, count in arcs.values()])
moment = data_A.X[:, around].max(axis=1).argmin()  # all four arcs see something near
bearing = np.deg2rad(15 * (np.arange(24) - 12))  # US13 looks ahead, each next one farther to the left
x, y = -np.sin(bearing) * data_A.X[moment], np.cos(bearing) * data_A.X[moment]
figure, ax = ann.plots.figure(1, 1, width=4.4, height=3.3)
ax.plot(np.stack([0 * x, x]), np.stack([0 * y, y]), color="#bbbbbb", linewidth=1)
for number, (name, (first, count)) in enumerate(arcs.items()):
    sensors = np.arange(first, first + count) % 24
    least = sensors[data_A.X[moment, sensors].argmin()]
    ax.plot([0, x[least]], [0, y[least]], color=ann.plots.COLOURS[number], linewidth=3)
    ax.plot(x[sensors], y[sensors], "os^D"[number], color=ann.plots.COLOURS[number], label=name)
ax.plot(0, 0, "k^", markersize=9)
ax.set(aspect="equal", xlim=(-2, 2), ylim=(-2, 2), xlabel="metres", title="One moment: 24 readings, 4 minima")
ax.legend(fontsize=9, loc="center left", bbox_to_anchor=(1, 0.5))
ann.course.cover(
    figure, "A robot's ring of readings; four arcs in colours, the shortest of each a thick line."
)
plt.show()

# %% [markdown]
# **What to see:** each distance is a *minimum* over an arc of neighbours. A layer of weights can only add; a
# minimum is hard for it. But Keras has a layer for it: with *nearness* in place of distance, the minimum becomes
# a maximum, and `MaxPooling1D` takes the maximum of neighbours. After the pooling each place says how near the
# nearest thing is that three sensors see, and all places have the same unit: so one small network with the
# same weights may look at each of them (a `Dense` layer treats each row of its input alike).
#
# All sensors get *one* ruler, the ranks among all readings, turned round: 2 is nearest, -2 is farthest.

# %%
ruler = QuantileTransformer(subsample=None).fit(data_A.X[train].reshape(-1, 1))


def nearness(metres):
    """An array of distances of any shape: -2 (farthest) to 2 (nearest), by rank."""
    return 2 - 4 * ruler.transform(metres.reshape(-1, 1)).reshape(metres.shape)


near_sensors = nearness(data_A.X)

# %% [markdown]
# **Your turn** ★★: the first layers of the networks to come. `Reshape` makes 24 rows of one number; the maximum
# of `width` neighbours, at every place (`strides=1`); shared layers of 32 and 16 neurons with `relu`; all in one
# flat row. *Hint: five lines in a list. The place of a pooling in a CNN (exercise 22) is not the place of this one.*


# %%
def arc_layers(width=3):
    """From 24 nearnesses to a flat row: what each place of the ring sees."""
    keras.utils.set_random_seed(SEED)
    layers = [keras.layers.Flatten()]  # a list of Keras layers
    ### BEGIN SOLUTION
    layers = [
        keras.layers.Reshape((24, 1)),
        keras.layers.MaxPooling1D(width, strides=1),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Flatten(),
    ]
    ### END SOLUTION
    return layers


first_layers = keras.Sequential([keras.Input((24,)), *arc_layers()])
check.equal("numbers in the flat row", first_layers.output_shape[1], 352, hint="22 places, 16 neurons each")
check.equal("parameters", first_layers.count_params(), 592, points=2, hint="shared by all places: 64 + 528")
pooled = np.asarray(keras.layers.MaxPooling1D(3, strides=1)(near_sensors[:, :, None]))[:, :, 0]
gap = np.abs(pooled[:, 17] - nearness(data_A.y[:, 1])).max()
print(f"largest difference between place 17 of the pooling and the nearness of SD_left: {gap:.1e}")

# %% [markdown]
# ## Network A, mended
# Those layers; and let A learn the *ranks* of the distances with the mean *absolute* error: near B's limits, where
# the crowd is, a centimetre now counts most, and a few huge errors are not chased.
#
# **Your turn** ★: the rank-scaled targets of A. *Hint: `scale` can do the targets too, if you ask it to.*

# %%
targets = data_A.y  # an array (moments, 4): replaced by the ranks of the distances
### BEGIN SOLUTION
targets = data_A.scale(like=data_A.take(train), method="rank", y=True).y
### END SOLUTION
check.close("A's targets are B's inputs: difference", np.abs(targets - distances).max(), 0, within=1e-6)
layers = [*arc_layers(), keras.layers.Dense(64, activation="relu"), keras.layers.Dense(4)]
network_A = learn(layers, "mean_absolute_error", near_sensors, targets, train)
reduced = ann.evaluation.predict(network_A, near_sensors)
says = ann.evaluation.predict_classes(network_B, reduced[test])
chain_report = ann.evaluation.confusion(data_B.y[test], says, moves)
in_metres = to_ranks.inverse_transform(np.clip(reduced, 0, 1))
error = np.abs(in_metres - data_A.y)[test, :2].max(axis=1)
print(f"chain A -> B: {chain_report.accuracy:.3f}; A is wrong by {100 * np.median(error[near]):.1f} cm")
check.at_least("chain A -> B", chain_report.accuracy, 0.96, points=2, hint="look at the ranks of the targets")
figure, axes = ann.plots.figure(2, 4, width=3.6, height=3.4)
for ax, (row, column) in zip(axes.ravel(), np.ndindex(2, 4), strict=True):
    title, values = [("plain A", guessed), ("A, mended", in_metres)][row]
    ann.plots.regression(data_A.y[test, column], values[test, column], ax=ax)
    ax.set(title=f"{title}: {data_A.target_names[column]}", xlabel="true (m)", ylabel="said (m)")
plt.show()

# %% [markdown]
# **What to see:** in front, left and right the crowd has moved onto the diagonal: near a limit the median error fell to
# less than a fifth. A few far points are off, and r² with them; B does not mind. The back is the worst now: no
# window of three neighbours is its arc.
#
# ## The complete network
# **Guess first.** The complete network gets the same first layers, but nobody tells it that there are four distances.

# %%
guess_better = None  # "chain", "complete" or "about equal" (within two points in a hundred)


# %%
def complete_network(rows, width=3):
    """The same first layers, then a hidden layer and the four moves."""
    weight_decay = keras.regularizers.L2(1e-4)  # it has few moments for many weights
    last = [keras.layers.Dense(32, "relu", kernel_regularizer=weight_decay), moves_layer()]
    return learn([*arc_layers(width), *last], cross_entropy, near_sensors, data_B.y, rows)


complete = complete_network(train)
says = ann.evaluation.predict_classes(complete, near_sensors[test])
complete_report = ann.evaluation.confusion(data_B.y[test], says, moves)
lead = complete_report.accuracy - chain_report.accuracy
seen = "about equal" if abs(lead) < 0.02 else "complete" if lead > 0 else "chain"
check.guess("which is better", guess_better, seen)

# %% [markdown]
# ## A harder test
# The rows are consecutive moments, nine a second. A random split puts the neighbours of every test moment into
# the training set, and they look almost the same. So hold out the *end* of the recording; and take the maximum
# away once (`width=1`), to see what it is worth.

# %%
first, last = np.split(np.arange(len(data_B)), [round(0.8 * len(data_B))])
by_time = {width: accuracy(complete_network(first, width), near_sensors, last) for width in (3, 1)}

# %%
figure, (left, right) = ann.plots.figure(1, 2, width=6.5, height=6)
ann.plots.confusion(chain_report, ax=left)
left.set_title(f"Chain A, then B: accuracy {chain_report.accuracy:.3f}")
ann.plots.confusion(complete_report, ax=right)
right.set_title(f"Complete network: accuracy {complete_report.accuracy:.3f}")
plt.show()
scores = {"network B alone": accuracy_B, "plain chain A -> B": plain_chain}
scores |= {"chain A -> B": chain_report.accuracy, "complete network": complete_report.accuracy}
scores |= {"split by time": by_time[3], "split by time, no maximum": by_time[1]}
print("\n".join(f"{name:<25} {score:.3f}" for name, score in scores.items()))

# %% [markdown]
# **What to see:** both ways end within two points of each other, so choose by what you need: after A you can
# look at four distances in metres and see why the robot turned; the complete network needs nobody who knows of
# them. Believe the test by time for another lap. It is there that the maximum over neighbours shows its worth.
#
# ## Now try
# - `width=2` and `width=5`: which arcs fit, which distance does A gain or lose?
# - Train B on A's outputs instead of the true distances: does B learn to live with A's errors?
# - Split A, B and the chain by time as well. Which part of the chain suffers?
#
# ## Check yourself

# %%
check.below("good parts, bad chain: plain chain", plain_chain, chain_report.accuracy)
check.at_least("complete network", complete_report.accuracy, 0.96, points=2, hint="are the layers shared?")
check.at_least("complete network, split by time", by_time[3], 0.93)
check.below("without the maximum, split by time", by_time[1], by_time[3])
check.done()
