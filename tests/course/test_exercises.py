"""Every exercise runs from start to end: no screen, no network, no warning, all its checks passed."""

import re

import pytest

from ann_toolkit.course.catalog import exercises, find_exercise
from ann_toolkit.course.lesson import read_cells
from ann_toolkit.course.runner import run_exercise

ALL = exercises()


def output(result):
    return "".join(cell.output for cell in result.cells)


@pytest.mark.slow
@pytest.mark.parametrize("exercise", ALL, ids=lambda exercise: exercise.name)
def test_runs_and_passes_its_checks(exercise, tmp_path, no_network):
    result = run_exercise(exercise, tmp_path)
    assert result.error == ""
    assert result.exit_code == 0, output(result)
    passed = re.search(r"(\d+) of (\d+) checks passed", output(result))
    assert passed
    assert passed[1] == passed[2]
    assert int(passed[2]) >= 3
    assert result.figures
    assert result.report.stat().st_size > 10_000


@pytest.mark.slow
def test_the_robot_project_on_the_real_recording(real_data, tmp_path, no_network):
    result = run_exercise(find_exercise("25"), tmp_path)
    assert result.exit_code == 0, output(result)
    assert "5456 rows" in output(result)
    scores = dict(re.findall(r"^(chain A -> B|complete network) +(\d\.\d+)$", output(result), re.MULTILINE))
    assert float(scores["chain A -> B"]) >= 0.90
    assert float(scores["complete network"]) >= 0.96


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
