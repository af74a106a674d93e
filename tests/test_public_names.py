"""A function keeps its name, whatever was imported before it."""

import importlib
import pkgutil
import types

import pytest


@pytest.mark.parametrize("room", ["models", "evaluation", "plots"])
def test_no_module_hides_a_function_of_the_same_name(room):
    package = importlib.import_module(f"ann_toolkit.{room}")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"ann_toolkit.{room}.{module.name}")
    public = package.__all__
    assert public
    hidden = [name for name in public if isinstance(getattr(package, name), types.ModuleType)]
    assert hidden == []
