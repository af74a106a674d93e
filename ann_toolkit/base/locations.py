"""Where the toolkit's own files lie, in a clone as in an installed package, and where real data may lie."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
REAL_DATA_VARIABLE = "ANN_TOOLKIT_DATA"


def shipped(name: str) -> Path:
    """The folder ``name`` ("data" or "exercises") that comes with the toolkit."""
    beside = _PACKAGE.parent / name
    in_clone = (_PACKAGE.parent / "pyproject.toml").exists() and beside.is_dir()
    return beside if in_clone else _PACKAGE / "_shipped" / name


def real_data_folder() -> Path | None:
    """The folder of real datasets that the variable ANN_TOOLKIT_DATA names, or None where it is not set."""
    folder = os.environ.get(REAL_DATA_VARIABLE, "")
    return Path(os.path.expanduser(folder)) if folder else None  # "~nobody" stays as it is, and is not there
