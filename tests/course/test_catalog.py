import pytest

from ann_toolkit.base.errors import ExerciseError
from ann_toolkit.course.catalog import exercises, find_exercise, read_exercise


def test_exercises_are_in_order_and_numbered_once():
    numbers = [exercise.number for exercise in exercises()]
    assert numbers == sorted(set(numbers))
    assert {7, 8, 9, 14, 15, 25} <= set(numbers)


@pytest.mark.parametrize("which", ["9", "09", "09_hidden_layer", "hidden_layer"])
def test_an_exercise_is_found_by_number_or_name(which):
    assert find_exercise(which).number == 9


def test_a_script_is_found_by_its_path(tmp_path):
    script = tmp_path / "mine.py"
    script.write_text("# %% [markdown]\n# # 9. My version\n# Runs in 3 s. Source: S0, section 3.\n")
    mine = find_exercise(str(script))
    assert (mine.title, mine.seconds, mine.source) == ("My version", 3, "S0, section 3")


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        ("99", "there is no exercise '99'"),
        ("hiden_layer", "did you mean 'hidden_layer'"),
        ("no/such.py", "does not exist"),
    ],
)
def test_an_unknown_exercise_says_what_there_is(which, expected):
    with pytest.raises(ExerciseError, match=expected):
        find_exercise(which)


def test_a_script_without_a_title_is_no_exercise(tmp_path):
    script = tmp_path / "mine.py"
    script.write_text("print(1)\n")
    with pytest.raises(ExerciseError, match="no title"):
        read_exercise(script)
