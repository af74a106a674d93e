# %% [markdown]
# # 24. Networks that remember
# All networks so far answered from what they saw at this moment. A recurrent network reads a sequence step
# by step and carries a memory from each step to the next. When is that worth it?
#
# **You will learn** how a recurrent layer computes, why an LSTM remembers longer than a plain one, to
# make windows of a time series and split them by time, and to ask first whether memory is needed at all.
# About 40 minutes. Runs in 18 s. The robot is S0's; Freire and others (2009) asked it this very question.
# Source: S1, recurrent cells and example 2b; S3, chapter D; S0, problem 1.

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np

SEED = 0


def trained(layers, X, y, task="regression", n_outputs=1, epochs=15, rate=0.01):
    """A network of these layers and an output layer, trained on X (n, steps, features)."""
    keras.utils.set_random_seed(SEED)
    classes = task == "multiclass"
    last = keras.layers.Dense(n_outputs, activation="softmax" if classes else None)
    model = keras.Sequential([keras.Input(X.shape[1:]), *layers, last])
    loss = "sparse_categorical_crossentropy" if classes else "mean_squared_error"
    model.compile(loss=loss, optimizer=keras.optimizers.Adam(rate))
    return model, ann.training.fit(model, X, y, epochs=epochs, batch_size=64, verbose=0)


# %% [markdown]
# ## How does a wave go on?
# 30 readings of a wave are given; the next one is asked for. X has three axes: sequences, steps, features.
# One network sees only the last reading, the other reads all 30, one after the other.

# %%
waves = ann.datasets.generate_sines_case(2000, n_steps=30, seed=SEED)
fresh = ann.datasets.generate_sines_case(500, n_steps=30, seed=SEED + 100)
print("X", waves.X.shape, "y", waves.y.shape)
last_only, _ = trained([keras.layers.Dense(16, activation="relu")], waves.X[:, -1], waves.y)
recurrent, _ = trained([keras.layers.SimpleRNN(16)], waves.X, waves.y)
guesses = {
    "last reading only": ann.evaluation.predict(last_only, fresh.X[:, -1])[:, 0],
    "SimpleRNN": ann.evaluation.predict(recurrent, fresh.X)[:, 0],
}
r2 = {name: float(ann.evaluation.r_squared(fresh.y, guess)) for name, guess in guesses.items()}
print("r² on fresh waves:", ", ".join(f"{name} {score:.3f}" for name, score in r2.items()))
figure, axes = ann.plots.figure(1, 3, width=5, height=3.5)
for row, ax in enumerate(axes):
    ax.plot(range(1, 31), fresh.X[row, :, 0], color="#666666", label="given")
    ax.plot(31, fresh.y[row], "*", markersize=15, color="black", label="asked for")
    for number, (name, guess) in enumerate(guesses.items()):
        ax.plot(31, guess[row], "os"[number], color=ann.plots.COLOURS[(3, 0)[number]], label=name)
    ax.set(xlabel="step", ylabel="reading", xlim=(0, 34), ylim=(-2.1, 1.3))
axes[0].legend(fontsize=10, loc="lower left", ncols=2)
plt.show()

# %% [markdown]
# **What to see:** from the last reading alone nobody can tell whether the wave goes up or down.
#
# ## What the layer does, by hand
# The memory h is 16 numbers, 0 at first. Each step makes a new one from the reading x and the old memory:
#
# h = tanh(x W + h U + b)
#
# with the *same* W (1, 16), U (16, 16) and b (16) at each step: 16 * (1 + 16 + 1) = 288 parameters, however
# long the sequence. Your turn: compute the last memory of the first fresh wave.
# *Hint: a `for` loop over the 30 rows of `wave`, and `@` for matrix products.*

# %%
W, U, b = recurrent.layers[0].get_weights()
wave = fresh.X[0]  # (30, 1)
h = np.zeros(16)
### BEGIN SOLUTION
for x in wave:
    h = np.tanh(x @ W + h @ U + b)
### END SOLUTION
by_keras = np.asarray(recurrent.layers[0](wave[None]))[0]
gap = np.abs(h - by_keras).max()
print(f"by hand and by Keras differ by {gap:.1e} at the most")

# %% [markdown]
# ## Remembering for long
# The adding problem: 24 numbers, two of them marked, one early, one late; the answer is their sum. What
# counts is seldom and far away. Always answering 1 makes a squared error of 1/6.

# %%
sums = ann.datasets.generate_adding_case(4000, n_steps=24, seed=SEED)
new_sums = ann.datasets.generate_adding_case(500, n_steps=24, seed=SEED + 100)
adding, histories = {}, {}
for layer in (keras.layers.SimpleRNN(24, name="SimpleRNN"), keras.layers.LSTM(24, name="LSTM")):
    model, histories[layer.name] = trained([layer], sums.X, sums.y)
    guess = ann.evaluation.predict(model, new_sums.X)[:, 0]
    adding[layer.name] = np.mean((guess - new_sums.y) ** 2)
    print(f"{layer.name:>9}: {layer.count_params()} parameters, squared error {adding[layer.name]:.4f}")
ax = ann.plots.history(histories)
ax.axhline(1 / 6, color="#666666", linestyle=":", label="always answering 1")
ax.set(yscale="log", title="The adding problem", ylabel="mean squared error")
ax.legend()
plt.show()

