"""What a shell offers after the Tab key: words with a line of help, which zsh and fish show beside them."""

from __future__ import annotations


def exercise_words(incomplete: str) -> list[tuple[str, str]]:
    """Exercises: their numbers; their names once something else has been typed.

    Args:
        incomplete: what has been typed of the word.

    >>> exercise_words("hid"), exercise_words("9")
    ([('hidden_layer', 'A hidden layer bends the line')], [('9', 'A hidden layer bends the line')])
    """
    from ann_toolkit.course.catalog import exercises

    a_number = incomplete.isdigit() and not incomplete.startswith("0")
    found = []
    for exercise in exercises():
        names = (exercise.name, exercise.name[3:])
        words = (str(exercise.number),) if a_number or not incomplete else names
        found += [(word, exercise.title) for word in words if word.startswith(incomplete)]
    return found


def dataset_names(incomplete: str) -> list[tuple[str, str]]:
    """Datasets of every kind.

    >>> dataset_names("ro")
    [('robot', 'a wall-following robot and its 24 sensors')]
    """
    from ann_toolkit.datasets.registry import ENTRIES

    return [(entry.name, entry.title) for entry in ENTRIES.values() if entry.name.startswith(incomplete)]


def generated_names(incomplete: str) -> list[tuple[str, str]]:
    """Datasets that can be made, not only loaded.

    >>> generated_names("iris")
    []
    """
    from ann_toolkit.datasets.registry import ENTRIES

    return [(name, title) for name, title in dataset_names(incomplete) if ENTRIES[name].make]
