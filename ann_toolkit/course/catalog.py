"""Which exercises there are: read from the first lines of the lessons themselves."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from ann_toolkit.base.errors import ExerciseError
from ann_toolkit.base.locations import shipped
from ann_toolkit.base.messages import printable
from ann_toolkit.base.suggestions import nearest
from ann_toolkit.base.values import shown
from ann_toolkit.course.lesson import read_script

_TITLE = re.compile(r"^# # ([0-9]{1,4})\. (.+)$", re.MULTILINE)
_SECONDS = re.compile(r"Runs in ([0-9]{1,6}) s\b")
_SOURCE = re.compile(r"Source: ([^\n]+?)\.?$", re.MULTILINE)
_NUMBER = re.compile(r"[0-9]{1,4}")  # not "²", which Python counts among the digits
HEADER = 2000  # characters of a lesson in which its title, its time and its source stand


@dataclass(frozen=True)
class Exercise:
    """One numbered lesson.

    Args:
        number: 1 to 28.
        title: as the lesson's first line gives it.
        path: the script.
        seconds: how long a run takes on 2 cores, as the lesson says (measured); None when it does not say.
        source: the course document it follows.
    """

    number: int
    title: str
    path: Path
    seconds: int | None
    source: str

    @property
    def name(self) -> str:
        """The script's name without its ending, such as "09_hidden_layer"."""
        return self.path.stem


def read_exercise(path: Path) -> Exercise:
    """Read number, title, time and source from the first lines of a lesson.

    Raises:
        ExerciseError: the file is not UTF-8 text, or does not begin with a lesson's title.
        FileError: it is missing, a folder, empty or very large.
    """
    head = read_script(path)[:HEADER]
    title = _TITLE.search(head)
    if title is None:
        raise ExerciseError(f"{path} is not an exercise: no title such as '# # 9. A hidden layer' at its top")
    seconds, source = _SECONDS.search(head), _SOURCE.search(head)
    return Exercise(
        number=int(title[1]),
        title=printable(title[2].strip()),
        path=path,
        seconds=int(seconds[1]) if seconds else None,
        source=printable(source[1]) if source else "",
    )


def exercises() -> list[Exercise]:
    """All exercises that come with the toolkit, by number."""
    found = [read_exercise(path) for path in shipped("exercises").glob("[0-9][0-9]_*.py")]
    return sorted(found, key=lambda exercise: exercise.number)


def find_exercise(which: str | int) -> Exercise:
    """The exercise with this number or name, or the lesson in this file.

    Args:
        which: "9" or 9, "09_hidden_layer", "hidden_layer", or the path of a script.

    Raises:
        ExerciseError: there is none; the message names what there is.

    >>> find_exercise("9").name
    '09_hidden_layer'
    """
    if not isinstance(which, str | int | os.PathLike):
        raise ExerciseError(
            f"{shown(which)} is no exercise; give its number or name, or the path of a script"
        )
    which = str(which)
    if which.endswith(".py"):
        if not os.path.exists(which):
            raise ExerciseError(
                f"{which} does not exist; give the number of an exercise or the path of a script"
            )
        return read_exercise(Path(which))
    known = exercises()
    number = int(which) if _NUMBER.fullmatch(which) else None
    for exercise in known:
        if which in (exercise.name, exercise.name[3:]) or number == exercise.number:
            return exercise
    near = nearest(which, [exercise.name[3:] for exercise in known])
    hint = f"did you mean {near!r}? " if near else ""
    raise ExerciseError(f"there is no exercise {which!r}; {hint}there are {_numbers(known)} (see `ann list`)")


def _numbers(known: list[Exercise]) -> str:
    """ "1 to 28", or each number where some are missing."""
    numbers = [exercise.number for exercise in known]
    if numbers and numbers == list(range(1, len(numbers) + 1)):
        return f"1 to {len(numbers)}"
    return ", ".join(map(str, numbers)) or "none"
