# %% [markdown]
# # 28. CPU, GPU, and several of them
# The same call trains on a laptop and on a GPU. When is a GPU worth it, what does half precision do, and
# how do several devices share one training? Everything here runs on a CPU alone; where there is a GPU, it is
# measured too.
#
# **You will learn** to find out what this machine has, to measure where the time of a training goes, to
# say beforehand what a GPU will bring, to use mixed precision, and to train on two devices at once.
# About 30 minutes. Runs in 19 s. Source: S1, deep learning and its hardware; S2, TensorFlow.

# %%
import json
import subprocess
import sys
import time
from pathlib import Path

import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np

SEED = 0

# %% [markdown]
# ## What is there?
# `ann doctor` says the same on the command line. A device must be chosen before TensorFlow starts to work:
# `"auto"` takes a GPU when there is one.

# %%
for finding in ann.course.examine():
    print(f"{finding.what:<12} {finding.state:<5} {finding.found}")
chosen = ann.training.device("auto")
print(f"\nthis lesson runs on: {chosen}")
for what, value in ann.training.describe_devices().items():
    print(f"{what:<12} {value}")

# %% [markdown]
# ## Where does the time go?
# One training step costs a fixed part (start the computation, fetch the rows) and a part that grows with
# the work. So measure: networks of two equally wide hidden layers, from small to large. A choice of device
# holds for a whole process, so each device is measured in a process of its own.

# %%
MEASURE = """
import ann_toolkit as ann, json, keras, numpy as np, sys, time
where = ann.training.device(sys.argv[1])
rng = np.random.default_rng(0)
X, y = rng.normal(size=(4096, 64)).astype("float32"), rng.integers(0, 10, 4096)
seconds = {}
for width in (16, 64, 256, 1024):
    model = ann.models.mlp(64, [width, width], 10, task="multiclass", optimizer="adam", seed=0)
    ann.training.fit(model, X, y, epochs=1, batch_size=128, verbose=0)  # compiles
    start = time.perf_counter()
    ann.training.fit(model, X, y, epochs=2, batch_size=128, verbose=0)
    seconds[width] = (time.perf_counter() - start) / 64  # 32 steps in each epoch
print(json.dumps({"where": where, "parameters": [64*w + w*w + 12*w + 10 for w in seconds],
                  "seconds": list(seconds.values())}))
"""
Path("measure.py").write_text(MEASURE, encoding="utf-8")
measured = []
for device in ["cpu"] if chosen == "cpu" else ["cpu", "gpu"]:
    run = subprocess.run([sys.executable, "measure.py", device], capture_output=True, text=True, check=True)
    measured.append(json.loads(run.stdout.splitlines()[-1]))
    print(measured[-1]["where"])
    for size, seconds in zip(measured[-1]["parameters"], measured[-1]["seconds"], strict=True):
        rate = 6 * size * 128 / seconds / 1e9  # each weight: 2 operations forward, 4 backward, for each row
        print(
            f"{size:>8} parameters: {1e6 * seconds:8.0f} microseconds a step, {rate:6.1f} billion operations/s"
        )

# %% [markdown]
# **What to see:** the largest network has 760 times the work of the smallest, but a step is far from taking 760
# times as long. Small networks leave the processor waiting: it does few operations a second for them.
#
# ## What would a GPU bring?
# Let a step be `fixed + work`. A device that computes `faster` times as fast shortens the work, not the
# fixed part. Your turn: the speed-up of a whole step.
# *Hint: the old time over the new time; the fixed part stands in both.*


# %%
def speed_up(fixed, work, faster):
    """How many times faster a step becomes."""
    ### BEGIN SOLUTION
    return (fixed + work) / (fixed + work / faster)
    ### END SOLUTION


print(f"work 100 x the fixed part, 20 x faster: {speed_up(1, 100, 20):.1f} times")
print(f"work as long as the fixed part:         {speed_up(1, 1, 20):.1f} times")
print(f"work a tenth of the fixed part:         {speed_up(1, 0.1, 20):.2f} times")
shares = np.logspace(-2, 3, 100)
figure, ax = ann.plots.figure(1, 1, width=8)
for number, faster in enumerate([5, 20, 100]):
    ax.loglog(
        shares,
        speed_up(1, shares, faster),
        color=ann.plots.COLOURS[number],
        label=f"computes {faster} x as fast",
    )
ax.axvspan(1e-2, 1, color="#eeeeee", label="small networks")
ax.set(xlabel="work of a step / its fixed part", ylabel="speed-up", title="What a faster device can bring")
ax.legend()
plt.show()

# %% [markdown]
# **What to see:** left of 1 the fastest card in the world brings next to nothing: most of this course's
# networks live there, which is why they run on a laptop. The CNNs of exercises 22 and 23 lie far to the right.
#
# ## Larger batches: more work for each step
# With a larger batch a step has more work for the same fixed part. Your turn: seconds for an epoch with
# each batch size. *Hint: `time.perf_counter()` before and after `ann.training.fit(model, X, y, epochs=2,
# batch_size=size, verbose=0)`, halved; the first `fit` below only compiles.*

# %%
data = ann.datasets.generate_blobs_case(n_samples=8192, n_features=64, n_classes=4, seed=SEED)
X, y = data.X.astype("float32"), data.y
sizes, epochs = [16, 64, 256, 1024], []
for size in sizes:
    model = ann.models.mlp(64, [64], 4, task="multiclass", optimizer="adam", seed=SEED)
    ann.training.fit(model, X, y, epochs=1, batch_size=size, verbose=0)
    ### BEGIN SOLUTION
    start = time.perf_counter()
    ann.training.fit(model, X, y, epochs=2, batch_size=size, verbose=0)
    epochs.append((time.perf_counter() - start) / 2)
    ### END SOLUTION
    print(f"batches of {size:>4}: {8192 // size:>3} steps, {1000 * epochs[-1]:7.1f} ms an epoch")

