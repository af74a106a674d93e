"""The public surface: nothing is lost from it, nothing hides it, and an import of it costs nothing."""

import ast
import importlib
import inspect
import os
from pathlib import Path

import pytest

import ann_toolkit
from ann_toolkit.base.quiet_tensorflow import without_chatter
from ann_toolkit.course import exercises
from tests.fresh_python import fresh_python, heavy_after

PACKAGE = Path(ann_toolkit.__file__).parent
LESSONS = [exercise.path for exercise in exercises()]


def imported_names(stub: Path, modules: bool = True) -> list[str]:
    """The names that a stub makes public, with or without the modules among them."""
    return [
        alias.asname or alias.name
        for node in ast.parse(stub.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ImportFrom) and (modules or node.module)
        for alias in node.names
    ]


HOUSE = imported_names(PACKAGE / "__init__.pyi")
ROOMS = [name for name in HOUSE if (PACKAGE / name / "__init__.pyi").exists()]
NAMES = {room: imported_names(PACKAGE / room / "__init__.pyi") for room in ROOMS}
# public before the package was put in order: one line for each name, then what its class has
KEPT = [line.split() for line in (Path(__file__).with_name("public_names.txt")).read_text().splitlines()[1:]]


def members(value: object) -> set[str]:
    """What a class of the toolkit has: its methods and its fields, inherited ones too."""
    own = [kind for kind in inspect.getmro(value) if kind.__module__.startswith("ann_toolkit")]
    return {name for kind in own for name in {**vars(kind), **vars(kind).get("__annotations__", {})}}


def test_the_house_has_its_rooms():
    assert {"datasets", "models", "training", "evaluation", "plots", "scratch", "course"} <= set(ROOMS)
    for name in HOUSE:
        getattr(ann_toolkit, name)


@pytest.mark.parametrize("address", [f"{room}.{name}" for room in ROOMS for name in NAMES[room]])
def test_every_name_in_a_stub_exists_and_is_documented(address):
    room, name = address.split(".")
    value = getattr(getattr(ann_toolkit, room), name)
    if callable(value) or inspect.ismodule(value):
        assert value.__doc__


@pytest.mark.parametrize(("address", "kept"), [(line[0], set(line[1:])) for line in KEPT])
def test_no_public_name_is_lost(address, kept):
    room, name = address.split(".")
    value = getattr(importlib.import_module(f"ann_toolkit.{room}"), name)
    if kept:
        assert kept - members(value) == set()


@pytest.mark.parametrize("room", ROOMS)
def test_no_public_name_is_also_a_module(room):
    # `from ann_toolkit.training.fit import ...` would turn the function ann.training.fit into a module
    modules = {path.stem for path in (PACKAGE / room).iterdir()}
    functions = imported_names(PACKAGE / room / "__init__.pyi", modules=False)
    assert functions
    assert modules & set(functions) == set()


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.stem)
def test_lessons_use_only_public_names(lesson):
    tree = ast.parse(lesson.read_text(encoding="utf-8"))
    used = [name for node in ast.walk(tree) for name in names_of_the_toolkit(node)]
    assert used
    assert [name for name in used if not is_public(name)] == []


def names_of_the_toolkit(node: ast.AST) -> list[str]:
    """What a piece of code names: ``from ann_toolkit.plots import history`` and ``ann.plots.history`` alike."""
    names = []
    match node:
        case ast.Import():
            names = [alias.name for alias in node.names]
        case ast.ImportFrom():
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        case ast.Attribute(value=ast.Name("ann")):
            names = [f"ann_toolkit.{node.attr}"]
        case ast.Attribute(value=ast.Attribute(value=ast.Name("ann"), attr=room)):
            names = [f"ann_toolkit.{room}.{node.attr}"]
    return [name for name in names if name.split(".")[0] == "ann_toolkit"]


def is_public(name: str) -> bool:
    """Whether a name such as ``ann_toolkit.plots.history`` may be used from outside."""
    _, room, inside, *_ = [*name.split("."), "", ""]
    if room in ROOMS:
        return not inside or inside in NAMES[room]
    return not room or room in HOUSE  # ann_toolkit itself, its errors, its version


@pytest.mark.parametrize(
    ("code", "public"),
    [
        ("ann.plots.history(fit(model))", True),
        ("from ann_toolkit.errors import AnnError", True),
        ("import ann_toolkit as ann", True),
        ("from ann_toolkit.base.locations import real_data", False),
        ("from ann_toolkit.course.doctor import examine", False),
        ("import ann_toolkit.datasets.registry", False),
        ("ann.training.devices.describe()", False),
    ],
)
def test_a_private_name_is_seen(code, public):
    used = [name for node in ast.walk(ast.parse(code)) for name in names_of_the_toolkit(node)]
    assert used
    assert all(map(is_public, used)) == public


def test_importing_the_toolkit_loads_nothing_heavy():
    assert heavy_after(f"import ann_toolkit as ann; {'; '.join(f'ann.{name}' for name in HOUSE)}") == set()


def test_what_is_heavy_would_be_seen():
    assert heavy_after("import numpy") == {"numpy"}


@pytest.mark.slow
def test_tensorflow_starts_without_chatter_but_real_errors_are_seen():
    done = fresh_python(
        "-c", "import ann_toolkit, keras, os; os.write(2, b'a real error'); keras.ops.ones(3)"
    )
    assert (done.returncode, done.stdout, done.stderr.strip()) == (0, "", "a real error")


def test_what_tensorflow_says_beyond_the_chatter_is_passed_on(capfd):
    with without_chatter():
        os.write(2, b"I0000 oneDNN custom operations are on. You may see\nsomething new\n")
    assert capfd.readouterr().err == "something new\n"


@pytest.mark.slow
def test_a_lesson_run_without_the_command_starts_without_chatter(tmp_path):
    lesson = next(
        path for path in LESSONS if path.stem.startswith("01_")
    )  # a short one that trains with Keras
    no_screen = "module://ann_toolkit.course.matplotlib_backend"
    done = fresh_python(lesson, cwd=tmp_path, MPLBACKEND=no_screen)
    assert done.stderr == ""
    assert done.returncode == 0
    assert "checks passed" in done.stdout.splitlines()[-1]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.stem)
def test_a_lesson_imports_the_toolkit_before_keras(lesson):
    lines = lesson.read_text(encoding="utf-8").splitlines()
    imported = [line.split()[1].split(".")[0] for line in lines if line.startswith(("import ", "from "))]
    ours = imported.index("ann_toolkit")
    assert not {"keras", "tensorflow"} & set(imported[:ours]), "TensorFlow would start with its chatter"


@pytest.mark.parametrize(
    "line",
    [
        "from ann_toolkit.locations import real_data, shipped",
        "from ann_toolkit.course.train_json import run",
        "from ann_toolkit.course.doctor import examine",
        "from ann_toolkit.datasets.gear_simulator import count_defects",
        "from ann_toolkit.training.devices import describe",
    ],
)
def test_what_handouts_of_0_1_0_import_is_still_there(line):
    exec(line, names := {})
    names.pop("__builtins__")
    assert all(callable(value) for value in names.values())


def test_handouts_of_0_1_0_find_real_files_as_they_did(tmp_path, monkeypatch):
    from ann_toolkit.locations import real_data

    (tmp_path / "mnist.npz").touch()
    monkeypatch.setenv("ANN_TOOLKIT_DATA", str(tmp_path))
    assert real_data("mnist.npz") == [tmp_path / "mnist.npz"]
    assert real_data("mnist.npz", "housing.csv") is None
