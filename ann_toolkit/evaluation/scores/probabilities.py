"""How good the probabilities of a classifier are: cross-entropy in words, calibration, and where to cut them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ann_toolkit.base.arrays import numbers
from ann_toolkit.base.errors import DataError
from ann_toolkit.evaluation.scores.classification import labels_of

# S1, loss functions: below each bound, the word for it. S1 says nothing about 0.20 to 0.30.
CROSS_ENTROPY_SCALE = (
    (0.005, "perfect"),
    (0.02, "great"),
    (0.05, "good"),
    (0.20, "acceptable"),
    (0.30, "borderline"),
    (1.00, "not good"),
    (2.00, "bad"),
    (np.inf, "horrible"),
)


@dataclass(frozen=True)
class CrossEntropy:
    """A cross-entropy with its word on S1's scale; ``print`` shows both.

    Args:
        value: the mean over the rows, in nats.
    """

    value: float

    @property
    def words(self) -> str:
        """S1's word for the value, from "perfect" (0.00) to "horrible" (above 2)."""
        return next(word for bound, word in CROSS_ENTROPY_SCALE if self.value < bound or bound == np.inf)

    def __float__(self) -> float:
        return self.value

    def __str__(self) -> str:
        return f"cross-entropy {self.value:.3f}: {self.words}"


def cross_entropy(y_true: ArrayLike, probabilities: ArrayLike) -> CrossEntropy:
    """How surprised the classifier is by the right answers: 0 is perfect, above 2 is horrible (S1).

    Args:
        y_true: the expected classes: labels (n,) or one-hot (n, k).
        probabilities: the network's outputs: (n,) or (n, 1) for two classes, (n, k) for more.

    Returns:
        A :class:`CrossEntropy`; ``float(...)`` gives the number.

    Raises:
        DataError: labels and probabilities that don't fit together.

    >>> print(cross_entropy([1, 0], [0.9, 0.2]))
    cross-entropy 0.164: acceptable
    >>> print(cross_entropy([0, 1], [[0.5, 0.5], [0.5, 0.5]]))
    cross-entropy 0.693: not good
    """
    labels, shares = rows_of(y_true, probabilities)
    right = shares[np.arange(len(labels)), labels]
    return CrossEntropy(float(-np.log(np.clip(right, 1e-7, 1)).mean()))  # clipped as Keras does


@dataclass(frozen=True)
class Threshold:
    """Where to cut a network's output, and the two risks that follow (S0).

    Args:
        value: rows with an output above it are called True.
        alpha: alpha risk: share of the true rows that are then missed.
        beta: beta risk: share of the false rows that are then called True.
        cost: what the errors of all rows cost together.
    """

    value: float
    alpha: float
    beta: float
    cost: float

    def __str__(self) -> str:
        return (
            f"threshold {self.value:.3f}: alpha risk {self.alpha:.3f}, beta risk {self.beta:.3f}, "
            f"cost {self.cost:g}"
        )


def thresholds(
    y_true: ArrayLike, scores: ArrayLike, alpha_cost: float = 1.0, beta_cost: float = 1.0
) -> pd.DataFrame:
    """Both risks and their cost for every threshold that makes a difference.

    Args:
        y_true: expected classes 0 and 1, shape (n,).
        scores: outputs of the network, (n,) or (n, 1).
        alpha_cost: what one missed true row costs.
        beta_cost: what one false alarm costs.

    Returns:
        A table with the columns threshold, alpha, beta and cost, by rising threshold.

    Raises:
        DataError: other than two classes, both of which must occur; negative costs.
    """
    labels, values = two_classes(y_true, scores)
    if not (alpha_cost >= 0 and beta_cost >= 0):
        raise DataError(f"alpha_cost={alpha_cost!r}, beta_cost={beta_cost!r}: expected 0 or more")
    order = np.argsort(values, kind="stable")
    values, labels = values[order], labels[order]
    last = np.flatnonzero(np.r_[np.diff(values) > 0, True])  # the last of equal values
    missed = np.r_[0, np.cumsum(labels)[last]]
    alarms = np.r_[(labels == 0).sum(), (labels == 0).sum() - np.cumsum(labels == 0)[last]]
    # halfway between two values that occur; the first cuts off nothing, the last everything
    distinct = values[last]
    cuts = np.r_[distinct[0] - 1e-6, (distinct[:-1] + distinct[1:]) / 2, distinct[-1]]
    return pd.DataFrame(
        {
            "threshold": cuts,
            "alpha": missed / labels.sum(),
            "beta": alarms / (labels == 0).sum(),
            "cost": missed * alpha_cost + alarms * beta_cost,
        }
    )


