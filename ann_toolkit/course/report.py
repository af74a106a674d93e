"""The report page of a run: one self-contained HTML file with text, code, output and pictures."""

from __future__ import annotations

import base64
import importlib.metadata
import os
import platform
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ann_toolkit.base.files import replacing

if TYPE_CHECKING:
    from ann_toolkit.course.runner import RunResult

_TEMPLATE = Path(__file__).with_name("report.html.j2")


def write_report(result: RunResult) -> Path:
    """Write ``report.html`` into the run's folder and return its path."""
    import jinja2
    from markdown_it import MarkdownIt

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    page = environment.from_string(_TEMPLATE.read_text(encoding="utf-8")).render(
        result=result,
        title=f"{result.exercise.number}. {result.exercise.title}",
        markdown=MarkdownIt("commonmark", {"html": False}).enable("table").render,
        image=_as_data,
        when=datetime.now().strftime("%Y-%m-%d %H:%M"),
        versions=versions(),
        cores=os.cpu_count(),
        machine=f"{platform.system()} {platform.machine()}",
    )
    with replacing(result.report) as part:
        part.write_text(page, encoding="utf-8")
    return result.report


def versions() -> dict[str, str]:
    """The versions that a result depends on, by name."""
    names = ("ann_toolkit", "tensorflow", "keras", "numpy", "scikit-learn")
    return {"Python": platform.python_version(), **{name: importlib.metadata.version(name) for name in names}}


def _as_data(path: Path) -> str:
    """The picture itself as an address, so that the page needs no other file."""
    return "data:image/png;base64," + base64.b64encode(path.read_bytes()).decode("ascii")
