import errno
import os
import re
import signal
import subprocess
import sys

import pytest

from ann_toolkit.base.errors import ExerciseError, FileError
from ann_toolkit.course.catalog import read_exercise
from ann_toolkit.course.lesson import read_cells
from ann_toolkit.course.runner import run_exercise

HEADER = "# %% [markdown]\n# # 3. A *small* lesson\n# Text with <b>tags</b> & signs. Source: S0.\n# %%\n"


@pytest.fixture
def lesson(tmp_path):
    def write(code, header=HEADER):
        path = tmp_path / "03_small.py"
        path.write_text(header + code, encoding="utf-8")
        return read_exercise(path)

    return write


def test_cells_keep_their_kind_and_their_line(lesson):
    exercise = lesson("a = 1\n# %%\n# %% [markdown]\n# ## Next\n# %%\nb = 2\n")
    cells = read_cells(exercise.path)
    assert [(cell.kind, cell.line) for cell in cells] == [
        ("markdown", 2),
        ("code", 5),
        ("markdown", 8),
        ("code", 10),
    ]
    assert cells[0].text.startswith("# 3. A *small* lesson\nText")


def test_a_run_keeps_output_pictures_and_files(lesson, tmp_path):
    code = (
        "import pathlib\nimport matplotlib.pyplot as plt\nprint('seen', __name__)\n"
        "pathlib.Path('mine.txt').write_text('x')\n"
        "plt.plot([1, 2])\nplt.show()\n# %%\nplt.figure(); plt.figure()\nprint('<script>')\n"
    )
    here = os.getcwd()
    result = run_exercise(lesson(code), tmp_path / "runs")
    assert os.getcwd() == here
    assert (result.exit_code, result.error) == (0, "")
    assert [path.name for path in result.figures] == ["figure_01.png", "figure_02.png", "figure_03.png"]
    assert (result.folder / "mine.txt").read_text() == "x"
    assert "seen __main__" in (result.folder / "log.txt").read_text()
    page = result.report.read_text()
    assert page.count("data:image/png;base64,") == 3
    assert "<em>small</em>" in page
    assert "&lt;script&gt;" in page
    assert "<b>tags</b>" not in page
    assert not re.search(r'(src|href)="(?!data:)', page)  # needs no other file


def test_pictures_of_an_earlier_run_are_gone(lesson, tmp_path):
    run_exercise(lesson("import matplotlib.pyplot as plt\nplt.figure(); plt.figure()\n"), tmp_path / "runs")
    result = run_exercise(lesson("print(1)\n"), tmp_path / "runs")
    assert list(result.folder.glob("*.png")) == []


def test_a_live_line_is_kept_as_it_last_stood(lesson, tmp_path):
    result = run_exercise(lesson("print('10 %', end='\\r'); print('\\r20 %   ')\n"), tmp_path / "runs")
    assert "".join(cell.output for cell in result.cells).strip() == "20 %"


def test_a_broken_script_shows_its_own_lines_only(lesson, tmp_path):
    result = run_exercise(lesson("def broken():\n    return 1 / 0\n\nbroken()\n"), tmp_path / "runs")
    assert result.exit_code == 1
    assert "line 8" in result.error
    assert "line 6" in result.error
    assert "runner.py" not in result.error
    assert "ZeroDivisionError" in result.report.read_text()


def test_a_mistake_that_the_toolkit_explains_is_one_line(lesson, tmp_path):
    code = "import ann_toolkit as ann\nann.datasets.generate_regression_case(noise=-1)\n"
    result = run_exercise(lesson(code), tmp_path / "runs")
    assert result.exit_code == 2
    assert re.fullmatch(r"03_small.py, line 6: noise=-1: .*\n", result.error)


def test_failed_checks_end_with_1(lesson, tmp_path):
    code = "import ann_toolkit as ann\ncheck = ann.course.checks()\ncheck.true('x', False)\ncheck.done()\n"
    assert run_exercise(lesson(code), tmp_path / "runs").exit_code == 1


def test_the_result_holds_each_check_once(lesson, tmp_path):
    code = (
        "import ann_toolkit as ann\ncheck = again = ann.course.checks()\n"
        "check.true('x', True)\ncheck.true('y', False)\ncheck.done()\n"
    )
    result = run_exercise(lesson(code), tmp_path / "runs")
    assert [(check.passed, check.line) for check in result.checks] == [(True, "ok  x"), (False, "no  y")]


