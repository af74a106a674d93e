# %% [markdown]
# # 1. One step of learning, by hand
# Everything that a network does can be followed with a pencil. Here are two inputs, two hidden neurons
# and two outputs: you send one case forward, measure how wrong the answer is, send the error backward,
# and correct every weight a little. Then TensorFlow does the same, and you compare.
#
# **You will learn** what a forward pass, a loss, a gradient and a learning rate are, as numbers.
# About 30 minutes. Runs in 4 s. Source: S0, section 1, forward pass and back propagation.

# %%
import ann_toolkit as ann
import keras
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

check = ann.course.checks()

# %% [markdown]
# ## 1. The network
# Nothing here is random: these are the weights of the course, and every bias is 1. `W1[i, j]` leads
# from input i to hidden neuron j, `W2[j, k]` from hidden neuron j to output k.

# %%
x = np.array([1.0, 0.0])  # the case
y = np.array([0.7, 0.0])  # what the network should answer
W1, b1 = np.array([[0.5, 0.5], [0.0, 1.0]]), np.array([1.0, 1.0])
W2, b2 = np.array([[0.5, 0.5], [1.0, 0.5]]), np.array([1.0, 1.0])
learning_rate = 0.1

model = keras.Sequential(
    [
        keras.Input((2,)),
        keras.layers.Dense(2, activation="sigmoid"),
        keras.layers.Dense(2, activation="sigmoid"),
    ],
    name="by_hand",
)
model.set_weights([W1, b1, W2, b2])
ann.plots.network(model, ["x1 = 1", "x2 = 0"], ["y1, 0.7 wanted", "y2, 0 wanted"], values=True)
plt.show()

# %% [markdown]
# ## 2. Forward
# Each neuron adds up its inputs times their weights, adds its bias, and squeezes the sum with the
# sigmoid. For the first hidden neuron: 1 * 0.5 + 0 * 0 + 1 = 1.5, and sigmoid(1.5) = 0.82.
#
# **Guess first.** Wanted are 0.7 and 0. Which output will be further from its goal?

# %%
guess_further = None  # 1 or 2

# %% [markdown]
# **Your turn** ★: the outputs of both layers. *Hint: a matrix product gives the weighted sums of all neurons of a
# layer at once; the second layer does the same with what the first one gives.*


# %%
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forward(x, W1, b1, W2, b2):
    """What the two hidden neurons and the two outputs answer."""
    hidden, output = np.zeros(2), np.zeros(2)
    ### BEGIN SOLUTION
    hidden = sigmoid(x @ W1 + b1)
    output = sigmoid(hidden @ W2 + b2)
    ### END SOLUTION
    return hidden, output


hidden, output = forward(x, W1, b1, W2, b2)
loss = 0.5 * np.sum((output - y) ** 2)
print("hidden neurons", hidden.round(2), "  output", output.round(2), "  wanted", y)
print(f"loss L = half the sum of the squared errors = {loss:.3f}")
check.close("hidden neuron 1", hidden[0], 0.82, within=0.005, hint="sigmoid(1.5)")
check.close("output 1", output[0], 0.90, within=0.005)
check.close("output 2", output[1], 0.86, within=0.005, points=2)
check.guess("the output further from its goal", guess_further, int(np.argmax(np.abs(output - y))) + 1)

# %% [markdown]
# **What to see:** 0.82 twice, then 0.90 and 0.86, and a loss of 0.39. Nearly all of it comes from the
# second output, which should be 0.
#
# ## 3. Backward
# Which weight is to blame, and how much? The chain rule answers from right to left. The *error* of a
# neuron is how fast the loss grows with its weighted sum:
#
# - output: (answer - wanted) times the slope of the sigmoid, answer (1 - answer);
# - hidden: the errors of the outputs, weighted by the links that lead there, times its own slope.
#
# The gradient of a weight is the error of the neuron it leads *to*, times the value it carries.
#
# **Guess first.** One of the four weights in `W1` leads from x2 = 0 to hidden neuron 1. What is its gradient?

# %%
guess_gradient = None  # a number

# %% [markdown]
# **Your turn** ★★★: both errors and the gradients of `W1` and `W2`. *Hint: row j of `W2` holds the links that leave
# hidden neuron j; a product with the errors adds them up. NumPy's table of all products is `outer`.*

# %%
error_output, error_hidden = np.zeros(2), np.zeros(2)
gradient_W1, gradient_W2 = np.zeros((2, 2)), np.zeros((2, 2))
### BEGIN SOLUTION
error_output = (output - y) * output * (1 - output)
error_hidden = (W2 @ error_output) * hidden * (1 - hidden)
gradient_W2 = np.outer(hidden, error_output)
gradient_W1 = np.outer(x, error_hidden)
### END SOLUTION
print("errors of the outputs       ", error_output.round(3))
print("errors of the hidden neurons", error_hidden.round(3))
print(f"gradient of W1\n{gradient_W1.round(4)}\ngradient of W2\n{gradient_W2.round(4)}")
tiny = 1e-6  # another way to the same numbers: move one number a little, and see how the loss moves


def slope(j, which):
    """How fast the loss grows with bias j of layer ``which``, 0 or 1: the error of that neuron."""
    biases = [b1.copy(), b2.copy()]
    biases[which][j] += tiny
    return (0.5 * np.sum((forward(x, W1, biases[0], W2, biases[1])[1] - y) ** 2) - loss) / tiny


check.close("error of output 2", error_output[1], slope(1, 1), within=1e-4, hint="times a (1 - a)")
check.close(
    "error of hidden neuron 1", error_hidden[0], slope(0, 0), within=1e-4, hint="both outputs", points=2
)
check.guess("gradient of the weight from x2 = 0 to hidden neuron 1", guess_gradient, float(gradient_W1[1, 0]))

