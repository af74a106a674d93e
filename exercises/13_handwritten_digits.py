# %% [markdown]
# # 13. Reading digits
# A picture of 28 x 28 pixels is 784 numbers, and a digit is one of ten classes: nothing more is needed to
# let a network read. This is the first network here whose parameters nobody could draw any more.
#
# **You will learn** to give pictures to a dense network, to count its parameters by hand, to read learning
# curves, to use `evaluate` and `predict`, and what standardising the inputs is worth. About 30 minutes.
# Runs in 12 s. Source: S2, section 4.4 (digits); S1, "Construire son RN" (clothes).

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np

SEED = 0

# %% [markdown]
# ## The pictures
# The real MNIST where its file is at hand (a folder named by the variable ANN_TOOLKIT_DATA, with mnist.npz
# in it); otherwise digits drawn from fonts, slanted and shifted. A part of the rows is enough for a lesson.

# %%
files = ann.datasets.real_files("mnist")
if files:
    everything, unseen = ann.datasets.load_mnist(files[0])
    rows = np.random.default_rng(SEED).permutation(len(everything))[:6000]
    everything, test = everything.take(rows), unseen.take(slice(0, 2000))
else:
    everything, test = ann.datasets.generate_characters_case(
        n_samples=6000, n_test=1000, noise=0.1, seed=SEED, characters="0123456789"
    )
validation, train = everything.take(slice(0, 1000)), everything.take(slice(1000, None))
print(f"{'real' if files else 'made-up'} pictures: {train.name}, {train.X.shape}, {len(test)} to test")
print(f"brightness from {train.X.min():.0f} to {train.X.max():.0f}")
ann.plots.dataset(train)
plt.show()

# %% [markdown]
# ## 300, 100, 10
# Your turn: `Flatten` lays the pixels in a row; then 300 and 100 neurons with `relu`, and ten outputs whose
# sum is 1. *Hint: `keras.Input((28, 28))`, `keras.layers.Flatten()`, and `softmax` for the last layer.*

# %%
keras.utils.set_random_seed(SEED)
### BEGIN SOLUTION
model = keras.Sequential(
    [
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(300, activation="relu"),
        keras.layers.Dense(100, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ],
    name="digits",
)
### END SOLUTION
model.summary()

# %% [markdown]
# Every neuron has a weight for each of its inputs, and a bias. Your turn: the parameters of one dense layer.
# *Hint: `n_inputs` weights and 1 bias, for each of `n_neurons`.*


# %%
def parameters(n_inputs, n_neurons):
    ### BEGIN SOLUTION
    return (n_inputs + 1) * n_neurons
    ### END SOLUTION


by_hand = [parameters(784, 300), parameters(300, 100), parameters(100, 10)]
print(" + ".join(map(str, by_hand)), "=", sum(by_hand))

# %% [markdown]
# ## Training
# The labels are numbers 0 to 9, therefore the *sparse* categorical cross-entropy. The course trains on
# 55 000 pictures with a learning rate of 0.01; we have a tenth of them, and take longer steps.

# %%
model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.optimizer.learning_rate = 0.05
history = ann.training.fit(model, train.X, train.y, validation_data=validation, epochs=20, batch_size=32)
figure, (left, right) = ann.plots.figure(1, 2)
ann.plots.history(history, "loss", ax=left)
ann.plots.history(history, "accuracy", ax=right)
plt.show()

# %% [markdown]
# **What to see:** in the first epochs the dashed curve may even lie *below* the full one: the training loss
# is the mean over an epoch in which the network was still getting better, the validation loss is measured
# at its end. Later the curves part: the training pictures are nearly known by heart (exercise 12).
#
# ## Evaluate, and predict
# `evaluate` gives the loss and the metrics on pictures never seen. `predict` gives ten numbers for each
# picture; the largest is the answer. Mind the slice: `X[:3]` is three pictures, `X[3]` is none.

# %%
test_loss, test_accuracy = model.evaluate(test.X, test.y, verbose=0)
probabilities = model.predict(test.X[:3], verbose=0)
print(f"test: loss {test_loss:.3f}, accuracy {test_accuracy:.3f}")
print(probabilities.round(2), "->", probabilities.argmax(axis=1), "expected", test.y[:3])
outputs = ann.evaluation.predict(model, test.X)
answers = outputs.argmax(axis=1)
report = ann.evaluation.confusion(test.y, answers, test.target_names)
wrong = np.flatnonzero(answers != test.y)
wrong = wrong[np.argsort(-outputs[wrong].max(axis=1))][:8]  # those that it is surest of
ann.plots.confusion(report)
figure, axes = ann.plots.figure(1, 8, width=1.9, height=2.3)
for ax, row in zip(axes, wrong, strict=False):
    ax.imshow(test.X[row], cmap="gray")
    ax.set_title(f"{test.y[row]} read as {answers[row]}\nsure to {outputs[row].max():.2f}", fontsize=10)
for ax in axes:
    ax.set_axis_off()
plt.show()

# %% [markdown]
# **What to see:** the errors are not spread evenly: some pairs of digits are alike. And the network can be
# very sure of a wrong answer: a softmax of 0.99 is not a probability that you may trust.
#
# ## Clothes, and standardising
# Fashion-MNIST has the shape of MNIST, ten pieces of clothing instead of digits, and the course's second
# network, 784-256-128-10, reads it. It first brings every pixel to mean 0 and deviation 1, learned from the
# training pictures. Without its file (fashion_mnist.npz) ten letters must stand in.

# %%
clothes_file = ann.datasets.real_files("fashion_mnist")
if clothes_file:
    clothes = ann.datasets.load_fashion_mnist(clothes_file[0])[0].take(slice(0, 4000))
else:
    clothes, _ = ann.datasets.generate_characters_case(
        n_samples=3000, n_test=10, noise=0.1, seed=SEED, characters="ABDEFGHNQR"
    )
flat = clothes.X.reshape(len(clothes), 784)
cut = int(0.8 * len(flat))
print(f"{'real' if clothes_file else 'made-up'} pictures: {clothes.name}, classes {clothes.target_names}")

# %% [markdown]
# Your turn: the standardised pixels. *Hint: subtract the mean of the first `cut` rows and divide by their
# standard deviation, both with `axis=0`. Some pixels are always black: add 1e-3 to the deviation.*

# %%
### BEGIN SOLUTION
standardised = (flat - flat[:cut].mean(axis=0)) / (flat[:cut].std(axis=0) + 1e-3)
### END SOLUTION
curves = {}
for name, X in {"pixels 0..255": 255 * flat, "pixels 0..1": flat, "standardised": standardised}.items():
    keras.utils.set_random_seed(SEED)
    fashion = keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(256, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ],
        name="clothes",
    )
    fashion.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
    curves[name] = ann.training.fit(
        fashion, X, clothes.y, validation_split=0.2, epochs=10, batch_size=32, verbose=0
    )
    print(f"{name:<14} validation accuracy {curves[name].history['val_accuracy'][-1]:.3f}")
