"""The report page of a run: one self-contained HTML file with text, code, output and pictures."""

from __future__ import annotations

import base64
import importlib.metadata
import os
import platform
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ann_toolkit.base.version import __version__
from ann_toolkit.course.lesson import FOLD, parts_of
from ann_toolkit.course.pages import write_page
from ann_toolkit.course.results import RunResult

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


def write_report(result: RunResult) -> None:
    """Write the page ``result.report``."""
    write_page(
        result.report,
        "report.html.j2",
        result=result,
        title=f"{result.exercise.number}. {result.exercise.title}",
        markdown=_markdown().render,
        parts=parts_of,
        fold=FOLD,
        image=_as_data,
        when=datetime.now().strftime("%Y-%m-%d %H:%M"),
        versions=_versions(),
        cores=os.cpu_count(),
        machine=f"{platform.system()} {platform.machine()}",
    )


def _markdown() -> MarkdownIt:
    """Markdown as the page shows it: a picture from elsewhere is its text and its address; nothing is fetched."""
    from markdown_it import MarkdownIt
    from markupsafe import escape

    def as_text(_renderer: object, tokens: Sequence[Token], place: int, *_more: object) -> str:
        address = str(tokens[place].attrGet("src") or "")
        words = tokens[place].content
        if address.startswith("data:image/"):
            return f'<img src="{escape(address)}" alt="{escape(words)}">'
        return f"<em>{escape(words)}</em> (picture: {escape(address)})"

    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.add_render_rule("image", as_text)
    return markdown


def _versions() -> dict[str, str]:
    """The versions that a result depends on, by name; read from what is installed, so that nothing is loaded."""
    others = ("tensorflow", "keras", "numpy", "scikit-learn")
    return {
        "Python": platform.python_version(),
        "ann_toolkit": __version__,
        **{name: importlib.metadata.version(name) for name in others},
    }


def _as_data(path: Path) -> str:
    """The picture itself as an address, so that the page needs no other file."""
    return "data:image/png;base64," + base64.b64encode(path.read_bytes()).decode("ascii")
