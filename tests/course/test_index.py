import re

from ann_toolkit.course.catalog import read_exercise
from ann_toolkit.course.index import run_all


def lesson(folder, number, code):
    path = folder / f"{number:02d}_lesson.py"
    path.write_text(f"# %% [markdown]\n# # {number}. Lesson <{number}>\n# %%\n{code}\n")
    return read_exercise(path)


def test_all_exercises_run_and_the_page_shows_each(tmp_path):
    good = lesson(tmp_path, 1, "import matplotlib.pyplot as plt\nplt.plot([1, 2])")
    bad = lesson(tmp_path, 2, "1 / 0")
    told = []
    outcomes = run_all([good, bad], tmp_path / "runs", told.append)
    assert [outcome.passed for outcome in outcomes] == [True, False]
    assert told == outcomes
    page = (tmp_path / "runs/index.html").read_text()
    assert "1 of 2 passed" in page
    assert "1. Lesson &lt;1&gt;" in page
    for address in re.findall(r'(?:src|href)="([^"]+)"', page):
        assert (tmp_path / "runs" / address).exists(), address
