"""Which Python ``make`` takes for .venv, tried with scripts that pretend to be several Pythons."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MAKEFILE = Path(__file__).parents[2] / "Makefile"
MAKE = shutil.which("make")
pytestmark = pytest.mark.skipif(MAKE is None, reason="there is no make")
# says that it is the version of its name, and writes down what else it is asked to do
PRETENDER = f"""#!/bin/sh
if [ "$1" = -c ]; then exec {sys.executable} -c "import sys; sys.version_info = VERSION; $2"; fi
echo "NAME $*"
"""


@pytest.fixture
def make(tmp_path):
    """Run make in a folder of its own, where only the given Pythons exist: {name: version}."""

    def make(pythons, *arguments):
        programs = tmp_path / "bin"
        programs.mkdir()
        for name, version in pythons.items():
            script = PRETENDER.replace("NAME", name).replace("VERSION", f"(3, {version}, 0)")
            (programs / name).write_text(script)
            (programs / name).chmod(0o755)
        return subprocess.run(
            [MAKE, "-f", MAKEFILE, ".venv/bin/python", *arguments],
            cwd=tmp_path,
            env={"PATH": str(programs)},
            capture_output=True,
            text=True,
            check=False,
        )

    return make


def test_python3_is_taken_without_a_word_where_it_fits(make):
    done = make({"python3": 12, "python3.13": 13})
    assert (done.returncode, done.stdout) == (0, "python3 -m venv .venv\n")


@pytest.mark.parametrize("pythons", [{"python3": 14, "python3.14": 14}, {"python3": 9}, {}])
def test_the_newest_that_fits_is_taken_and_named_where_python3_does_not(make, pythons):
    done = make({**pythons, "python3.10": 10, "python3.12": 12})
    assert done.returncode == 0, done.stderr
    assert done.stdout == "making .venv with python3.12\npython3.12 -m venv .venv\n"


def test_a_python_that_was_named_wins(make):
    done = make({"python3": 12, "mine": 11}, "PYTHON=mine")
    assert done.stdout == "making .venv with mine\nmine -m venv .venv\n"


@pytest.mark.parametrize(
    ("pythons", "arguments", "looked_for"),
    [
        ({"python3": 14}, [], "python3 python3.13 python3.12 python3.11 python3.10"),
        ({"python3": 12, "python3.14": 14}, ["PYTHON=python3.14"], "python3.14"),
    ],
)
def test_none_that_fits_is_said_in_one_line(make, pythons, arguments, looked_for):
    done = make(pythons, *arguments)
    assert done.returncode != 0
    assert done.stdout == ""
    assert (
        f"no Python 3.10 to 3.13 was found (looked for: {looked_for}); name yours: make PYTHON="
        in done.stderr
    )
