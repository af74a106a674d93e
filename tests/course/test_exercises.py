"""Every exercise runs from start to end: no screen, no network, no warning, all its checks passed, and what
its sentences claim is so (tests/course/claims). ``pytest --seeds 0,1,2,3,4`` does it for further seeds."""

import importlib
import re
from dataclasses import replace
from pathlib import Path

import pytest

from ann_toolkit.course.catalog import exercises, find_exercise
from ann_toolkit.course.lesson import read_cells
from ann_toolkit.course.runner import run_exercise
from tests.course.claims.run import Run

ALL = exercises()
CLAIMS = {int(path.stem[-2:]) for path in (Path(__file__).parent / "claims").glob("lesson_*.py")}


def pytest_generate_tests(metafunc):
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", [int(seed) for seed in metafunc.config.getoption("--seeds").split(",")])


def output(result):
    return "".join(cell.output for cell in result.cells)


def with_seed(exercise, seed, folder):
    """The lesson under another seed; the lessons without a seed stay as they are."""
    text = exercise.path.read_text().replace("\nSEED = 0\n", f"\nSEED = {seed}\n")
    path = folder / exercise.path.name
    path.write_text(text)
    return replace(exercise, path=path)


@pytest.mark.slow
@pytest.mark.parametrize("exercise", ALL, ids=lambda exercise: exercise.name)
def test_runs_passes_its_checks_and_keeps_its_word(exercise, seed, tmp_path, no_network):
    result = run_exercise(with_seed(exercise, seed, tmp_path) if seed else exercise, tmp_path / "runs")
    assert result.error == ""
    assert result.exit_code == 0, output(result)
    passed = re.search(r"(\d+) of (\d+) checks passed", output(result))
    assert passed
    assert passed[1] == passed[2]
    assert int(passed[2]) >= 3
    assert result.figures
    assert result.report.stat().st_size > 10_000
    if exercise.number in CLAIMS:
        importlib.import_module(f"tests.course.claims.lesson_{exercise.number:02}").claims(Run.of(result))


@pytest.mark.slow
def test_the_robot_project_on_the_real_recording(real_data, tmp_path, no_network):
    result = run_exercise(find_exercise("25"), tmp_path)
    assert result.exit_code == 0, output(result)
    assert "5456 rows" in output(result)
    scores = dict(re.findall(r"^(chain A -> B|complete network) +(\d\.\d+)$", output(result), re.MULTILINE))
    assert float(scores["chain A -> B"]) >= 0.98
    assert float(scores["complete network"]) >= 0.98


@pytest.mark.parametrize("exercise", ALL, ids=lambda exercise: exercise.name)
def test_is_a_lesson(exercise):
    text = exercise.path.read_text()
    assert exercise.name.startswith(f"{exercise.number:02d}_")
    assert exercise.seconds is not None
    assert exercise.seconds <= 60
    assert exercise.source.startswith("S")
    assert "**You will learn**" in text
    assert "**What to see:**" in text
    assert "## Now try" in text
    assert "check.done()" in text
    solutions = text.count("### BEGIN SOLUTION")
    assert solutions >= 2
    assert solutions == text.count("### END SOLUTION")
    assert text.count("*Hint:") >= 2
    assert {cell.kind for cell in read_cells(exercise.path)} == {"markdown", "code"}
