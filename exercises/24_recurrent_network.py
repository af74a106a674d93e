# %% [markdown]
# # 24. Networks that remember
# All networks so far answered from what they saw at this moment. A recurrent network reads a sequence step
# by step and carries a memory from each step to the next. When is that worth it?
#
# **You will learn** how a recurrent layer computes and learns, to see how long a layer remembers, to make windows of a
# time series and split them by time, and to ask first whether memory is needed at all. About 60 minutes.
# Runs in 24 s. In the documents, S1's example 2b and S3's chapter D are headings without text; the robot is S0's, and
# Freire and others (2009) asked it this very question. Source: S1, recurrent cells; S0, problem 1.

# %%
import time

import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np

SEED = 0
check = ann.course.checks()


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
# **Guess first.** Which r² will the one with the last reading have (1 is perfect, 0 is no better than the mean)?

# %%
guess_r2 = None  # a number, at most 1

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
check.guess("r² from the last reading alone", guess_r2, r2["last reading only"])
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
# **What to see:** from the last reading alone nobody can tell whether the wave goes up or down; with all 30 the answers
# lie near the stars.
#
# ## What the layer does, by hand
# The memory h is 16 numbers, 0 at first. Each step makes a new one from the reading x and the old memory:
#
# h = tanh(x W + h U + b)
#
# with the *same* W (1, 16), U (16, 16) and b (16) at each step: 16 * (1 + 16 + 1) = 288 parameters, however
# long the sequence.
#
# **Your turn** ★★: every memory of the first fresh wave, the start included.
# *Hint: the new memory is made from the last one in the list; `@` is the matrix product.*

# %%
W, U, b = recurrent.layers[0].get_weights()
wave = fresh.X[0]  # (30, 1)
memories = [np.zeros(16)]  # a list of 31 arrays (16,): the start, then one after each reading
for x in wave:
    h = np.zeros(16)  # the memory after the reading x
    ### BEGIN SOLUTION
    h = np.tanh(x @ W + memories[-1] @ U + b)
    ### END SOLUTION
    memories.append(h)
gap = np.abs(memories[-1] - np.asarray(recurrent.layers[0](wave[None]))[0]).max()
print(f"by hand and by Keras differ by {gap:.1e} at the most")
check.at_most("your loop is the layer: largest gap", gap, 1e-5, points=2, hint="is h new at each step?")

# %% [markdown]
# ## How it learns: back through time
# dL/dh of the last memory comes from the layers above (here: all ones). One step back, with dZ = dh (1 - h²):
# the reading x gets its part of dW, the memory before gets its part of dU, and dh = dZ Uᵀ is the error of that
# memory. The same W, U and b served at each step, so their gradients add up.
#
# **Your turn** ★★★: the loop from the last reading to the first. *Hint: `np.outer(a, b)` is the matrix of all
# products; `memories[t + 1]` was made from `wave[t]` and `memories[t]`; dh is replaced last.*

# %%
dW, dU, db = np.zeros_like(W), np.zeros_like(U), np.zeros_like(b)
dh, sizes = np.ones(16), []  # sizes: how large the error still is after each step back
for t in reversed(range(30)):
    ### BEGIN SOLUTION
    dZ = dh * (1 - memories[t + 1] ** 2)
    dW += np.outer(wave[t], dZ)
    dU += np.outer(memories[t], dZ)
    db += dZ
    dh = dZ @ U.T
    ### END SOLUTION
    sizes.append(np.linalg.norm(dh))
engine = ann.scratch.Network([ann.scratch.SimpleRNN(16)], input_shape=(30, 1), seed=SEED)
layer = engine.layers[0]
for parameter, value in zip(layer.parameters(), (W, U, b), strict=True):
    parameter.value = value
layer.forward(wave[None])
layer.backward(np.ones((1, 16)))
differs = max(
    np.abs(mine - parameter.gradient).max()
    for mine, parameter in zip((dW, dU, db), layer.parameters(), strict=True)
)
print(f"largest difference from the gradients of ann.scratch.SimpleRNN: {differs:.1e}")
print(
    f"size of the error: {sizes[0]:.2g} after 1 step back, {sizes[9]:.2g} after 10, {sizes[29]:.2g} after 30"
)
check.at_most("difference from the engine's gradients", differs, 1e-4, points=3, hint="dh is replaced last")

# %% [markdown]
# **What to see:** less than a fifth of the error that set out reaches the first reading. Of the distant past a plain
# layer is told only faintly what to do better.
#
# %% [markdown]
# ## Remembering for long
# The adding problem: 24 numbers, two of them marked, one early, one late; the answer is their sum. What
# counts is seldom and far away. Always answering 1 makes a squared error of 1/6.
#
# **Guess first.** A plain layer and an LSTM, of 24 units each: which gets below that line in 15 epochs?

