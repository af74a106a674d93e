# %% [markdown]
# # 20. A filter that slides: 1D-CNN by hand
# A signal of ten numbers, a filter of three. The filter slides along the signal and gives one number at each
# place: how much this place looks like the filter. That is a convolution, and here you do it, and its way
# back, with the numbers of the course.
#
# **You will learn** where the shapes 10, 8 and 4 come from, how max pooling sends an error back to its winner, what
# channels and padding are, and how a filter learns its own shape. About 50 minutes. Runs in 8 s.
# Source: S3, sections B1.1 to B1.5.

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf
from ann_toolkit.scratch import Adam, Conv1D, Dense, Flatten, MaxPooling1D, Network
from matplotlib.animation import FuncAnimation, PillowWriter

SEED = 0
check = ann.course.checks()

# %% [markdown]
# ## 1. Forward: the filter
# The first four numbers of the signal and the filter are those of S3. At place p the filter gives
# z[p] = w[0] x[p] + w[1] x[p+1] + w[2] x[p+2].
#
# **Guess first.** A signal of 10, a filter of 3, then the larger of each pair: how many numbers are left?

# %%
guess_left = None  # a whole number

# %% [markdown]
# **Your turn** ★: slide the filter. *Hint: under the filter lies a slice of three numbers; `@` multiplies and adds.
# How many places are there where the filter still fits?*

# %%
x = np.array([0.20, 0.60, 0.90, 0.70, 0.30, 0.50, 0.80, 0.40, 0.10, 0.60])
w = np.array([0.5, 1.0, 0.5])


def slide(x, w):
    """One number for each place where ``w`` fits on ``x``."""
    answers = np.zeros(len(x) - len(w) + 1)
    ### BEGIN SOLUTION
    for p in range(len(answers)):
        answers[p] = x[p : p + len(w)] @ w
    ### END SOLUTION
    return answers


z = slide(x, w)
features = np.maximum(0, z)
print(f"{len(x)} numbers, filter of {len(w)}: {len(z)} features {features.round(2)}")
check.close("first feature", z[0], 1.15, within=1e-9)
check.close("last feature", z[-1], 0.60, within=1e-9, points=2, hint="the last place begins at x[7]")

# %% [markdown]
# ## 2. Forward: pooling
# Of each pair of features only the larger goes on. Who won is remembered for the way back.

# %%
pairs = features.reshape(-1, 2)
winners = pairs.argmax(axis=1) + 2 * np.arange(len(pairs))
pooled = features[winners]
figure, axes = ann.plots.figure(3, 1, width=9, height=2)
centres = [
    np.arange(10),
    np.arange(8) + 1,
    2 * np.arange(4) + 1.5,
]  # each bar under the middle of what it came from
names = ["signal", "features", "pooled"]
for ax, at, values, title in zip(axes, centres, [x, features, pooled], names, strict=True):
    bars = ax.bar(at, values, 0.7, color=ann.plots.COLOURS[5])
    ax.bar_label(bars, [f"{value:.2f}" for value in values], padding=2)
    ax.set(ylabel="value", xticks=range(10), ylim=(0, 2.4), xlim=(-0.6, 9.6))
    ax.set_title(f"{title}: {len(values)}")
axes[0].plot(
    range(3),
    1.2 + 0.8 * w,
    "o-",
    color=ann.plots.COLOURS[3],
    label="the filter 0.5, 1, 0.5 at its first place",
)
axes[0].legend(loc="upper right", fontsize=9)
for bar in [*axes[0].patches[:3], axes[1].patches[0]]:
    bar.set_color(ann.plots.COLOURS[1])
for place in winners:
    axes[1].patches[place].set(edgecolor="black", linewidth=2)
axes[2].set_xlabel("place in the signal")
plt.show()
check.guess("numbers left", guess_left, len(pooled))

# %% [markdown]
# **What to see:** the three orange numbers of the signal make the orange feature below them, 1.15. The features with a
# black edge won their pair. Ten numbers became four, and the largest feature is still there.
#
# ## 3. Forward: to the answer
# The four pooled numbers go through an ordinary network: 8 ReLU neurons, then 2 with softmax. The signal is of class 0.

# %%
rng = np.random.default_rng(SEED)
W1, b1 = rng.normal(0, 0.5, (4, 8)), np.zeros(8)
W2, b2 = rng.normal(0, 0.5, (8, 2)), np.zeros(2)
y = np.array([1.0, 0.0])


def answer(x, w):
    pooled = np.maximum(0, slide(x, w)).reshape(-1, 2).max(axis=1)
    scores = np.maximum(0, pooled @ W1 + b1) @ W2 + b2
    e = np.exp(scores - scores.max())
    return e / e.sum()


hidden = np.maximum(0, pooled @ W1 + b1)
p = answer(x, w)
loss = -np.log(p[0])
print(f"probabilities {p.round(3)}, loss -log p[0] = {loss:.4f}")

