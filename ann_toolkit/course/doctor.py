"""What this machine has, and what to do about what is missing: ``ann doctor``."""

from __future__ import annotations

import platform
import shutil
import sys
from dataclasses import dataclass

from ann_toolkit.base.locations import REAL_DATA_VARIABLE, real_data_folder
from ann_toolkit.datasets.finding import missing_files
from ann_toolkit.datasets.registry import ENTRIES


@dataclass(frozen=True)
class Finding:
    """One line of the examination.

    Args:
        what: what was looked at.
        state: "ok", "note" (works, but see the advice) or "missing" (nothing works without it).
        found: what is there.
        advice: what to do, or "".
    """

    what: str
    state: str
    found: str
    advice: str = ""


def examine() -> list[Finding]:
    """Look at Python, TensorFlow, its devices, Graphviz and the real data."""
    return [_python(), *_tensorflow(), _graphviz(), _data()]


def _python() -> Finding:
    supported = (3, 10) <= sys.version_info[:2] <= (3, 13)
    advice = "" if supported else "use Python 3.10 to 3.13: TensorFlow has no version for this one"
    return Finding("Python", "ok" if supported else "missing", platform.python_version(), advice)


def _tensorflow() -> list[Finding]:
    try:
        import keras

        from ann_toolkit.training import describe_devices
    except ImportError as error:
        return [Finding("TensorFlow", "missing", str(error), "install it again: pip install -e .")]
    facts = describe_devices()
    versions = Finding("TensorFlow", "ok", f"{facts['tensorflow']} with Keras {facts['keras']}")
    if keras.backend.backend() != "tensorflow":
        advice = "unset KERAS_BACKEND or set it to tensorflow"
        versions = Finding("Keras backend", "missing", keras.backend.backend(), advice)
    if facts["gpu"] != "none":
        memory, precision = facts["gpu memory"], facts["precision"]
        found = f"CPU {facts['cpu']}, GPU {facts['gpu']} (memory {memory}; precision {precision})"
        return [versions, Finding("devices", "ok", found)]
    advice = 'training runs on the CPU; with an NVIDIA GPU on Linux: pip install -e ".[gpu]"'
    return [versions, Finding("devices", "note", f"CPU {facts['cpu']}, no GPU", advice)]


def _graphviz() -> Finding:
    dot = shutil.which("dot")
    if dot:
        return Finding("Graphviz", "ok", dot)
    advice = "only keras.utils.plot_model needs it (ann.plots.network does not): install the package graphviz"
    return Finding("Graphviz", "note", "no program 'dot'", advice)


def _data() -> Finding:
    folder = real_data_folder()
    if folder is None:
        advice = (
            f"generated samples are used; set {REAL_DATA_VARIABLE} to the real files' folder (data/README.md)"
        )
        return Finding("real data", "note", f"{REAL_DATA_VARIABLE} is not set", advice)
    if not folder.is_dir():
        return Finding(
            "real data", "missing", f"{folder} does not exist", f"mend or unset {REAL_DATA_VARIABLE}"
        )
    missing = {entry.name: missing_files(entry) for entry in ENTRIES.values() if entry.files}
    whole = [name for name, files in missing.items() if not files]
    absent = [_absent(name, files) for name, files in missing.items() if files]
    found = f"{len(whole)} of {len(missing)} datasets in {folder}" + (
        f": {', '.join(whole)}" if whole else ""
    )
    advice = "" if not absent else f"made-up data stands in for {', '.join(absent)}; see data/README.md"
    return Finding("real data", "note" if absent else "ok", found, advice)


def _absent(name: str, files: list[str]) -> str:
    """The name of a dataset; where only some of its files are missing, with them."""
    some = len(files) < len(ENTRIES[name].files)
    return f"{name} (without {', '.join(files)})" if some else name
