import json

import pytest

from ann_toolkit.base.errors import ExerciseError, FileError
from ann_toolkit.course.catalog import exercises, read_exercise
from ann_toolkit.course.runner import run_exercise
from ann_toolkit.teaching.handout import strip_solutions, write_handouts

ALL = exercises()


def test_a_solution_becomes_an_indented_stub():
    text = "for i in x:\n    ### BEGIN SOLUTION\n    a = 1\n    ### END SOLUTION\n    print(a)\n"
    expected = "for i in x:\n    # YOUR CODE HERE\n    raise NotImplementedError()\n    print(a)\n"
    assert strip_solutions(text) == expected


@pytest.mark.parametrize(
    "text", ["### BEGIN SOLUTION\na = 1\n", "### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION\n"]
)
def test_badly_marked_solutions_are_refused(text):
    with pytest.raises(ExerciseError, match="solution"):
        strip_solutions(text)


@pytest.mark.parametrize("exercise", ALL, ids=lambda exercise: exercise.name)
def test_a_handout_has_no_solution(exercise, tmp_path):
    (path,) = write_handouts([exercise], tmp_path)
    text = path.read_text()
    assert "SOLUTION" not in text
    assert text.count("# YOUR CODE HERE") == exercise.path.read_text().count("### BEGIN SOLUTION")
    compile(text, str(path), "exec")


@pytest.mark.slow
@pytest.mark.parametrize("exercise", ALL, ids=lambda exercise: exercise.name)
def test_a_handout_runs_up_to_the_first_answer_that_is_missing(exercise, tmp_path, no_network):
    (path,) = write_handouts([exercise], tmp_path)
    result = run_exercise(read_exercise(path), tmp_path / "runs")
    assert result.exit_code == 1
    assert "your code is still missing here" in result.error
    assert "Traceback" not in result.error


@pytest.mark.slow
def test_notebooks_have_cells_and_no_output(tmp_path):
    script, notebook = write_handouts(ALL[:1], tmp_path / "new", notebook=True)
    content = json.loads(notebook.read_text())
    assert {cell["cell_type"] for cell in content["cells"]} == {"markdown", "code"}
    assert all(cell["outputs"] == [] for cell in content["cells"] if cell["cell_type"] == "code")
    assert notebook.stem == script.stem
    texts = "".join("".join(cell["source"]) for cell in content["cells"] if cell["cell_type"] == "markdown")
    assert texts.count("<details><summary>What to see</summary>\n\n") == texts.count("\n\n</details>") >= 1
    assert "**What to see:**" not in texts


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(FileError, match="cannot make the folder"):
        write_handouts(ALL[:1], tmp_path / "taken")
