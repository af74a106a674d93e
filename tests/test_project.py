"""The files around the package agree with each other."""

import importlib.metadata
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


@pytest.fixture
def project():
    """The table [project] of pyproject.toml."""
    tomllib = pytest.importorskip("tomllib", reason="Python 3.10 cannot read TOML by itself")
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def test_conda_environment_is_in_step_with_pyproject(project):
    text = (ROOT / "environment.yml").read_text()
    lines = re.findall(r"^\s+- ([\w.\-]+)([<>=!][^\s#]*)?", text, re.MULTILINE)
    conda = {canonicalize_name(name): SpecifierSet(specifier) for name, specifier in lines}
    assert conda["python"] == SpecifierSet(project["requires-python"])
    for needed in map(Requirement, project["dependencies"]):
        assert conda[canonicalize_name(needed.name)] == needed.specifier, f"{needed.name} differs"


def test_make_looks_for_every_python_that_fits(project):
    fits = SpecifierSet(project["requires-python"])
    newest_first = [f"python3.{minor}" for minor in range(30, 0, -1) if f"3.{minor}.0" in fits]
    assert f"$(or $(PYTHON),python3 {' '.join(newest_first)})" in (ROOT / "Makefile").read_text()


def test_every_dependency_has_an_exact_version_and_no_address(project):
    text = (ROOT / "constraints.txt").read_text()
    pinned = {canonicalize_name(name) for name in re.findall(r"^([\w.\-]+)==", text, re.MULTILINE)}
    needed = map(Requirement, [*project["dependencies"], *project["optional-dependencies"]["dev"]])
    missing = {canonicalize_name(requirement.name) for requirement in needed} - pinned
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


@pytest.mark.slow
def test_an_installed_package_brings_lessons_and_samples(tmp_path):
    options = ["--quiet", "--no-deps", "--no-build-isolation", "-w", tmp_path]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, ROOT], check=True)
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(unpacked)
    code = (
        "import ann_toolkit as ann;"
        "assert '/unpacked/' in ann.__file__, ann.__file__;"
        "assert ann.course.find_exercise('9').path.exists();"
        "assert (ann.jobs.params_folder() / 'iris.json').exists();"
        "assert len(ann.datasets.load_robot(sensors=4)) == 2000"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path, env={"PYTHONPATH": str(unpacked)})
