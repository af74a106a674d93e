# %% [markdown]
# # 27. When one class is rare
# One card payment in 579 is a fraud. A network that says "honest" to every payment is right 99.8 times
# in a hundred, and worth nothing. What to look at instead of the accuracy, and what to do?
#
# **You will learn** to read recall, precision and F1 of a rare class, what class weights and resampling
# change (and what they do not), and to choose the threshold by what errors cost. About 35 minutes.
# Runs in 10 s. Source: S3, A1.9 (credit card and covtype); S0, problem 2 (imbalanced data).

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

SEED = 0

# %% [markdown]
# ## Payments
# The real table is used where the folder of real data holds `creditcard.csv` (a fifth of its rows);
# otherwise a made-up twin with the same columns and the same share of frauds.

# %%
if ann.datasets.real_files("credit_card"):
    data, _ = ann.datasets.load_credit_card().split(0.2, 0.8, seed=SEED)
else:
    data = ann.datasets.generate_credit_card_case(60_000, seed=SEED)
print(data)
train, validation, test = data.split(0.5, 0.25, 0.25, seed=SEED)
train, validation, test = train.scale(), validation.scale(like=train), test.scale(like=train)


def network():
    """30 inputs, two hidden layers, one output: how sure am I that this is a fraud?"""
    keras.utils.set_random_seed(SEED)
    model = keras.Sequential(
        [
            keras.Input((30,)),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.001))
    return model


plain = network()
ann.training.fit(plain, train.X, train.y, epochs=10, batch_size=256, verbose=0)
report = ann.evaluation.confusion(test.y, ann.evaluation.predict_classes(plain, test.X), data.target_names)
print(report)
nobody = np.mean(test.y == 0)
print(f"accuracy of saying 'honest' to everyone: {nobody:.4f}, of the network: {report.accuracy:.4f}")

# %% [markdown]
# **What to see:** the accuracy cannot tell a network from a sleeping guard. Read the row "fraud": *recall*
# is the share of the frauds that are found (1 - alpha risk), *precision* the share of the alarms that are
# true, *F1* their harmonic mean. The beta risk looks tiny, but a tiny share of very many honest customers is
# still a queue at the desk.
#
# ## Four remedies
# *Class weights* make each fraud count as much in the loss as some six hundred honest payments.
# *Resampling* changes the training rows: repeat the rare ones (oversample), throw away frequent ones
# (undersample), or make new rare ones between neighbours (SMOTE). Only training data may be resampled: the
# test must look like life.
#
# Your turn: train the network with each. *Hint: `class_weight=ann.evaluation.class_weights(train.y)` for
# `fit`; `ann.evaluation.resample(train, remedy, seed=SEED)` (by imbalanced-learn) gives another `train`.*

