# %% [markdown]
# # 15. What noise takes away
# Measurements are never exact. Here every y gets a random error of known size, and you ask: how much
# worse does the network become, and is that the network's fault?
#
# **You will learn** that noise sets a ceiling to r², how to compute it, how to recognise a network that fits the noise
# itself, and which loss bears a few grossly wrong values. About 35 minutes. Runs in 12 s. Source: S0, section 3,
# regression exercise, and its loss functions; S1, "Evaluation" (MSE, MAE, MBE).

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np

SEED = 0
check = ann.course.checks()
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
# **Your turn** ★: write that as a function. *Hint: `signal` is the variance of y without noise; the noise is given as a
# standard deviation.*

# %%
signal = np.var(ann.datasets.generate_regression_case(100_000, noise=0.0, seed=SEED).y)


def ceiling(noise):
    highest = np.ones_like(noise, dtype=float)  # the highest r², a number between 0 and 1 for each noise
    ### BEGIN SOLUTION
    highest = signal / (signal + noise**2)
    ### END SOLUTION
    return highest


check.close("ceiling at noise 1", ceiling(1.0), 0.675, within=0.01, hint="noise enters squared", points=2)

# %% [markdown]
# **Guess first.** At noise 2 the ceiling is 0.34. If the same network is judged by the true curve instead of noisy
# points, what will its r² be?

# %%
guess_true = None  # a number, 0 to 1

# %% [markdown]
# ## The experiment
# One network for each level of noise, the same in all else. The score is taken on fresh test points
# twice: against the noisy y (what you can measure in life) and against the true f(x) (what you cannot).
#
# **Your turn** ★: both scores. *Hint: `ann.evaluation.r_squared(expected, predicted)`; what is expected is once
# `test.y`, once `truth`.*

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
    truth = ann.datasets.regression_function(test.X)
    r2_noisy, r2_true = 0.0, 0.0  # against test.y, against truth
    ### BEGIN SOLUTION
    r2_noisy = ann.evaluation.r_squared(test.y, predicted)
    r2_true = ann.evaluation.r_squared(truth, predicted)
    ### END SOLUTION
    measured.append(r2_noisy)
    true_score.append(r2_true)
    print(
        f"noise {noise:4.2f}: r² measured {measured[-1]:.3f}, ceiling {ceiling(noise):.3f}, "
        f"against the true curve {true_score[-1]:.3f}"
    )

check.at_least("r² without noise", measured[0], 0.98)
check.at_least("r² at noise 2 against the true curve", true_score[-1], 0.6, hint="expected first", points=2)
check.guess("r² at noise 2 against the true curve", guess_true, true_score[-1])

# %%
figure, ax = ann.plots.figure(1, 1, width=4.4, height=3.3)
levels = np.linspace(0, max(NOISES), 200)
ax.plot(levels, ceiling(levels), color=ann.plots.COLOURS[6], linestyle="--", label="ceiling")
ax.plot(NOISES, measured, "o", color=ann.plots.COLOURS[3], label="against noisy points")
ax.plot(NOISES, true_score, "s", color=ann.plots.COLOURS[0], label="against the true curve")
ax.set(
    xlabel="noise (standard deviation of y)", ylabel="r²", title="The noise sets the ceiling", ylim=(0, 1.05)
)
ax.legend(fontsize=9)
ann.course.cover(figure, "r² falls along a ceiling as noise grows; against the true curve it stays high.")
plt.show()

# %% [markdown]
# **What to see:** the measured r² sinks along the ceiling, while the curve that the network drew stays close to the
# truth: with 1000 points most of the errors average out.
#
# **Not so:** "a low r² means a bad network". At noise 2 it is about 0.3, and the same network, judged by the true
# curve, has more than twice as much. First ask how much noise there is.
#
# ## Learning the noise by heart
# Averaging needs points. Give a large network only 30 noisy ones, and time.
#
# **Guess first.** At noise 1 the ceiling is 0.68. Can the network pass it on its own 30 points?

# %%
guess_pass = None  # "yes" or "no"

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
check.guess("is the ceiling passed on its own points", guess_pass, "yes" if by_heart > ceiling(1.0) else "no")
print(f"r² on its 30 points {by_heart:.3f}, on fresh points {in_life:.3f}, ceiling {ceiling(1.0):.3f}")
figure, (left, right) = ann.plots.figure(1, 2)
ann.plots.history(history, "loss", ax=left)
ann.plots.regression_case(few, greedy, ax=right)
right.set_title("Its 30 points, and its curve")
plt.show()

