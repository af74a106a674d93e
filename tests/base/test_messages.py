import logging

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