# %% [markdown]
# ## 4. Backward
# Through the dense layers as in exercise 18. Then (dZ is the error of the features before ReLU):
# - pooling: each error goes to the winner of its pair, the loser gets 0;
# - ReLU: 0 where z was not positive;
# - filter: dw[k] = sum over p of dZ[p] x[p + k], for it was used at every place;
# - signal: x[t] had a part in up to three features; dx[t] = sum over k of dZ[t - k] w[k].
#
# **Your turn** ★★★: the error of the features, and the gradients of the filter and of the signal.
# *Hint: one of the two sums is a product that you have written already, with another filter; the other is what
# `np.convolve` does.*

# %%
d_scores = p - y
d_hidden = (W2 @ d_scores) * (hidden > 0)
d_pooled = W1 @ d_hidden
dZ, dw, dx = np.zeros(8), np.zeros(3), np.zeros(10)
### BEGIN SOLUTION
dZ[winners] = d_pooled
dZ = dZ * (z > 0)
dw = slide(x, dZ)
dx = np.convolve(dZ, w)
### END SOLUTION
print("dZ of the features", dZ.round(3))
print("gradient of the filter", dw.round(4), " of the signal", dx.round(3))
new_w = w - 0.1 * dw
new_loss = -np.log(answer(x, new_w)[0])
print(f"filter {w} -> {new_w.round(3)}, loss {loss:.4f} -> {new_loss:.4f}")
check.below("loss after a step of the filter", new_loss, loss, hint="dZ lies where the winners are")

# %% [markdown]
# Both passes as a film (S3), `passes_1d.gif`: the values on their way down, then the errors on their way up.

# %%
figure, axes = ann.plots.figure(3, 1, width=5, height=1.3)
rows = [(x, features, pooled), (dx, dZ, d_pooled)]
order = [(0, 0), (0, 1), (0, 2), (1, 2), (1, 1), (1, 0)]  # pass, panel


def show(frame):
    one_pass, panel = order[frame]
    values, colour = rows[one_pass][panel], ann.plots.COLOURS[[5, 3][one_pass]]
    axes[panel].cla()
    axes[panel].bar(centres[panel], values, 0.7, color=colour)
    axes[panel].set(xlim=(-0.6, 9.6), xticks=[], ylabel=names[panel])
    figure.suptitle("forward: values" if one_pass == 0 else "backward: errors")


FuncAnimation(figure, show, frames=6).save("passes_1d.gif", writer=PillowWriter(fps=1))
plt.show()

# %% [markdown]
# ## 5. The same by Keras

# %%
model = keras.Sequential(
    [
        keras.Input((10, 1)),
        keras.layers.Conv1D(1, 3, activation="relu"),
        keras.layers.MaxPooling1D(2),
        keras.layers.Flatten(),
        keras.layers.Dense(8, activation="relu"),
        keras.layers.Dense(2, activation="softmax"),
    ]
)
model.set_weights([w.reshape(3, 1, 1), np.zeros(1), W1, b1, W2, b2])
model.summary()
signal = tf.Variable(x.reshape(1, 10, 1), dtype="float32")
with tf.GradientTape() as tape:
    keras_loss = -tf.math.log(model(signal)[0, 0])
by_keras = tape.gradient(keras_loss, [model.trainable_variables[0], signal])
gaps = [np.abs(mine - theirs.numpy().ravel()) for mine, theirs in zip([dw, dx], by_keras, strict=True)]
difference = max(gap.max() for gap in gaps)
print(f"Keras' loss {float(keras_loss):.4f}; largest difference of a gradient: {difference:.1e}")
check.at_most(
    "difference from Keras' gradients", difference, 1e-5, points=3, hint="the loser of a pair gets 0"
)

# %% [markdown]
# ## 6. Channels and padding
# A signal may have several *channels*: x (10, 2) is two numbers at each place. A filter then has a weight for each of
# its places and channels, and several filters give several features: `kernel` (3, 2, 4) is 4 filters of 3 places on
# 2 channels. With `padding="same"` zeros are laid around the signal, so that as many places come out as went in.
#
# **Your turn** ★★: this convolution. *Hint: `np.pad` lays a row of zeros above and below; `np.tensordot(a, b, 2)` sums
# over the two axes that both have.*

# %%
two_channels, kernel = rng.normal(size=(10, 2)), rng.normal(size=(3, 2, 4))
same = np.zeros((10, 4))  # an array (places, filters)
### BEGIN SOLUTION
padded = np.pad(two_channels, ((1, 1), (0, 0)))
same = np.stack([np.tensordot(padded[p : p + 3], kernel, 2) for p in range(10)])
### END SOLUTION
layer = keras.layers.Conv1D(4, 3, padding="same", use_bias=False)
layer.build((None, 10, 2))
layer.set_weights([kernel])
off = np.abs(np.asarray(layer(two_channels[None].astype("float32")))[0] - same).max()
print(f"{two_channels.shape} -> {same.shape}; largest difference from Keras' layer: {off:.1e}")
check.at_most("difference from Keras' Conv1D", off, 1e-5, points=2, hint="zeros on both ends")

