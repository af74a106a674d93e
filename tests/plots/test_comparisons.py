"""Networks and remedies side by side."""

import pandas as pd
import pytest

import ann_toolkit as ann
from ann_toolkit.base.errors import DataError
from tests.plots.drawn import legend

ev = ann.evaluation


@pytest.mark.slow
def test_comparison_draws_score_and_interval():
    table = pd.DataFrame(
        {"score": [0.5, 0.9], "low": [0.4, 0.85], "high": [0.6, 0.95], "parameters": [3, 1500]},
        index=["a", "b"],
    )
    ax = ann.plots.comparison(ev.Comparison(table, pd.DataFrame(), "accuracy", 100))
    assert [line.get_xdata()[0] for line in ax.get_lines()] == [0.5, 0.9]
    ends = [found.get_segments()[0][:, 0].tolist() for found in ax.collections]
    assert ends == [[0.4, 0.6], [0.85, 0.95]]
    assert [text.get_text() for text in ax.texts] == ["0.500, 3 parameters", "0.900, 1 500 parameters"]
    assert ax.get_xlabel() == "accuracy on 100 rows, with 95 % interval"


def test_remedies_draw_a_bar_for_each_class():
    table = pd.DataFrame({"recall a": [0.9, 0.8], "recall b": [0.2, 0.7]}, index=["none", "smote"])
    ax = ann.plots.remedies(table)
    assert [bar.get_height() for bar in ax.patches] == [0.9, 0.8, 0.2, 0.7]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["none", "smote"]
    assert legend(ax) == ["a", "b"]
    with pytest.raises(DataError, match="what='luck' is unknown"):
        ann.plots.remedies(table, "luck")
