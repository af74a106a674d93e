# %% [markdown]
# # 27. When one class is rare
# One card payment in 579 is a fraud. What to look at instead of the accuracy, and what to do?
#
# **You will learn** to read recall, precision and F1 of a rare class, what class weights and resampling
# change (and what they do not), and to choose the threshold by what errors cost. About 45 minutes.
# Runs in 12 s. Source: S3, A1.9 (credit card and covtype); S0, problem 2 (imbalanced data).

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

SEED = 0
check = ann.course.checks()

# %% [markdown]
# **Guess first.** Somebody says "honest" to every payment and looks at none. How often is that right?

# %%
guess_nobody = None  # a share, 0 to 1

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
check.guess("accuracy of saying 'honest' to everyone", guess_nobody, nobody)
check.at_least("recall of the plain network", report.recall[1], 0.5)

# %% [markdown]
# **Not so:** "an accuracy of 0.998 is a good network". That is what looking at nothing has; the network's is hardly
# larger. Read the row "fraud": *recall* is the share of the frauds that are found (1 - alpha risk), *precision* the
# share of the alarms that are true, *F1* their harmonic mean.
#
# ## Four remedies
# *Class weights* make each fraud count as much in the loss as some six hundred honest payments.
# *Resampling* changes the training rows: repeat the rare ones (oversample), throw away frequent ones
# (undersample), or make new rare ones between neighbours (SMOTE). Only training data may be resampled: the
# test must look like life.
#
# **Guess first.** Does a remedy raise the recall, the precision, or both?

# %%
guess_raised = None  # "recall", "precision" or "both"

# %% [markdown]
# **Your turn** ★★: for each remedy the rows to train with, and the weights of the classes. How long each trains is
# given: undersampling leaves about a hundred rows. *Hint: one remedy leaves the rows alone and asks
# `ann.evaluation.class_weights` for a dict; the others ask `ann.evaluation.resample` (by imbalanced-learn) for other
# rows and need no weights.*

# %%
settings = {  # epochs, rows in a batch
    "class weights": (10, 256),
    "oversample": (5, 256),
    "undersample": (100, 26),
    "smote": (5, 256),
}
models, used = {"none": plain}, {"none": (train, None)}
for remedy, (epochs, batch_size) in settings.items():
    rows, weights = train, None  # a Dataset to train with; None or a dict {class: weight}
    ### BEGIN SOLUTION
    if remedy == "class weights":
        weights = ann.evaluation.class_weights(train.y)
    else:
        rows = ann.evaluation.resample(train, remedy, seed=SEED)
    ### END SOLUTION
    models[remedy], used[remedy] = network(), (rows, weights)
    ann.training.fit(
        models[remedy],
        rows.X,
        rows.y,
        epochs=epochs,
        batch_size=batch_size,
        class_weight=weights,
        verbose=0,
    )
by_hand = len(train) / (2 * np.bincount(train.y))  # each class gets half of all the weight
weights = used["class weights"][1] or {1: 1.0}
check.close("weight of a fraud", weights[1], by_hand[1], within=1e-6, points=2, hint="class_weights(train.y)")
sizes = {remedy: len(rows) for remedy, (rows, _) in used.items()}
print("rows to train with:", sizes)
check.at_least("rows after oversampling", sizes["oversample"], len(train) + 1)
check.below("rows after undersampling", sizes["undersample"], len(train))

# %%
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
ax.set(ylim=(0, 1.2), ylabel="score of the frauds", title="Remedies side by side, threshold 0.5")
ax.set_yticks(np.arange(0, 1.1, 0.2))
ax.grid(axis="x", visible=False)
ax.legend(ncols=3, loc="upper right")
plt.show()
check.guess("what every remedy raised or kept", guess_raised, "recall")

# %% [markdown]
# **What to see:** each remedy finds at least as many frauds as none, and each pays with false alarms: precision falls,
# most of all after undersampling. F1, the compromise, is highest without a remedy or nearly so.
#
# ## The same trade, without training again
# A network gives a number, and *you* say above which number the alarm rings. 0.5 is only a habit. Say a
# missed fraud costs 100 euro and a false alarm 2 euro for a phone call.
#
# **Guess first.** On which side of 0.5 is the cheapest threshold?

# %%
guess_side = None  # "below" or "above"

# %% [markdown]
# **Your turn** ★★: what some payments cost with some alarms. *Hint: two kinds of error, counted by comparing
# `payments.y` with `alarm`; `&` and `~` join and turn comparisons.*


# %%
def bill(payments, alarm):
    """What these payments cost with these alarms (an array of True and False), in euro."""
    euro = 0.0  # a number
    ### BEGIN SOLUTION
    missed, false_alarms = (payments.y == 1) & ~alarm, (payments.y == 0) & alarm
    euro = 100 * np.sum(missed) + 2 * np.sum(false_alarms)
    ### END SOLUTION
    return euro


