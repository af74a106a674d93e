"""Every picture of ``ann.plots`` on one page: ``make gallery`` draws them anew and writes ``gallery.md``.

Each function beside this file is one picture or one table. Its code stands beside it on the page, so
that what you see is what you get. ``python -m tools.gallery NAME ...`` draws only some.
"""

from __future__ import annotations

import inspect
import re
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import keras
import matplotlib.pyplot as plt
from PIL import Image

import ann_toolkit as ann
from ann_toolkit.base.files import replacing
from tools.gallery import judging, tables, training  # noqa: F401  they put themselves into the registry
from tools.gallery.cases import rings
from tools.gallery.registry import PICTURES, TABLES

DOCS = Path(__file__).parents[2] / "docs"
FOLDER = DOCS / "gallery"


def film() -> Path:
    """The one moving picture."""
    data, _, model, _, recorder = rings()
    return ann.plots.boundary_animation(model, data, recorder, FOLDER / "boundary_animation.gif", frames=16)


# ---- the page


def save(name: str) -> None:
    """Write the figure that was just drawn as a small PNG."""
    figure = plt.gcf()
    with replacing(FOLDER / f"{name}.png") as part:
        figure.savefig(part, dpi=75, bbox_inches="tight")
        with Image.open(part) as image:
            image.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(part, optimize=True)
    plt.close("all")


def page() -> str:
    """The text of ``gallery.md``."""
    lines = [
        "# Gallery",
        "",
        "Every picture of `ann.plots`, with the code that drew it. `make gallery` draws them all anew;",
        "the models and data behind them are in [tools/gallery/cases.py](../tools/gallery/cases.py).",
        "",
    ]
    section = ""
    for its_section, name, words, draw in PICTURES:
        if its_section != section:
            section = its_section
            lines += [f"## {section}", ""]
            if section == "Training":
                lines += ["![The boundary through the epochs](gallery/boundary_animation.gif)", ""]
                lines += ["The decision boundary through the epochs (`ann.plots.boundary_animation`).", ""]
        lines += [f"### {name}", "", words, "", f"![{words}](gallery/{name}.png)", "", *code_of(draw), ""]
        if name == "layers":
            lines += [
                "Where Graphviz is installed, `ann.plots.plot_model(model)` draws the same in its way.",
                "",
            ]
    lines += ["## Tables", ""]
    for words, make in TABLES:
        keras.utils.set_random_seed(0)
        lines += [
            f"### {make.__name__}",
            "",
            words,
            "",
            *code_of(make),
            "",
            "```text",
            str(make()),
            "```",
            "",
        ]
    return "\n".join(lines)


def code_of(function: Callable[[], object]) -> list[str]:
    """The body of a function as a block of code."""
    return ["```python", textwrap.dedent(inspect.getsource(function).split(":\n", 1)[1]).rstrip(), "```"]


def main(*wanted: str) -> None:
    """Draw every picture, or only those that are named, and write the page."""
    FOLDER.mkdir(exist_ok=True)
    for number, (_, name, _, draw) in enumerate(PICTURES, 1):
        if not wanted or name in wanted:
            print(f"{number}/{len(PICTURES)} {name}", flush=True)
            keras.utils.set_random_seed(0)
            draw()
            save(name)
    if not wanted or "boundary_animation" in wanted:
        film()
    with replacing(DOCS / "gallery.md") as part:
        part.write_text(re.sub(r" +$", "", page(), flags=re.MULTILINE), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