def test_relative_real_data_means_the_same_folder_inside_the_run(lesson, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ANN_TOOLKIT_DATA", "real")
    (tmp_path / "real").mkdir()
    result = run_exercise(lesson("import os\nprint(os.path.isdir(os.environ['ANN_TOOLKIT_DATA']))\n"), "runs")
    assert "True" in "".join(cell.output for cell in result.cells)


def test_a_script_without_cells_is_refused(tmp_path):
    path = tmp_path / "03_small.py"
    path.write_text("# # 3. A title\nprint(1)\n")
    with pytest.raises(ExerciseError, match="no cells"):
        run_exercise(read_exercise(path), tmp_path / "runs")


def test_a_folder_that_cannot_be_made_is_said(lesson, tmp_path):
    (tmp_path / "runs").write_text("a file")
    with pytest.raises(FileError, match=r"cannot make the folder .* choose another with --out"):
        run_exercise(lesson("print(1)\n"), tmp_path / "runs")


def old_page(tmp_path):
    """The page of an earlier run that passed."""
    folder = tmp_path / "runs" / "03_small"
    folder.mkdir(parents=True)
    for name in ("report.html", "log.txt", "result.json", "figure_01.png"):
        (folder / name).write_text("Passed")
    return folder


def test_what_can_be_drawn_is_kept_and_what_cannot_is_told(lesson, tmp_path):
    code = (
        "import matplotlib.pyplot as plt\nplt.figure()\nplt.figure(figsize=(1e4, 1e4))\n"
        "plt.figure().suptitle('$\\\\frac{$')\nplt.figure()\n# %%\nprint('goes on')\nraise SystemExit(0)\n"
    )
    result = run_exercise(lesson(code), tmp_path / "runs")
    assert result.exit_code == 1
    too_large, no_formula = result.error.splitlines()
    assert too_large.startswith("figure 2 could not be drawn: 1100000 x 1100000 pixels are too many")
    assert no_formula.startswith("figure 3 could not be drawn: ")
    pictures = sorted(result.folder.glob("*.png"))
    assert (
        [path.name for path in pictures]
        == ["figure_01.png", "figure_04.png"]
        == [p.name for p in result.figures]
    )
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in pictures)
    page = result.report.read_text()
    assert "Not passed" in page
    assert "goes on" in page
    assert page.count("data:image/png;base64,") == 2
    assert all(line in page.replace("&#39;", "'") for line in result.error.splitlines())


@pytest.mark.parametrize("full", [".png", "log.txt", "result.json"])
def test_a_disk_that_is_full_in_the_end_leaves_a_page_that_says_so(full, lesson, tmp_path, monkeypatch):
    folder = old_page(tmp_path)

    def flush(path):
        if f"{path.stem.split('.')[1]}{path.suffix}".endswith(full):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("ann_toolkit.base.files._flush_to_disk", flush)
    exercise = lesson("import matplotlib.pyplot as plt\nplt.figure()\nprint('so far')\n")
    if full == ".png":
        assert run_exercise(exercise, tmp_path / "runs").exit_code == 1
    else:
        with pytest.raises(FileError, match=f"cannot write .*{full}: No space left on device$"):
            run_exercise(exercise, tmp_path / "runs")
    page = (folder / "report.html").read_text()
    assert "Not passed" in page
    assert "so far" in page
    assert "No space left on device" in page
    assert not [path for path in folder.iterdir() if path.name.startswith(".") or path.name.endswith(full)]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
def test_a_killed_run_leaves_no_page_that_says_passed(lesson, tmp_path):
    folder = old_page(tmp_path)
    exercise = lesson("import time\nprint('begun', flush=True)\ntime.sleep(600)\n")
    command = [sys.executable, "-m", "ann_toolkit.course.runner", str(exercise.path), str(tmp_path / "runs")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout.readline() == "begun\n"
        child.send_signal(signal.SIGKILL)
    assert "Not finished" in (folder / "report.html").read_text()
    assert [path.name for path in folder.iterdir()] == ["report.html"]


def test_the_page_of_a_long_run_is_written_while_it_goes_on(lesson, tmp_path, monkeypatch):
    monkeypatch.setattr("ann_toolkit.course.runner._REWRITE", -1)
    code = (
        "import pathlib\nprint('first')\n# %%\nseen = pathlib.Path('report.html').read_text()\n"
        "assert 'Not finished' in seen and 'first' in seen\n"
    )
    assert run_exercise(lesson(code), tmp_path / "runs").error == ""


@pytest.mark.parametrize(
    ("code", "exit_code"),
    [("raise KeyboardInterrupt", 130), ("raise SystemExit(256)", 1), ("raise SystemExit('x')", 1)],
)
def test_a_script_that_ends_itself_has_not_passed(code, exit_code, lesson, tmp_path):
    result = run_exercise(lesson(code), tmp_path / "runs")
    assert result.exit_code == exit_code
    assert "Not passed" in result.report.read_text()


def test_the_page_may_fetch_nothing_and_shows_pictures_of_the_network_as_text(lesson, tmp_path):
    text = '# ![a <cat>](https://example.org/"cat".png) and ![mine](data:image/png;base64,AAAA)\n# %%\n'
    result = run_exercise(
        lesson("print('\\ud800')\n", HEADER.removesuffix("# %%\n") + text), tmp_path / "runs"
    )
    page = result.report.read_text()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)[1]
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert "<em>a &lt;cat&gt;</em> (picture: https://example.org/%22cat%22.png)" in page
    assert '<img src="data:image/png;base64,AAAA" alt="mine">' in page
    assert not re.search(r'src="(?!data:)', page)
    assert "\\ud800" in page


def test_what_to_see_is_folded_until_clicked(lesson, tmp_path):
    text = "a = 1\n# %% [markdown]\n# Look.\n#\n# **What to see:** it *falls*\n# fast.\n#\n# Go on.\n"
    page = run_exercise(lesson(text), tmp_path / "runs").report.read_text()
    fold = "<details><summary>What to see</summary><p>it <em>falls</em>\nfast.</p>\n</details>"
    assert page.index("<p>Look.</p>") < page.index(fold) < page.index("<p>Go on.</p>")
    assert "What to see:" not in page