check.equal("bill when nobody looks", bill(test, test.y > 1), 100 * test.y.sum(), points=2)
check.equal("bill when all are called", bill(test, test.y > -1), 2 * np.sum(test.y == 0))
seen = ann.evaluation.predict(plain, validation.X)[:, 0]
thresholds = np.geomspace(1e-5, 1, 300)
costs = np.array([bill(validation, seen > threshold) for threshold in thresholds])
chosen = ann.evaluation.choose_threshold(validation.y, seen, alpha_cost=100, beta_cost=2)
print(f"the cheapest of 300 thresholds costs {costs.min()} euro; the toolkit's choice: {chosen}")
check.guess("side of 0.5", guess_side, "below" if chosen.value < 0.5 else "above")
outputs = {remedy: ann.evaluation.predict(model, test.X)[:, 0] for remedy, model in models.items()}
bills = {"threshold 0.5": bill(test, outputs["none"] > 0.5)}
bills["chosen threshold"] = bill(test, outputs["none"] > chosen.value)
bills |= {remedy: bill(test, outputs[remedy] > 0.5) for remedy in settings}
print(", ".join(f"{name}: {cost} euro" for name, cost in bills.items()))

# %%
figure, ax = ann.plots.figure(1, 1, width=7)
ax.semilogx(thresholds, costs, color=ann.plots.COLOURS[0], label="validation payments")
ax.axvline(chosen.value, color="black", linestyle="--", label=f"chosen: {chosen.value:.2g}")
ax.axvline(0.5, color=ann.plots.COLOURS[3], linestyle=":", label="habit: 0.5")
ax.set(xlabel="threshold", ylabel="cost (euro)", title="What each threshold costs", ylim=(0, 4000))
ax.legend()
[curve] = ann.evaluation.precision_recall(test.y, outputs["none"], data.target_names)
figure, ax = ann.plots.figure(1, 1, width=4.4, height=3.3)
ax.step(curve.x, curve.y, where="post", color=ann.plots.COLOURS[6], label="none, all thresholds")
for number, remedy in enumerate(models):
    colour, label = ann.plots.COLOURS[number], f"{remedy}, 0.5"
    ax.plot(table.recall[remedy], table.precision[remedy], "os^Dv"[number], color=colour, label=label)
ax.set(xlabel="recall", ylabel="precision", title="Frauds", xlim=(0, 1.03), ylim=(-0.03, 1.05))
ax.legend(loc="lower left", fontsize=8)
ann.course.cover(
    figure, "Precision over recall: one network's thresholds as a curve, four remedies as points."
)
plt.show()

# %% [markdown]
# **What to see:** the cheapest threshold is below 0.5, since a missed fraud costs 50 false alarms. The points of the
# remedies with repeated or new frauds lie by the plain network's own curve: what they bought, a threshold buys
# too, after training and at any price you name. Mind the numbers: with 26 frauds in the test one fraud more or less
# is 100 euro, so do not trust small differences between the bills.
#
# ## Seven kinds of forest
# Covtype has no rare class but several: half of the patches are lodgepole pine, one in two hundred is
# cottonwood. `ann.evaluation.compare_remedies` is the loop of above in one call.
#
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


forests = ann.evaluation.compare_remedies(
    forest_network, fit, patches, unseen, ("none", "class weights", "oversample"), seed=SEED
)
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
ax.set(ylim=(0, 1.2), ylabel="recall", title="Recall of each kind of forest, frequent ones first")
ax.set_yticks(np.arange(0, 1.1, 0.2))
ax.tick_params(axis="x", labelsize=10)
ax.grid(axis="x", visible=False)
ax.legend(ncols=3, loc="upper right")
plt.show()
rare = f"recall {forest.target_names[4]}"  # aspen

# %% [markdown]
# **Your turn** ★: the balanced accuracy is the mean recall of the seven classes. Work it out.
# *Hint: a row of `forests` has a column "recall ..." for each of `forest.target_names`.*

# %%
balanced = dict.fromkeys(forests.index, 0.0)  # remedy: a share
### BEGIN SOLUTION
columns = [f"recall {name}" for name in forest.target_names]
balanced = {remedy: forests.loc[remedy, columns].mean() for remedy in forests.index}
### END SOLUTION
print({remedy: round(float(share), 3) for remedy, share in balanced.items()})
off = max(abs(balanced[remedy] - forests["balanced accuracy"][remedy]) for remedy in forests.index)
check.close("your balanced accuracy and the table's differ by", off, 0, within=1e-6, points=2)

# %% [markdown]
# **What to see:** without a remedy a third of the aspens or more are missed. Weights and oversampling find more of
# them and take from the two frequent kinds, so the accuracy *falls* while the balanced accuracy rises. Macro F1, the
# mean F1 of the classes, falls too: it also counts the false alarms. Which is better depends on whom you ask.
#
# ## Now try
# - A missed fraud costs 1000 euro, or 5: where does the threshold go?
# - `fraud_share=0.02`: which remedies still make a difference?
# - Resample *before* the split (copies of a fraud then lie in training and test): how good does it look?
#
# ## Check yourself

# %%
check.at_least("accuracy of saying 'honest' to everyone", nobody, 0.998)
check.at_least("recall with class weights", table.recall["class weights"], table.recall["none"])
check.below("undersampling: precision", table.precision["undersample"], table.precision["none"])
check.below("the chosen threshold", chosen.value, 0.5)
check.below("aspen: recall without a remedy", forests[rare]["none"], forests[rare]["class weights"])
check.below("balanced accuracy without a remedy", balanced["none"], balanced["class weights"])
check.done()
