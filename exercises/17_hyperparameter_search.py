# %% [markdown]
# # 17. Let the computer try
# How many layers, how many neurons, which learning rate? Weights are found by training; these
# *hyperparameters* are not, and nobody can read them off the data. So they are tried, in order, and judged on
# rows that were not trained on.
#
# **You will learn** to write a function that builds a network from its hyperparameters, to search a grid of
# them with cross-validation, to read its table, to search at random, and whether a pyramid of layers beats equal
# ones. About 40 minutes. Runs in 22 s. Source: S2, section 5, "Hyperparameter tuning"; S1, "GridSearchCV".

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np
from scipy.stats import loguniform
from sklearn.metrics import r2_score
from sklearn.model_selection import KFold, RandomizedSearchCV

SEED = 0
check = ann.course.checks()
files = ann.datasets.real_files("california")
data = ann.datasets.load_california(files[0]) if files else ann.datasets.generate_california_case(seed=SEED)
print("the real census" if files else "a made-up twin of the census", "of exercise 16")
train, test, _ = data.split(0.08, 0.10, 0.82, seed=SEED)  # a few rows will do to compare
train, test = train.scale(like=train), test.scale(like=train)
X, y, X_test = np.clip(train.X, -4, 4), train.y, np.clip(test.X, -4, 4)
print(f"{len(X)} rows to search with, {len(X_test)} for the end")

# %% [markdown]
# ## A function that builds
# Everything that is to be tried becomes an argument.
#
# **Your turn** ★★: `n_hidden` layers of `n_neurons` neurons with `relu`, and one output. *Hint: a Sequential has a
# method `add`, and a loop may call it.*


# %%
def build_model(n_hidden=1, n_neurons=50, lr=0.001):
    model = keras.Sequential([keras.Input((8,))])
    ### BEGIN SOLUTION
    for _ in range(n_hidden):
        model.add(keras.layers.Dense(n_neurons, activation="relu"))
    ### END SOLUTION
    model.add(keras.layers.Dense(1))
    model.compile(keras.optimizers.SGD(lr), "mean_squared_error")
    return model


parameters = build_model(2, 100).count_params()
check.equal("parameters of 2 layers of 100", parameters, 11_101, hint="900, 10 100, 101", points=2)

# %% [markdown]
# ## The grid of the course
# Three values for each of three hyperparameters. Each network is trained twice (`cv=2`): on one half of the rows and
# judged on the other, then the other way round. The mean of both r² is its score. By hand, for one point of the grid:

# %%
by_hand = []
for learn, judge in KFold(2).split(X):
    keras.utils.set_random_seed(SEED)
    network = build_model(n_hidden=1, n_neurons=50, lr=0.1)
    ann.training.fit(network, X[learn], y[learn], epochs=20, batch_size=32, verbose=0)
    by_hand.append(r2_score(y[judge], network.predict(X[judge], verbose=0)))
print(f"r² of the two folds {by_hand[0]:.3f} and {by_hand[1]:.3f}, mean {np.mean(by_hand):.3f}")

# %% [markdown]
# **Guess first.** 27 networks: which of the three hyperparameters will matter most?

# %%
guess_matters = None  # "n_hidden", "n_neurons" or "lr"

# %% [markdown]
# `grid_search` is that loop, over all points of a grid; with the best one, trained once more on all rows, it makes 55
# trainings.
#
# **Your turn** ★: the grid of the course, 1, 2, 3 layers; 50, 100, 200 neurons; rates 0.0001, 0.001, 0.1. *Hint: a
# dictionary of lists, its keys named like the arguments.*

