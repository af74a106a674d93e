"""The engine against ``keras.Model.fit``: callbacks that watch, change and stop a training."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from keras import layers

from tests.training.twins import assert_same, compiled, regression, rows, train

pytestmark = pytest.mark.usefixtures("no_fallback")


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["graph", "xla"])
def test_early_stopping_stops_at_the_same_epoch_with_the_same_weights(engine):
    def build():
        return compiled(regression(layers.Dense(30, "tanh")), "mse", keras.optimizers.SGD(0.2))

    def trained(way):
        early = keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True)
        return train(build, rows(5), rows(2), way, epochs=300, validation_split=0.3, callbacks=[early])

    ours = trained(engine)
    assert len(ours.epochs) < 300
    assert_same(ours, trained("keras"), 1e-6 if engine == "xla" else 0.0)


@pytest.mark.slow
def test_callbacks_of_keras_see_the_same_training(tmp_path):
    def trained(way):
        folder = tmp_path / way
        folder.mkdir()
        callbacks = [
            keras.callbacks.ReduceLROnPlateau(monitor="loss", factor=0.5, patience=1, min_delta=0.01),
            keras.callbacks.LearningRateScheduler(lambda epoch, rate: rate * 0.95),
            keras.callbacks.CSVLogger(folder / "log.csv"),
            keras.callbacks.ModelCheckpoint(folder / "best.keras", monitor="loss", save_best_only=True),
            keras.callbacks.TerminateOnNaN(),
        ]
        return train(
            lambda: compiled(regression(), "mse", keras.optimizers.SGD(0.3)),
            *(rows(5), rows(2), way),
            epochs=12,
            callbacks=callbacks,
        )

    assert_same(trained("graph"), trained("keras"))
    logs = [(tmp_path / way / "log.csv").read_text() for way in ("graph", "keras")]
    assert logs[0] == logs[1]
    best = [
        keras.models.load_model(tmp_path / way / "best.keras").get_weights() for way in ("graph", "keras")
    ]
    for mine, theirs in zip(*best, strict=True):
        np.testing.assert_array_equal(mine, theirs)
