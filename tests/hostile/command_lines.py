"""Command lines that nobody means, each with what has to be said to it.

An entry makes what it needs in a folder of its own, and gives the words after ``ann``; it is run in that
folder. ``says`` stands in the one line of the answer. Files that are themselves hostile have lists of their
own beside this one; here they are what a command is given by mistake. The lines stand in ``lines/``.
"""

from __future__ import annotations

from tests.hostile.lines import cohorts, exercises, files, numbers, trainings, words

COMMAND_LINES = [
    *words.wrong_words(),
    *numbers.wrong_numbers(),
    *numbers.wrong_options(),
    *files.wrong_names(),
    *files.wrong_outputs(),
    *files.wrong_pictures(),
    *cohorts.wrong_cohorts(),
    *cohorts.wrong_manifests(),
    *exercises.wrong_exercises(),
    *trainings.wrong_trainings(),
]
