"""``ann handout`` and ``ann check``: what they print and how they end."""

import pytest
from typer.testing import CliRunner

from ann_toolkit.cli.main import app

invoke = CliRunner().invoke
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
check.done()
"""


def test_handout_writes_one_lesson_and_its_notebook(tmp_path):
    result = invoke(app, ["handout", "9", "-o", str(tmp_path / "new"), "--notebook"])
    assert result.exit_code == 0, result.output
    written = [str(tmp_path / "new" / name) for name in ("09_hidden_layer.py", "09_hidden_layer.ipynb")]
    assert result.output.split() == written


def test_handout_of_all_and_of_one_at_once_is_a_mistake(tmp_path):
    result = invoke(app, ["handout", "9", "--all", "-o", str(tmp_path / "new")])
    assert result.exit_code == 2
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("answer", "code", "last"),
    [
        ("a = 1", 0, "1 of 1 checks passed"),
        ("a = 2", 1, "0 of 1 checks passed"),
        ("a = 1 / 0", 1, "0 of 0 checks passed, then it stopped"),
    ],
)
def test_check_reports_each_check(tmp_path, answer, code, last):
    official, mine = tmp_path / "03_small.py", tmp_path / "mine.py"
    official.write_text(LESSON)
    mine.write_text(LESSON.replace("a = 1", answer))
    result = invoke(app, ["check", str(official), str(mine)])
    assert result.exit_code == code
    assert result.output.splitlines()[-1] == last