# %%
models = {"none": plain}
for remedy in ("class weights", "oversample", "undersample", "smote"):
    models[remedy] = network()
    ### BEGIN SOLUTION
    rows = train if remedy == "class weights" else ann.evaluation.resample(train, remedy, seed=SEED)
    weights = ann.evaluation.class_weights(train.y) if remedy == "class weights" else None
    epochs = 100 if remedy == "undersample" else 10 if remedy == "class weights" else 5
    ann.training.fit(
        models[remedy],
        rows.X,
        rows.y,
        epochs=epochs,
        batch_size=min(256, len(rows) // 4),
        class_weight=weights,
        verbose=0,
    )
    ### END SOLUTION
table = {}
for remedy, model in models.items():
    found = ann.evaluation.confusion(test.y, ann.evaluation.predict_classes(model, test.X))
    table[remedy] = {
        "recall": found.recall[1],
        "precision": found.precision[1],
        "F1": found.f1[1],
        "accuracy": found.accuracy,
        "false alarms": found.matrix[0, 1],
    }
table = pd.DataFrame(table).T
print(table.round(4).to_string())
figure, ax = ann.plots.figure(1, 1, width=9)
for number, score in enumerate(["recall", "precision", "F1"]):
    places = np.arange(len(table)) + 0.27 * (number - 1)
    bars = ax.bar(places, table[score], 0.25, color=ann.plots.COLOURS[number], label=score)
    ax.bar_label(bars, fmt="%.2f", fontsize=9)
ax.set_xticks(range(len(table)), table.index)
ax.set(ylim=(0, 1.25), ylabel="score of the frauds", title="Remedies side by side, threshold 0.5")
ax.grid(axis="x", visible=False)
ax.legend(ncols=3, loc="upper right")
plt.show()

# %% [markdown]
# **What to see:** each remedy finds at least as many frauds, and each pays with false alarms: precision falls,
# most of all after undersampling, which threw away nearly all that is known of honest payments. F1, the
# compromise, does not always rise. No remedy is best: they move along the same trade.
#
# ## The same trade, without training again
# A network gives a number, and *you* say above which number the alarm rings. 0.5 is only a habit. Say a
# missed fraud costs 100 euro and a false alarm 2 euro for a phone call.
#
# Your turn: choose the threshold of the plain network, on the validation payments.
# *Hint: `ann.evaluation.choose_threshold(labels, outputs, alpha_cost=..., beta_cost=...)`.*

# %%
### BEGIN SOLUTION
chosen = ann.evaluation.choose_threshold(
    validation.y, ann.evaluation.predict(plain, validation.X), alpha_cost=100, beta_cost=2
)
### END SOLUTION
print(chosen)
outputs = ann.evaluation.predict(plain, test.X)[:, 0]


def bill(payments, alarm):
    """What these payments cost with these alarms, in euro."""
    return 100 * np.sum((payments.y == 1) & ~alarm) + 2 * np.sum((payments.y == 0) & alarm)


bills = {"threshold 0.5": bill(test, outputs > 0.5), "chosen threshold": bill(test, outputs > chosen.value)}
bills |= {
    remedy: bill(test, ann.evaluation.predict(models[remedy], test.X)[:, 0] > 0.5)
    for remedy in list(models)[1:]
}
print(", ".join(f"{name}: {cost} euro" for name, cost in bills.items()))
cost_of_habit = bill(validation, ann.evaluation.predict(plain, validation.X)[:, 0] > 0.5)
[curve] = ann.evaluation.precision_recall(test.y, outputs, data.target_names)
figure, (left, right) = ann.plots.figure(1, 2, width=6.5, height=5)
left.step(curve.x, curve.y, where="post", color=ann.plots.COLOURS[0], label="plain network, every threshold")
for number, remedy in enumerate(list(models)):
    left.plot(
        table.recall[remedy],
        table.precision[remedy],
        "os^Dv"[number],
        markersize=10,
        color=ann.plots.COLOURS[(0, 1, 2, 3, 4)[number]],
        label=f"{remedy}, threshold 0.5",
    )
left.set(
    xlabel="recall",
    ylabel="precision",
    title="Frauds: precision over recall",
    xlim=(0, 1.03),
    ylim=(-0.02, 1.05),
)
left.legend(loc="lower left", fontsize=10)
risks = ann.evaluation.thresholds(validation.y, ann.evaluation.predict(plain, validation.X), 100, 2)
right.semilogx(risks.threshold, risks.cost, color=ann.plots.COLOURS[0], label="validation payments")
right.axvline(chosen.value, color="black", linestyle="--", label=f"chosen: {chosen.value:.2g}")
right.axvline(0.5, color=ann.plots.COLOURS[3], linestyle=":", label="habit: 0.5")
right.set(xlabel="threshold", ylabel="cost (euro)", title="What each threshold costs", xlim=(1e-5, 1))
right.set_ylim(0, 3 * risks.cost[risks.threshold > 0.5].max())
right.legend()
plt.show()

# %% [markdown]
# **What to see:** the points of the remedies lie near the plain network's own curve: most of what they bought,
# a threshold buys too, after training and at any price you name. Mind the numbers: with 26 frauds in the
# test one fraud more or less is 100 euro, so do not trust small differences between the bills.
#
# ## Seven kinds of forest
# Covtype has no rare class but several: half of the patches are lodgepole pine, one in two hundred is
# cottonwood. Your turn: the same comparison in one call, for "none", "class weights" and "oversample".
# *Hint: `ann.evaluation.compare_remedies(build, fit, train, test, remedies, seed=SEED)`.*

# %%
if ann.datasets.real_files("covtype"):
    forest, _ = ann.datasets.load_covtype().split(0.02, 0.98, seed=SEED)
else:
    forest = ann.datasets.generate_covtype_case(12_000, seed=SEED)
print(forest)
patches, unseen = forest.split(0.7, 0.3, seed=SEED)
unseen, patches = unseen.scale(like=patches), patches.scale()


def forest_network():
    """S3's network for covtype: 54 inputs, hidden layers of 16 and 32, seven outputs."""
    return ann.models.mlp(
        54, [16, 32], 7, task="multiclass", optimizer="adam", learning_rate=0.003, seed=SEED
    )


def fit(model, X, y, **weights):
    """The same training for each remedy."""
    keras.utils.set_random_seed(SEED)
    return ann.training.fit(model, X, y, epochs=15, batch_size=128, verbose=0, **weights)


### BEGIN SOLUTION
forests = ann.evaluation.compare_remedies(
    forest_network, fit, patches, unseen, ("none", "class weights", "oversample"), seed=SEED
)
### END SOLUTION
print(forests[["training rows", "accuracy", "balanced accuracy", "macro f1"]].round(3).to_string())
figure, ax = ann.plots.figure(1, 1, width=10)
order = np.argsort(-np.bincount(forest.y))
for number, remedy in enumerate(forests.index):
    recalls = [forests.loc[remedy, f"recall {forest.target_names[label]}"] for label in order]
    bars = ax.bar(
        np.arange(7) + 0.27 * (number - 1), recalls, 0.25, color=ann.plots.COLOURS[number], label=remedy
    )
    ax.bar_label(bars, fmt="%.2f", fontsize=8)
counts = np.bincount(unseen.y)
kinds = [name.replace("/", "/\n").replace(" ", "\n") for name in forest.target_names]
ax.set_xticks(range(7), [f"{kinds[label]}\n{counts[label]} rows" for label in order])
ax.set(ylim=(0, 1.25), ylabel="recall", title="Recall of each kind of forest, frequent ones first")
ax.tick_params(axis="x", labelsize=10)
ax.grid(axis="x", visible=False)
ax.legend(ncols=3, loc="upper right")
plt.show()
rare = f"recall {forest.target_names[4]}"  # aspen

# %% [markdown]
# **What to see:** without a remedy the aspens drown among the lodgepole pines around them. Weights and
# oversampling lift the rare classes and take from the frequent ones, so the accuracy *falls* while the
# balanced accuracy, the mean recall of the classes, rises. Which is better depends on whom you ask.
#
# ## Now try
# - A missed fraud costs 1000 euro, or 5: where does the threshold go?
# - `fraud_share=0.02`: which remedies still make a difference?
# - Resample *before* the split (copies of a fraud then lie in training and test): how good does it look?
#
# ## Check yourself

# %%
check = ann.course.checks()
check.at_least("accuracy of saying 'honest' to everyone", nobody, 0.998)
check.at_least("recall of the plain network", table.recall["none"], 0.5, hint="10 epochs, Adam at 0.001")
check.at_least(
    "recall with class weights", table.recall["class weights"], table.recall["none"], hint="class_weight=..."
)
check.below("undersampling: precision", table.precision["undersample"], table.precision["none"])
check.below("the chosen threshold", chosen.value, 0.5, hint="a missed fraud costs 50 false alarms")
check.at_most("bill of the validation payments with it", chosen.cost, cost_of_habit, hint="alpha 100, beta 2")
check.below("aspen: recall without a remedy", forests[rare]["none"], forests[rare]["class weights"])
check.below(
    "balanced accuracy without a remedy",
    forests["balanced accuracy"]["none"],
    forests["balanced accuracy"]["class weights"],
)
check.done()