# %%
grid = {"n_hidden": [1], "n_neurons": [50], "lr": [0.0001, 0.001, 0.1]}  # too small: 3 points of 27
### BEGIN SOLUTION
grid = {"n_hidden": [1, 2, 3], "n_neurons": [50, 100, 200], "lr": [0.0001, 0.001, 0.1]}
### END SOLUTION
found = ann.training.grid_search(
    build_model, grid, X, y, cv=2, epochs=20, batch_size=32, seed=SEED, progress=False
)
check.equal("networks tried", len(found.table), 27, hint="three values for each of three arguments", points=2)
print(found)
print(found.table.round({"score": 3, "spread": 3, "seconds": 2}).to_string(index=False))
matters = {name: np.ptp(found.table.groupby(name)["score"].mean()) for name in grid}
for name, difference in matters.items():
    print(f"{name:<10} best value less worst, on average over the others: {difference:.2f}")
check.guess("what matters most", guess_matters, max(matters, key=matters.get))

# %%
figure, axes = ann.plots.figure(1, 3, width=4.4, height=4)
for ax, lr in zip(axes, grid["lr"], strict=False):
    part = found.table[found.table["lr"] == lr].pivot(index="n_hidden", columns="n_neurons", values="score")
    shades = ax.imshow(part, cmap=plt.get_cmap("Blues").with_extremes(under="lightgrey"), vmin=0, vmax=0.8)
    for (row, column), value in np.ndenumerate(part.to_numpy()):
        ink = "white" if value > 0.5 else "black"
        ax.text(column, row, f"{value:.2f}", ha="center", va="center", color=ink)
    ax.set_xticks(range(len(part.columns)), part.columns)
    ax.set_yticks(range(len(part.index)), part.index)
    ax.grid(False)
    ax.set(title=f"learning rate {lr:g}", xlabel="neurons in each layer")
axes[0].set_ylabel("hidden layers")
figure.colorbar(shades, ax=axes, label="mean r² over both folds (grey: below 0)", extend="min")
plt.show()

# %% [markdown]
# **What to see:** the learning rate decides nearly everything. Every network at 0.1 is better than every one at 0.001,
# and those are all better than any at 0.0001, where twenty epochs are too few for any shape (r² below 0: worse than
# always answering the mean). That is a reason to search the learning rate first (exercise 10) and the shape afterwards.
# Mind the column "spread": what differs by less than that is not better, it was luckier.
#
# **Not so:** "more layers and more neurons are better." The winner is not the largest network of the grid.
#
# ## At random, between the points
# A grid never looks between 0.001 and 0.1. scikit-learn's `RandomizedSearchCV` draws each value from a distribution,
# and you say how many draws you can afford. A Keras network is dressed up as an estimator for it; arguments of the
# building function get the prefix `model__`.
#
# **Your turn** ★★: let it draw `model__lr` between 0.001 and 0.1, evenly on a logarithmic axis, and `model__n_hidden`
# from 1 and 2. *Hint: `loguniform` is imported above; a list is drawn from as it is.*

# %%
estimator = ann.training.KerasRegressor(build_model, epochs=20, batch_size=32, seed=SEED)
space = {"model__lr": [0.001], "model__n_hidden": [1]}  # replaced by a distribution and a list
### BEGIN SOLUTION
space = {"model__lr": loguniform(0.001, 0.1), "model__n_hidden": [1, 2]}
### END SOLUTION
draws = 8 if hasattr(space["model__lr"], "rvs") else 1
search = RandomizedSearchCV(estimator, space, n_iter=draws, cv=2, random_state=SEED).fit(X, y)
rates = np.array(search.cv_results_["param_model__lr"], float)
scores_at_random = search.cv_results_["mean_test_score"]
check.between(
    "rates drawn between those of the grid", np.sum((rates > 0.001) & (rates < 0.1)), 8, 8, points=2
)
print(f"best of {draws} draws: r² {search.best_score_:.3f} at {search.best_params_}")
figure, ax = ann.plots.figure(1, 1, width=4.4, height=3.3)
ax.semilogx(
    found.table["lr"], found.table["score"].clip(lower=0), "s", color=ann.plots.COLOURS[0], label="grid of 27"
)
ax.semilogx(rates, scores_at_random, "^", color=ann.plots.COLOURS[3], label=f"{draws} at random")
ax.set(xlabel="learning rate", ylabel="mean r² (0: none or worse)", ylim=(-0.05, 1))
ax.legend(fontsize=10, loc="lower right")
ann.course.cover(figure, "r² over the learning rate: three columns of a grid, and random draws between them.")
plt.show()

