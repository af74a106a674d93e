"""Before the network: logic neurons, the threshold unit, and Rosenblatt's rule (S2, sections 1.2 to 2.4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from ann_toolkit.scratch.activations import heaviside
from ann_toolkit.scratch.errors import ScratchError


def logic_neuron(inputs: np.ndarray, connections: np.ndarray, threshold: float = 2) -> np.ndarray:
    """A neuron of McCulloch and Pitts: it fires when enough of its connections are active.

    Args:
        inputs: 0 or 1, shape (n, inputs).
        connections: how many connections come from each input, shape (inputs,); negative ones hold it back.
        threshold: how many must be active; 2, as in the picture of S2.

    Returns:
        0 or 1 for each row, shape (n,).
    """
    return (np.asarray(inputs) @ np.asarray(connections) >= threshold).astype(int)


LOGIC_CASES: dict[str, tuple[int, int]] = {
    "identity: A": (2, 0),  # A alone reaches the threshold, B has no connection
    "and: A and B": (1, 1),  # only both together reach it
    "or: A or B": (2, 2),  # each alone reaches it
    "and not: A and not B": (2, -1),  # B holds A back
}
TRUTH_TABLE = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


def logic_cases() -> dict[str, np.ndarray]:
    """The four cases of McCulloch and Pitts (S2, 1.2) over the rows (A, B) of ``TRUTH_TABLE``.

    >>> for name, fires in logic_cases().items():
    ...     print(f"{name:<22}{fires}")
    identity: A           [0 0 1 1]
    and: A and B          [0 0 0 1]
    or: A or B            [0 1 1 1]
    and not: A and not B  [0 0 1 0]
    """
    return {name: logic_neuron(TRUTH_TABLE, np.array(wires)) for name, wires in LOGIC_CASES.items()}


def threshold_unit(
    X: np.ndarray, w: np.ndarray, b: float = 0.0, step: Callable[[np.ndarray], np.ndarray] = heaviside
) -> np.ndarray:
    """The threshold logic unit: step(X w + b).

    Args:
        X: numbers, shape (n, inputs).
        w: a weight for each input, shape (inputs,).
        b: the bias.
        step: ``heaviside`` (0 or 1) or ``sign`` (-1, 0 or 1).

    Returns:
        The outputs, shape (n,).
    """
    return step(np.asarray(X, dtype=float) @ np.asarray(w, dtype=float) + b)


def xor_by_stacked_perceptrons(X: np.ndarray) -> np.ndarray:
    """XOR, which no single perceptron can do, by three with fixed weights (S2, 2.4).

    All weights are 1 except four: the hidden neurons "both" (A + B - 1.5 >= 0) and "any"
    (A + B - 0.5 >= 0), and the output "any, but not both" (any - both - 0.5 >= 0).

    >>> xor_by_stacked_perceptrons(TRUTH_TABLE)
    array([0, 1, 1, 0])
    """
    both = threshold_unit(X, np.array([1, 1]), -1.5)
    some = threshold_unit(X, np.array([1, 1]), -0.5)
    return threshold_unit(np.column_stack([both, some]), np.array([-1, 1]), -0.5).astype(int)


@dataclass
class Perceptron:
    """What Rosenblatt's rule has learned: weights, bias, and how it came to them."""

    w: np.ndarray
    b: float
    mistakes: list[int] = field(default_factory=list)  # rows that were wrong, for each epoch
    weights: list[np.ndarray] = field(default_factory=list)  # (b, w) after each epoch

    def predict(self, X: np.ndarray) -> np.ndarray:
        """0 or 1 for each row."""
        return (np.asarray(X, dtype=float) @ self.w + self.b > 0).astype(int)


def rosenblatt(
    X: np.ndarray,
    y: np.ndarray,
    learning_rate: float = 1.0,
    epochs: int = 1000,
    shuffle: bool = False,
    seed: int = 0,
) -> Perceptron:
    """Learn a threshold unit row by row: w <- w + learning_rate (y - y_hat) x (S2, equation 6).

    A row that is right changes nothing. When the classes can be cut by a line the rule ends by itself.

    Args:
        X: numbers, shape (n, inputs).
        y: 0 or 1, shape (n,).
        learning_rate: above 0.
        epochs: how often to go through the rows at most.
        shuffle: whether the rows come in another order in each epoch.
        seed: of that order.

    Returns:
        The perceptron with its history.

    Raises:
        ScratchError: labels other than 0 and 1, or shapes that do not fit.

    >>> X = TRUTH_TABLE
    >>> learned = rosenblatt(X, X[:, 0] & X[:, 1])
    >>> learned.predict(X), learned.mistakes[-1]
    (array([0, 0, 0, 1]), 0)
    """
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    if X.ndim != 2 or y.shape != X.shape[:1]:
        raise ScratchError(f"X has shape {X.shape} and y {y.shape}; expected (n, inputs) and (n,)")
    if not np.isin(y, (0, 1)).all():
        raise ScratchError(f"y holds {np.unique(y)[:5].tolist()}; the perceptron wants the labels 0 and 1")
    rng = np.random.default_rng(seed)
    learned = Perceptron(np.zeros(X.shape[1]), 0.0)
    for _ in range(epochs):
        mistakes = 0
        for i in rng.permutation(len(X)) if shuffle else range(len(X)):
            error = y[i] - int(X[i] @ learned.w + learned.b > 0)
            if error:
                learned.w = learned.w + learning_rate * error * X[i]
                learned.b += learning_rate * error
                mistakes += 1
        learned.mistakes.append(mistakes)
        learned.weights.append(np.append(learned.b, learned.w))
        if mistakes == 0:
            break
    return learned