# %% [markdown]
# **What to see:** the second row of W1's gradient is 0: its input was 0, so it had no part in the error
# and learns nothing from this case. The hidden errors are about ten times smaller than the largest output
# error: on its way back an error is multiplied by a (1 - a), which is 1/4 at most, and here 0.15.
#
# **Not so:** "the largest weight is most to blame". The two weights of 1 have the gradients 0 and 0.0146; the
# largest, 0.0845, belongs to two weights of 0.5, because they lead to the output that is most wrong.
#
# ## 4. Update
# Every weight goes a small step against its gradient. Beside it stand the numbers printed in S0, which
# rounds on the way and so may differ by one in the last digit.

# %%
new_W1 = W1 - learning_rate * gradient_W1
new_W2 = W2 - learning_rate * gradient_W2
new_b1, new_b2 = b1 - learning_rate * error_hidden, b2 - learning_rate * error_output
printed = {
    "hidden 1": (hidden[0], 0.82),
    "output 1": (output[0], 0.90),
    "output 2": (output[1], 0.86),
    "loss before": (loss, 0.39),
    "W1, x1 to hidden 1": (new_W1[0, 0], 0.499),
    "W2, hidden 1 to output 1": (new_W2[0, 0], 0.499),
    "W2, hidden 1 to output 2": (new_W2[0, 1], 0.491),
    "W2, hidden 2 to output 1": (new_W2[1, 0], 0.998),
    "loss after": (0.5 * np.sum((forward(x, new_W1, new_b1, new_W2, new_b2)[1] - y) ** 2), 0.388),
}
for name, (ours, theirs) in printed.items():
    print(f"{name:<26} {ours:.4f}   S0: {theirs}")

# %% [markdown]
# ## 5. The same by TensorFlow
# A `GradientTape` writes down every operation of the forward pass, and plays it backward.

# %%
with tf.GradientTape() as tape:
    answer = model(x[None, :])
    tape_loss = 0.5 * tf.reduce_sum((answer - y) ** 2)
by_tape = [gradient.numpy() for gradient in tape.gradient(tape_loss, model.trainable_variables)]
by_hand = [gradient_W1, error_hidden, gradient_W2, error_output]
difference = max(np.abs(a - b).max() for a, b in zip(by_tape, by_hand, strict=True))
print(f"largest difference between your gradients and TensorFlow's: {difference:.1e}")
check.at_most("largest difference from TensorFlow's gradients", difference, 1e-6)

# %% [markdown]
# ## 6. And again
# One step hardly changes anything: 0.39 became 0.388. Learning is this step, thousands of times.
#
# **Guess first.** After 3000 steps: is output 2 at its goal of 0, below 0, or still above?

# %%
guess_end = None  # "at 0", "below" or "above"

# %%
weights, losses, answers = [W1, b1, W2, b2], [], []
for _ in range(3000):
    a1, a2 = forward(x, *weights)
    losses.append(0.5 * np.sum((a2 - y) ** 2))
    answers.append(a2)
    e2 = (a2 - y) * a2 * (1 - a2)
    e1 = (weights[2] @ e2) * a1 * (1 - a1)
    gradients = [np.outer(x, e1), e1, np.outer(a1, e2), e2]
    weights = [w - learning_rate * g for w, g in zip(weights, gradients, strict=True)]
print(f"after 3000 steps: answer {answers[-1].round(3)}, wanted {y}, loss {losses[-1]:.4f}")
check.guess("output 2 in the end", guess_end, "above")


def draw(ax):
    """The two outputs over the steps, and what was wanted."""
    for k, colour in enumerate((ann.plots.COLOURS[0], ann.plots.COLOURS[3])):
        ax.plot([answer[k] for answer in answers], color=colour, label=f"output {k + 1}")
        ax.axhline(y[k], color=colour, linestyle="--", label=f"wanted {y[k]:g}")
    ax.set(xlabel="step", ylabel="output", title="The two answers", ylim=(-0.05, 1.05))
    ax.legend(fontsize=8, loc=(0.62, 0.25))


figure, (left, right) = ann.plots.figure(1, 2)
left.plot(losses, color=ann.plots.COLOURS[0])
left.set(xlabel="step", ylabel="loss L", title="The loss, step by step", ylim=(0, None))
draw(right)
plt.show()
small, ax = ann.plots.figure(1, 1, width=4.4, height=3.3)
draw(ax)
ann.course.cover(small, "Two outputs move towards what was wanted, one of them ever more slowly.")
plt.show()
fastest = int(np.argmin(np.diff([answer[1] for answer in answers])))
print(f"output 2 falls fastest in step {fastest}, where it is {answers[fastest][1]:.2f}")

# %% [markdown]
# **What to see:** output 1 was near its goal and arrives after about 500 steps. Output 2 falls fastest in the
# middle, near one half, where the sigmoid is steep, and then ever more slowly: near 0 the sigmoid is flat, its slope
# a (1 - a) lets little of the error pass, and 0 itself is never reached.
#
# ## Now try
# - `learning_rate = 10`: how many steps until the loss is below 0.01?
# - Start with `W2 = [[5, 5], [5, 5]]`. Why does learning take so long to begin?
# - Set `x = [1, 1]` and go through it again with a pencil.
#
# ## Check yourself

# %%
check.close("loss before the step", loss, 0.39, within=0.005)
check.true(
    "all nine numbers of S0 are met to one unit of their last digit",
    all(
        abs(ours - theirs) <= (0.01 if theirs in (0.82, 0.9, 0.86, 0.39) else 0.001)
        for ours, theirs in printed.values()
    ),
    hint="the error of a hidden neuron comes from both outputs",
)
check.below("loss after 3000 steps", losses[-1], 0.01)
check.done()