def choose_threshold(
    y_true: ArrayLike,
    scores: ArrayLike,
    alpha_cost: float = 1.0,
    beta_cost: float = 1.0,
    max_alpha: float | None = None,
    max_beta: float | None = None,
) -> Threshold:
    """Where to cut the output of a network, by what its two kinds of error cost.

    Args:
        y_true: expected classes 0 and 1, shape (n,): of validation data, not of the test data.
        scores: outputs of the network, (n,) or (n, 1).
        alpha_cost: what one missed true row costs (a defective gear that leaves the factory).
        beta_cost: what one false alarm costs (a sound gear thrown away).
        max_alpha: the alpha risk that must not be exceeded.
        max_beta: the beta risk that must not be exceeded.

    Returns:
        The cheapest :class:`Threshold` that keeps to both limits; among equals the middle one.

    Raises:
        DataError: no threshold keeps to both limits, or data without two classes.

    >>> print(choose_threshold([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], alpha_cost=10))
    threshold 0.225: alpha risk 0.000, beta risk 0.500, cost 1
    """
    table = thresholds(y_true, scores, alpha_cost, beta_cost)
    allowed = table
    if max_alpha is not None:
        allowed = allowed[allowed["alpha"] <= max_alpha]
    if max_beta is not None:
        allowed = allowed[allowed["beta"] <= max_beta]
    if allowed.empty:
        best = table[table["beta"] <= max_beta]["alpha"].min()
        raise DataError(
            f"no threshold gives alpha <= {max_alpha} and beta <= {max_beta}: with that beta the alpha risk "
            f"is {best:.3f} at least"
        )
    cheapest = allowed[allowed["cost"] == allowed["cost"].min()]
    chosen = cheapest.iloc[len(cheapest) // 2]
    return Threshold(*(float(chosen[name]) for name in ("threshold", "alpha", "beta", "cost")))


@dataclass(frozen=True)
class Calibration:
    """Whether 70 % sure is right 7 times in 10; ``print`` shows the table.

    Args:
        table: for each bin of outputs its rows, their mean output and the share that is true.
        error: the mean distance between output and share, weighted by rows (expected calibration error).
    """

    table: pd.DataFrame
    error: float

    def __str__(self) -> str:
        return f"{self.table.round(3).to_string(index=False)}\n\nexpected calibration error {self.error:.3f}"


def calibration(y_true: ArrayLike, scores: ArrayLike, bins: int = 10) -> Calibration:
    """Compare how sure a classifier is with how often it is right.

    Args:
        y_true: expected classes 0 and 1, shape (n,).
        scores: outputs of the network between 0 and 1, (n,) or (n, 1).
        bins: into how many equal parts the range 0 to 1 is cut.

    Returns:
        A :class:`Calibration`; bins without rows are left out.

    Raises:
        DataError: other than two classes, or outputs outside of 0 to 1.
    """
    labels, values = two_classes(y_true, scores)
    if values.min() < 0 or values.max() > 1:
        raise DataError("calibration needs outputs between 0 and 1: end the network with sigmoid or softmax")
    number = np.minimum((values * bins).astype(int), bins - 1)
    frame = pd.DataFrame({"bin": number, "mean output": values, "share true": labels})
    groups = frame.groupby("bin")
    table = groups.mean()
    table.insert(0, "from", table.index / bins)
    table.insert(1, "to", (table.index + 1) / bins)
    table.insert(2, "rows", groups.size())
    distance = (table["mean output"] - table["share true"]).abs()
    return Calibration(table.reset_index(drop=True), float((distance * table["rows"]).sum() / len(labels)))


def rows_of(y_true: ArrayLike, probabilities: ArrayLike) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Labels (n,) and a column of outputs for each class (n, k), two columns for a binary output.

    Raises:
        DataError: labels and outputs that don't fit together.
    """
    labels = labels_of(y_true, "y_true")
    shares = numbers(probabilities, "the outputs").astype(float)
    if shares.ndim == 0:
        raise DataError("the outputs are a single number; expected one for each row")
    shares = shares.reshape(len(shares), -1)
    if shares.shape[1] == 1:
        shares = np.column_stack([1 - shares[:, 0], shares[:, 0]])
    if len(shares) != len(labels):
        raise DataError(f"y_true has {len(labels)} rows but the outputs have {len(shares)}")
    if not np.isfinite(shares).all():
        raise DataError("the outputs hold NaN or infinite values; did the training diverge?")
    if labels.max() >= shares.shape[1]:
        raise DataError(
            f"y_true holds label {labels.max()} but there are outputs for {shares.shape[1]} classes"
        )
    return labels, shares


def two_classes(y_true: ArrayLike, scores: ArrayLike) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Labels 0 and 1 (n,), both of which occur, and one output for each (n,).

    Raises:
        DataError: other classes, only one of them, or other than one output.
    """
    values = numbers(scores, "scores").astype(float)
    if values.ndim > 2 or (values.ndim == 2 and values.shape[1] != 1):
        raise DataError(
            f"scores has shape {values.shape}: expected one output for each row; for several classes give "
            "one column, scores[:, k], and y_true == k"
        )
    labels, shares = rows_of(numbers(y_true, "y_true").astype(int), values)
    if set(labels.tolist()) != {0, 1}:
        found = ", ".join(str(label) for label in sorted(set(labels.tolist()))[:5])
        raise DataError(f"y_true holds the classes {found}; expected both 0 and 1")
    return labels, shares[:, 1]
