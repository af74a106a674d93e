"""HTML pages from the templates that lie in this room."""

from __future__ import annotations

from pathlib import Path

from ann_toolkit.base.files import replacing


def write_page(path: Path, template: str, **values: object) -> None:
    """Fill a template and write the page.

    Args:
        path: the page to write.
        template: the file name of the template, such as "report.html.j2".
        **values: what its names stand for; text is escaped.

    Raises:
        FileError: the page cannot be written.
    """
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,  # a name that nobody fills in is a mistake, not an empty place
        trim_blocks=True,
    )
    page = environment.get_template(template).render(values)
    with replacing(path) as part:
        part.write_text(page, encoding="utf-8", errors="backslashreplace")  # halves of pairs are no UTF-8
