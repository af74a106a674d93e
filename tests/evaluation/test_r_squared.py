"""r2 against scikit-learn, and the data for which it has no value."""

import numpy as np
import pytest
from hypothesis import given, strategies as st
from sklearn.metrics import r2_score

import ann_toolkit as ann
from ann_toolkit.base.errors import DataError


@given(st.integers(2, 40), st.integers(1, 4), st.integers(0, 1000))
def test_r_squared_is_that_of_scikit_learn(rows, outputs, seed):
    rng = np.random.default_rng(seed)
    y = rng.normal(size=(rows, outputs))
    predicted = y + rng.normal(size=y.shape)
    wanted = r2_score(y, predicted, multioutput="raw_values")
    np.testing.assert_allclose(np.atleast_1d(ann.evaluation.r_squared(y, predicted)), wanted)


def test_one_output_is_a_float_in_whatever_shape_it_comes():
    y = np.array([1.0, 2.0, 4.0])
    score = ann.evaluation.r_squared(y, y[:, None] + 0.1)
    assert isinstance(score, float)
    assert score == pytest.approx(1 - 0.03 / ((y - y.mean()) ** 2).sum())


@pytest.mark.parametrize(
    ("y_true", "y_pred", "message"),
    [
        ([1.0, 2.0], [1.0], r"y_true has shape \(2,\) but y_pred has \(1,\)"),
        ([1.0, 2.0], [1.0, np.nan], "NaN or infinite values; did the training diverge"),
        ([1.0], [1.0], "two rows or more"),
        ([2.0, 2.0], [1.0, 3.0], "output 1 of y_true has one value only"),
        ([[1.0, 2.0]], [[1.0, 2.0, 3.0]], "they must match"),
        (["a", "b"], [1.0, 2.0], "must be numbers"),
    ],
)
def test_mistakes(y_true, y_pred, message):
    with pytest.raises(DataError, match=message):
        ann.evaluation.r_squared(y_true, y_pred)
