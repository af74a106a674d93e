"""Pictures of training and structure: paths, landscapes, films, boxes, filters."""

import keras
import numpy as np
import pandas as pd
import pytest
from PIL import Image

import ann_toolkit as ann
from ann_toolkit.base.errors import DataError, FileError, ModelError
from ann_toolkit.evaluation.studies.repeated_training import loss_of

ev = ann.evaluation


@pytest.fixture(scope="module")
def trained():
    """S0's network of two weights and a bias, with the weights of each epoch."""
    data = ann.datasets.generate_classification_case1(n_samples=60, noise=0.2, seed=0)
    model = ann.models.perceptron(2, seed=0, name="small")
    recorder = ev.WeightRecorder()
    ann.training.fit(model, *data, epochs=6, batch_size=30, verbose=0, callbacks=[recorder])
    return model, data, recorder


def test_the_recorder_keeps_every_epoch_and_the_beginning(trained):
    model, _, recorder = trained
    assert recorder.epochs == [0, 1, 2, 3, 4, 5, 6]
    for kept, now in zip(recorder.weights[-1], model.get_weights(), strict=True):
        np.testing.assert_array_equal(kept, now)
    assert (recorder.weights[0][0] != recorder.weights[-1][0]).any()


def test_some_runs_in_one_history():
    runs = {"slow": {"loss": [3.0, 2.0], "val_loss": [4.0, 3.0]}, "fast": {"loss": [2.0, 1.0]}}
    ax = ann.plots.history(runs)
    curves = [line.get_ydata().tolist() for line in ax.get_lines() if len(line.get_ydata())]
    assert curves == [[3.0, 2.0], [4.0, 3.0], [2.0, 1.0]]
    slow, slow_validation, fast = ax.get_lines()[:3]
    assert slow.get_color() == slow_validation.get_color() != fast.get_color()
    legend = [text.get_text() for text in ax.get_legend().get_texts()]
    assert legend == ["slow", "fast", "training", "validation"]


def test_the_landscape_has_the_loss_of_the_network_at_its_end(trained):
    model, data, recorder = trained
    before = model.get_weights()
    ax = ann.plots.loss_landscape(model, data, recorder)
    heights = ax.collections[0]
    end = ax.get_lines()[-1].get_xydata()[0]
    np.testing.assert_allclose(end, before[0][:, 0], rtol=1e-6)
    loss = model.evaluate(*data, verbose=0)[0]
    levels = np.asarray(heights.levels)
    assert levels[0] <= loss <= levels[-1]
    path = ax.get_lines()[0].get_xydata()
    np.testing.assert_allclose(path, [record[0][:, 0] for record in recorder.weights], rtol=1e-6)
    assert all((a == b).all() for a, b in zip(before, model.get_weights(), strict=True))
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("weight 1", "weight 2")
    low, high = ax.get_xlim()
    assert low < path[:, 0].min()
    assert path[:, 0].max() < high


def test_the_heights_are_the_losses_that_keras_gives(trained):
    from ann_toolkit.plots.animations import GRID, _losses

    model, data, _ = trained
    flat = np.concatenate([weight.ravel() for weight in model.get_weights()])
    along = [np.linspace(-1, 1, GRID), np.linspace(0, 2, GRID)]
    heights = _losses(model, data, flat, (0, 1), along)
    other = ann.models.perceptron(2)
    other.set_weights([np.array([[along[0][5]], [along[1][30]]]), model.get_weights()[1]])
    assert heights[30, 5] == pytest.approx(other.evaluate(*data, verbose=0)[0], rel=1e-4)


def test_the_landscape_wants_two_weights(trained):
    model, data, _ = trained
    for wrong in ((0, 3), (1, 1), (-1, 0)):
        with pytest.raises(ModelError, match="has 3 weights, numbered from 0; choose two"):
            ann.plots.loss_landscape(model, data, weights=wrong)


def test_each_hidden_neuron_draws_the_line_where_its_sum_is_zero():
    data = ann.datasets.generate_classification_case2(n_samples=50, seed=0)
    model = ann.models.mlp(2, [2], 1, task="binary")
    model.set_weights(
        [np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([-0.5, 0.25]), np.array([[1.0], [-2.0]]), np.zeros(1)]
    )
    ax = ann.plots.hidden_boundaries(model, data)
    lines = [found for found in ax.collections if list(getattr(found, "levels", [])) == [0]]
    upright, level = (line.get_paths()[0].vertices for line in lines)
    np.testing.assert_allclose(upright[:, 0], 0.5, atol=1e-6)
    np.testing.assert_allclose(level[:, 1], -0.25, atol=1e-6)
    assert lines[0].get_edgecolor()[0].tolist() != lines[1].get_edgecolor()[0].tolist()
    with pytest.raises(ModelError, match="needs two inputs and a hidden layer"):
        ann.plots.hidden_boundaries(ann.models.perceptron(2), data)


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


TABLE = pd.DataFrame(
    {"training": [0.9, 0.4, 0.1], "validation": [1.0, 0.5, 0.8], "parameters": [3, 9, 90]}, index=[1, 4, 64]
)


