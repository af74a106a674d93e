"""What stands on the page: pictures and tables put themselves here, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Callable

PICTURES: list[tuple[str, str, str, Callable[[], object]]] = []  # section, name, words, function


def picture(section: str, words: str) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Put a function on the page, in ``section``, with a sentence."""

    def add(draw: Callable[[], object]) -> Callable[[], object]:
        PICTURES.append((section, draw.__name__, words, draw))
        return draw

    return add


TABLES: list[tuple[str, Callable[[], object]]] = []  # words, function that returns what is printed


def table(words: str) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Put what a function returns on the page, printed, with a sentence."""

    def add(make: Callable[[], object]) -> Callable[[], object]:
        TABLES.append((words, make))
        return make

    return add
