"""Keep TensorFlow's start-up chatter off the screen without hiding a single real message.

Importing TensorFlow writes half a page of notes straight to file descriptor 2 before any logging
level counts. :func:`install` puts a finder in front of the import system that waits for the first
``import tensorflow`` (by the toolkit, by Keras or by a student's own script), catches what that one
import writes, and passes on every line that is not on the list below.
"""

from __future__ import annotations

import contextlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import re
import sys
import tempfile
import types
from collections.abc import Iterator, Sequence

CHATTER = re.compile(
    r"""^WARNING:\ All\ log\ messages\ before\ absl::InitializeLog   # the logger introduces itself
      | oneDNN\ custom\ operations\ are\ on                          # a note on rounding
      | Could\ not\ find\ cuda\ drivers | Cannot\ dlopen\ some\ GPU\ libraries
      | Skipping\ registering\ GPU\ devices
      | failed\ call\ to\ cuInit                                     # a machine without an NVIDIA GPU
      | Unable\ to\ register\ cu(FFT|DNN|BLAS)\ factory
      | computation_placer\ already\ registered
      | This\ TensorFlow\ binary\ is\ optimized | To\ enable\ the\ following\ instructions
      | successful\ NUMA\ node\ read
      | XLA\ service\ 0x | StreamExecutor\ \[\d+\] | MLIR\ crash\ reproducer   # XLA's first compilation
      | Compiled\ cluster\ using\ XLA
    """,
    re.VERBOSE,
)


@contextlib.contextmanager
def without_chatter() -> Iterator[None]:
    """Hold back what is written to file descriptor 2; afterwards pass on every line but the chatter."""
    try:
        saved = os.dup(2)
    except OSError:  # no standard error at all (a windowed Python): nothing to keep quiet
        yield
        return
    with tempfile.TemporaryFile() as held:
        os.dup2(held.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(saved, 2)
            os.close(saved)
            held.seek(0)
            for line in held.read().decode("utf-8", "replace").splitlines():
                if line.strip() and not CHATTER.search(line):
                    print(line, file=sys.stderr)


class _QuietLoader(importlib.abc.Loader):
    """TensorFlow's own loader, run inside :func:`without_chatter`."""

    def __init__(self, loader: importlib.abc.Loader) -> None:
        self.loader = loader

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType | None:
        return self.loader.create_module(spec)

    def exec_module(self, module: types.ModuleType) -> None:
        with without_chatter():
            self.loader.exec_module(module)
            if (config := getattr(module, "config", None)) is not None:
                config.list_physical_devices("GPU")  # the first look for a GPU chatters too


class _TensorFlowFinder(importlib.abc.MetaPathFinder):
    """Steps aside after the first ``import tensorflow``, whose loader it wraps."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != "tensorflow":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.loader is not None:
            spec.loader = _QuietLoader(spec.loader)
        return spec


def install() -> None:
    """Arrange for a quiet first import of TensorFlow, and for Keras to run on TensorFlow.

    Variables that the user has set (``TF_CPP_MIN_LOG_LEVEL``, ``KERAS_BACKEND``) are left alone.
    """
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "1")  # 1 hides notes; warnings and errors stay
    os.environ.setdefault("TF_FORCE_GPU_ALLOW_GROWTH", "true")  # take GPU memory as it is needed
    if "tensorflow" not in sys.modules and not any(isinstance(f, _TensorFlowFinder) for f in sys.meta_path):
        sys.meta_path.insert(0, _TensorFlowFinder())
