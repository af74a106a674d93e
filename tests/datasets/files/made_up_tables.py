"""Datasets of every kind, made up by hypothesis."""

import string

import numpy as np
from hypothesis import HealthCheck, strategies as st
from hypothesis.extra.numpy import arrays

from ann_toolkit.datasets import Dataset

UNCHECKED = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
LETTERS = string.ascii_letters + string.digits + "éèçß日 ;,'\"_-()%"


@st.composite
def names(draw, count):
    texts = st.text(LETTERS, min_size=1, max_size=8).map(str.strip).filter(bool)
    found = draw(st.lists(texts, min_size=count, max_size=count, unique=True))
    return tuple(f"{name}." if name == "class" else name for name in found)


@st.composite
def tables(draw):
    rows, columns = draw(st.integers(1, 12)), draw(st.integers(1, 4))
    dtype = draw(st.sampled_from([np.float32, np.float64]))
    elements = st.floats(allow_nan=False, allow_infinity=False, width=32)
    X = draw(arrays(dtype, (rows, columns), elements=elements))
    task = draw(st.sampled_from(["binary", "multiclass", "multilabel", "regression"]))
    k = 2 if task == "binary" else draw(st.integers(2, 4))
    if task == "regression":
        shape = draw(st.sampled_from([(rows,), (rows, 1), (rows, 3)]))
        y = draw(arrays(dtype, shape, elements=elements))
        k = 1 if len(shape) == 1 else shape[1]
    elif task == "multilabel":
        y = draw(arrays(np.int64, (rows, k), elements=st.integers(0, 1)))
    else:
        y = draw(arrays(np.int64, (rows,), elements=st.integers(0, k - 1)))
    all_names = draw(names(columns + k))
    return Dataset(X, y, task, all_names[:columns], all_names[columns:], "a tâble", {"seed": 3})


def assert_same(found, data, digits=17):
    """``digits``: how many of a number's digits the format keeps; 17 are all of them."""
    same = (
        np.array_equal if digits == 17 else lambda a, b: np.allclose(a, b, rtol=10.0 ** (1 - digits), atol=0)
    )
    assert found.X.dtype == data.X.dtype
    assert same(found.X, data.X)
    assert found.y.dtype == data.y.dtype
    assert found.y.shape == data.y.shape
    assert same(found.y, data.y)
    assert (found.task, found.name) == (data.task, data.name)
    assert (found.feature_names, found.target_names) == (data.feature_names, data.target_names)
    assert found.provenance == data.provenance
