"""Addresses inside the package that the handouts of 0.1.0 import from: what was handed out goes on working.

Lessons of today use public names only. Nothing else belongs here, and nothing is to be added.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Sequence
from pathlib import Path

from ann_toolkit.base.locations import real_data_folder

# module of then: its names, and where each of them is now
MOVED = {
    "ann_toolkit.locations": {
        "real_data": "ann_toolkit.base.old_addresses:real_data",
        "shipped": "ann_toolkit.base.locations:shipped",
    },
    "ann_toolkit.course.train_json": {"run": "ann_toolkit.jobs.running:run"},
    "ann_toolkit.datasets.gear_simulator": {
        "count_defects": "ann_toolkit.datasets.real.gear_simulator:count_defects"
    },
}


def real_data(*names: str) -> list[Path] | None:
    """The real files of these names where all of them are there; today ``ann.datasets.real_files("signs")``."""
    folder = real_data_folder()
    paths = [folder / name for name in names] if folder else []
    return paths if paths and all(path.is_file() for path in paths) else None


class _MovedFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Asked last, when no file of that name is found."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        return importlib.machinery.ModuleSpec(name, self) if name in MOVED else None

    def exec_module(self, module: types.ModuleType) -> None:
        for name, address in MOVED[module.__name__].items():
            where, _, what = address.partition(":")
            setattr(module, name, getattr(importlib.import_module(where), what))


def install() -> None:
    """Answer for the modules of then, once no file answers."""
    if not any(isinstance(finder, _MovedFinder) for finder in sys.meta_path):
        sys.meta_path.append(_MovedFinder())
