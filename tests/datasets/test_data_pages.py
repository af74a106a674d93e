"""The pages in data/ agree with the registry, and the samples beside them are made again byte for byte."""

import ast
import inspect
import re
from pathlib import Path

import pytest

from ann_toolkit import datasets
from ann_toolkit.base.locations import shipped
from ann_toolkit.datasets.registry import ENTRIES
from tools import samples

PAGES = {page.name: page.read_text(encoding="utf-8") for page in sorted(shipped("data").glob("*.md"))}


def each(names):
    return pytest.mark.parametrize("found", [ENTRIES[name] for name in names], ids=list(names))


def quoted(text):
    """What stands between back quotes, in order; ``V1`` .. ``V3`` stands for V1, V2, V3."""
    names = []
    for first, last in re.findall(r"`([^`]+)`(?: \.\. `([^`]+)`)?", text):
        stem = first.rstrip("0123456789")
        numbers = range(int(first[len(stem) :]), int(last[len(stem) :]) + 1) if last else ()
        names += [f"{stem}{number}" for number in numbers] or [first]
    return names


def rows(found):
    """The cells of the lines, in the tables on its page, that begin with the name of a dataset."""
    lines = [line for line in PAGES[found.page].splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [line for line in cells if found.name in quoted(line[0])]


def table(start):
    """The cells of the table on the first page whose head begins so."""
    lines = PAGES["README.md"].partition(start)[2].partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@each(ENTRIES)
def test_every_dataset_and_its_functions_stand_on_its_page(found):
    page = PAGES[found.page]
    assert {found.name, *found.other_names} <= set(quoted(page))
    for function in (found.make, found.load, found.save):
        assert function in page


@each(ENTRIES)
def test_source_and_licence_are_those_of_the_registry(found):
    lines = rows(found)
    told = " ".join(lines[0] if lines else PAGES[found.page].split()) if found.source else ""
    assert found.source in told
    assert found.licence in told
    assert not found.openml or f"OpenML {found.openml}" in told


@each([name for name, entry in ENTRIES.items() if entry.kind == "tables" and entry.columns])
def test_columns_of_tables_are_those_of_the_registry(found):
    sizes, (_, X, y) = rows(found)
    assert sizes[2] == str(len(found.columns))
    assert tuple(quoted(X)) == found.columns
    assert tuple(quoted(y)) == found.targets


@each(["robot", "gears"])
def test_columns_of_the_projects_are_those_of_the_registry(found):
    assert set(found.columns) <= set(quoted(PAGES[found.page]))
    assert all(target in PAGES[found.page] for target in found.targets)


@each([name for name, entry in ENTRIES.items() if entry.kind == "images"])
def test_classes_of_images_are_those_of_the_registry(found):
    names = ", ".join(f"{target} {label}" for label, target in enumerate(found.targets))
    assert rows(found)[0][3] in (str(len(found.targets)), names)


def test_the_files_that_are_looked_for_are_told_in_full():
    told = {
        tuple(quoted(loaders)): quoted(files) for files, loaders in table("| Names that are looked for |")
    }
    with_files = [entry for entry in ENTRIES.values() if entry.files]
    assert len(told) == len(with_files)
    for found in with_files:
        (files,) = [files for loaders, files in told.items() if found.load in loaders]
        assert sorted(files) == sorted(name for names in found.files for name in names)


def test_the_overview_names_every_dataset_that_can_be_made():
    told = {re.search(r"\((.*)\)", page)[1]: quoted(names) for page, _, names in table("| Page |")}
    assert set(told) == {entry.page for entry in ENTRIES.values()}
    for page, names in told.items():
        assert names == [entry.name for entry in ENTRIES.values() if entry.make and entry.page == page]


def test_calls_and_paths_on_the_pages_are_as_in_the_code():
    text = "\n".join(PAGES.values())
    calls = [ast.parse(call, mode="eval").body for call in re.findall(r"`(generate_\w+\([^`.]+\))`", text)]
    assert len(calls) > 5
    for call in calls:
        known = inspect.signature(getattr(datasets, call.func.id)).parameters
        assert {word.arg for word in call.keywords} <= set(known)
    paths = re.findall(r"`(ann_toolkit/[\w/]+\.py)`", text)
    assert paths
    assert all((Path(samples.__file__).parents[1] / path).is_file() for path in paths)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return samples.write_samples(tmp_path_factory.mktemp("samples"))


@pytest.mark.slow
def test_the_folder_stays_small_and_holds_nothing_unknown(made):
    there = [path for path in shipped("data").iterdir() if path.suffix != ".md"]
    assert {path.name for path in there} == {path.name for path in made}
    assert sum(path.stat().st_size for path in there) < 3e6
