import logging
import subprocess
import sys

from ann_toolkit.base.messages import say


def test_a_line_appears_as_it_is(capsys):
    say("using 100 % of it")
    assert capsys.readouterr().out == "using 100 % of it\n"


def test_the_toolkit_can_be_kept_quiet(capsys):
    logger = logging.getLogger("ann_toolkit")
    before = logger.level
    try:
        logger.setLevel("WARNING")
        say("nobody reads this")
    finally:
        logger.setLevel(before)
    assert capsys.readouterr().out == ""


def test_a_choice_that_came_before_the_first_line_stands():
    code = (
        "import logging; logging.getLogger('ann_toolkit').setLevel('WARNING');"
        "from ann_toolkit.base.messages import say; say('nobody reads this')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == ""
