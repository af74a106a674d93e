"""Pictures that move: whole or not there, and the network as it was."""

import numpy as np
import pytest
from PIL import Image

import ann_toolkit as ann
from ann_toolkit.base.errors import DataError, FileError
from tests.evaluation.recorded import recorded_training

ev = ann.evaluation


@pytest.fixture(scope="module")
def trained():
    return recorded_training()


@pytest.mark.slow
def test_the_film_shows_the_epochs_and_puts_the_weights_back(trained, tmp_path):
    model, data, recorder = trained
    before = model.get_weights()
    path = ann.plots.boundary_animation(model, data, recorder, tmp_path / "film.gif", frames=3)
    with Image.open(path) as film:
        assert film.n_frames == 3
        first = np.asarray(film.convert("RGB"))
        film.seek(2)
        assert (first != np.asarray(film.convert("RGB"))).any()
    assert all((a == b).all() for a, b in zip(before, model.get_weights(), strict=True))
    assert [entry.name for entry in tmp_path.iterdir()] == ["film.gif"]


@pytest.mark.slow
def test_a_film_needs_a_record_and_a_name(trained, tmp_path):
    model, data, recorder = trained
    with pytest.raises(DataError, match="the recorder holds no epochs"):
        ann.plots.boundary_animation(model, data, ev.WeightRecorder(), tmp_path / "film.gif")
    with pytest.raises(FileError, match=r"use \.gif or \.mp4"):
        ann.plots.boundary_animation(model, data, recorder, tmp_path / "film.avi")


def test_a_film_without_ffmpeg_leaves_nothing(trained, tmp_path, monkeypatch):
    from matplotlib.animation import FFMpegWriter

    monkeypatch.setattr(FFMpegWriter, "isAvailable", classmethod(lambda cls: False))
    with pytest.raises(FileError, match="needs the program ffmpeg"):
        ann.plots.boundary_animation(*trained, tmp_path / "film.mp4")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_the_animation_moves_and_is_whole_or_not_there(tmp_path):
    ann.plots.softmax_animation(tmp_path / "softmax.gif", frames=5)
    with Image.open(tmp_path / "softmax.gif") as gif:
        assert gif.n_frames == 5
    assert [path.name for path in tmp_path.iterdir()] == ["softmax.gif"]
    with pytest.raises(FileError, match="does not exist"):
        ann.plots.softmax_animation(tmp_path / "nowhere" / "softmax.gif", frames=2)
