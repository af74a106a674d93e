"""No loader takes garbage for data, follows a link, fills the memory or ends in a traceback."""

import json
import re
import sys
from pathlib import Path
from random import Random

import pytest

from ann_toolkit.errors import AnnError
from tests.fresh_python import fresh_python
from tests.hostile.corpus import SECRET
from tests.hostile.fuzz_loaders import TARGETS
from tests.hostile.loader_files import DOUBTS, GREEDY, LOADER_FILES, RIGHT

ROOM = 250_000_000  # bytes that all greedy files together may take beyond what the libraries do


@pytest.mark.parametrize("entry", LOADER_FILES, ids=str)
def test_it_is_refused_in_one_line(entry, tmp_path, no_real_data, capsys):
    (tmp_path / "secret.txt").write_text(SECRET)
    read = entry.make(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(AnnError, match=entry.says) as caught:
        read()
    said = str(caught.value)
    assert said.isprintable()
    assert len(said) < 1500
    assert SECRET not in said + "".join(capsys.readouterr())
    assert sorted(tmp_path.rglob("*")) == before


def test_no_two_entries_are_the_same():
    names = [entry.name for entry in LOADER_FILES]
    assert len(set(names)) == len(names) >= 170


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_strange_and_right_goes_on_loading(name, tmp_path, no_real_data):
    data = RIGHT[name](tmp_path)
    assert len(data) >= 3
    assert json.dumps(data.provenance.get("doubts", [])) == json.dumps(
        [DOUBTS[name]] if name in DOUBTS else []
    )


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_what_is_fuzzed_is_sound_before(target, tmp_path):
    for seed in range(3):
        path = tmp_path / f"{seed}{target.ending}"
        path.write_bytes(target.make(Random(seed)))
        target.read(path)
        assert path.exists()


def test_nothing_greedy_takes_memory(tmp_path):
    assert len(GREEDY) >= 30
    root = Path(__file__).parents[2]
    done = fresh_python("-m", "tests.hostile.memory", tmp_path, cwd=root)
    assert (done.returncode, done.stderr) == (0, "")
    before, after = map(int, re.findall(r"\d+", done.stdout)[-2:])
    assert after - before < ROOM, f"{after - before} bytes"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes with names")
def test_a_pipe_is_no_file(tmp_path):
    import os

    from ann_toolkit.datasets import load_covtype

    os.mkfifo(tmp_path / "covtype.data")
    with pytest.raises(AnnError, match=r"is empty|is a pipe or a device"):
        load_covtype(tmp_path / "covtype.data")
