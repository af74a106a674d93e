import matplotlib
import pytest

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

from ann_toolkit.datasets import generate_robot_case
from ann_toolkit.plots.sensors import marginals


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def test_two_datasets_are_drawn_side_by_side():
    first, second = (generate_robot_case(60, 4, seed=seed) for seed in (0, 1))
    ax = marginals(first, second, "m")
    assert ax.get_ylabel() == "value [m]"
    assert [label.get_text() for label in ax.get_xticklabels()] == list(first.feature_names)
    assert len(ax.get_legend().get_texts()) == 2
    assert ax.lines[0].get_ydata() == pytest.approx(np.median(first.X, axis=0))
    assert ax.lines[1].get_ydata() == pytest.approx(np.median(second.X, axis=0))


def test_it_draws_where_it_is_told():
    ax = plt.subplots()[1]
    data = generate_robot_case(60, 2)
    assert marginals(data, data, ax=ax) is ax
    assert ax.get_ylabel() == "value"
