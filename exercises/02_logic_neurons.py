# %% [markdown]
# # 2. Neurons that think in yes and no
# In 1943, long before any computer could learn, McCulloch and Pitts drew a neuron that either fires (1)
# or is silent (0). It has no weights to learn: it counts its active connections and fires when there are
# enough. Four small drawings of such neurons are already all of logic.
#
# **You will learn** what a threshold does, how connections make AND, OR and NOT, and how neurons are put
# together to make what one of them cannot do. About 25 minutes. Runs in 2 s. Source: S2, sections 1.2 and 2.1.

# %%
import itertools

import ann_toolkit as ann
import matplotlib.pyplot as plt
import numpy as np

check = ann.course.checks()
A_AND_B = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])  # every state of two neurons A and B

# %% [markdown]
# ## The neuron
# Neuron C listens to A and B. `connections` says how many wires come from each; a negative number holds
# C back. C fires when at least 2 wires are active.
#
# **Your turn** ★: write the neuron for many rows of inputs at once. *Hint: a matrix product counts the active wires of
# every row; a comparison gives True and False, and `astype(int)` makes 1 and 0 of them.*


# %%
def neuron(inputs, connections, threshold=2):
    """1 or 0 for each row of ``inputs``: whether C fires."""
    fires = np.zeros(len(inputs), int)
    ### BEGIN SOLUTION
    active = inputs @ np.array(connections)
    fires = (active >= threshold).astype(int)
    ### END SOLUTION
    return fires


answers = neuron(A_AND_B, (2, 0)).tolist()
check.equal("two wires from A, in the four states", answers, [0, 0, 1, 1], hint=">=, not >", points=2)


# %% [markdown]
# ## The four cases of the course
# 1. C fires when A fires (identity: two wires from A).
# 2. C fires when A **and** B fire: one alone is not enough.
# 3. C fires when A **or** B fires, or both.
# 4. C fires when A fires **and** B does **not**.
#
# **Guess first.** In which of the four cases must a wire hold C back?

# %%
guess_negative = None  # 1, 2, 3 or 4

# %% [markdown]
# **Your turn** ★★: how many wires from A and from B does each case need? The first is given.
# *Hint: draw C with its wires, and count the active ones in all four states.*

# %%
wires = {"C = A": (2, 0), "C = A and B": (0, 0), "C = A or B": (0, 0), "C = A and not B": (0, 0)}
### BEGIN SOLUTION
wires["C = A and B"] = (1, 1)
wires["C = A or B"] = (2, 2)
wires["C = A and not B"] = (2, -1)
### END SOLUTION
print(" A B   " + "   ".join(wires))
for state in A_AND_B:
    row = [f"{neuron(state[None], w)[0]:^{len(name)}}" for name, w in wires.items()]
    print(f" {state[0]} {state[1]}   " + "   ".join(row))
for name, wanted in [
    ("C = A and B", [0, 0, 0, 1]),
    ("C = A or B", [0, 1, 1, 1]),
    ("C = A and not B", [0, 0, 1, 0]),
]:
    check.equal(
        name, neuron(A_AND_B, wires[name]).tolist(), wanted, hint="count the active wires in each state"
    )
negative = [case for case, w in enumerate(wires.values(), start=1) if min(w) < 0]
check.guess(
    "cases with a wire that holds back", guess_negative, negative[0] if len(negative) == 1 else negative
)

# %%
x1, x2 = np.meshgrid(np.linspace(-0.4, 1.4, 200), np.linspace(-0.4, 1.4, 200))


def draw(ax, name):
    """The four states, full where C fires, and the side on which it fires."""
    w = wires[name]
    ax.contourf(x1, x2, w[0] * x1 + w[1] * x2, levels=[2, 99], colors=["#cfe6f3"])
    for state, fires in zip(A_AND_B, neuron(A_AND_B, w), strict=True):
        face = ann.plots.COLOURS[0] if fires else "white"
        ax.plot(*state, "o", markersize=15, markerfacecolor=face, markeredgecolor="black")
    ax.set(title=name, xlabel="A", ylabel="B", xticks=[0, 1], yticks=[0, 1])
    ax.set_aspect("equal")


figure, axes = ann.plots.figure(1, 4, width=3.6, height=3.9)
for ax, name in zip(axes, wires, strict=True):
    draw(ax, name)
plt.show()
small, ax = ann.plots.figure(1, 1, width=4.4, height=3.3)
draw(ax, "C = A and B")
ann.course.cover(
    small, "A neuron fires in one of four states: only where A and B both do, beyond a straight line."
)
plt.show()

# %% [markdown]
# **What to see:** full circles are the states in which C fires, the blue side is where it would fire if A
# and B were numbers (on its edge exactly 2 wires are active). Each of these neurons cuts the plane along
# a straight line: other wires, another direction. A perceptron (exercise 4) is the same neuron with
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
# either kind, and every threshold that such wires can reach.
#
# **Guess first.** How many of these neurons make XOR?

# %%
guess_xor = None  # a whole number
xor = np.array([0, 1, 1, 0])
tried, found = 0, []
for a, b, threshold in itertools.product(range(-5, 6), range(-5, 6), range(-10, 11)):
    tried += 1
    if np.array_equal(neuron(A_AND_B, (a, b), threshold), xor):
        found.append((a, b, threshold))
print(f"{tried} neurons tried, {len(found)} of them make XOR")
check.equal("single neurons that make XOR", len(found), 0)
check.guess("single neurons that make XOR", guess_xor, len(found))

# %% [markdown]
# **What to see:** none, and no larger search would find one: (0, 1) and (1, 0) would have to lie on one
# side of a line, (0, 0) and (1, 1) on the other.
#
# **Not so:** "so these neurons cannot compute XOR". One cannot. But neurons can listen to neurons.
#
# **Your turn** ★★: XOR from three neurons of the cases above. *Hint: say in words when exactly one of two is on; each
# half of the sentence is a case. The last neuron listens to two others, as C listens to A and B.*


# %%
def xor_network(inputs):
    """1 or 0 for each row of ``inputs``: whether exactly one of A and B fires."""
    fires = np.zeros(len(inputs), int)
    ### BEGIN SOLUTION
    a_alone = neuron(inputs, (2, -1))
    b_alone = neuron(inputs, (-1, 2))
    fires = neuron(np.column_stack([a_alone, b_alone]), (2, 2))
    ### END SOLUTION
    return fires


print("XOR of three neurons:", xor_network(A_AND_B))
check.equal("XOR of three neurons", xor_network(A_AND_B).tolist(), [0, 1, 1, 0], points=2)

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
# **What to see:** fourteen of them. The two that are left are XOR and its opposite.

# %% [markdown]
# ## Now try
# - NOT A with a single neuron: which threshold does it need?
# - Three inputs: a neuron that fires when at least two of A, B, C do (a majority vote).
# - Build the half adder: XOR gives the digit, AND the carry.
#
# ## Check yourself

# %%
check.true(
    "your four neurons answer as the toolkit's",
    all(
        np.array_equal(neuron(A_AND_B, w), fires)
        for w, fires in zip(wires.values(), ann.scratch.logic_cases().values(), strict=True)
    ),
)
check.equal("questions that one neuron cannot answer", len(missing), 2, hint="XOR and its opposite")
check.done()
