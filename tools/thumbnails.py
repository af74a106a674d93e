"""Small pictures of the exercises for the README: run `ann run --all` first, then `make thumbnails`.

Takes from each run in runs/ its cover (or its most telling picture), writes it small into docs/pictures/exercises/, and
puts the table between its two marks in the README.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

from PIL import Image

from ann_toolkit.base.files import replacing
from ann_toolkit.course.catalog import Exercise, exercises
from ann_toolkit.course.covers import alt_in
from ann_toolkit.course.results import telling_picture

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs/pictures/exercises"
MARKS = ("<!-- exercises -->", "<!-- /exercises -->")
COLUMNS, WIDTH, HEIGHT = 4, 260, 170


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    cells = [f"<td>{_picture(exercise)}<br>{_text(exercise)}</td>" for exercise in exercises()]
    rows = ["<tr>" + "".join(cells[i : i + COLUMNS]) + "</tr>" for i in range(0, len(cells), COLUMNS)]
    table = "<table>\n" + "\n".join(rows) + "\n</table>"
    readme = ROOT / "README.md"
    text = re.sub(
        f"{MARKS[0]}.*{MARKS[1]}",
        lambda _: f"{MARKS[0]}\n{table}\n{MARKS[1]}",
        readme.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    with replacing(readme) as part:
        part.write_text(text, encoding="utf-8")


def _picture(exercise: Exercise) -> str:
    """Write the small picture of an exercise and give the tag that shows it."""
    large = telling_picture(ROOT / "runs" / exercise.name)
    if large is None:
        raise SystemExit(f"there is no picture in runs/{exercise.name}: run `ann run --all` first")
    small = FOLDER / f"{exercise.number:02d}.png"
    with Image.open(large) as picture:
        picture = picture.convert("RGB")
        picture.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        picture.quantize(64).save(small, optimize=True)
    address = small.relative_to(ROOT).as_posix()
    return f'<img src="{address}" alt="{html.escape(alt_in(large))}" width="{WIDTH - 40}">'


def _text(exercise: Exercise) -> str:
    script = exercise.path.relative_to(ROOT).as_posix()
    return f'<a href="{script}">{exercise.number}. {exercise.title}</a>'


if __name__ == "__main__":
    main()
