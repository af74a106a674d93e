"""No file that is no data is taken for data: each is refused in one line that says where it is wrong."""

import json
import os
import re
import subprocess
import sys

import pytest

from ann_toolkit.base.errors import AnnError
from ann_toolkit.datasets import Dataset
from tests.hostile.corpus import SECRET
from tests.hostile.data_files.giants import BUDGET, TOO_LARGE, packed_texts
from tests.hostile.data_files.sound import SOUND
from tests.hostile.dataset_files import GIANTS, HOSTILE


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


READING = """
import json, sys
from pathlib import Path
import h5py, openpyxl, pyarrow.parquet
from ann_toolkit.datasets import Dataset
from ann_toolkit.datasets.files.delimited import read_numbers

def peak():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) / 1000

for name, path in json.load(sys.stdin).items():
    Path("/proc/self/clear_refs").write_text("5")  # the peak is measured from here
    before, said = peak(), None
    try:
        if path.endswith(".gz"):
            read_numbers(path, "a table", ("a", "b"), budget=64 * 10**6)
        else:
            Dataset.read(path, budget=64 * 10**6)
    except ValueError as error:
        said = type(error).__module__ + ": " + str(error)
    print(json.dumps([name, said, peak() - before]))
"""


@pytest.mark.slow
@pytest.mark.skipif(
    not os.path.exists("/proc/self/clear_refs"), reason="memory is measured as Linux tells it"
)
def test_what_would_fill_the_memory_is_refused_before_it_does(tmp_path):
    paths = {}
    for number, giant in enumerate(GIANTS):
        (tmp_path / str(number)).mkdir()
        paths[giant.name] = str(giant.make(tmp_path / str(number)))
    paths |= {name: str(path) for name, path in packed_texts(tmp_path).items()}
    done = subprocess.run(
        [sys.executable, "-c", READING], input=json.dumps(paths), capture_output=True, text=True, check=True
    )
    found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("[")]
    assert [name for name, _, _ in found] == list(paths)
    says = {giant.name: giant.says for giant in GIANTS}
    for name, said, megabytes in found:
        assert said is not None, f"{name} was read"
        assert said.startswith("ann_toolkit.base.errors"), said
        assert re.search(says.get(name, TOO_LARGE), said), said
        assert megabytes < 2 * BUDGET / 10**6, f"{name} took {megabytes} MB"


@pytest.mark.parametrize("sound", SOUND, ids=str)
def test_what_is_strange_but_right_is_read(sound, tmp_path):
    data = Dataset.read(sound.make(tmp_path))
    assert len(data) == sound.rows
    assert data.target_names == sound.names
    doubts = "; ".join(data.provenance.get("doubts", []))
    assert sound.doubt in doubts
    assert bool(sound.doubt) == bool(doubts), doubts


def test_the_corpus_holds_what_it_promises():
    names = [hostile.name for hostile in (*HOSTILE, *GIANTS)]
    assert len(set(names)) == len(names) >= 330