def test_learning_curve_and_capacity_draw_both_losses():
    curve = ann.plots.learning_curve(TABLE)
    assert [line.get_ydata().tolist() for line in curve.get_lines()] == [[0.9, 0.4, 0.1], [1.0, 0.5, 0.8]]
    assert curve.get_lines()[0].get_xdata().tolist() == [1, 4, 64]
    ax = ann.plots.capacity(TABLE, "neurons")
    assert set(ax.get_lines()[2].get_xdata()) == {1}  # the middle setting is best on validation
    assert [text.get_text() for text in ax.texts] == ["underfitting", "overfitting"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["1", "4", "64"]
    assert ax.get_xlabel() == "neurons"


def test_bias_and_variance_stand_on_each_other():
    table = pd.DataFrame({"bias2": [2.0, 0.5], "variance": [0.1, 1.0], "sum": [2.1, 1.5]}, index=[1, 9])
    bars = ann.plots.bias_variance(table).patches
    drawn = [[bar.get_y(), bar.get_height()] for bar in bars]
    np.testing.assert_allclose(drawn, [[0, 2.0], [0, 0.5], [2.0, 0.1], [0.5, 1.0]], atol=1e-9)


def test_studies_train_what_they_say():
    data = ann.datasets.generate_regression_case(n_samples=40, noise=0.1, seed=0)
    train, validation = data.split(0.5, 0.5)
    seen = []

    def fit(model, X, y):
        seen.append((len(X), model.count_params()))
        model.fit(X, y, verbose=0)

    def build(neurons=2):
        return ann.models.mlp(1, [neurons], 1, task="regression", learning_rate=0.01, seed=0)

    curve = ev.learning_curve(build, fit, train, validation, (0.25, 1.0))
    assert list(curve.index) == [5, 20]
    sizes = ev.capacity_study(build, fit, [1, 3], train, validation)
    assert sizes["parameters"].tolist() == [4, 10]
    assert seen == [(5, 7), (20, 7), (20, 4), (20, 10)]
    assert sizes[["training", "validation"]].notna().all().all()
    model = build()
    assert loss_of(model, train) == pytest.approx(model.evaluate(*train, verbose=0)[0], rel=1e-5)
    many = ann.models.perceptron(1, 3, task="multiclass", seed=0)
    classes = ann.datasets.Dataset(train.X, np.arange(20) % 3, "multiclass")
    assert loss_of(many, classes) == pytest.approx(many.evaluate(*classes, verbose=0)[0], rel=1e-5)
    with pytest.raises(DataError, match="numbers above 0, to 1"):
        ev.learning_curve(build, fit, train, validation, (0.0,))


def test_bias_and_variance_of_networks_that_answer_constants():
    """Networks that always answer the seed: bias and variance follow by hand."""
    truth = ann.datasets.Dataset(np.zeros((4, 1)), np.zeros(4), "regression")

    def fit(model, X, y):
        model.set_weights([np.zeros((1, 1)), np.array([float(y[0])])])

    def make(seed):
        return ann.datasets.Dataset(np.zeros((2, 1)), np.full(2, float(seed)), "regression")

    table = ev.bias_variance(
        lambda _: ann.models.perceptron(1, task="regression"), fit, ["any"], make, truth, 3
    )
    assert table.loc["any"].tolist() == pytest.approx([1.0, 2 / 3, 5 / 3])  # answers 0, 1, 2 for a truth of 0
    with pytest.raises(DataError, match="two networks or more"):
        ev.bias_variance(lambda _: None, fit, [1], make, truth, 1)


def test_layers_are_boxes_with_shapes_and_parameters():
    ax = ann.plots.layers(ann.models.cnn())
    boxes = [text.get_text() for text in ax.texts if text.get_text()]
    assert boxes == [
        "input\n64 x 64 x 3",
        "Conv2D relu\n62 x 62 x 32, 896 parameters",
        "Conv2D relu\n60 x 60 x 32, 9 248 parameters",
        "MaxPooling2D\n30 x 30 x 32",
        "Flatten\n28800",
        "Dense softmax\n6, 172 806 parameters",
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


def test_filters_and_feature_maps_are_those_of_the_network():
    model = ann.models.cnn((6, 6, 1), 2, blocks=[[3]], seed=0)
    kernel = model.get_weights()[0]
    sheet = ann.plots.filters(model).images[0].get_array()
    np.testing.assert_allclose(sheet[:3, :3], kernel[:, :, 0, 0])
    np.testing.assert_allclose(sheet[:3, 4:], kernel[:, :, 0, 1])
    np.testing.assert_allclose(sheet[4:, :3], kernel[:, :, 0, 2])
    picture = np.random.default_rng(0).normal(size=(6, 6)).astype("float32")
    maps = ann.plots.feature_maps(model, picture).images[0].get_array()
    wanted = sum(picture[i : i + 4, j : j + 4] * kernel[i, j, 0, 1] for i in range(3) for j in range(3))
    np.testing.assert_allclose(maps[:4, 5:], np.maximum(wanted, 0), atol=1e-5)
    with pytest.raises(ModelError, match="the convolutions of 'cnn' are"):
        ann.plots.filters(model, "dense")
    with pytest.raises(DataError, match=r"the picture has shape \(5, 5\)"):
        ann.plots.feature_maps(model, np.zeros((5, 5)))
