import pickle

import numpy as np
import pytest
from hypothesis import given, strategies as st
from sklearn.model_selection import train_test_split

from ann_toolkit.base.errors import DataError
from ann_toolkit.datasets import Dataset


def classes(counts, seed=0):
    y = np.repeat(np.arange(len(counts)), counts)
    X = np.arange(len(y), dtype=float)[:, None]
    order = np.random.default_rng(seed).permutation(len(y))
    return Dataset(X[order], y[order], "multiclass")


def test_it_unpacks_counts_and_names():
    data = Dataset([[1, 2], [3, 4]], [1, 0], "binary", target_names=("no", "yes"))
    X, y = data
    assert X.dtype == np.float64
    assert y.tolist() == [1, 0]
    assert (len(data), data.n_classes, data.feature_names) == (2, 2, ("x1", "x2"))
    assert repr(data) == "<Dataset 'data': 2 rows, 2 inputs, binary: 1 no, 1 yes>"
    with pytest.raises(AttributeError):
        data.X = X


def test_items_are_x_and_y_as_unpacking_gives_them():
    data = Dataset([[1, 2], [3, 4], [5, 6]], [1, 0, 1], "binary")
    assert data[0] is data.X
    assert data[1] is data.y
    assert data[-2] is data.X
    assert data[-1] is data.y
    for place in (2, -3, "x1", slice(0, 2), [0, 1], np.array([True, False, True]), None):
        with pytest.raises(
            DataError, match=r"data\[0\] is X and data\[1\] is y; for rows take data.X"
        ) as caught:
            data[place]
        assert "\n" not in str(caught.value)


def test_nothing_walks_through_a_dataset_as_if_its_items_were_rows():
    data = classes([20, 20])
    assert len(list(data)) == len(list(zip(data, data, strict=True))) == 2
    with pytest.raises(TypeError, match="not reversible"):
        reversed(data)
    with pytest.raises(DataError, match="a Dataset of two arrays; give its X or its y alone"):
        np.asarray(data)
    with pytest.raises(DataError, match=r"data.take\(rows\)"):
        train_test_split(data)
    copy = pickle.loads(pickle.dumps(data))
    assert (copy.X == data.X).all()


