"""No file that is no data is taken for data: each is refused in one line that says where it is wrong."""

import re

import pytest

from ann_toolkit.base.errors import AnnError
from ann_toolkit.datasets import Dataset
from tests.hostile.corpus import SECRET
from tests.hostile.dataset_files import HOSTILE


@pytest.mark.parametrize("hostile", HOSTILE, ids=str)
def test_what_is_no_data_is_refused_in_one_line(hostile, tmp_path):
    (tmp_path / "secret.txt").write_text(SECRET)
    path = hostile.make(tmp_path)
    there = set(tmp_path.rglob("*"))
    with pytest.raises(AnnError) as caught:
        Dataset.read(path)
    said = str(caught.value)
    assert said.isprintable(), "one line, and nothing that commands a terminal"
    assert SECRET not in said
    assert re.search(hostile.says, said), said
    assert set(tmp_path.rglob("*")) == there, "nothing is left behind"
