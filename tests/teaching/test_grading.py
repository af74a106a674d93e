import pytest

from ann_toolkit.base.errors import FileError
from ann_toolkit.course.catalog import read_exercise
from ann_toolkit.teaching.grading import check_script, with_own_checks

LESSON = """# %% [markdown]
# # 3. A small lesson
# %%
a = 1
# %% [markdown]
# ## Check yourself
# %%
import ann_toolkit as ann
check = ann.course.checks()
check.equal("a", a, 1)
check.true("always", True)
check.done()
"""


@pytest.fixture
def grade(tmp_path):
    official = tmp_path / "03_small.py"
    official.write_text(LESSON)

    def grade(text, **options):
        mine = tmp_path / "mine.py"
        mine.write_text(text)
        return check_script(read_exercise(official), mine, **options)

    return grade


def test_a_right_answer_passes_every_check(grade):
    result = grade(LESSON)
    assert result.complete
    assert result.lines == ("ok  a: 1", "ok  always")


def test_a_wrong_answer_is_reported_check_by_check(grade):
    result = grade(LESSON.replace("a = 1", "a = 2"))
    assert not result.complete
    assert result.lines == ("no  a: 2, but expected 1", "ok  always")
    assert (result.passed, result.error) == (1, "")


def test_checks_that_a_student_has_changed_do_not_count(grade):
    assert not grade(LESSON.replace("a = 1", "a = 2").replace('check.equal("a", a, 1)', "")).complete
    without_heading = LESSON.replace("# ## Check yourself", "").replace("a = 1", "a = 2")
    assert not grade(without_heading).complete


def test_a_broken_script_says_where(grade):
    result = grade(LESSON.replace("a = 1", "a = 1 / 0"))
    assert result.lines == ()
    assert "ZeroDivisionError" in result.error
    assert "line 4" in result.error


def test_a_script_that_never_ends_is_stopped(grade):
    result = grade(LESSON.replace("a = 1", "while True: pass"), time_limit=1)
    assert result.error.startswith("stopped after 1 s")
    assert not result.complete


def test_a_script_that_ends_python_is_not_passed(grade):
    assert not grade(LESSON.replace("a = 1", "import os; os._exit(0)")).complete


def test_a_missing_script_is_said(tmp_path):
    official = tmp_path / "03_small.py"
    official.write_text(LESSON)
    with pytest.raises(FileError, match="does not exist"):
        check_script(read_exercise(official), tmp_path / "no.py")


def test_the_checks_of_the_exercise_replace_those_of_the_student():
    mine = "a = 2\n# ## Check yourself\nfake = True\n"
    assert with_own_checks(mine, LESSON) == "a = 2\n" + LESSON[LESSON.index("# ## Check") :]