@pytest.mark.parametrize(
    ("X", "y", "task", "names", "message"),
    [
        ([1, 2], [0, 1], "binary", {}, r"X has shape \(2,\); expected \(n, features\)"),
        (np.empty((0, 2)), [], "regression", {}, "no data; give at least one row"),
        ([[1], [2]], [0], "binary", {}, "X has 2 rows but y has shape"),
        ([[1], [2]], [0, 2], "binary", {}, "a binary task has 2 classes, but 3 are named"),
        ([[1], [2]], [0, -1], "multiclass", {}, r"labels -1..0"),
        ([[1], [2]], [0, 0.5], "binary", {}, "whole numbers 0, 1, 2"),
        ([[1], [2]], [0, np.nan], "multiclass", {}, "whole numbers 0, 1, 2"),
        ([[1], [2]], [[0], [1]], "binary", {}, r"expected \(n,\) labels"),
        ([[1], [2]], [0, 1], "multilabel", {}, r"expected \(n, labels\) of 0 and 1"),
        ([[1], [2]], [[0, 2], [1, 0]], "multilabel", {}, "must hold only 0 and 1"),
        ([[1], [2]], np.zeros((2, 1, 1)), "regression", {}, r"expected \(n,\) or \(n, outputs\)"),
        ([["a"], ["b"]], [0, 1], "binary", {}, "X must be numbers"),
        ([[1], [2]], [0, 1], "guess", {}, "task='guess' is unknown; choose one of binary, multiclass"),
        ([[1], [2]], [0, 1], "binary", {"feature_names": ("a", "b")}, "2 feature_names for 1 columns"),
        ([[1, 2]], [0], "binary", {"feature_names": ("a", "a")}, "names must differ"),
        ([[1]], [0], "binary", {"feature_names": ("class",)}, "names must differ"),
        ([[1]], [2.0], "regression", {"target_names": ("a", "b")}, "2 target_names for y"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line(X, y, task, names, message):
    with pytest.raises(DataError, match=message) as caught:
        Dataset(X, y, task, **names)
    assert "\n" not in str(caught.value)


def test_one_hot_is_for_classes():
    with pytest.raises(DataError, match="one_hot"):
        Dataset([[1.0]], [2.0], "regression").one_hot()


def test_to_frame_needs_a_table():
    with pytest.raises(DataError, match="holds arrays of shape"):
        Dataset(np.zeros((2, 4, 4)), [0, 1], "binary").to_frame()


@given(
    counts=st.lists(st.integers(15, 40), min_size=2, max_size=5),
    shares=st.lists(st.floats(0.1, 1), min_size=2, max_size=3),
    seed=st.integers(0, 2**32 - 1),
)
def test_the_parts_hold_every_row_once(counts, shares, seed):
    data = classes(counts)
    fractions = np.array(shares) / sum(shares)
    parts = data.split(*fractions, seed=seed, stratify=False)
    rows = np.concatenate([part.X[:, 0] for part in parts])
    assert sorted(rows) == list(range(len(data)))
    for part, fraction in zip(parts, fractions, strict=True):
        assert abs(len(part) - fraction * len(data)) < 1
        assert (np.repeat(np.arange(len(counts)), counts)[part.X[:, 0].astype(int)] == part.y).all()


@given(counts=st.lists(st.integers(40, 200), min_size=2, max_size=4), seed=st.integers(0, 1000))
def test_each_class_keeps_its_proportion(counts, seed):
    data = classes(counts)
    for part in data.split(0.6, 0.2, 0.2, seed=seed):
        expected = np.array(counts) * len(part) / len(data)
        assert (np.abs(np.bincount(part.y, minlength=len(counts)) - expected) < 2).all()


def test_the_seed_decides():
    data = classes([50, 50])
    first, again, other = (data.split(seed=seed)[0].X for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()
    assert data.split(seed=1)[0].provenance["steps"] == ["part 1 of split 80/15/5, seed 1"]


@pytest.mark.parametrize(
    ("fractions", "message"),
    [
        ((0.8, 0.1), r"split\(0.8, 0.1\) sums to 0.9; give two or more parts above 0 that sum to 1"),
        ((1.0,), "give two or more parts"),
        ((1.5, -0.5), "parts above 0"),
        ((0.5, float("nan")), "sums to nan"),
        (([0.8, 0.2],), "give the parts as numbers"),
        (("most", "rest"), "give the parts as numbers"),
        ((0.99, 0.01), r"would leave part 2 \(0.01 of 10 rows\) empty"),
    ],
)
def test_an_impossible_split_is_explained(fractions, message):
    with pytest.raises(DataError, match=message):
        classes([5, 5]).split(*fractions)


def test_rare_classes_are_explained():
    with pytest.raises(DataError, match=r"class '1' has 2 row\(s\), too few for 3 parts"):
        classes([98, 2]).split()
    with pytest.raises(DataError, match="cannot hold all 4 classes"):
        classes([10, 10, 10, 10]).split(0.95, 0.05)
    with pytest.raises(DataError, match="stratify=True needs classes"):
        Dataset([[1.0], [2.0]], [1.0, 2.0], "regression").split(0.5, 0.5, stratify=True)
    with pytest.raises(DataError, match=r"seed=-1: expected a whole number, 0 to"):
        classes([9, 9]).split(seed=-1)


@given(seed=st.integers(0, 100), method=st.sampled_from(["standard", "minmax"]))
def test_the_scale_is_learned_from_the_training_data_alone(seed, method):
    rng = np.random.default_rng(seed)
    train = Dataset(rng.normal(5, 3, (50, 2)), rng.normal(100, 20, 50), "regression")
    test = Dataset(rng.normal(50, 9, (20, 2)), rng.normal(900, 20, 20), "regression")
    scaled_train, scaled_test = train.scale(method=method, y=True), test.scale(train, method, y=True)
    if method == "standard":
        low, width = train.X.mean(0), train.X.std(0)
        assert scaled_train.X.mean(0) == pytest.approx(0, abs=1e-9)
        assert scaled_train.X.std(0) == pytest.approx(1)
    else:
        low, width = train.X.min(0), np.ptp(train.X, axis=0)
        assert scaled_train.X.min(0) == pytest.approx(0)
        assert scaled_train.X.max(0) == pytest.approx(1)
    assert pytest.approx((test.X - low) / width) == scaled_test.X
    assert scaled_test.inverse_y(scaled_test.y) == pytest.approx(test.y)
    assert test.inverse_y(test.y) == pytest.approx(test.y)
    # "like" may be scaled already: the scale is then the same, not a second one
    assert pytest.approx(scaled_test.X) == test.scale(scaled_train, method, y=True).X


def test_ranks_tame_huge_values():
    data = Dataset([[1.0], [2.0], [3.0], [4.0], [1e9]], [0, 0, 1, 1, 1], "binary").scale(method="rank")
    assert data.X.ravel() == pytest.approx([0, 0.25, 0.5, 0.75, 1])


def test_images_keep_their_shape_when_scaled():
    images = Dataset(np.random.default_rng(0).uniform(0, 255, (6, 4, 4)), [0, 1] * 3, "binary")
    assert images.scale().X.shape == (6, 4, 4)


def test_scaling_mistakes_are_explained():
    data = Dataset([[1.0], [2.0]], [0, 1], "binary")
    with pytest.raises(DataError, match="is scaled already"):
        data.scale().scale()
    with pytest.raises(DataError, match="cannot scale"):
        data.scale(like=Dataset([[1.0, 2.0]], [0], "binary"))
    with pytest.raises(DataError, match="scales the targets of a regression"):
        data.scale(y=True)
    with pytest.raises(DataError, match="method='log' is unknown; choose one of standard, minmax, rank"):
        data.scale(method="log")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda data: data.scale("minmax"),
            r"like='minmax': expected the training data.*scale\(method='minmax'\)",
        ),
        (lambda data: data.scale(5), "like=5: expected the training data"),
        (lambda data: data.scale(method=["minmax"]), "method=.*is unknown"),
        (lambda data: data.split("0.8", "0.2"), "give the parts as numbers"),
        (lambda data: data.split(0.8, None), "give the parts as numbers"),
        (lambda data: data.split(0.5, 0.5, stratify="yes"), "stratify='yes': expected True or False"),
        (lambda data: data.split(0.5, 0.5, seed="a"), "seed='a': expected a whole number"),
        (lambda data: data.take([1000]), "row 1000 is not there: the 6 rows are 0 to 5"),
        (lambda data: data.take([-7]), "row -7 is not there"),
        (lambda data: data.take([0.5]), "expected row numbers, a slice, or an array of booleans"),
        (lambda data: data.take(3), "expected row numbers"),
        (lambda data: data.take("ab"), "expected row numbers"),
        (lambda data: data.take(None), "expected row numbers"),
        (lambda data: data.take(slice("a")), "expected row numbers"),
        (lambda data: data.take([True]), "rows has 1 booleans for 6 rows"),
        (lambda data: data.take([]), "no data"),
        (lambda data: data.take([[0, 1]]), "expected row numbers"),
        (lambda data: data.inverse_y("abc"), "y must be numbers"),
        (lambda data: data.inverse_y([[1], [1, 2]]), "y must be an array of numbers"),
        (lambda data: Dataset(None, [0, 1], "binary"), "X must be numbers"),
        (lambda data: Dataset([[1], [1, 2]], [0, 1], "binary"), "X must be an array of numbers"),
        (lambda data: Dataset([[1j], [2]], [0, 1], "binary"), "X must be numbers"),
        (lambda data: Dataset([[1], [2]], [0, 1e300], "multiclass"), "must be whole numbers"),
        (lambda data: Dataset([[1], [2]], [0, 1], ["binary"]), "task=.*is unknown"),
        (
            lambda data: Dataset([[1], [2]], [0, 1], "binary", "ab"),
            "feature_names='ab': expected a list of names",
        ),
        (lambda data: Dataset([[1], [2]], [0, 1], "binary", 5), "feature_names=5: expected a list"),
        (lambda data: Dataset([[1], [2]], [0, 1], "binary", (), None), "target_names=None: expected a list"),
        (lambda data: Dataset([[1], [2]], [0, 1], "binary", name=5), "name=5: expected a text"),
        (
            lambda data: Dataset([[1], [2]], [0, 1], "binary", provenance="me"),
            "provenance='me': expected a dict",
        ),
    ],
)
def test_strange_arguments_are_one_line(call, message):
    with pytest.raises(DataError, match=message) as caught:
        call(classes([3, 3]))
    assert str(caught.value).isprintable()


def test_what_is_infinite_cannot_be_scaled_and_a_scale_has_its_columns():
    for method in ("standard", "minmax", "rank"):
        with pytest.raises(DataError, match="row 1 of X holds inf; fill it in before scaling"):
            Dataset([[1.0], [np.inf]], [0, 1], "binary").scale(method=method)
    scaled = Dataset([[1.0], [3.0]], [10.0, 30.0], "regression").scale(y=True)
    with pytest.raises(DataError, match=r"y has shape \(1, 2\); expected 1 column"):
        scaled.inverse_y([[1.0, 2.0]])
    assert scaled.inverse_y(1.0).shape == ()
    assert float(scaled.inverse_y(1.0)) == pytest.approx(30)


def test_names_that_command_a_terminal_are_shown_written_out():
    data = Dataset([[1.0], [2.0]], [0, 1], "binary", target_names=("red\x1b[31m", "two\nlines"), name="a\rb")
    assert repr(data).isprintable()
    with pytest.raises(DataError) as caught:
        Dataset([[1.0]], [2], "binary", target_names=("red\x1b[31m", "two\nlines"))
    assert str(caught.value).isprintable()


def test_rows_are_taken_as_numpy_takes_them():
    data = classes([3, 3])
    for rows in (
        [0, -1],
        slice(None, None, 2),
        np.array([True, False] * 3),
        range(2),
        (5,),
        np.array([1], "u1"),
    ):
        chosen = list(rows) if isinstance(rows, range | tuple) else rows
        assert (data.X[chosen] == data.take(rows).X).all()
