import numpy as np
import pytest

from ann_toolkit.course import checks


@pytest.mark.parametrize(
    ("method", "good", "bad"),
    [
        ("at_least", (0.95, 0.95), (0.94, 0.95)),
        ("at_most", (3, 3), (4, 3)),
        ("below", (1, 2), (2, 2)),
        ("between", (3, 3, 8), (9, 3, 8)),
        ("close", (1.0, 1.1, 0.2), (1.0, 1.3, 0.2)),
        ("equal", (81, 81), (80, 81)),
        ("true", (True,), (False,)),
    ],
)
def test_each_check_passes_and_fails(method, good, bad, capsys):
    check = checks()
    getattr(check, method)("good", *good)
    getattr(check, method)("bad", *bad, hint="look again")
    good_line, bad_line = capsys.readouterr().out.splitlines()
    assert good_line.startswith("ok  good")
    assert bad_line.startswith("no  bad")
    assert bad_line.endswith("Hint: look again")


def test_a_result_is_plain_whatever_numpy_compared():
    check = checks()
    check.close("loss", 0.69, np.log(2), within=0.02)
    check.at_least("accuracy", 0.97, np.float64(0.95))
    assert [type(result.passed) for result in check.results] == [bool, bool]  # ann check writes them as JSON


@pytest.mark.parametrize("answer", [None, float("nan"), "0.97", ...])
def test_an_answer_that_was_not_given_fails_politely(answer, capsys):
    check = checks()
    check.at_least("accuracy", answer if answer != "0.97" else None, 0.95)
    assert capsys.readouterr().out.startswith("no  accuracy")


def test_a_script_ends_with_1_when_a_check_failed(capsys):
    check = checks()
    check.true("right", True)
    check.true("wrong", False)
    with pytest.raises(SystemExit) as end:
        check.done()
    assert end.value.code == 1
    assert capsys.readouterr().out.endswith("1 of 2 checks passed\n")


def test_points_count_where_they_differ(capsys):
    check = checks()
    check.true("easy", True)
    check.true("hard", False, points=3)
    with pytest.raises(SystemExit):
        check.done()
    assert capsys.readouterr().out.endswith("1 of 2 checks passed, 1 of 4 points\n")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (None, "guess  shape: no guess yet, it is 'a curve'"),
        ("a line", "guess  shape: you said 'a line', it is 'a curve'"),
    ],
)
def test_a_guess_is_no_check(given, says, capsys):
    check = checks()
    check.guess("shape", given, "a curve")
    assert check.results == []
    assert capsys.readouterr().out == says + "\n"
