"""The door of a room: its public names, each loaded when it is first used, and help where one is mistyped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import lazy_loader


def opened(room: str, file: str) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """What the ``__init__.py`` of a room needs: ``__getattr__``, ``__dir__`` and ``__all__``.

    Args:
        room: ``__name__`` of the room.
        file: its ``__file__``; the public names stand in the stub beside it (``__init__.pyi``).

    >>> from ann_toolkit import datasets
    >>> datasets.load_robt
    Traceback (most recent call last):
    AttributeError: ann_toolkit.datasets has no 'load_robt'; did you mean 'load_robot'?
    """
    load, names, public = lazy_loader.attach_stub(room, file)

    def get(name: str) -> Any:
        if name in public or name.startswith("_"):
            return load(name)
        from ann_toolkit.base.suggestions import nearest  # only who mistypes waits for it

        near = nearest(name, public)
        hint = f"; did you mean {near!r}?" if near else ""
        # With a name and without an object, Python adds no second "Did you mean" of its own.
        raise AttributeError(f"{room} has no {name!r}{hint}", name=name, obj=None)

    return get, names, public
