"""The student's version of a lesson: the same script with its solutions taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from ann_toolkit.base.errors import ExerciseError
from ann_toolkit.base.files import folder as make_folder, replacing
from ann_toolkit.base.kinds import check_kind
from ann_toolkit.base.protocols import PathLike
from ann_toolkit.course.catalog import Exercise
from ann_toolkit.course.lesson import FOLD, parts_of, read_script

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
# What nbgrader puts in place of a solution unless it is told otherwise.
STUB = ("# YOUR CODE HERE", "raise NotImplementedError()")


def strip_solutions(text: str, name: str = "the lesson") -> str:
    """Replace each solution by nbgrader's stub, indented as the solution was.

    Args:
        text: the script.
        name: what to call it in a message.

    Raises:
        ExerciseError: a solution begins inside another, or does not end.

    >>> print(strip_solutions("a = 1\\n### BEGIN SOLUTION\\nb = 2\\n### END SOLUTION\\nprint(b)"))
    a = 1
    # YOUR CODE HERE
    raise NotImplementedError()
    print(b)
    """
    check_kind(text, str, "the text of a script")
    kept: list[str] = []
    inside = False
    for number, line in enumerate(text.split("\n"), 1):
        if BEGIN in line:
            if inside:
                raise ExerciseError(f"{name}, line {number}: a solution begins before the last one has ended")
            inside = True
            indent = re.match(r"\s*", line)[0]  # type: ignore[index]  # an empty match is a match
            kept += [indent + stub for stub in STUB]
        elif END in line:
            inside = False
        elif not inside:
            kept.append(line)
    if inside:
        raise ExerciseError(f"{name}: a solution has no line {END!r}")
    return "\n".join(kept)


def write_handouts(exercises: Sequence[Exercise], folder: PathLike, notebook: bool = False) -> list[Path]:
    """Write the student's version of some lessons.

    Args:
        exercises: which ones.
        folder: where to; made when it does not exist.
        notebook: write Jupyter notebooks (without any output) beside the scripts.

    Returns:
        The files written.

    Raises:
        ExerciseError: a lesson whose solutions are not well marked; nothing is written then.
        FileError: the folder cannot be written.
    """
    check_kind(exercises, (list, tuple), "a list of exercises such as ann.course.exercises()")
    for exercise in exercises:
        check_kind(exercise, Exercise, "what ann.course.exercises() or find_exercise() returned")
    texts = [(exercise, strip_solutions(read_script(exercise.path), exercise.name)) for exercise in exercises]
    target = make_folder(folder, "choose another with -o")
    written = []
    for exercise, text in texts:
        written.append(_write(target / f"{exercise.name}.py", text))
        if notebook:
            written.append(_write(target / f"{exercise.name}.ipynb", _as_notebook(text)))
    return written


def _write(path: Path, text: str) -> Path:
    with replacing(path) as part:
        part.write_text(text, encoding="utf-8")
    return path


def _as_notebook(text: str) -> str:
    import jupytext

    notebook = jupytext.reads(text, fmt="py:percent")
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = _folded(cell.source)
    notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return jupytext.writes(notebook, fmt="ipynb")


def _folded(text: str) -> str:
    """The text of a cell, its answers folded until somebody clicks: first think, then look."""
    fold = f"<details><summary>{FOLD}</summary>\n\n{{}}\n\n</details>"
    return "\n\n".join(fold.format(piece) if is_answer else piece for is_answer, piece in parts_of(text))