fashion_by_hand = [parameters(784, 256), parameters(256, 128), parameters(128, 10)]
print(" + ".join(map(str, fashion_by_hand)), "=", fashion.count_params())
ann.plots.history(curves, "accuracy")
plt.show()

# %% [markdown]
# **What to see:** the same network, the same learning rate (0.01), the same ten epochs. With 0..255 the
# first steps are hundreds of times too long and break the network. Standardised, the training pictures are
# learned soonest, since every pixel has the same say. On the validation pictures of the drawn letters 0..1
# is ahead, and for the same reason: the rim, always nearly black, has as much say as the middle, and its
# specks are learned by heart. Some scale is a must; which one, the validation curve tells.
#
# ## Now try
# - One hidden layer of 30 neurons instead of 300 and 100: a tenth of the parameters. What does it cost?
# - Train with all 60 000 pictures, if you have them: how many errors go away?
# - Shift the test pictures by two pixels (`np.roll(test.X, 2, axis=2)`). Exercise 23 has an answer to that.
#
# ## Check yourself

# %%
check = ann.course.checks()
check.equal("parameters of 784-300-100-10 by hand", sum(by_hand), 266_610, hint="weights and biases")
check.equal("and by Keras", model.count_params(), 266_610)
check.at_least("accuracy on the test pictures", test_accuracy, 0.88, hint="train longer")
check.close("ten outputs sum up to", float(probabilities[0].sum()), 1, within=1e-4, hint="softmax")
check.equal("parameters of 784-256-128-10 by hand", fashion_by_hand, [200_960, 32_896, 1_290])
check.equal("and by Keras", fashion.count_params(), 235_146)
check.close("mean of the standardised pixels", float(standardised[:cut].mean()), 0, within=1e-3)
final = {name: curve.history["val_accuracy"][-1] for name, curve in curves.items()}
losses = {name: curve.history["loss"][-1] for name, curve in curves.items()}
check.below("training loss, standardised against 0..1", losses["standardised"], losses["pixels 0..1"])
check.below("accuracy, 0..255 against the better scale", final["pixels 0..255"], max(final.values()))
check.done()
