# %% [markdown]
# # 28. CPU, GPU, and several of them
# The same call trains on a laptop and on a GPU. When is a GPU worth it, what does half precision do, and
# how do several devices share one training? Everything here runs on a CPU alone; where there is a GPU, it is
# measured too.
#
# **You will learn** to find out what this machine has, to measure where the time of a training goes, to
# say beforehand what a GPU will bring, to use mixed precision, and to train on two devices at once.
# About 40 minutes. Runs in 20 s. Source: S1, deep learning and its hardware; S2, TensorFlow.

# %%
import json
import subprocess
import sys
import time

import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np

SEED = 0
check = ann.course.checks()
PROGRAMS = ann.course.find_exercise("28").path.parent / "programs"  # two small scripts beside the lessons

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
# holds for a whole process, so each device is measured in a process of its own, by this program:

# %%
print((PROGRAMS / "measure.py").read_text(encoding="utf-8"))

# %% [markdown]
# **Guess first.** The largest network has 760 times the parameters of the smallest. How many times as long does its
# step take?

# %%
guess_times = None  # a number


# %%
def program(name, argument):
    """What a program printed last, after running in a process of its own."""
    run = subprocess.run(
        [sys.executable, PROGRAMS / name, argument], capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout.splitlines()[-1])


for device in ["cpu"] if chosen == "cpu" else ["cpu", "gpu"]:
    measured = program("measure.py", device)
    print(measured["where"])
    sizes, seconds = np.array(measured["parameters"]), np.array(measured["seconds"])
    rates = 6 * sizes * 128 / seconds / 1e9  # each weight: 2 operations forward, 4 backward, for each row
    for size, second, rate in zip(sizes, seconds, rates, strict=True):
        print(
            f"{size:>8} parameters: {1e6 * second:8.0f} microseconds a step, {rate:6.1f} billion operations/s"
        )
times = seconds[-1] / seconds[0]
print(f"{sizes[-1] / sizes[0]:.0f} times the parameters, {times:.0f} times the seconds")
check.guess("times as long", guess_times, times)

# %% [markdown]
# **What to see:** the step takes longer, but by far not 760 times as long. For small networks the processor does few
# operations a second: most of their step is the fixed part.
#
# ## What would a GPU bring?
# Let a step be `fixed + work`. A device that computes `faster` times as fast shortens the work, not the fixed part.
#
# **Guess first.** The work takes as long as the fixed part, and a card computes 20 times as fast. How many times faster
# is the step?

# %%
guess_speed_up = None  # a number

# %% [markdown]
# **Your turn** ★: the speed-up of a whole step. *Hint: old time over new time; which part of the new one is shorter?*


# %%
def speed_up(fixed, work, faster):
    """How many times faster a step becomes; ``work`` may be an array."""
    times = np.ones_like(work, dtype=float)
    ### BEGIN SOLUTION
    times = (fixed + work) / (fixed + work / faster)
    ### END SOLUTION
    return times


check.close("work 100 x the fixed part, 20 x faster", speed_up(1, 100, 20), 16.83, within=0.01, points=2)
check.below("work a tenth of the fixed part", speed_up(1, 0.1, 20), 1.15)
check.guess("speed-up, work as long as the fixed part", guess_speed_up, speed_up(1, 1, 20))
shares = np.logspace(-2, 3, 100)
figure, ax = ann.plots.figure(1, 1, width=4.4, height=3.3)
for number, faster in enumerate([5, 20, 100]):
    colour = ann.plots.COLOURS[number]
    ax.loglog(shares, speed_up(1, shares, faster), color=colour, label=f"computes {faster} x as fast")
ax.axvspan(1e-2, 1, color="#eeeeee", label="fixed part is larger")
ax.set(xlabel="work of a step / its fixed part", ylabel="speed-up", title="What a faster device can bring")
ax.legend(fontsize=9)
ann.course.cover(
    figure, "Speed-up over work: below twice where the fixed part is larger, up to 100 far to the right."
)
plt.show()

# %% [markdown]
# **What to see:** at 1 no card in the world makes a step even twice as fast, at a tenth it is next to nothing. Far to
# the right the curves reach what the device can do.
#
# **Not so:** "a card that computes 100 times as fast trains 100 times as fast". In the grey part it stays below 2.
#
# ## Larger batches: more work for each step
# With a larger batch a step has more work for the same fixed part.
#
# **Your turn** ★★: seconds for an epoch with each batch size. *Hint: `time.perf_counter()` before and after two
# epochs; the `fit` above your lines only compiles.*

