"""Arrows only go down: which room may import which, and no circle of files or of folders."""

from __future__ import annotations

import ast
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import ann_toolkit

PACKAGE = Path(ann_toolkit.__file__).parent
FLOORS = (
    {"cli"},
    {"teaching", "course", "jobs"},
    {"plots"},
    {"evaluation", "training", "models", "datasets", "scratch"},
    {"base"},
)
NEIGHBOURS = {
    ("teaching", "course")
}  # on one floor, and yet allowed: what is handed out and checked are lessons
ALONE = {"scratch"}  # imports no other room, not even the cellar


def module_name(path: Path) -> str:
    """``ann_toolkit/plots/style.py`` as ``plots.style``; a room's door ``__init__`` as the room: ``plots``."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts) or "(the house)"


FILES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def imported_by(path: Path) -> set[str]:
    """Every module of the toolkit that a file imports: at its top, inside functions, and for types alone.

    The stub beside a door counts too: its names are what the door imports when they are asked for.
    """
    found = set()
    package = ["ann_toolkit", *path.relative_to(PACKAGE).parts[:-1]]
    sources = [path, path.with_suffix(".pyi")]
    trees = [ast.parse(source.read_text(encoding="utf-8")) for source in sources if source.exists()]
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            names = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        found |= {known for name in names if (known := nearest(name)) is not None}
    return found - {module_name(path)}


def nearest(name: str) -> str | None:
    """The module that ``ann_toolkit.a.b.c`` names, c being a module of its own or a name inside b."""
    if name.split(".")[0] != "ann_toolkit":
        return None
    parts = name.split(".")[1:]
    for length in (len(parts), len(parts) - 1):
        if ".".join(parts[:length]) in FILES:
            return ".".join(parts[:length])
    return "(the house)" if len(parts) <= 1 else None


ARROWS = {name: imported_by(path) for name, path in FILES.items()}


def room_of(module: str) -> str:
    return module.split(".")[0]


def floor_of(room: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


def circle(arrows: dict[str, set[str]]) -> str:
    """A circle in the order of its arrows, such as "a -> b -> a", or nothing."""
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        return " -> ".join(error.args[1][::-1])
    return ""


def folder_arrows() -> dict[str, set[str]]:
    """Arrows between folders; a room's door stands before the room, it is no part of its folder."""
    arrows: dict[str, set[str]] = defaultdict(set)
    for name, targets in ARROWS.items():
        folder = place(name)
        arrows[folder] |= {place(target) for target in targets} - {folder}
    return dict(arrows)


def place(module: str) -> str:
    if FILES.get(module, Path()).name == "__init__.py" or module == "(the house)":
        return f"{module} (door)"
    return module.rpartition(".")[0] or module


def test_every_room_has_its_floor():
    rooms = {room_of(name) for name in FILES if "." in name or FILES[name].name == "__init__.py"}
    assert rooms - {"(the house)"} <= set().union(*FLOORS)


@pytest.mark.parametrize("module", [name for name in FILES if name not in ("(the house)", "errors")])
def test_arrows_only_go_down(module):
    room = room_of(module)
    for target in ARROWS[module] - {"(the house)", "errors"}:
        other = room_of(target)
        if other == room:
            continue
        assert room not in ALONE, f"{module} imports {target}, but {room} imports no other room"
        down = floor_of(room) < floor_of(other)
        assert down or (room, other) in NEIGHBOURS, f"{module} imports {target}: the arrow does not go down"


@pytest.mark.parametrize("module", [name for name in FILES if name not in ("(the house)",)])
def test_nothing_below_imports_the_house_itself(module):
    assert "(the house)" not in ARROWS[module], f"{module} imports ann_toolkit, which imports everything"


def test_no_circle_of_files():
    assert not (found := circle(ARROWS)), found


def test_no_circle_of_folders():
    assert not (found := circle(folder_arrows())), found


def test_a_circle_would_be_seen():
    assert circle({"c": {"a"}, "a": {"b"}, "b": {"c"}, "d": {"a"}}) in (
        "a -> b -> c -> a",
        "b -> c -> a -> b",
        "c -> a -> b -> c",
    )