# %% [markdown]
# ## 7. Filters that find their own shape
# 400 noisy signals of 30 numbers. In half of them hides a small wave, anywhere. Nobody tells the network
# what it looks like. It gets 8 filters of 7 with random weights, and of each the largest answer.
#
# **Guess first.** A dense network with seven times as many parameters learns the same signals. Which is better on
# fresh ones?

# %%
guess_better = None  # "CNN", "dense" or "equal"

# %% [markdown]
# **Your turn** ★★: the network, with the engine's layers: the filters, the largest answer of each, flat, one sigmoid
# neuron. *Hint: `Conv1D` and `MaxPooling1D` take what Keras' layers take; how many places does a filter of 7 have?*

# %%
wave = np.array([0.3, 0.9, 1.2, 0.0, -1.2, -0.9, -0.3])


def signals(n, seed):
    rng = np.random.default_rng(seed)
    X, has_wave = rng.normal(0, 0.4, (n, 30)), np.arange(n) % 2
    for i in np.flatnonzero(has_wave):
        place = rng.integers(0, 24)
        X[i, place : place + 7] += wave
    return X[..., None], has_wave


X, has_wave = signals(400, SEED)
X_test, has_wave_test = signals(400, SEED + 100)
layers = [Conv1D(1, 7), Flatten(), Dense(1, "sigmoid")]  # a list of layers: replaced by yours
### BEGIN SOLUTION
layers = [Conv1D(8, 7), MaxPooling1D(24), Flatten(), Dense(1, "sigmoid")]
### END SOLUTION
cnn = Network(layers, optimizer=Adam(0.02), input_shape=(30, 1), seed=SEED)
check.equal(
    "parameters of the CNN", cnn.count(), 73, points=2, hint="one number is left of each filter's answers"
)
dense = Network([Flatten(), Dense(16, "relu"), Dense(1, "sigmoid")], optimizer=Adam(0.01), seed=SEED)
score, known = {}, {}
for name, network in {"CNN": cnn, "dense": dense}.items():
    network.fit(X, has_wave, epochs=60, batch_size=32)
    seen, unseen = (network.evaluate(*part)["accuracy"] for part in [(X, has_wave), (X_test, has_wave_test)])
    score[name], known[name] = unseen, seen
    print(f"{name:<6} {network.count():>4} parameters: {seen:.3f} of training, {unseen:.3f} of test signals")

check.guess("which is better on fresh signals", guess_better, max(score, key=score.get))

# %%
kernel, _, output_weights, _ = cnn.get_weights()
filters = kernel[:, 0]
say = np.resize(output_weights[:, 0], filters.shape[1]) * np.linalg.norm(filters, axis=0)
strongest = filters[:, np.argmax(say)]
likeness = np.correlate(strongest, wave, "full") / np.linalg.norm(strongest) / np.linalg.norm(wave)
moved = likeness.argmax() - 6  # a filter may have learned the wave a place further on
figure, ax = ann.plots.figure(1, 1, width=8, height=3)
for row, label, colour in [(1, "with the wave", 3), (0, "noise alone", 5)]:
    ax.plot(X[row, :, 0], "o-", color=ann.plots.COLOURS[colour], markersize=4, label=label)
ax.set(xlabel="place", ylabel="value", title="Two of the signals")
ax.legend()
figure, ax = ann.plots.figure(1, 1, width=4.4, height=3.3)
unit_wave, unit_filter = wave / np.linalg.norm(wave), strongest / np.linalg.norm(strongest)
ax.plot(np.arange(7) + moved, unit_wave, "s--", color=ann.plots.COLOURS[6], label="the hidden wave")
ax.plot(unit_filter, "o-", color=ann.plots.COLOURS[0], label="strongest filter")
ax.set(xlabel="place in the filter", ylabel="value (of length 1)", title="Nobody told it the shape")
ax.legend(fontsize=9)
ann.course.cover(figure, "A wave hidden in noise, and the filter that a network learned from yes and no.")
plt.show()

# %% [markdown]
# **What to see:** the filter with the strongest say has taken the shape of the wave, out of noise, and from yes and no
# alone.
#
# **Not so:** "more parameters, better answers". The dense network has seven times as many, knows its training signals
# by heart and does worse on fresh ones.
#
# ## Now try
# - `strides=2` in `Conv1D`: which shapes change?
# - Average instead of max pooling (`AveragePooling1D`): does it still find the wave?
# - Train the dense network with 4000 signals. When does it catch up?
#
# ## Check yourself

# %%
check.equal("lengths", [len(x), len(features), len(pooled)], [10, 8, 4])
check.at_least("test signals right, CNN", score["CNN"], 0.93)
check.below("test signals right, dense network", score["dense"], score["CNN"] - 0.05)
check.at_least("likeness of the strongest filter and the wave", likeness.max(), 0.8)
check.done()