# %% [markdown]
# **What to see:** the random draws fill the gap between two columns of the grid, and their r² rises from one to the
# other. With 8 draws instead of 27 points the best one comes close to the grid's best.
#
# ## Pyramid or equal layers?
# An old habit makes each layer narrower than the one before; today most give all layers the same width.
# Compare 60-40-20 with three layers of a width that makes about as many parameters, three starts each.
#
# **Guess first.** Which shape will be best by more than the starts of one shape differ?

# %%
guess_shape = None  # "pyramid", "equal", "upside down" or "none"

# %% [markdown]
# **Your turn** ★★: what width? *Hint: a dense layer has (inputs + 1) * neurons parameters; count those of the
# pyramid, then try widths, or solve a quadratic equation.*

# %%
width = 10  # a whole number
### BEGIN SOLUTION
width = 41
### END SOLUTION
scores, sizes = {}, {}
for name, hidden in {"pyramid": [60, 40, 20], "equal": [width] * 3, "upside down": [20, 40, 60]}.items():
    scores[name] = []
    for start in range(3):
        shaped = ann.models.mlp(
            8, hidden, 1, task="regression", learning_rate=0.01, momentum=0.0, seed=10 * SEED + start
        )
        ann.training.fit(shaped, X, y, epochs=40, batch_size=32, verbose=0)
        scores[name].append(ann.evaluation.r_squared(test.y, ann.evaluation.predict(shaped, X_test)[:, 0]))
    sizes[name] = shaped.count_params()
    shown = " ".join(f"{score:.3f}" for score in scores[name])
    print(
        f"{name:<12} {'-'.join(map(str, hidden)):<9} {sizes[name]:>5} parameters, r² on the test rows {shown}"
    )

check.close("parameters of equal against pyramid, ratio", sizes["equal"] / sizes["pyramid"], 1, within=0.05)
means = {name: np.mean(values) for name, values in scores.items()}
between = max(means.values()) - min(means.values())
within = max(np.ptp(values) for values in scores.values())
print(f"means of the shapes differ by up to {between:.3f}, starts of one shape by up to {within:.3f}")
check.guess("best shape", guess_shape, max(means, key=means.get) if between > within else "none")

# %% [markdown]
# **What to see:** the shapes differ by one or two hundredths of r², and so do the starts of one and the same shape. So
# take equal layers: one number to choose instead of three.
#
# ## The last word
# The score of the winner says too much, since the luckiest of 27 tries wins; and too little, since the final
# network has learned from both halves of the rows. What it is worth, only rows that the search never saw
# can tell.

# %%
final = ann.evaluation.r_squared(test.y, ann.evaluation.predict(found.model, X_test)[:, 0])
print(f"best of the grid: {found.score:.3f} in the search, {final:.3f} on {len(X_test)} new rows")

# %% [markdown]
# ## Now try
# - `n_random=9` in `grid_search`: nine of the 27, drawn at random. How close do they come, in what time?
# - `"epochs": [10, 40]` as a fourth line of the grid: which learning rate needs fewer?
# - `scoring="neg_mean_absolute_error"`: is the same network best?
#
# ## Check yourself

# %%
check.at_least("mean r² of the best", found.score, 0.5)
slow = found.table[found.table["lr"] == 0.0001]["score"].max()
check.below("best r² at the rate 0.0001, against the best of all", slow, found.score)
check.at_least("best of the random draws", search.best_score_, found.score - 0.1)
check.at_least("r² of the best on rows that the search never saw", final, 0.5)
check.done()