# %% [markdown]
# **What to see:** fewer, larger steps make an epoch shorter, until the work fills the processor. But each epoch
# then has fewer updates (exercise 11): faster epochs, and more of them needed.
#
# ## Mixed precision
# Recent GPUs compute with 16-bit numbers several times as fast as with 32-bit ones. A 16-bit number has
# three digits; a small update would be lost in it:

# %%
print("1 + 0.0001 in 16 bits:", np.float16(1) + np.float16(0.0001))
ann.training.device("auto", mixed_precision=True)
keras.utils.set_random_seed(SEED)
mixed = keras.Sequential(
    [
        keras.Input((64,)),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(4, activation="softmax", dtype="float32"),  # probabilities deserve all digits
    ]
)
ann.training.device("auto", mixed_precision=False)
mixed.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
hidden = mixed.layers[0]
print(f"the hidden layer computes in {hidden.compute_dtype} and keeps its weights in {hidden.variable_dtype}")
history = ann.training.fit(mixed, X, y, epochs=5, batch_size=256, verbose=0)
mixed_accuracy = history.history["accuracy"][-1]
print(f"accuracy after 5 epochs: {mixed_accuracy:.3f}")

# %% [markdown]
# **What to see:** weights and updates stay in 32 bits, so the network learns as well as ever. On a CPU this
# saves no time: it has no fast 16-bit arithmetic and only pays for the conversions (TensorFlow may say so in a
# line of its own). On a GPU expect it for large networks, and nothing for small ones.
#
# ## Two devices, one network
# `tf.distribute` puts a copy of the network on each device. Each batch is cut into equal parts; each copy
# computes the gradient of its part; the gradients are averaged; all copies make the same step. So two
# devices must learn *exactly* what one learns. With one CPU you can still see it: TensorFlow can cut it into
# two logical devices, but only before it starts, so this too happens in a process of its own.

# %%
DISTRIBUTE = """
import ann_toolkit as ann, json, keras, numpy as np, sys, tensorflow as tf
cpu = tf.config.list_physical_devices("CPU")[0]
tf.config.set_visible_devices([], "GPU")
tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)
X = np.random.default_rng(int(sys.argv[1])).normal(size=(512, 8)).astype("float32")
y = np.sin(X).sum(axis=1)
runs = {}
for names in (["CPU:0"], ["CPU:0", "CPU:1"]):
    strategy = ann.training.strategy("mirrored", names)
    with strategy.scope():
        keras.utils.set_random_seed(0)
        model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(16, "tanh"), keras.layers.Dense(1)])
        model.compile(keras.optimizers.SGD(0.05, momentum=0.9), "mse")
    history = ann.training.fit(model, X, y, epochs=5, batch_size=64, shuffle=False, verbose=0)
    runs[strategy.num_replicas_in_sync] = history.history["loss"]
print(json.dumps(runs))
"""
Path("distribute.py").write_text(DISTRIBUTE, encoding="utf-8")
run = subprocess.run([sys.executable, "distribute.py", str(SEED)], capture_output=True, text=True, check=True)
losses = {int(copies): values for copies, values in json.loads(run.stdout.splitlines()[-1]).items()}

# %% [markdown]
# Your turn: the largest relative difference between the two loss curves.
# *Hint: `np.abs(a - b) / a` of two arrays, and its maximum.*

# %%
### BEGIN SOLUTION
one, two = np.array(losses[1]), np.array(losses[2])
difference = np.max(np.abs(one - two) / one)
### END SOLUTION
print(f"devices: {list(losses)}; losses differ by {difference:.1e} at the most")
figure, ax = ann.plots.figure(1, 1, width=7)
ax.plot(range(1, 6), losses[1], "o-", color=ann.plots.COLOURS[0], markersize=12, label="one device")
ax.plot(range(1, 6), losses[2], "s--", color=ann.plots.COLOURS[1], label="two devices, half a batch each")
ax.set(xlabel="epoch", ylabel="loss", title="The same learning, shared", xticks=range(1, 6))
ax.legend()
plt.show()

# %% [markdown]
# **What to see:** one curve. Two halves of one CPU are no faster than the whole; two GPUs are, when the work
# for each is large against the exchange of gradients. Then raise the batch size with the number of GPUs.
#
# ## Now try
# - Measure with `batch_size=1024` in `MEASURE`: which networks gain?
# - The CNN of exercise 22 instead of dense layers: work for each step, against its fixed part?
# - Three logical devices and batches of 64: what must become of the last few rows?
#
# ## Check yourself

# %%
check = ann.course.checks()
check.close("speed-up: work 100 x the fixed part, 20 x faster", speed_up(1, 100, 20), 16.83, within=0.01)
check.below("speed-up: work a tenth of the fixed part", speed_up(1, 0.1, 20), 1.1)
check.equal("batch sizes measured", len(epochs), len(sizes), hint="append the seconds of one epoch")
check.equal("mixed precision computes in", hidden.compute_dtype, "float16")
check.equal("and keeps its weights in", hidden.variable_dtype, "float32")
check.at_least("accuracy in mixed precision", mixed_accuracy, 0.9)
check.equal("devices that shared a training", max(losses), 2)
check.below("what sharing changed in the losses", difference, 1e-4)
check.done()
