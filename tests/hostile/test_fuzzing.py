"""Every reader gives a value or an error of one line, whatever stands in a file; ``make fuzz`` looks longer."""

import sys
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from ann_toolkit.base.errors import AnnError
from tests.hostile import fuzzing
from tests.hostile.mutations import mutated

TARGETS = fuzzing.targets()


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_no_mutation_of_a_valid_file_breaks_its_reader(name, seed, tmp_path):
    path = fuzzing.attempt(TARGETS[name], seed, 0, tmp_path)
    assert fuzzing.wrong_with(TARGETS[name], path) == ""
    path.unlink(missing_ok=True)


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_mutated_is_valid_before_and_the_seed_decides(name, tmp_path):
    target = TARGETS[name]
    whole = target.make(Random(3))
    assert target.make(Random(3)) == whole or name == "xlsx"  # openpyxl notes the time
    path = tmp_path / f"data{target.ending}"
    path.write_bytes(whole)
    target.read(path)
    assert len({mutated(whole, Random(number)) for number in range(20)}) > 10
    assert mutated(whole, Random(1)) == mutated(whole, Random(1))


def _broken(path):
    if path.read_bytes()[:1] != b"a":
        raise KeyError("no such thing")
    raise AnnError("this is no data")


def test_a_reader_that_breaks_is_found(tmp_path):
    target = fuzzing.Target("broken", ".txt", lambda random: b"abc", _broken)
    (tmp_path / "a.txt").write_text("abc")
    (tmp_path / "b.txt").write_text("bcd")
    assert fuzzing.wrong_with(target, tmp_path / "a.txt") == ""
    assert fuzzing.wrong_with(target, tmp_path / "b.txt").strip().endswith("KeyError: 'no such thing'")


@pytest.mark.skipif(sys.platform == "win32", reason="the process that dies is a shell's")
def test_a_process_that_dies_is_noticed_kept_and_followed_by_another(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "dies"))
    (tmp_path / "dies").write_text("#!/bin/sh\necho begin 0\necho \"end 0 ''\"\necho begin 1\nkill -9 $$\n")
    (tmp_path / "dies").chmod(0o755)
    read, findings = fuzzing.fuzz(TARGETS["csv"], 1, 60.0, tmp_path, most=1)
    assert read == 2  # it died over the second
    assert "the process ended (-9)" in findings[0]
    assert "--repeat" in findings[0]
