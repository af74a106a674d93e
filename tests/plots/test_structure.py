"""The layers of a network as boxes, by matplotlib or by Graphviz."""

import keras
import numpy as np
from PIL import Image

import ann_toolkit as ann


def test_layers_are_boxes_with_shapes_and_parameters():
    ax = ann.plots.layers(ann.models.cnn())
    boxes = [text.get_text() for text in ax.texts if text.get_text()]
    assert boxes == [
        "input\n64 x 64 x 3",
        "Conv2D relu\n62 x 62 x 32 out, 896 parameters",
        "Conv2D relu\n60 x 60 x 32 out, 9 248 parameters",
        "MaxPooling2D\n30 x 30 x 32 out",
        "Flatten\n28800 out",
        "Dense softmax\n6 out, 172 806 parameters",
    ]


def test_a_functional_model_shows_its_short_way():
    ax = ann.plots.layers(ann.models.wide_and_deep())
    arrows = [text for text in ax.texts if not text.get_text()]
    assert len(arrows) == 5  # input-dense-dense-concatenate-dense, and input-concatenate


def test_plot_model_falls_back_where_graphviz_is_missing(monkeypatch, capsys):
    def no_graphviz(*args, **kwargs):
        raise ImportError("You must install graphviz")

    monkeypatch.setattr(keras.utils, "plot_model", no_graphviz)
    ax = ann.plots.plot_model(ann.models.perceptron(2))
    assert "input\n2" in [text.get_text() for text in ax.texts]
    assert "matplotlib draws the layers" in capsys.readouterr().out


def test_plot_model_shows_the_picture_of_graphviz(monkeypatch):
    drawn = np.random.default_rng(0).integers(0, 255, (40, 60, 3)).astype("uint8")
    monkeypatch.setattr(keras.utils, "plot_model", lambda model, to, **more: Image.fromarray(drawn).save(to))
    ax = ann.plots.plot_model(ann.models.perceptron(2))
    np.testing.assert_allclose(ax.images[0].get_array()[..., :3], drawn / 255, atol=1e-6)