# %% [markdown]
# **What to see:** the plain layer writes its whole memory anew at each step, so an early number is washed
# away, and so is the gradient that should teach it to keep it. An LSTM has gates, and with them four times
# the weights: it learns to leave its memory alone until something marked comes by.
#
# ## The robot as a time series
# Rows of the robot's recording are moments, 9 each second. First scale the two distances, front and left,
# by rank (exercise 25 says why). Now the split: neighbouring moments are nearly alike, so random test
# rows would be old friends. The *last fifth of the drive* is the test.

# %%
robot = ann.datasets.load_robot(sensors=2)
if len(robot) < 5000:  # the sample is short: simulate a drive as long as the real one
    robot = ann.datasets.generate_robot_case(5456, sensors=2, seed=SEED)
print(robot)
cut, steps = int(0.8 * len(robot)), 8
readings = robot.scale(like=robot.take(slice(0, cut)), method="rank").X

# %% [markdown]
# Your turn: a window for each moment: the readings of this moment and of the 7 before it, in order.
# *Hint: `readings[now - steps + 1 : now + 1]` for each `now` from `steps - 1` on; `np.stack` the list.*


# %%
def windows(readings):
    """(n - steps + 1, steps, sensors): the last one is the present moment."""
    ### BEGIN SOLUTION
    return np.stack([readings[now - steps + 1 : now + 1] for now in range(steps - 1, len(readings))])
    ### END SOLUTION


y = robot.y[steps - 1 :]
train, test = slice(0, cut), slice(cut + steps, None)  # a gap, so that no window lies in both


def score(layers, X, epochs=12):
    """Accuracy on the last fifth of the drive."""
    model, _ = trained(layers, X[train], y[train], "multiclass", 4, epochs, rate=0.003)
    return np.mean(ann.evaluation.predict_classes(model, X[test]) == y[test])


# %% [markdown]
# Two worlds: all readings as recorded, and a bad sensor: each reading is lost (-1) half of the time.

# %%
lost = np.random.default_rng(SEED).random(readings.shape) < 0.5
worlds = {"all readings": readings, "half of them lost": np.where(lost, -1.0, readings)}
networks = {
    "this moment": lambda: [keras.layers.Dense(32, activation="relu")],
    "SimpleRNN": lambda: [keras.layers.SimpleRNN(24)],
    "LSTM": lambda: [keras.layers.LSTM(24)],
    "Conv1D": lambda: [
        keras.layers.Conv1D(16, 3, activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dense(32, activation="relu"),
    ],
}
scores = {world: {} for world in worlds}
for world, seen in worlds.items():
    X = windows(seen)
    for name in ("this moment", "Conv1D") if world == "all readings" else networks:
        now = name == "this moment"
        scores[world][name] = score(networks[name](), X[:, -1] if now else X, epochs=20 if now else 12)
        print(f"{world}, {name}: {scores[world][name]:.3f}")
clean, broken = scores.values()

# %%
figure, ax = ann.plots.figure(1, 1, width=8)
for number, (world, values) in enumerate(scores.items()):
    for place, name in enumerate(networks):
        if name in values:
            bar = ax.bar(place + 0.4 * number, values[name], 0.38, color=ann.plots.COLOURS[number])
            ax.bar_label(bar, fmt="%.2f")
    ax.bar(0, 0, color=ann.plots.COLOURS[number], label=world)
ax.set_xticks(np.arange(4) + 0.2, ["this moment\n(no memory)", "SimpleRNN", "LSTM", "Conv1D"])
ax.set(ylim=(0, 1.25), ylabel="accuracy on the last fifth", title="Memory of 8 readings, 0.9 s")
ax.grid(axis="x", visible=False)
ax.legend(loc="upper right", ncols=2)
plt.show()

# %% [markdown]
# **What to see:** with all readings a memory buys little or nothing, because the present says it all: the
# robot's moves were written as rules on the distances of the moment. As soon as the present is not enough,
# remembering pays: LSTM and Conv1D get back much of what was lost. Conv1D looks at the 8 readings with
# shared little filters (exercise 20), is trained several times faster, and is often all the memory you need.
#
# ## Now try
# - `steps = 2`, then 16: how much past is worth keeping?
# - `keras.layers.GRU(24)` in the adding problem: between the two, or as good as the LSTM?
# - Random test moments instead of the last fifth: how much better does everyone look, and why?
#
# ## Check yourself

# %%
check = ann.course.checks()
check.below("a wave needs its past: r² from the last reading", r2["last reading only"], 0.75)
check.at_least("r² of the SimpleRNN", r2["SimpleRNN"], 0.9, hint="15 epochs, Adam at 0.01")
check.below("your loop is the layer: largest gap", gap, 1e-5, hint="h must be new at each step")
check.below("adding problem: the LSTM's error", adding["LSTM"], 0.02)
check.below("and that of the plain layer is larger", adding["LSTM"], adding["SimpleRNN"])
check.equal("shape of the windows", windows(readings).shape, (len(robot) - 7, 8, 2))
check.at_least("all readings, no memory", clean["this moment"], 0.85)
check.at_least("lost readings: what the LSTM wins", broken["LSTM"] - broken["this moment"], 0.05)
check.at_least("lost readings: what Conv1D wins", broken["Conv1D"] - broken["this moment"], 0.05)
check.done()
