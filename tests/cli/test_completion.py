"""The Tab key: what a shell asks the command, and what it is answered."""

import pytest

from ann_toolkit.course.catalog import exercises
from ann_toolkit.datasets.registry import ENTRIES
from tests.fresh_python import ann, heavy_after


def ask(**variables):
    """Start the command as a shell's completion does; give its answer."""
    done = ann(**variables)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def bash(line):
    """The words that bash offers for the last word of a line."""
    count = len(line.split(" ")) - 1
    return ask(_ANN_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(count)).split()


@pytest.mark.parametrize("command", ["run", "handout", "check"])
def test_bash_offers_every_exercise_by_number(command):
    assert bash(f"ann {command} ") == [str(exercise.number) for exercise in exercises()]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("ann run 2", ["2", *map(str, range(20, 29))]),
        ("ann run hid", ["hidden_layer"]),
        ("ann check 09", ["09_hidden_layer"]),
        ("ann handout 12_", ["12_overfitting"]),
        ("ann run ./mine", []),  # bash then offers files
        ("ann data npz wi", ["wine"]),
        ("ann data make wi", []),  # a table that cannot be made
        ("ann data cohort ro", ["robot"]),
        ("ann ha", ["handout"]),
    ],
)
def test_bash_offers_what_fits(line, offered):
    assert bash(line) == offered


def test_bash_offers_every_dataset():
    assert bash("ann data show ") == list(ENTRIES)
    assert bash("ann data make ") == [name for name, entry in ENTRIES.items() if entry.make]


@pytest.mark.slow
def test_zsh_shows_the_titles_too():
    def zsh(line):
        return ask(_ANN_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS=line)

    assert '"9":"A hidden layer bends the line"' in zsh("ann run ")
    assert zsh("ann data show ro") == (
        """_arguments '*: :(("robot":"a wall-following robot and its 24 sensors"))'\n"""
    )
    assert zsh("ann run ./mine").strip() == "_files"


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_the_script_to_install_is_for_ann(shell):
    script = ask(_ANN_COMPLETE=f"source_{shell}")
    assert f"_ANN_COMPLETE=complete_{shell}" in script


def test_completing_loads_nothing_heavy():
    code = (
        "from ann_toolkit.cli.completion import dataset_names, exercise_words;"
        "assert exercise_words('') and dataset_names('')"
    )
    assert heavy_after(code) == set()
