"""The public surface: complete stubs, names that cannot be hidden, an import that costs nothing."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import ann_toolkit

ROOMS = ["datasets", "models", "training", "evaluation", "plots", "scratch", "course"]
PACKAGE = Path(ann_toolkit.__file__).parent


def stub_names(room: str) -> list[str]:
    tree = ast.parse((PACKAGE / room / "__init__.pyi").read_text())
    return [
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    ]


@pytest.mark.parametrize("room", ROOMS)
def test_every_name_in_the_stub_exists_and_is_documented(room):
    package = importlib.import_module(f"ann_toolkit.{room}")
    for name in stub_names(room):
        value = getattr(package, name)
        assert value is not None
        if callable(value):
            assert value.__doc__, f"{room}.{name} has no docstring"


@pytest.mark.parametrize("room", ROOMS)
def test_no_public_name_is_also_a_module(room):
    # `from ann_toolkit.training.fit import ...` would turn the function ann.training.fit into a module
    modules = {path.stem for path in (PACKAGE / room).iterdir()}
    assert not modules & set(stub_names(room))


def test_importing_the_toolkit_loads_nothing_heavy():
    code = (
        "import sys, ann_toolkit as ann; ann.datasets, ann.models, ann.plots, ann.course;"
        "heavy = {'tensorflow', 'keras', 'matplotlib', 'shap', 'pandas', 'sklearn', 'numpy'} & set(sys.modules);"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_tensorflow_starts_without_chatter_but_real_errors_are_seen():
    code = "import ann_toolkit, keras, os; os.write(2, b'a real error'); keras.ops.ones(3)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stderr.strip() == "a real error"
    assert done.stdout == ""


def test_what_tensorflow_says_beyond_the_chatter_is_passed_on(capfd):
    import os

    from ann_toolkit.base.quiet_tensorflow import without_chatter

    with without_chatter():
        os.write(2, b"I0000 oneDNN custom operations are on. You may see\nsomething new\n")
    assert capfd.readouterr().err == "something new\n"


def test_a_lesson_run_without_the_command_starts_without_chatter(tmp_path):
    from ann_toolkit.course.catalog import exercises

    for exercise in exercises():
        lines = exercise.path.read_text().splitlines()
        imports = [line for line in lines if line.startswith(("import ", "from "))]
        ours = next(number for number, line in enumerate(imports) if "ann_toolkit" in line)
        loud = [
            number
            for number, line in enumerate(imports)
            if line.split()[1].split(".")[0] in ("keras", "tensorflow")
        ]
        assert not loud or ours < loud[0], f"{exercise.name} imports Keras before the toolkit"