# %%
data = ann.datasets.generate_blobs_case(n_samples=8192, n_features=64, n_classes=4, seed=SEED)
X, y = data.X.astype("float32"), data.y
epochs = {16: 0.0, 64: 0.0, 256: 0.0, 1024: 0.0}  # batch size: seconds of an epoch
for size in epochs:
    model = ann.models.mlp(64, [64], 4, task="multiclass", optimizer="adam", seed=SEED)
    ann.training.fit(model, X, y, epochs=1, batch_size=size, verbose=0)
    ### BEGIN SOLUTION
    start = time.perf_counter()
    ann.training.fit(model, X, y, epochs=2, batch_size=size, verbose=0)
    epochs[size] = (time.perf_counter() - start) / 2
    ### END SOLUTION
    print(f"batches of {size:>4}: {8192 // size:>3} steps, {1000 * epochs[size]:7.1f} ms an epoch")
check.below("an epoch with batches of 1024, against 16", epochs[1024], epochs[16], points=2, hint="halved?")

# %% [markdown]
# **What to see:** fewer, larger steps make an epoch shorter. But each epoch then has fewer updates (exercise 11): an
# epoch that is sooner over teaches less.
#
# ## Mixed precision
# A 16-bit number has three digits; a small update would be lost in it:

# %%
print("1 + 0.0001 in 16 bits:", np.float16(1) + np.float16(0.0001))
seconds_of, accuracy_of = {}, {}
for precision in (False, True):
    ann.training.device("auto", mixed_precision=precision)
    keras.utils.set_random_seed(SEED)
    hidden = keras.layers.Dense(64, activation="relu")
    last = keras.layers.Dense(4, activation="softmax", dtype="float32")  # probabilities deserve all digits
    mixed = keras.Sequential([keras.Input((64,)), hidden, last])
    ann.training.device("auto", mixed_precision=False)
    mixed.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    ann.training.fit(mixed, X, y, epochs=1, batch_size=256, verbose=0)  # compiles
    start = time.perf_counter()
    history = ann.training.fit(mixed, X, y, epochs=5, batch_size=256, verbose=0)
    kind = f"computes in {hidden.compute_dtype}, keeps its weights in {hidden.variable_dtype}"
    seconds_of[kind], accuracy_of[kind] = time.perf_counter() - start, history.history["accuracy"][-1]
    print(f"{kind}: accuracy {accuracy_of[kind]:.3f}, {1000 * seconds_of[kind]:.0f} ms")

# %% [markdown]
# **What to see:** weights and updates stay in 32 bits, and the network learns as well. The two clocks say what it costs
# or saves *here*; it is meant for recent GPUs, which compute 16-bit numbers faster, and for large networks.
#
# ## Two devices, one network
# `tf.distribute` puts a copy of the network on each device. Each batch is cut into equal parts; each copy
# computes the gradient of its part; the gradients are averaged; all copies make the same step. With one CPU you can
# see it too: TensorFlow can cut it into two logical devices, but only before it starts, so this program gets a process
# of its own as well (`exercises/programs/distribute.py`).
#
# **Guess first.** Will the losses of two devices be higher, lower or the same as those of one?

# %%
guess_losses = None  # "higher", "lower" or "the same"

# %%
losses = program("distribute.py", str(SEED))  # {"1": five losses, "2": five losses}
one, two = np.array(losses["1"]), np.array(losses["2"])

# %% [markdown]
# **Your turn** ★: the largest relative difference between the two loss curves. *Hint: arrays subtract and divide
# number by number; a difference may be negative.*

# %%
difference = 1.0  # a number
### BEGIN SOLUTION
difference = np.max(np.abs(one - two) / one)
### END SOLUTION
print(f"losses differ by {difference:.1e} at the most")
check.below("what sharing changed in the losses", difference, 1e-4, points=2)
check.guess("the losses of two", guess_losses, "the same")
figure, ax = ann.plots.figure(1, 1, width=7)
ax.plot(range(1, 6), one, "o-", color=ann.plots.COLOURS[0], markersize=12, label="one device")
ax.plot(range(1, 6), two, "s--", color=ann.plots.COLOURS[1], label="two devices, half a batch each")
ax.set(xlabel="epoch", ylabel="loss", title="The same learning, shared", xticks=range(1, 6), ylim=(0, None))
ax.legend()
plt.show()

# %% [markdown]
# **What to see:** one curve: the mean of two half batches' gradients is the gradient of the batch. What several GPUs
# win depends on the work for each against the exchange of gradients; with each of them the batch may grow.
#
# ## Now try
# - A copy of `measure.py` with `batch_size=1024`: which networks gain?
# - The CNN of exercise 22 instead of dense layers: work for each step, against its fixed part?
# - Three logical devices and batches of 64: what must become of the last few rows?
#
# ## Check yourself

# %%
check.below("times as long as the smallest network's step", times, sizes[-1] / sizes[0])
check.equal("mixed precision computes in", hidden.compute_dtype, "float16")
check.equal("and keeps its weights in", hidden.variable_dtype, "float32")
check.at_least("accuracy in mixed precision", history.history["accuracy"][-1], 0.9)
check.equal("devices that shared a training", len(losses), 2)
check.done()
