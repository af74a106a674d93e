from __future__ import annotations

import numpy as np
import pytest

from ann_toolkit.base.errors import DataError
from ann_toolkit.plots.training import learning_rate, learning_rate_regimes
from ann_toolkit.training import LearningRateRun
from ann_toolkit.training.learning_rate import LearningRates


def test_the_finder_is_drawn_with_its_suggestion():
    rates = np.geomspace(1e-5, 1, 50)
    losses = 1 + np.cos(np.linspace(0, 5, 50))
    ax = learning_rate(LearningRates(rates, losses, losses, 0.01))
    assert ax.get_xscale() == "log"
    assert ax.get_xlabel() == "learning rate"
    assert "suggestion: 0.01" in [text.get_text() for text in ax.get_legend().get_texts()]


def test_each_regime_has_a_line_and_the_lost_one_does_not_crush_the_others():
    runs = {
        "adequate": LearningRateRun(0.1, np.linspace(2, 0.1, 30), False),
        "too high": LearningRateRun(2.0, np.array([2.0, 1e9, 1e30]), True),
    }
    ax = learning_rate_regimes(runs)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "adequate (0.1)",
        "too high (2, diverges)",
    ]
    assert ax.get_ylim() == (0, 3.0)
    np.testing.assert_array_equal(ax.lines[0].get_ydata(), runs["adequate"].losses)


def test_no_run_is_told():
    with pytest.raises(DataError, match="no run"):
        learning_rate_regimes({})
