"""Every picture and every number has its place in the gallery, and every picture of the page is there."""

import re
import types
from pathlib import Path

import pytest

import ann_toolkit as ann

ROOT = Path(__file__).parents[2]
DOCS, TOOL = ROOT / "docs", ROOT / "tools/gallery"
FILMS = {"softmax_animation"}  # shown by exercise 3


def _functions(room):
    for name in room.__all__:
        found = getattr(room, name)
        if isinstance(found, types.FunctionType) and name not in FILMS:
            yield name


@pytest.mark.parametrize("room", [ann.plots, ann.evaluation], ids=["plots", "evaluation"])
def test_every_function_is_shown(room):
    page = "".join(part.read_text(encoding="utf-8") for part in TOOL.glob("*.py"))
    short = room.__name__.split(".")[-1]
    missing = [name for name in _functions(room) if not re.search(rf"ann\.{short}\.{name}\b", page)]
    assert missing == []


def test_every_picture_of_the_page_exists_and_is_small():
    text = (DOCS / "gallery.md").read_text(encoding="utf-8")
    names = re.findall(r"\]\((gallery/[^)]+)\)", text)
    assert len(names) > 30
    assert [name for name in names if not (DOCS / name).exists()] == []
    files = list((DOCS / "gallery").iterdir())
    assert {f"gallery/{file.name}" for file in files} == set(names), "a picture that no page shows"
    assert sum(file.stat().st_size for file in files) < 3_000_000
