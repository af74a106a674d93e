"""What is known of one dataset; the registry holds one entry for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

KINDS = ("cases", "sequences", "projects", "images", "tables")


@dataclass(frozen=True)
class Entry:
    """One dataset.

    Args:
        name: as typed after ``ann data make``.
        kind: one of ``KINDS``.
        title: one line on what it is.
        make: name of the generator in ``ann_toolkit.datasets``; "" when it only can be loaded.
        load: name of the loader; "" when it only can be made.
        save: name of the writer that gives generated data the layout of the real files; "" without one.
        fetcher: the function that downloads it, as "module:function"; "" when a person has to.
        openml: its number at openml.org.
        files: the real files, in order; of each its usual name, then other names that the loader accepts.
        other_names: what S3 and other documents call it.
        fixed: arguments of the generator that the name stands for.
        blocks: whether it can be made in blocks, for sizes beyond memory.
        task: what kind of task it is; "" where that depends on options.
        columns: names of the columns of X; empty for images, sequences, and where they depend on options.
        targets: names of the classes, or of the columns of y; as ``columns``.
        source: who made the real data, or where a person gets it; "" where there is none.
        licence: what is known of the licence of the real data; "" for nothing.
    """

    name: str
    kind: str
    title: str
    make: str = ""
    load: str = ""
    save: str = ""
    fetcher: str = ""
    openml: int | None = None
    files: tuple[tuple[str, ...], ...] = ()
    other_names: tuple[str, ...] = ()
    fixed: tuple[tuple[str, Any], ...] = ()
    blocks: bool = False
    task: str = ""
    columns: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    source: str = ""
    licence: str = ""

    @property
    def page(self) -> str:
        """The page in data/ that describes it."""
        return f"{self.name}.md" if self.kind == "projects" else f"{self.kind}.md"
