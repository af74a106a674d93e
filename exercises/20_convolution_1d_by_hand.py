# %% [markdown]
# # 20. A filter that slides: 1D-CNN by hand
# A signal of ten numbers, a filter of three. The filter slides along the signal and gives one number at each
# place: how much this place looks like the filter. That is a convolution, and here you do it, and its way
# back, with the numbers of the course.
#
# **You will learn** where the shapes 10, 8 and 4 come from, how max pooling sends an error back to its
# winner, and how a filter learns its own shape. About 30 minutes. Runs in 5 s. Source: S3, sections B1.1 to B1.5.

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf
from ann_toolkit.scratch import Adam, Conv1D, Dense, Flatten, MaxPooling1D, Network

SEED = 0

# %% [markdown]
# ## 1. Forward: the filter
# The first four numbers of the signal and the filter are those of S3. At place p the filter gives
# z[p] = w[0] x[p] + w[1] x[p+1] + w[2] x[p+2].
#
# Your turn: slide the filter. *Hint: at place p it lies on `x[p : p + 3]`; `@` multiplies and adds. The last
# place is the one where the filter still fits.*

# %%
x = np.array([0.20, 0.60, 0.90, 0.70, 0.30, 0.50, 0.80, 0.40, 0.10, 0.60])
w = np.array([0.5, 1.0, 0.5])


def slide(x, w):
    ### BEGIN SOLUTION
    return np.array([x[p : p + len(w)] @ w for p in range(len(x) - len(w) + 1)])
    ### END SOLUTION


z = slide(x, w)
features = np.maximum(0, z)
print(f"first place: 0.5 * 0.20 + 1.0 * 0.60 + 0.5 * 0.90 = {z[0]:.2f}")
print(
    f"{len(x)} numbers, filter of {len(w)}: {len(x)} - {len(w)} + 1 = {len(z)} features\n{features.round(2)}"
)

# %% [markdown]
# ## 2. Forward: pooling
# Of each pair of features only the larger goes on. Who won is remembered for the way back.

# %%
pairs = features.reshape(-1, 2)
winners = pairs.argmax(axis=1) + 2 * np.arange(len(pairs))
pooled = features[winners]
figure, axes = ann.plots.figure(3, 1, width=9, height=2)
for ax, values, title in zip(axes, [x, features, pooled], ["signal", "features", "pooled"], strict=True):
    bars = ax.bar(np.arange(len(values)), values, color=ann.plots.COLOURS[5])
    ax.bar_label(bars, [f"{value:.2f}" for value in values], padding=2)
    ax.set(ylabel="value", xticks=np.arange(len(values)), ylim=(0, 2.2), xlim=(-0.6, 9.6))
    ax.set_title(f"{title}: {len(values)}")
for place in range(3):
    axes[0].patches[place].set_color(ann.plots.COLOURS[1])
axes[1].patches[0].set_color(ann.plots.COLOURS[1])
for place in winners:
    axes[1].patches[place].set_edgecolor("black")
    axes[1].patches[place].set_linewidth(2)
axes[2].set_xlabel("place")
plt.show()

# %% [markdown]
# **What to see:** the three orange numbers of the signal make the first orange feature, 1.15. The features with a black
# edge won their pair. Ten numbers became four, and what was strong is still there.
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
# Through the dense layers as in exercise 18. Then:
# - pooling: each error goes to the winner of its pair, the loser gets 0;
# - ReLU: 0 where z was not positive;
# - filter: dL/dw[k] = sum over p of delta[p] x[p + k], for it was used at every place;
# - signal: x[t] had a part in up to three features; dL/dx[t] = sum over k of delta[t - k] w[k].
#
# Your turn: the error of the features, and the gradients of the filter and of the signal.
# *Hint: start from zeros and fill `[winners]`. The filter's gradient is again a sliding product, of delta over
# x; the signal's is `np.convolve(delta, w)`.*

# %%
delta_scores = p - y
delta_hidden = (W2 @ delta_scores) * (hidden > 0)
delta_pooled = W1 @ delta_hidden
### BEGIN SOLUTION
delta = np.zeros(len(z))
delta[winners] = delta_pooled
delta = delta * (z > 0)
dw = slide(x, delta)
dx = np.convolve(delta, w)
### END SOLUTION
print("delta of the features", delta.round(3))
print("gradient of the filter", dw.round(4), " of the signal", dx.round(3))
learning_rate = 0.1
new_w = w - learning_rate * dw
new_loss = -np.log(answer(x, new_w)[0])
print(f"filter {w} -> {new_w.round(3)}, loss {loss:.4f} -> {new_loss:.4f}")

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
difference = max(
    np.abs(mine - theirs.numpy().ravel()).max() for mine, theirs in zip([dw, dx], by_keras, strict=True)
)
print(f"Keras' loss {float(keras_loss):.4f}; largest difference of a gradient: {difference:.1e}")

