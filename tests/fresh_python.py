"""A Python of its own for what can only be seen there: what an import loads, what a start writes."""

import os
import subprocess
import sys

HEAVY = {"tensorflow", "keras", "matplotlib", "shap", "pandas", "sklearn", "scipy", "numpy"}


def fresh_python(*arguments, cwd=None, **variables):
    """Run Python with some arguments, and environment variables beside those that are set."""
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, **variables},
        check=False,
    )


def ann(*arguments, cwd=None, **variables):
    """Run the command ``ann``."""
    return fresh_python("-m", "ann_toolkit.cli", *arguments, cwd=cwd, **variables)


def heavy_after(code):
    """Which of the libraries that take long to load are there after some code."""
    done = fresh_python("-c", f"{code}\nimport sys\nprint('loaded:', *sys.modules)")
    assert done.returncode == 0, done.stderr
    return HEAVY & set(done.stdout.rpartition("loaded:")[2].split())
