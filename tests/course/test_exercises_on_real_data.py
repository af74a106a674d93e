"""Lessons that use real files where there are some: they say so, and their conclusions hold on them too."""

import pytest

from ann_toolkit.course.catalog import find_exercise
from ann_toolkit.course.runner import run_exercise


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "said"),
    [("5", "real photographs from ANN_TOOLKIT_DATA"), ("21", "1500 digits of MNIST from ANN_TOOLKIT_DATA")],
)
def test_real_data_is_used_and_said(number, said, real_data, tmp_path, no_network):
    result = run_exercise(find_exercise(number), tmp_path)
    output = "".join(cell.output for cell in result.cells)
    assert said in output
    assert result.exit_code == 0, output + result.error