# %% [markdown]
# **What to see:** on its own points the network passes the ceiling. That is the sign: whoever is
# better than the noise allows has learned the noise. The validation loss turned upwards long before
# (exercise 12 puts it to use).
#
# ## A sensor that lies
# Noise is small and often; a broken sensor is rare and far off. Here every tenth y is 10 too high. Three losses: MSE
# squares an error, MAE takes its size, Huber's is e² / 2 up to a size of 1 and |e| - 1/2 beyond: round below, straight
# above.
#
# **Your turn** ★★: Huber's loss of an array of errors. *Hint: `np.where` chooses for each element; then the mean.*


# %%
def huber(errors):
    loss = 0.0  # a number
    ### BEGIN SOLUTION
    size = np.abs(errors)
    loss = np.mean(np.where(size <= 1, errors**2 / 2, size - 0.5))
    ### END SOLUTION
    return loss


some = np.array([-3.0, -0.5, 0.0, 1.0, 10.0])
by_keras = float(keras.losses.Huber(delta=1.0)(np.zeros(5), some))
check.close("Huber's loss of five errors, as Keras has it", huber(some), by_keras, within=1e-6, points=2)
print(f"of {some}: MSE {np.mean(some**2):.2f}, MAE {np.mean(np.abs(some)):.2f}, Huber {huber(some):.2f}")

# %% [markdown]
# S1 also names the MBE, the mean of the errors with their signs: is the curve too high or too low *on average*? It is
# no loss to train with, since +5 and -5 make 0.
#
# **Guess first.** By how much will the curve of the network that was trained on MSE lie too high?

# %%
guess_high = None  # a number, in units of y

# %%
clean = ann.datasets.generate_regression_case(1000, noise=0.25, seed=SEED)
lied = clean.y + 10 * (np.random.default_rng(SEED).permutation(1000) < 100)
judge = ann.datasets.generate_regression_case(1000, noise=0.0, seed=SEED + 100)
losses = {"MSE": "mean_squared_error", "MAE": "mean_absolute_error", "Huber": keras.losses.Huber(delta=1.0)}
figure, ax = ann.plots.figure(1, 1, width=7, height=4)
ax.scatter(clean.X[:, 0], lied, s=8, color="lightgrey", label="what it learned from")
order = judge.X[:, 0].argsort()
mean_bias, mean_size = {}, {}
for number, (name, loss) in enumerate(losses.items()):
    robust = ann.models.mlp(1, [30, 30], 1, task="regression", activation="tanh", seed=SEED)
    robust.compile(keras.optimizers.Adam(0.003), loss)
    keras.utils.set_random_seed(SEED)
    ann.training.fit(robust, clean.X, lied, epochs=100, batch_size=32, verbose=0)
    errors = ann.evaluation.predict(robust, judge.X)[:, 0] - judge.y
    mean_bias[name], mean_size[name] = errors.mean(), np.abs(errors).mean()
    print(
        f"trained on {name:<6} against the true curve: MAE {mean_size[name]:.2f}, MBE {mean_bias[name]:+.2f}"
    )
    style = {"color": ann.plots.COLOURS[number], "linestyle": ("-", "--", ":")[number]}
    ax.plot(judge.X[order, 0], (judge.y + errors)[order], label=f"trained on {name}", **style)
ax.set(xlabel="x1", ylabel="y", title="One value in ten is 10 too high")
ax.legend(fontsize=9)
plt.show()
check.guess("how much too high the curve of MSE lies", guess_high, mean_bias["MSE"])

# %% [markdown]
# **What to see:** MSE goes through the *mean* of what it sees, so it lies about a tenth of 10 too high. MAE goes
# through the *median*, and a tenth of liars hardly moves that. Huber lies near it, and is smooth at 0, where MAE has
# a corner.
#
# ## Now try
# - 100 and 10 000 training points at noise 1: how near does the measured r² come to the ceiling?
# - Noise on x instead of y: is the ceiling the same?
#
# ## Check yourself

# %%
check.true(
    "no measured r² passes its ceiling by more than 0.03",
    all(m <= ceiling(n) + 0.03 for n, m in zip(NOISES, measured, strict=True)),
)
check.true(
    "against the true curve every r² is higher than against noisy points",
    np.all(np.array(true_score[1:]) > measured[1:]),
)
check.below("error with Huber against MSE", mean_size["Huber"], mean_size["MSE"] / 2)
check.below("thirty points learned by heart: r² in life", in_life, by_heart)
check.done()
