import pytest

from ann_toolkit.base.locations import shipped
from ann_toolkit.datasets.registry import ENTRIES
from tools import samples


def test_every_dataset_has_its_line_on_a_page():
    pages = "".join(page.read_text(encoding="utf-8") for page in shipped("data").glob("*.md"))
    for name, entry in ENTRIES.items():
        assert f"`{name}`" in pages, name
        assert not entry.make or entry.make in pages or name == "digits28", name


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return samples.write_samples(tmp_path_factory.mktemp("samples"))


def test_the_folder_stays_small_and_holds_nothing_unknown(made):
    there = [path for path in shipped("data").iterdir() if path.suffix != ".md"]
    assert {path.name for path in there} == {path.name for path in made}
    assert sum(path.stat().st_size for path in there) < 3e6
