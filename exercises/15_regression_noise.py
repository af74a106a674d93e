# %% [markdown]
# # 15. What noise takes away
# Measurements are never exact. Here every y gets a random error of known size, and you ask: how much
# worse does the network become, and is that the network's fault?
#
# **You will learn** that noise sets a ceiling to r² that no network can pass, how to compute it, and
# how to recognise a network that fits the noise itself. About 20 minutes. Runs in 9 s. Source: S0,
# section 3, regression exercise.

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np

SEED = 0
NOISES = [0.0, 0.25, 0.5, 1.0, 2.0]  # standard deviation of the error, in units of y

# %% [markdown]
# ## Same curve, more and more noise

# %%
figure, axes = ann.plots.figure(1, 3, width=5.2, height=4)
for noise, ax in zip([0.0, 0.5, 2.0], axes, strict=True):
    ann.plots.regression_case(ann.datasets.generate_regression_case(300, noise=noise, seed=SEED), ax=ax)
    ax.set(title=f"noise {noise}", ylim=(-9, 9))
plt.show()

# %% [markdown]
# ## The ceiling
# Suppose a perfect network that answers f(x) exactly. What it cannot explain is the noise. So of the
# whole variance, var f + noise², at most var f can be explained:
#
# ceiling of r² = var f / (var f + noise²)
#
# Your turn: write that as a function. *Hint: `signal` is the variance of y without noise.*

# %%
signal = np.var(ann.datasets.generate_regression_case(100_000, noise=0.0, seed=SEED).y)


def ceiling(noise):
    ### BEGIN SOLUTION
    return signal / (signal + noise**2)
    ### END SOLUTION


# %% [markdown]
# ## The experiment
# One network for each level of noise, the same in all else. The score is taken on fresh test points
# twice: against the noisy y (what you can measure in life) and against the true f(x) (what you cannot).
#
# Your turn: both scores. *Hint: `ann.datasets.regression_function(test.X)` is the truth.*

# %%
measured, true_score = [], []
for noise in NOISES:
    train = ann.datasets.generate_regression_case(1000, noise=noise, seed=SEED)
    test = ann.datasets.generate_regression_case(1000, noise=noise, seed=SEED + 100)
    model = ann.models.mlp(
        1, [30, 30], 1, task="regression", activation="tanh", optimizer="adam", learning_rate=0.01, seed=SEED
    )
    keras.utils.set_random_seed(SEED)
    ann.training.fit(model, train.X, train.y, epochs=60, batch_size=32, verbose=0)
    predicted = ann.evaluation.predict(model, test.X)
    ### BEGIN SOLUTION
    measured.append(ann.evaluation.r_squared(test.y, predicted))
    true_score.append(ann.evaluation.r_squared(ann.datasets.regression_function(test.X), predicted))
    ### END SOLUTION
    print(
        f"noise {noise:4.2f}: r² measured {measured[-1]:.3f}, ceiling {ceiling(noise):.3f}, "
        f"against the true curve {true_score[-1]:.3f}"
    )

# %%
figure, ax = ann.plots.figure(1, 1, width=8)
levels = np.linspace(0, max(NOISES), 200)
ax.plot(levels, ceiling(levels), color=ann.plots.COLOURS[6], linestyle="--", label="ceiling")
ax.plot(NOISES, measured, "o", markersize=9, color=ann.plots.COLOURS[3], label="against noisy test points")
ax.plot(NOISES, true_score, "s", markersize=8, color=ann.plots.COLOURS[0], label="against the true curve")
ax.set(
    xlabel="noise (standard deviation, units of y)",
    ylabel="r²",
    title="The noise sets the ceiling",
    ylim=(0, 1.05),
)
ax.legend()
plt.show()

# %% [markdown]
# **What to see:** the measured r² sinks along the ceiling, while the curve that the network drew stays
# close to the truth: with 1000 points the errors average out. A low r² does not always mean a bad
# network. First ask how much noise there is.
#
# ## Learning the noise by heart
# Averaging needs points. Give a large network only 30 noisy ones, and time.

# %%
few = ann.datasets.generate_regression_case(30, noise=1.0, seed=SEED)
fresh = ann.datasets.generate_regression_case(1000, noise=1.0, seed=SEED + 100)
keras.utils.set_random_seed(SEED)
greedy = ann.models.mlp(
    1, [100, 100], 1, task="regression", activation="tanh", optimizer="adam", learning_rate=0.005, seed=SEED
)
history = ann.training.fit(greedy, few.X, few.y, validation_data=fresh, epochs=1500, batch_size=30)
by_heart = ann.evaluation.r_squared(few.y, ann.evaluation.predict(greedy, few.X))
in_life = ann.evaluation.r_squared(fresh.y, ann.evaluation.predict(greedy, fresh.X))
print(f"r² on its 30 points {by_heart:.3f}, on fresh points {in_life:.3f}, ceiling {ceiling(1.0):.3f}")
figure, (left, right) = ann.plots.figure(1, 2)
ann.plots.history(history, "loss", ax=left)
ann.plots.regression_case(few, greedy, ax=right)
plt.show()

# %% [markdown]
# **What to see:** on its own points the network passes the ceiling. That is the sign: whoever is
# better than the noise allows has learned the noise. The validation loss turned upwards long before
# (exercise 12 puts it to use).
#
# ## Now try
# - 100 and 10 000 training points at noise 1: how near does the measured r² come to the ceiling?
# - Noise on x instead of y: is the ceiling the same?
#
# ## Check yourself

# %%
check = ann.course.checks()
check.close("ceiling at noise 1", ceiling(1.0), 0.675, within=0.01, hint="the noise enters with its square")
check.at_least("r² without noise", measured[0], 0.98)
check.true(
    "no measured r² passes its ceiling by more than 0.03",
    all(m <= ceiling(n) + 0.03 for n, m in zip(NOISES, measured, strict=True)),
)
check.true(
    "against the true curve every r² is higher than against noisy points",
    np.all(np.array(true_score[1:]) > measured[1:]),
)
check.below("thirty points learned by heart: r² in life", in_life, by_heart)
check.done()
