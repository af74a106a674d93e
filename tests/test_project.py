"""The files around the package agree with each other."""

import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PYPROJECT = (ROOT / "pyproject.toml").read_text()


def listed(section):
    """The requirements of a list in pyproject.toml, as {name: specifier}."""
    block = re.search(rf"^{section} = \[\n(.*?)^\]", PYPROJECT, re.MULTILINE | re.DOTALL)[1]
    return dict(re.findall(r'"([\w.\-]+)(?:\[[\w,\-]+\])?([^"\[;]*)', block))


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def test_conda_environment_is_in_step_with_pyproject():
    text = (ROOT / "environment.yml").read_text()
    conda = {normal(n): s for n, s in re.findall(r"^\s+- ([\w.\-]+)([<>=!][^\s#]*)?", text, re.MULTILINE)}
    for name, specifier in listed("dependencies").items():
        assert conda[normal(name)] == specifier, f"{name} differs between pyproject.toml and environment.yml"
    assert conda["python"] == re.search(r'requires-python = "([^"]+)"', PYPROJECT)[1]


def test_every_dependency_has_an_exact_version_and_no_address():
    text = (ROOT / "constraints.txt").read_text()
    pinned = {normal(name) for name in re.findall(r"^([\w.\-]+)==", text, re.MULTILINE)}
    for section in ("dependencies", "dev"):
        missing = {normal(name) for name in listed(section)} - pinned
        assert not missing, f"not in constraints.txt: {missing}"
    assert "://" not in text
    assert "@" not in text


def test_the_version_is_the_same_everywhere():
    import ann_toolkit

    assert importlib.metadata.version("ann_toolkit") == ann_toolkit.__version__


def test_the_readme_opens_with_the_two_commands_and_shows_pictures_that_exist():
    readme = (ROOT / "README.md").read_text()
    assert readme.index("make run") < 900
    assert readme.index("make test") < 1200
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", readme)
    assert pictures
    for picture in [*pictures, *re.findall(r"\]\(([^)#:]+)\)", readme)]:
        assert (ROOT / picture).exists(), picture


def test_samples_are_what_their_command_makes(tmp_path):
    from tools.samples import write_samples

    for made in write_samples(tmp_path):
        assert made.read_bytes() == (ROOT / "data" / made.name).read_bytes(), made.name


@pytest.mark.slow
def test_an_installed_package_brings_lessons_and_samples(tmp_path):
    wheel = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        tmp_path,
        ROOT,
    ]
    subprocess.run(wheel, check=True)
    unpacked = tmp_path / "unpacked"
    subprocess.run(
        [sys.executable, "-m", "zipfile", "-e", next(tmp_path.glob("*.whl")), unpacked], check=True
    )
    code = (
        "import ann_toolkit as ann;"
        "assert '/unpacked/' in ann.__file__, ann.__file__;"
        "assert ann.course.find_exercise('9').path.exists();"
        "assert len(ann.datasets.load_robot(sensors=4)) == 2000"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path, env={"PYTHONPATH": str(unpacked)})
