"""The report page of a run: one self-contained HTML file with text, code, output and pictures."""

from __future__ import annotations

import base64
import importlib.metadata
import os
import platform
from datetime import datetime
from pathlib import Path

from ann_toolkit.base.version import __version__
from ann_toolkit.course.pages import write_page
from ann_toolkit.course.results import RunResult


def write_report(result: RunResult) -> None:
    """Write the page ``result.report``."""
    from markdown_it import MarkdownIt

    write_page(
        result.report,
        "report.html.j2",
        result=result,
        title=f"{result.exercise.number}. {result.exercise.title}",
        markdown=MarkdownIt("commonmark", {"html": False}).enable("table").render,
        image=_as_data,
        when=datetime.now().strftime("%Y-%m-%d %H:%M"),
        versions=_versions(),
        cores=os.cpu_count(),
        machine=f"{platform.system()} {platform.machine()}",
    )


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