# %% [markdown]
# ## 6. Filters that find their own shape
# 400 noisy signals of 30 numbers. In half of them hides a small wave, anywhere. Nobody tells the network
# what it looks like. It gets 8 filters of 7 with random weights, and of each the largest answer.
#
# Your turn: the network, with the engine's layers. *Hint: `Conv1D(8, 7)`; 30 - 7 + 1 places remain, and
# `MaxPooling1D` takes the largest of them all; then `Flatten()` and one sigmoid neuron.*

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
### BEGIN SOLUTION
cnn = Network(
    [Conv1D(8, 7), MaxPooling1D(24), Flatten(), Dense(1, "sigmoid")], optimizer=Adam(0.02), seed=SEED
)
### END SOLUTION
dense = Network([Flatten(), Dense(16, "relu"), Dense(1, "sigmoid")], optimizer=Adam(0.01), seed=SEED)
score = {}
for name, network in {"CNN": cnn, "dense": dense}.items():
    network.fit(X, has_wave, epochs=60, batch_size=32)
    seen, unseen = (network.evaluate(*part)["accuracy"] for part in [(X, has_wave), (X_test, has_wave_test)])
    score[name] = unseen
    print(
        f"{name:<6} {network.count():>4} parameters: {seen:.3f} of the training, {unseen:.3f} of the test signals"
    )

# %%
kernel, _, output_weights, _ = cnn.get_weights()
filters = kernel[:, 0]
strongest = filters[:, np.argmax(output_weights[:, 0] * np.linalg.norm(filters, axis=0))]
likeness = np.correlate(strongest, wave, "full") / np.linalg.norm(strongest) / np.linalg.norm(wave)
moved = likeness.argmax() - 6  # a filter may have learned the wave a place further on
figure, (left, right) = ann.plots.figure(1, 2)
for row, label, colour in [(1, "with the wave", 3), (0, "noise alone", 5)]:
    left.plot(X[row, :, 0], "o-", color=ann.plots.COLOURS[colour], markersize=4, label=label)
left.set(xlabel="place", ylabel="value", title="Two of the signals")
left.legend()
right.plot(
    np.arange(7) + moved,
    wave / np.linalg.norm(wave),
    "s--",
    color=ann.plots.COLOURS[6],
    label="the hidden wave",
)
right.plot(strongest / np.linalg.norm(strongest), "o-", color=ann.plots.COLOURS[0], label="strongest filter")
right.set(xlabel="place in the filter", ylabel="value (of length 1)", title=f"Likeness {likeness.max():.2f}")
right.legend()
plt.show()

# %% [markdown]
# **What to see:** the filter with the strongest say has taken the shape of the wave, out of noise, and from
# yes and no alone. The dense network knows all its training signals by heart and does worse on new ones,
# with seven times the parameters: it has to learn the wave anew at every place.
#
# ## Now try
# - `padding="same"` in `Conv1D`: which shapes change? And `strides=2`?
# - Average instead of max pooling (`AveragePooling1D`): does it still find the wave?
# - Train the dense network with 4000 signals. When does it catch up?
#
# ## Check yourself

# %%
check = ann.course.checks()
check.close("first feature", z[0], 1.15, within=1e-9, hint="0.5 * 0.20 + 1.0 * 0.60 + 0.5 * 0.90")
check.equal("lengths", [len(x), len(features), len(pooled)], [10, 8, 4])
check.at_most("largest difference from Keras' gradients", difference, 1e-5, hint="the loser of a pair gets 0")
check.below("loss after a step of the filter", new_loss, loss)
check.equal(
    "parameters of the CNN", cnn.count(), 73, hint="8 filters of 7 and their biases, 8 weights and a bias"
)
check.at_least("test signals right, CNN", score["CNN"], 0.93)
check.below("test signals right, dense network", score["dense"], score["CNN"] - 0.05)
check.at_least("likeness of the strongest filter and the wave", likeness.max(), 0.8)
check.done()