# %%
guess_adding = None  # "both", "LSTM" or "neither"

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
below = [name for name, error in adding.items() if error < 0.5 / 6]
check.guess(
    "below the line (half of it)", guess_adding, "both" if len(below) == 2 else (below or ["neither"])[0]
)

# %% [markdown]
# **What to see:** the LSTM ends far below the line, the plain layer with by far the larger error. An LSTM has gates,
# and with them four times the weights.
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
# **Your turn** ★★: a window for each moment: the readings of this moment and of the 7 before it, in order.
# *Hint: the first moment with 7 before it is number 7; a slice ends before its last number; `np.stack` makes one
# array of a list of arrays.*


# %%
def windows(readings):
    """(n - steps + 1, steps, sensors): the last one is the present moment."""
    rows = np.zeros((len(readings) - steps + 1, steps, readings.shape[1]))
    ### BEGIN SOLUTION
    rows = np.stack([readings[now - steps + 1 : now + 1] for now in range(steps - 1, len(readings))])
    ### END SOLUTION
    return rows


numbers = np.arange(40).reshape(20, 2)
first_right, last_right = windows(numbers)[0] == numbers[:8], windows(numbers)[-1] == numbers[-8:]
check.true("the first window", first_right.all(), points=2, hint="the present comes last")
check.true("the last window", last_right.all())


y = robot.y[steps - 1 :]
train, test = slice(0, cut), slice(cut + steps, None)  # a gap, so that no window lies in both


def score(layers, X, epochs=12):
    """Accuracy on the last fifth of the drive, and the seconds of the training."""
    begin = time.perf_counter()
    model, _ = trained(layers, X[train], y[train], "multiclass", 4, epochs, rate=0.003)
    seconds = time.perf_counter() - begin
    return np.mean(ann.evaluation.predict_classes(model, X[test]) == y[test]), seconds


# %% [markdown]
# Two worlds: all readings as recorded, and a bad sensor: each reading is lost (-1) half of the time.
# **Guess first.** In which of them is a memory of 8 readings worth more than five points in a hundred?

# %%
guess_worlds = None  # "both", "all readings" or "half of them lost"

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
    for name in networks:
        now = name == "this moment"
        scores[world][name], seconds = score(
            networks[name](), X[:, -1] if now else X, epochs=20 if now else 12
        )
        print(f"{world}, {name}: {scores[world][name]:.3f}, trained in {seconds:.1f} s")
clean, broken = scores.values()
won = {world: max(values.values()) - values["this moment"] for world, values in scores.items()}
paid = [world for world, points in won.items() if points > 0.05]
check.guess("a memory is worth it with", guess_worlds, "both" if len(paid) == 2 else (paid or ["neither"])[0])

# %%
figure, ax = ann.plots.figure(1, 1, width=4.4, height=3.3)
for number, (world, values) in enumerate(scores.items()):
    places = np.arange(4) + 0.4 * number
    bars = ax.bar(places, list(values.values()), 0.38, color=ann.plots.COLOURS[number], label=world)
    ax.bar_label(bars, fmt="%.2f", fontsize=7)
ax.set_xticks(np.arange(4) + 0.2, ["no memory", "SimpleRNN", "LSTM", "Conv1D"], fontsize=9)
ax.set(ylim=(0, 1.25), ylabel="accuracy", title="Is a memory of 0.9 s worth it?")
ax.set_yticks(np.arange(0, 1.1, 0.25))
ax.grid(axis="x", visible=False)
ax.legend(fontsize=8, loc="upper right", ncols=2)
ann.course.cover(
    figure, "Accuracy with and without memory: alike with all readings, apart when half are lost."
)
plt.show()

# %% [markdown]
# **What to see:** with all readings a memory buys little or nothing: the robot's moves were written as rules on the
# distances of the moment. With half of the readings lost, LSTM and Conv1D get back much of what was lost. Conv1D
# looks at the 8 readings with shared little filters (exercise 20); the clock beside each line says what it costs.
#
# **Not so:** "a time series needs a recurrent network". This one needs none as long as its sensors work.
#
# ## Now try
# - `steps = 2`, then 16: how much past is worth keeping?
# - `keras.layers.GRU(24)` in the adding problem: between the two, or as good as the LSTM?
# - Random test moments instead of the last fifth: how much better does everyone look, and why?
#
# ## Check yourself

# %%
check.below("a wave needs its past: r² from the last reading", r2["last reading only"], 0.75)
check.at_least("r² of the SimpleRNN", r2["SimpleRNN"], 0.9)
check.below("adding problem: the LSTM's error", adding["LSTM"], 0.02)
check.below("and that of the plain layer is larger", adding["LSTM"], adding["SimpleRNN"])
check.at_least("all readings, no memory", clean["this moment"], 0.85)
check.at_least("lost readings: what the LSTM wins", broken["LSTM"] - broken["this moment"], 0.05)
check.at_least("lost readings: what Conv1D wins", broken["Conv1D"] - broken["this moment"], 0.05)
check.done()
