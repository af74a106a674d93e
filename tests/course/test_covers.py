import matplotlib.figure
import pytest
from PIL import Image

from ann_toolkit.course.covers import COVER, alt_in, cover, save_cover
from ann_toolkit.course.results import emptied, telling_picture

ALT = "A closed curve around a disc: <b>é</b>."


@pytest.fixture
def figure():
    return matplotlib.figure.Figure(figsize=(4.4, 3.3))


def test_a_cover_carries_what_is_to_be_seen(figure, tmp_path):
    save_cover(cover(figure, ALT), tmp_path)
    assert alt_in(tmp_path / COVER) == ALT
    with Image.open(tmp_path / COVER) as picture:
        assert picture.size == (880, 660)


def test_a_figure_that_is_no_cover_is_none(figure, tmp_path):
    save_cover(figure, tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_cover_stands_for_the_run_however_large_other_pictures_are(figure, tmp_path):
    (tmp_path / "figure_01.png").write_bytes(bytes(1_000_000))
    assert telling_picture(tmp_path).name == "figure_01.png"
    save_cover(cover(figure, ALT), tmp_path)
    assert telling_picture(tmp_path).name == COVER
    emptied(tmp_path)
    assert telling_picture(tmp_path) is None


def test_a_picture_that_is_none_says_nothing(tmp_path):
    (tmp_path / "figure_01.png").write_bytes(b"no picture")
    assert alt_in(tmp_path / "figure_01.png") == ""
