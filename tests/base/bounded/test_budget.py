from pathlib import Path

import psutil
import pytest

from ann_toolkit.base.bounded.budget import check_budget, memory_budget
from ann_toolkit.base.errors import DataError, FileError


def test_the_default_is_at_most_a_quarter_of_the_machine():
    assert 0 < memory_budget() <= psutil.virtual_memory().total // 4


@pytest.mark.parametrize("strange", [0, -1, 1.5, "2 GB", True, float("nan")])
def test_a_budget_is_a_number_of_bytes(strange):
    with pytest.raises(DataError, match=r"budget=.*: expected a number of bytes"):
        memory_budget(strange)


def test_what_needs_just_the_budget_is_opened():
    check_budget(100, Path("a.npz"), 100)
    with pytest.raises(FileError, match=r"a.npz was not opened.*101 bytes.*allow more with budget=101"):
        check_budget(101, Path("a.npz"), 100)
