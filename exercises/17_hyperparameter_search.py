# %% [markdown]
# # 17. Let the computer try
# How many layers, how many neurons, which learning rate? Weights are found by training; these
# *hyperparameters* are not, and nobody can read them off the data. So they are tried, in order, and judged on
# rows that were not trained on.
#
# **You will learn** to write a function that builds a network from its hyperparameters, to search a grid of
# them with cross-validation, to read its table, and whether a pyramid of layers beats equal ones. About 30
# minutes. Runs in 21 s. Source: S2, section 5, "Hyperparameter tuning"; S1, "GridSearchCV".

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np
from sklearn.model_selection import GridSearchCV

SEED = 0
files = ann.datasets.real_files("california")
data = ann.datasets.load_california(files[0]) if files else ann.datasets.generate_california_case(seed=SEED)
print("the real census" if files else "a made-up twin of the census", "of exercise 16")
train, test, _ = data.split(0.08, 0.10, 0.82, seed=SEED)  # a few rows will do to compare
train, test = train.scale(like=train), test.scale(like=train)
X, X_test = np.clip(train.X, -4, 4), np.clip(test.X, -4, 4)
print(f"{len(X)} rows to search with, {len(X_test)} for the end")

# %% [markdown]
# ## A function that builds
# Everything that is to be tried becomes an argument. Your turn: `n_hidden` layers of `n_neurons` neurons
# with `relu`, one output, SGD with the learning rate `lr`, mean squared error.
# *Hint: begin with `keras.Sequential([keras.Input((8,))])`, then `model.add(...)` in a loop.*


# %%
def build_model(n_hidden=1, n_neurons=50, lr=0.001):
    ### BEGIN SOLUTION
    model = keras.Sequential([keras.Input((8,))])
    for _ in range(n_hidden):
        model.add(keras.layers.Dense(n_neurons, activation="relu"))
    model.add(keras.layers.Dense(1))
    model.compile(keras.optimizers.SGD(lr), "mean_squared_error")
    ### END SOLUTION
    return model


print(f"2 layers of 100 neurons: {build_model(2, 100).count_params()} parameters")

# %% [markdown]
# ## The grid of the course
# Three values for each of three hyperparameters: 27 networks. Each is trained twice (`cv=2`): on one half
# of the rows and judged on the other, then the other way round. With the last, best one on all rows that
# makes 55 trainings. A network that diverges is no accident here but an answer.
#
# Your turn: the grid (1, 2, 3 layers; 50, 100, 200 neurons; rates 0.0001, 0.001, 0.1) and the search.
# *Hint: a dictionary of lists, named like the arguments; then `ann.training.grid_search(build_model, grid,
# X, train.y, cv=2, epochs=20, batch_size=32, seed=SEED)`.*

# %%
### BEGIN SOLUTION
grid = {"n_hidden": [1, 2, 3], "n_neurons": [50, 100, 200], "lr": [0.0001, 0.001, 0.1]}
found = ann.training.grid_search(
    build_model, grid, X, train.y, cv=2, epochs=20, batch_size=32, seed=SEED, progress=False
)
### END SOLUTION
print(found)
print(found.table.round({"score": 3, "spread": 3, "seconds": 2}).to_string(index=False))

# %%
figure, axes = ann.plots.figure(1, 3, width=4.4, height=4)
for ax, lr in zip(axes, grid["lr"], strict=True):
    part = found.table[found.table["lr"] == lr].pivot(index="n_hidden", columns="n_neurons", values="score")
    ax.imshow(part, cmap="Blues", vmin=0, vmax=0.8)
    for (row, column), value in np.ndenumerate(part.to_numpy()):
        ink = "white" if value > 0.5 else "black"
        text = f"{value:.2f}" if np.isfinite(value) and value > -9 else "diverged"
        ax.text(column, row, text, ha="center", va="center", color=ink)
    ax.set_xticks(range(3), part.columns)
    ax.set_yticks(range(3), part.index)
    ax.grid(False)
    ax.set(title=f"learning rate {lr:g}", xlabel="neurons in each layer")
axes[0].set_ylabel("hidden layers")
figure.suptitle("mean r² over both folds")
plt.show()

# %% [markdown]
# **What to see:** the learning rate decides nearly everything: between the three pictures lie worlds, within
# each of them shades. At 0.0001 twenty epochs are too few for any shape (r² below 0: worse than always
# answering the mean). That is the usual finding, and a reason to search the learning rate first (exercise
# 10) and the shape afterwards. Mind the column "spread": what differs by less than that is not better, it
# was luckier.
#
# ## scikit-learn's own search
# The same through `GridSearchCV`: a Keras network dressed up as an estimator. Arguments of the building
# function get the prefix `model__`; `epochs` and `batch_size` belong to the estimator itself.

# %%
estimator = ann.training.KerasRegressor(build_model, epochs=20, batch_size=32, seed=SEED)
space = {"model__lr": [0.001, 0.01, 0.03], "model__n_hidden": [2], "model__n_neurons": [50]}
search = GridSearchCV(estimator, space, cv=2).fit(X, train.y)
finer = dict(zip(space["model__lr"], search.cv_results_["mean_test_score"], strict=True))
for lr, score in finer.items():
    print(f"learning rate {lr:<6g} mean r² {score:.3f}")
print(search.best_params_)

# %% [markdown]
# ## Pyramid or equal layers?
# An old habit makes each layer narrower than the one before; today most give all layers the same width.
# Compare 60-40-20 with three layers of a width that makes about as many parameters, three starts each.
#
# Your turn: what width? *Hint: count the parameters of the pyramid, 9*60 + 61*40 + 41*20 + 21, and try
# widths: 9*w + (w+1)*w + (w+1)*w + w + 1.*

# %%
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
        ann.training.fit(shaped, X, train.y, epochs=40, batch_size=32, verbose=0)
        scores[name].append(ann.evaluation.r_squared(test.y, ann.evaluation.predict(shaped, X_test)[:, 0]))
    sizes[name] = shaped.count_params()
    shown = " ".join(f"{score:.3f}" for score in scores[name])
    print(
        f"{name:<12} {'-'.join(map(str, hidden)):<9} {sizes[name]:>5} parameters, r² on the test rows {shown}"
    )

# %% [markdown]
# **What to see:** the three shapes differ no more than the starts of one and the same shape do. So take equal
# layers: one number to choose instead of three.
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
check = ann.course.checks()
check.equal("parameters of 2 layers of 100", build_model(2, 100).count_params(), 11_101)
check.equal("networks tried", len(found.table), 27, hint="three values for each of three arguments")
check.at_least("mean r² of the best", found.score, 0.5)
slow = found.table[found.table["lr"] == 0.0001]["score"].max()
check.below("best r² at the rate 0.0001, against the best of all", slow, found.score)
check.true("a rate in between is not worse than the course's middle one", max(finer.values()) >= finer[0.001])
check.close("parameters of equal against pyramid, ratio", sizes["equal"] / sizes["pyramid"], 1, within=0.05)
check.at_least("r² of the best on rows that the search never saw", final, 0.5)
check.done()
