# %% [markdown]
# # 2. Neurons that think in yes and no
# In 1943, long before any computer could learn, McCulloch and Pitts drew a neuron that either fires (1)
# or is silent (0). It has no weights to learn: it counts its active connections and fires when there are
# enough. Four small drawings of such neurons are already all of logic.
#
# **You will learn** what a threshold does, how connections make AND, OR and NOT, and how neurons are put
# together to make what one of them cannot do. About 15 minutes. Runs in 1 s. Source: S2, sections 1.2 and 2.1.

# %%
import itertools

import ann_toolkit as ann
import matplotlib.pyplot as plt
import numpy as np

A_AND_B = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])  # every state of two neurons A and B

# %% [markdown]
# ## The neuron
# Neuron C listens to A and B. `connections` says how many wires come from each; a negative number holds
# C back. C fires when at least 2 wires are active.
#
# Your turn: write the neuron. *Hint: `inputs @ connections` counts the active wires of every row; compare
# with the threshold, and turn True and False into 1 and 0 with `.astype(int)`.*


# %%
def neuron(inputs, connections, threshold=2):
    ### BEGIN SOLUTION
    active = inputs @ np.array(connections)
    return (active >= threshold).astype(int)
    ### END SOLUTION


# %% [markdown]
# ## The four cases of the course
# 1. C fires when A fires (identity: two wires from A).
# 2. C fires when A **and** B fire: one alone is not enough.
# 3. C fires when A **or** B fires, or both.
# 4. C fires when A fires **and** B does **not**.
#
# Your turn: how many wires from A and from B does each case need? The first is given.
# *Hint: draw C with its wires, and count the active ones in all four states. Only case 4 needs a negative one.*

# %%
wires = {"C = A": (2, 0)}
### BEGIN SOLUTION
wires["C = A and B"] = (1, 1)
wires["C = A or B"] = (2, 2)
wires["C = A and not B"] = (2, -1)
### END SOLUTION
print(" A B   " + "   ".join(wires))
for state in A_AND_B:
    row = [f"{neuron(state[None], w)[0]:^{len(name)}}" for name, w in wires.items()]
    print(f" {state[0]} {state[1]}   " + "   ".join(row))

# %%
figure, axes = ann.plots.figure(1, 4, width=3.6, height=3.9)
x1, x2 = np.meshgrid(np.linspace(-0.4, 1.4, 200), np.linspace(-0.4, 1.4, 200))
for ax, (name, w) in zip(axes, wires.items(), strict=True):
    ax.contourf(x1, x2, w[0] * x1 + w[1] * x2 >= 2, levels=[0.5, 1.5], colors=["#cfe6f3"])
    for state, fires in zip(A_AND_B, neuron(A_AND_B, w), strict=True):
        face = ann.plots.COLOURS[0] if fires else "white"
        ax.plot(*state, "o", markersize=15, markerfacecolor=face, markeredgecolor="black")
    ax.set(title=name, xlabel="A", ylabel="B", xticks=[0, 1], yticks=[0, 1])
    ax.set_aspect("equal")
plt.show()

# %% [markdown]
# **What to see:** full circles are the states in which C fires, the blue side is where it would fire if A
# and B were numbers (on its edge exactly 2 wires are active). Each of these neurons cuts the plane along
# a straight line. Turning the wires
# turns the line; raising the threshold moves it. A perceptron (exercise 4) is the same neuron with
# wires that may have any strength, and a rule to find them.
#
# ## From wires to numbers: the threshold logic unit
# The perceptron's neuron takes numbers, adds z = x1 w1 + x2 w2, and applies a step: Heaviside's (0 or 1)
# or the sign (-1, 0 or 1).

# %%
z = np.array([-1.5, -0.1, 0.0, 0.1, 1.5])
print("z           ", z)
print("heaviside(z)", ann.scratch.heaviside(z))
print("sign(z)     ", ann.scratch.sign(z))

# %% [markdown]
# ## What one neuron cannot do
# "Either A or B, but not both" (XOR). Let us try *all* neurons with up to 5 wires from each input, of
# either kind, and every threshold.

# %%
xor = np.array([0, 1, 1, 0])
tried, found = 0, []
for a, b, threshold in itertools.product(range(-5, 6), range(-5, 6), range(-10, 11)):
    tried += 1
    if np.array_equal(neuron(A_AND_B, (a, b), threshold), xor):
        found.append((a, b, threshold))
print(f"{tried} neurons tried, {len(found)} of them make XOR")

# %% [markdown]
# **What to see:** none, and no larger search would find one: (0, 1) and (1, 0) would have to lie on one
# side of a line, (0, 0) and (1, 1) on the other. But neurons can listen to neurons.
#
# Your turn: XOR from three neurons of the cases above.
# *Hint: "A and not B" or "B and not A". The second layer listens to two neurons, as C listens to A and B.*


# %%
def xor_network(inputs):
    ### BEGIN SOLUTION
    a_alone = neuron(inputs, (2, -1))
    b_alone = neuron(inputs, (-1, 2))
    return neuron(np.column_stack([a_alone, b_alone]), (2, 2))
    ### END SOLUTION


print("XOR of three neurons:", xor_network(A_AND_B))

# %% [markdown]
# Two layers are enough for *every* question that can be asked of two neurons: there are 16 of them.
# One neuron alone answers how many? (Here with a threshold of any size, and wires from -2 to 2.)

# %%
questions = list(itertools.product([0, 1], repeat=4))
by_one = {
    tuple(int(fires) for fires in neuron(A_AND_B, (a, b), threshold))
    for a, b, threshold in itertools.product(range(-2, 3), range(-2, 3), range(-4, 6))
}
missing = [question for question in questions if question not in by_one]
print(f"one neuron answers {len(by_one)} of {len(questions)} questions; not these: {missing}")

# %% [markdown]
# ## Now try
# - NOT A with a single neuron: which threshold does it need?
# - Three inputs: a neuron that fires when at least two of A, B, C do (a majority vote).
# - Build the half adder: XOR gives the digit, AND the carry.
#
# ## Check yourself

# %%
check = ann.course.checks()
for name, expected in [
    ("C = A and B", [0, 0, 0, 1]),
    ("C = A or B", [0, 1, 1, 1]),
    ("C = A and not B", [0, 0, 1, 0]),
]:
    fires = neuron(A_AND_B, wires.get(name, (0, 0)))
    check.equal(name, [int(f) for f in fires], expected, hint="count the active wires in each state")
check.true(
    "your four neurons answer as the toolkit's",
    all(
        np.array_equal(neuron(A_AND_B, w), fires)
        for w, fires in zip(wires.values(), ann.scratch.logic_cases().values(), strict=True)
    ),
)
check.equal("single neurons that make XOR", len(found), 0)
check.equal("XOR of three neurons", [int(f) for f in xor_network(A_AND_B)], [0, 1, 1, 0])
check.equal("questions that one neuron cannot answer", len(missing), 2, hint="XOR and its opposite")
check.done()
