"""Exercises that there are not, and scripts that are none."""

from __future__ import annotations

from pathlib import Path

from tests.hostile.corpus import Hostile
from tests.hostile.lines.making import SIGNS, with_file, words

LESSON = "# %% [markdown]\n# # 3. A small lesson\n# %%\na = 1\n"


def wrong_exercises() -> list[Hostile]:
    """Exercises that there are not, and scripts that are none."""
    found = []
    tails = {"run": (), "handout": (), "check": ("mine.py",)}
    for command, tail in tails.items():
        for what, sign in SIGNS.items():
            found.append(Hostile(f"{command} of {what}", words(command, sign, *tail), "there is no exercise"))
        for word, says in (
            ("99", "there is no exercise '99'; there are 1 to 28"),
            ("0", "there is no exercise '0'"),
            ("9.0", "there is no exercise '9.0'"),
            ("9" * 5000, "there is no exercise '999"),
            ("hiden_layer", "did you mean 'hidden_layer'"),
            ("none.py", "none.py does not exist"),
        ):
            found.append(Hostile(f"{command} {word[:12]}", words(command, word, *tail), says))
        for what, content, says in (
            ("an empty script", "", "x.py is empty"),
            ("a script without a title", "print(1)\n", "x.py is not an exercise: no title"),
            (
                "a Latin-1 script",
                LESSON.encode() + "# é\n".encode("latin-1"),
                "x.py is not UTF-8 text; save it again as UTF-8",
            ),
            ("a UTF-16 script", LESSON.encode("utf-16"), "x.py is not UTF-8 text"),
            ("a web page", "<html>", "x.py is a web page"),
            ("a program", b"\x7fELF\x80\x81", "x.py is not UTF-8 text"),
            ("a title of 5000 digits", f"# %% [markdown]\n# # {'9' * 5000}. x\n", "no title"),
        ):
            found.append(
                Hostile(f"{command} of {what}", with_file("x.py", content, command, "x.py", *tail), says)
            )

        def folder_of(folder: Path, command: str = command, tail: tuple[str, ...] = tail) -> list[str]:
            (folder / "x.py").mkdir()
            return [command, "x.py", *tail]

        found.append(Hostile(f"{command} of a folder", folder_of, "x.py is a folder"))
    for command in ("run", "handout"):
        found.append(Hostile(f"{command} of nothing", words(command), "say which exercise, or --all"))
        found.append(
            Hostile(
                f"{command} of one and all", words(command, "9", "--all"), "either the exercise '9' or --all"
            )
        )
    found.append(
        Hostile(
            "run without cells", with_file("x.py", "# # 3. T\na = 1\n", "run", "x.py"), "x.py has no cells"
        )
    )
    unclosed = LESSON + "### BEGIN SOLUTION\na = 2\n"
    found.append(
        Hostile(
            "handout of an open solution",
            with_file("x.py", unclosed, "handout", "x.py"),
            "a solution has no line",
        )
    )
    twice = LESSON + "### BEGIN SOLUTION\n### BEGIN SOLUTION\n"
    found.append(
        Hostile(
            "handout of a nested solution",
            with_file("x.py", twice, "handout", "x.py"),
            "begins before the last one has ended",
        )
    )
    unchecked = with_file("x.py", LESSON, "check", "x.py", "x.py")
    found.append(Hostile("check by a lesson without checks", unchecked, "no cells under the heading"))
    for what, name, content, says in (
        ("an empty answer", "mine.py", "", "mine.py is empty"),
        ("a Latin-1 answer", "mine.py", "# é\n".encode("latin-1"), "mine.py is not UTF-8 text"),
        ("a notebook", "mine.ipynb", "{}", "the ending is not that of a script"),
        ("an answer without ending", "mine", "x", "the ending is not that of a script"),
    ):
        found.append(Hostile(f"check of {what}", with_file(name, content, "check", "9", name), says))
    found.append(Hostile("check of no answer", words("check", "9", "none.py"), "none.py does not exist"))
    return found
